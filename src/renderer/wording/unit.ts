import { tokensOf } from './queryTokens.ts';
import type { Token } from './queryTokens.ts';

/** What a number counts. */
export interface Unit {
  kind: UnitKind;
  isPerSecond: boolean;
  /** How a unit is written that needs no conversion: `V`. */
  suffix?: string;
}

export type UnitKind = 'plain' | 'seconds' | 'bytes' | 'bits' | 'ratio' | 'percent' | 'date';

type Known = Unit & {
  /** A number that stands in the query itself. */
  literal?: number;
};

const plain: Known = { kind: 'plain', isPerSecond: false };

/** Base units as the naming rules have them. https://prometheus.io/docs/practices/naming/#base-units */
const written: Readonly<Record<string, string>> = {
  celsius: '°C',
  meters: 'm',
  volts: 'V',
  amperes: 'A',
  joules: 'J',
  watts: 'W',
  grams: 'g',
  hertz: 'Hz',
};

const countsOf = new Set(
  (
    'count count_values count_over_time absent absent_over_time group changes resets sgn stdvar stdvar_over_time ' +
    'present_over_time ln log2 log10 exp sqrt histogram_stdvar day_of_month day_of_week day_of_year ' +
    'days_in_month hour minute month year pi'
  ).split(' '),
);
const perSecondOf = new Set(['rate', 'irate', 'deriv']);
const ofBuckets = new Set(['histogram_quantile', 'histogram_quantiles', 'histogram_avg', 'histogram_stddev']);

/**
 * The unit of a query's values: guessed from the names of its metrics, and from what its functions and operators do to them.
 * `metricUnit` is what the metadata says of the metric, and beats the name. Plain where nothing can be told.
 */
export function unitOf(query: string, metricUnit?: string): Unit {
  const reader = { tokens: tokensOf(query), at: 0, metricUnit };
  const { kind, isPerSecond, suffix } = operation(reader, 0, 0);
  // Seconds of every second are how many of something are busy; a joule a second is a watt.
  if (kind === 'seconds' && isPerSecond) {
    return plain;
  }
  if (suffix === 'J' && isPerSecond) {
    return { kind: 'plain', isPerSecond: false, suffix: 'W' };
  }
  return { kind, isPerSecond, ...(suffix !== undefined && { suffix }) };
}

/** The unit that a metric's name tells, whatever its kind. */
export function unitOfName(name: string, metricUnit?: string): Unit {
  if (/_(bucket|count)$/.test(name)) {
    return plain;
  }
  const bare = name.replace(/_(total|sum|created)$/, '');
  if (
    /_timestamp_seconds$|_created$/.test(name) ||
    (/_time_seconds$/.test(name) && /(start|boot)_time/.test(name))
  ) {
    return { kind: 'date', isPerSecond: false };
  }
  return namedUnit(metricUnit || (/_([a-z]+)$/.exec(bare)?.[1] ?? ''));
}

function namedUnit(word: string): Unit {
  switch (word) {
    case 'seconds':
    case 'bytes':
    case 'bits':
    case 'ratio':
      return { kind: word, isPerSecond: false };
    case 'percent':
      return { kind: 'percent', isPerSecond: false };
    default:
      return Object.hasOwn(written, word) ? { ...plain, suffix: written[word] ?? '' } : plain;
  }
}

interface Reader {
  tokens: readonly Token[];
  at: number;
  metricUnit: string | undefined;
}

const maxDepth = 60;
const precedence: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  ...{ '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3 },
  ...{ '+': 4, '-': 4 },
  ...{ '*': 5, '/': 5, '%': 5, atan2: 5 },
  '^': 6,
};

function operation(reader: Reader, least: number, depth: number): Known {
  let left = operand(reader, depth);
  for (;;) {
    const operator = reader.tokens[reader.at]?.text ?? '';
    const strength = Object.hasOwn(precedence, operator) ? (precedence[operator] ?? 0) : 0;
    if (strength === 0 || strength <= least) {
      return left;
    }
    reader.at += 1;
    const isBool = skipMatching(reader);
    left = isBool ? plain : combine(operator, left, operation(reader, strength, depth + 1));
  }
}

/** Goes past `bool`, `on (…)`, `group_left (…)` and the like, and says whether there was a `bool`. */
function skipMatching(reader: Reader): boolean {
  let isBool = false;
  for (;;) {
    const word = reader.tokens[reader.at]?.text ?? '';
    if (!/^(bool|on|ignoring|group_left|group_right)$/.test(word)) {
      return isBool;
    }
    isBool ||= word === 'bool';
    reader.at += 1;
    if (word !== 'bool' && reader.tokens[reader.at]?.text === '(') {
      skipParentheses(reader);
    }
  }
}

function skipParentheses(reader: Reader): void {
  let open = 0;
  for (; reader.at < reader.tokens.length; reader.at += 1) {
    const { text } = reader.tokens[reader.at] as Token;
    open += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (open === 0) {
      reader.at += 1;
      return;
    }
  }
}

