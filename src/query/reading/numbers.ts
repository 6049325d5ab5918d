import { Malformed, expect, peek, quote } from './cursor.ts';
import type { Cursor } from './cursor.ts';

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** Exact as doubles up to 10^22. */
const powers: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** As many digits as a whole number of 32 bits holds. */
const wordDigits = 9;
/** As many digits as every number with them is exact in a double. */
const exactDigits = 15;
const mostDigits = exactDigits + 4;

/**
 * Reads a sample's value as Prometheus writes it: a number in quotes. Exactly what `Number` gives, at a fraction of the time.
 * Throws Malformed. https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats
 */
export function readSampleValue(cursor: Cursor): number {
  const one = new Float64Array(1);
  expect(cursor, quote);
  readDigits(cursor, one, 0);
  return one[0] ?? NaN;
}

/**
 * The same behind the opening quote, and into a column: a million numbers that are returned would be a million objects. Throws
 * Malformed.
 */
export function readDigits(cursor: Cursor, column: Float64Array, index: number): void {
  const { bytes } = cursor;
  const from = cursor.at;
  const isNegative = bytes[from] === minus;
  const start = isNegative ? from + 1 : from;
  let at = start;
  // Small whole numbers are what a machine multiplies fastest: so the digits are read by nine, six and four.
  let first = 0;
  let second = 0;
  let third = 0;
  let significant = 0;
  let pointAt = -1;
  for (; ; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) {
      if (significant < wordDigits) {
        first = (first * 10 + digit) | 0;
        significant += first === 0 ? 0 : 1;
      } else if (significant < exactDigits) {
        second = (second * 10 + digit) | 0;
        significant += 1;
      } else {
        third = (third * 10 + digit) | 0;
        significant += 1;
      }
    } else if (digit === point - zero && pointAt < 0) {
      pointAt = at;
    } else {
      break;
    }
  }
  const decimals = pointAt < 0 ? 0 : at - pointAt - 1;
  const hasDigits = at - start > (pointAt < 0 ? 0 : 1);
  if (bytes[at] === quote && hasDigits && decimals < powers.length && significant <= mostDigits) {
    const high =
      significant <= wordDigits
        ? first
        : first * (powers[Math.min(significant, exactDigits) - wordDigits] ?? 1) + second;
    const size =
      significant <= exactDigits
        ? high / (powers[decimals] ?? 1)
        : divide(high, third, significant - exactDigits, decimals);
    // Not a number where rounding is too close to call.
    if (size === size) {
      cursor.at = at + 1;
      column[index] = isNegative ? -size : size;
      return;
    }
  }
  column[index] = readSlowly(cursor, from);
}

/**
 * `(high * 10^lowDigits + low) / 10^decimals`, correctly rounded, by arithmetic with pairs of doubles (Dekker 1971); NaN when the error
 * of that, 2^-100 of it, leaves open which of two neighbours is nearer.
 */
function divide(high: number, low: number, lowDigits: number, decimals: number): number {
  const scale = powers[lowDigits] ?? 1;
  const product = high * scale;
  // Whole numbers below 2^53 all: the sum is exact.
  const rest = productError(high, scale, product) + low;
  const sum = product + rest;
  if (decimals === 0) {
    return sum;
  }
  const restOfSum = rest - (sum - product);
  const divisor = powers[decimals] ?? 1;
  const quotient = sum / divisor;
  const back = quotient * divisor;
  const remainder = sum - back - productError(quotient, divisor, back) + restOfSum;
  const more = remainder / divisor;
  const doubt = Math.abs(more) * 2 ** -48;
  const upper = quotient + (more + doubt);
  return upper === quotient + (more - doubt) ? upper : NaN;
}

/** What rounding took from `product`, which is `a * b`. */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(value: number): number {
  const shifted = value * 134_217_729;
  return shifted - (shifted - value);
}

/** What is no plain number: `NaN`, `+Inf`, exponents, more digits than a double holds. */
function readSlowly(cursor: Cursor, from: number): number {
  const { bytes } = cursor;
  const end = bytes.indexOf(quote, from);
  // No number is that long, but for those that Go writes without an exponent.
  if (end < 0 || end - from > 400) {
    cursor.at = end < 0 ? bytes.length : from;
    throw new Malformed('no number', cursor);
  }
  const value = numberOf(bytes.toString('latin1', from, end));
  if (value === undefined) {
    cursor.at = from;
    throw new Malformed('no number', cursor);
  }
  cursor.at = end + 1;
  return value;
}

/** The value of a number as Go writes it; `undefined` when it is none. */
export function numberOf(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    return Number(text);
  }
  const word = /^([+-]?)(Inf|NaN)$/i.exec(text);
  if (word === null) {
    return undefined;
  }
  return word[2]?.toLowerCase() === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity;
}

/** Reads a sample's time, a number of seconds, as milliseconds. Throws Malformed. */
export function readMillis(cursor: Cursor): number {
  const { bytes } = cursor;
  peek(cursor);
  const from = cursor.at;
  let at = from;
  let seconds = 0;
  let digit = (bytes[at] ?? 0) - zero;
  while (digit >= 0 && digit <= 9) {
    seconds = seconds * 10 + digit;
    at += 1;
    digit = (bytes[at] ?? 0) - zero;
  }
  const wholeDigits = at - from;
  let millis = seconds * 1000;
  let byte = bytes[at];
  if (byte === point) {
    let scale = 100;
    for (at += 1; scale >= 1; at += 1, scale /= 10) {
      digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) {
        break;
      }
      millis += digit * scale;
    }
    byte = bytes[at];
  }
  // Up to thirteen digits of milliseconds; whatever else a number may look like goes the long way.
  if (wholeDigits === 0 || wholeDigits > 10 || (byte !== 0x2c && byte !== 0x20 && byte !== 0x0a)) {
    return readMillisSlowly(cursor, from);
  }
  cursor.at = at;
  return millis;
}

function readMillisSlowly(cursor: Cursor, from: number): number {
  const [text = ''] = /^[-+.\deE]{1,40}/.exec(cursor.bytes.toString('latin1', from, from + 41)) ?? [];
  const seconds = numberOf(text) ?? NaN;
  // What a date can hold.
  if (!(Math.abs(seconds) <= 8.64e12)) {
    throw new Malformed('no time', cursor);
  }
  cursor.at = from + text.length;
  return Math.round(seconds * 1000);
}
