const short: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** What Go does not print as it is, besides quotes and backslashes; lone surrogates, which no Go text has, stay. */
const special = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} \p{Cs}]/gu;

/** A text in double quotes as Go writes it. https://pkg.go.dev/strconv#Quote */
export function goQuoted(text: string): string {
  return `"${text.replaceAll(special, escaped)}"`;
}

function escaped(char: string): string {
  const known = short[char];
  const code = char.codePointAt(0) ?? 0;
  if (known !== undefined) {
    return known;
  }
  const hex = code.toString(16);
  if (code < 0x20 || code === 0x7f) {
    return `\\x${hex.padStart(2, '0')}`;
  }
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** A number in decimal notation without an exponent. https://pkg.go.dev/strconv#FormatFloat, 'f' and -1 */
export function goNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  }
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  if (shift === 0) {
    return sign + mantissa;
  }
  const digits = whole + fraction;
  const point = whole.length + shift;
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : sign + digits.padEnd(point, '0');
}

const units = [
  ['y', 365 * 86_400_000, true],
  ['w', 7 * 86_400_000, true],
  ['d', 86_400_000, false],
  ['h', 3_600_000, false],
  ['m', 60_000, false],
  ['s', 1000, false],
  ['ms', 1, false],
] as const;

/** Seconds as a duration: years and weeks only where nothing is left over. https://pkg.go.dev/github.com/prometheus/common/model#Duration */
export function goDuration(seconds: number): string {
  let left = Math.trunc(Math.abs(seconds) * 1000 + 1e-6);
  let text = '';
  for (const [unit, ms, isExact] of units) {
    const count = Math.floor(left / ms);
    if (count > 0 && (!isExact || left % ms === 0)) {
      text += `${count}${unit}`;
      left -= count * ms;
    }
  }
  return text === '' ? '0s' : (seconds < 0 ? '-' : '') + text;
}