function operand(reader: Reader, depth: number): Known {
  const token = reader.tokens[reader.at];
  if (token === undefined || depth > maxDepth || token.text === ')') {
    return plain;
  }
  reader.at += 1;
  if (token.text === '-' || token.text === '+') {
    return operand(reader, depth + 1);
  }
  if (token.text === '(') {
    const inner = operation(reader, 0, depth + 1);
    closeParenthesis(reader);
    return inner;
  }
  if (token.kind === 'number') {
    return { ...plain, literal: Number(token.text) };
  }
  if (token.kind !== 'word') {
    return plain;
  }
  return isCall(reader) ? call(reader, token.text, depth) : unitOfName(token.text, reader.metricUnit);
}

function closeParenthesis(reader: Reader): void {
  if (reader.tokens[reader.at]?.text === ')') {
    reader.at += 1;
  }
}

/** An aggregation may name its labels first: `sum by (job) (…)`. */
function isCall(reader: Reader): boolean {
  const word = reader.tokens[reader.at]?.text;
  if (word === 'by' || word === 'without') {
    reader.at += 1;
    skipParentheses(reader);
  }
  return reader.tokens[reader.at]?.text === '(';
}

function call(reader: Reader, name: string, depth: number): Known {
  const from = reader.at;
  reader.at += 1;
  const values: Known[] = [];
  while (reader.at < reader.tokens.length && reader.tokens[reader.at]?.text !== ')') {
    const before = reader.at;
    values.push(operation(reader, 0, depth + 1));
    // What is no expression is passed over.
    reader.at += reader.tokens[reader.at]?.text === ',' || reader.at === before ? 1 : 0;
  }
  closeParenthesis(reader);
  const inner = reader.tokens.slice(from, reader.at);
  const after = reader.tokens[reader.at]?.text;
  if (after === 'by' || after === 'without') {
    reader.at += 1;
    skipParentheses(reader);
  }
  return resultOf(name, values.find(({ literal }) => literal === undefined) ?? plain, {
    inner,
    metricUnit: reader.metricUnit,
  });
}

function resultOf(
  name: string,
  value: Known,
  { inner, metricUnit }: { inner: readonly Token[]; metricUnit: string | undefined },
): Known {
  if (name === 'time' || name === 'timestamp') {
    return { kind: 'date', isPerSecond: false };
  }
  if (name === 'histogram_fraction') {
    return { kind: 'ratio', isPerSecond: false };
  }
  if (name === 'histogram_count') {
    return { ...plain, isPerSecond: value.isPerSecond };
  }
  if (ofBuckets.has(name)) {
    const metric = inner.find(
      ({ kind, text }) => kind === 'word' && /_bucket$|_(seconds|bytes|ratio)$/.test(text),
    );
    return unitOfName((metric?.text ?? '').replace(/_bucket$/, ''), metricUnit);
  }
  if (perSecondOf.has(name)) {
    return { ...value, isPerSecond: true };
  }
  return countsOf.has(name) ? plain : value;
}

function combine(operator: string, left: Known, right: Known): Known {
  switch (operator) {
    case '+':
    case '-':
      return added(operator, left, right);
    case '*':
      return right.literal === undefined
        ? left.literal === undefined
          ? product(left, right)
          : scaled(right, left.literal)
        : scaled(left, right.literal);
    case '/':
      return quotient(left, right);
    case '%':
    case '^':
    case 'atan2':
      return plain;
    default:
      return left.literal === undefined ? left : right;
  }
}

function added(operator: string, left: Known, right: Known): Known {
  if (left.literal !== undefined || right.literal !== undefined) {
    return left.literal === undefined ? left : right.literal === undefined ? right : plain;
  }
  if (left.kind === 'date') {
    return right.kind === 'date' && operator === '-' ? { kind: 'seconds', isPerSecond: false } : left;
  }
  return isSame(left, right) ? left : plain;
}

function scaled(unit: Known, by: number): Known {
  if (unit.literal !== undefined) {
    return { ...plain, literal: unit.literal * by };
  }
  if (unit.kind === 'ratio' && by === 100) {
    return { kind: 'percent', isPerSecond: false };
  }
  if (unit.kind === 'bytes' && by === 8) {
    return { ...unit, kind: 'bits' };
  }
  return by === 1 ? unit : plain;
}

function product(left: Known, right: Known): Known {
  const isFactor = ({ kind, isPerSecond, suffix }: Known): boolean =>
    (kind === 'ratio' || kind === 'plain') && !isPerSecond && suffix === undefined;
  return isFactor(left) ? right : isFactor(right) ? left : plain;
}

function quotient(left: Known, right: Known): Known {
  if (right.literal !== undefined) {
    return left.literal === undefined
      ? right.literal === 1
        ? left
        : plain
      : { ...plain, literal: left.literal / right.literal };
  }
  if (left.literal !== undefined) {
    return plain;
  }
  if (isSame(left, right)) {
    return { kind: 'ratio', isPerSecond: false };
  }
  const isCount = right.kind === 'plain' && right.suffix === undefined;
  if (isCount && right.isPerSecond === left.isPerSecond) {
    return { ...left, isPerSecond: false };
  }
  return isCount && !right.isPerSecond ? left : plain;
}

function isSame(left: Known, right: Known): boolean {
  return left.kind === right.kind && left.isPerSecond === right.isPerSecond && left.suffix === right.suffix;
}
