import type { Span } from '../problem.ts';

/** What an expression comes to. `unknown` is what only a variable's value or the end of the typing will tell. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix' | 'unknown';

/** A PromQL expression as it stands in its text. https://prometheus.io/docs/prometheus/latest/querying/basics/ */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | RangeSelector
  | Subquery
  | Call
  | Aggregation
  | BinaryExpression
  | UnaryExpression
  | Parentheses
  | Placeholder
  | Missing;

export interface NumberLiteral extends Span {
  kind: 'number';
  /** Seconds where it is written as a duration. */
  value: number;
  isDuration: boolean;
}

export interface StringLiteral extends Span {
  kind: 'string';
  /** Without quotes and escapes. */
  value: string;
}

/** A name as it is written, quoted or not; with a variable in it nobody can say here what it is. */
export interface Name extends Span {
  text: string;
  isOpen: boolean;
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** `label="value"` in braces. A quoted name of a metric alone stands for `__name__="…"` and has no operator. */
export interface Matcher extends Span {
  label: Name;
  operator: MatchOperator | undefined;
  /** `undefined` where it is still missing. */
  value: StringLiteral | undefined;
}

/** What may stand behind selectors and subqueries. */
export interface Modifiers {
  offset?: Duration;
  at?: AtModifier;
  /** `anchored` or `smoothed`. */
  extension?: Span & { word: 'anchored' | 'smoothed' };
}

export interface VectorSelector extends Span, Modifiers {
  kind: 'selector';
  /** The metric in front of the braces. */
  metric: Name | undefined;
  matchers: readonly Matcher[];
  /** `undefined` without braces. */
  braces: Span | undefined;
}

/** `selector[5m]`. */
export interface RangeSelector extends Span, Modifiers {
  kind: 'range';
  selector: Expression;
  range: Duration;
}

/** `expression[1h:5m]`. */
export interface Subquery extends Span, Modifiers {
  kind: 'subquery';
  expression: Expression;
  range: Duration;
  /** `undefined` stands for the evaluation interval that the server has. */
  step: Duration | undefined;
}

/** A duration, or a calculation with durations. */
export interface Duration extends Span {
  kind: 'duration';
  /** `undefined` when it is a calculation, or a variable. */
  seconds: number | undefined;
}

/** `@ 1700000000`, `@ start()`, `@ end()`. */
export interface AtModifier extends Span {
  /** Seconds since 1970; `undefined` for a variable. */
  at: number | 'start' | 'end' | undefined;
}

export interface Call extends Span {
  kind: 'call';
  name: Name;
  args: readonly Expression[];
  /** With the parentheses. */
  argsSpan: Span;
}

/** `by (…)` or `without (…)`. */
export interface Grouping extends Span {
  kind: 'by' | 'without';
  labels: readonly Name[];
}

export interface Aggregation extends Span {
  kind: 'aggregation';
  /** In small letters. */
  operator: AggregationOperator;
  operatorSpan: Span;
  grouping: Grouping | undefined;
  args: readonly Expression[];
}

export type AggregationOperator = (typeof aggregationOperators)[number];

export const aggregationOperators = [
  ...([
    'avg',
    'bottomk',
    'count',
    'count_values',
    'group',
    'max',
    'min',
    'quantile',
    'stddev',
    'stdvar',
  ] as const),
  ...(['sum', 'topk', 'limitk', 'limit_ratio'] as const),
] as const;

/** What aggregations take in front of the series. */
export const aggregationParameters: Readonly<Record<string, ValueType>> = {
  ...{ topk: 'scalar', bottomk: 'scalar', quantile: 'scalar', limitk: 'scalar', limit_ratio: 'scalar' },
  count_values: 'string',
};

/** Words in front of a list of labels in parentheses. */
export const listWords: readonly string[] = [
  ...['by', 'without', 'on', 'ignoring', 'group_left', 'group_right'],
];

/** Which series of both sides belong together. */
export interface VectorMatching {
  /** `on (…)` or `ignoring (…)`. */
  match: (Span & { kind: 'on' | 'ignoring'; labels: readonly Name[] }) | undefined;
  /** `group_left (…)` or `group_right (…)`: which side may have several series for one of the other. */
  group: (Span & { side: 'left' | 'right'; labels: readonly Name[] }) | undefined;
  /** `fill (…)`, `fill_left (…)`, `fill_right (…)`. */
  fill: Span | undefined;
}

export interface BinaryExpression extends Span {
  kind: 'binary';
  operator: BinaryOperator;
  operatorSpan: Span;
  /** The word `bool` behind the operator. */
  bool: Span | undefined;
  matching: VectorMatching;
  left: Expression;
  right: Expression;
}

export type BinaryOperator = (typeof binaryOperators)[number];

export const binaryOperators = [
  ...(['or', 'and', 'unless', '==', '!=', '<', '<=', '>', '>=', '</', '>/', '+', '-'] as const),
  ...(['*', '/', '%', 'atan2', '^'] as const),
] as const;

export const comparisonOperators: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

export const setOperators: readonly string[] = ['and', 'or', 'unless'];

export interface UnaryExpression extends Span {
  kind: 'unary';
  operator: '+' | '-';
  expression: Expression;
}

export interface Parentheses extends Span {
  kind: 'parentheses';
  expression: Expression;
}

/** A variable of a notebook or dashboard where an expression stands: `${x}`, `$__rate_interval`. */
export interface Placeholder extends Span {
  kind: 'placeholder';
  text: string;
}

/** Where an expression is missing. */
export interface Missing extends Span {
  kind: 'missing';
}

/** The expressions right below one, in the order of the text. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'range':
      return [expression.selector];
    case 'subquery':
    case 'unary':
    case 'parentheses':
      return [expression.expression];
    case 'call':
    case 'aggregation':
      return expression.args;
    case 'binary':
      return [expression.left, expression.right];
    case 'number':
    case 'string':
    case 'selector':
    case 'placeholder':
    case 'missing':
      return [];
  }
}
