/** A number as the lexer takes it, whatever it comes to. */
const written =
  /^(?:0[xX]_?[\da-fA-F]+(?:_[\da-fA-F]+)*|(?:\d+(?:_\d+)*\.?|\.(?=\d))(?:\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?:_\d+)*)?)$/;

const digitsOf: Readonly<Record<string, RegExp>> = {
  '0x': /^[\da-f]+$/,
  '0': /^[0-7]+$/,
};

/** Nobody writes longer ones, and patterns run out of stack for them. */
const longest = 10_000;

/** Whether it is written as a number; `numberValue` says whether it is one. */
export function looksLikeNumber(text: string): boolean {
  return text.length < longest && written.test(text);
}

/**
 * The value of a number; `undefined` where Prometheus refuses it. Go reads it as an integer with its prefixes and underscores, `0x1F`,
 * `017`, `1_000`, else as a decimal.
 * https://github.com/prometheus/prometheus/blob/main/promql/parser/parse.go, `number`
 */
export function numberValue(text: string): number | undefined {
  const small = text.toLowerCase();
  if (small === 'inf' || small === 'nan') {
    return small === 'inf' ? Infinity : NaN;
  }
  const plain = small.replaceAll('_', '');
  if (/^0x/.test(small)) {
    return digitsOf['0x']?.test(plain.slice(2)) === true ? fitting(BigInt(plain)) : undefined;
  }
  if (/^0[\d_]+$/.test(small) && digitsOf['0']?.test(plain) === true) {
    return fitting(BigInt(`0o${plain}`));
  }
  if (/^[1-9][\d_]*$/.test(small)) {
    return Number(plain);
  }
  return Number(plain);
}

/** Go's integers have 64 bits; what is larger is no float in this notation. */
function fitting(value: bigint): number | undefined {
  return value < 2n ** 63n ? Number(value) : undefined;
}
