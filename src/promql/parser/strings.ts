const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Digits that each escape takes, and their base. */
const counted: Readonly<Record<string, readonly [digits: number, base: 8 | 16]>> = {
  x: [2, 16],
  u: [4, 16],
  U: [8, 16],
};

/** What a quoted text comes to, and where in it something is wrong. */
export interface Unquoted {
  value: string;
  /** The first escape that there is not, its offset and length in the text. */
  fault?: { start: number; length: number };
}

/**
 * The value of a string in double or single quotes, or backticks, by Go's rules for escapes; the quotes belong to `text`. What is wrong is
 * left out of the value. https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals
 */
export function unquoted(text: string): Unquoted {
  const quote = text.charAt(0);
  const inner = text.slice(1, text.length > 1 && text.endsWith(quote) ? -1 : undefined);
  if (quote === '`' || !inner.includes('\\')) {
    return { value: inner };
  }
  let value = '';
  let fault: Unquoted['fault'];
  for (let at = 0; at < inner.length;) {
    const backslash = inner.indexOf('\\', at);
    value += inner.slice(at, backslash < 0 ? undefined : backslash);
    if (backslash < 0) {
      break;
    }
    const { length, text: meant } = escapeAt(inner, backslash, quote);
    if (meant === undefined) {
      fault ??= { start: backslash + 1, length };
    } else {
      value += meant;
    }
    at = backslash + length;
  }
  return fault === undefined ? { value } : { value, fault };
}

function escapeAt(text: string, at: number, quote: string): { length: number; text: string | undefined } {
  const name = text.charAt(at + 1);
  if (name === quote || name in simple) {
    return { length: 2, text: name === quote ? quote : simple[name] };
  }
  const [digits, base] = /[0-7]/.test(name) ? [3, 8] : (counted[name] ?? [0, 16]);
  const from = base === 8 ? at + 1 : at + 2;
  const number = text.slice(from, from + digits);
  const isWhole =
    digits > 0 && number.length === digits && (base === 8 ? /^[0-7]+$/ : /^[\da-fA-F]+$/).test(number);
  const code = isWhole ? Number.parseInt(number, base) : NaN;
  const most = base === 8 || name === 'x' ? 0xff : 0x10ffff;
  const isGood = code <= most && !(code >= 0xd800 && code < 0xe000);
  return { length: isWhole ? from + digits - at : 2, text: isGood ? String.fromCodePoint(code) : undefined };
}
