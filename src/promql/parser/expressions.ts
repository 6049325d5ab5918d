import * as l10n from '@vscode/l10n';
import { aggregationOperators, binaryOperators } from '../ast.ts';
import type {
  Aggregation,
  AggregationOperator,
  BinaryOperator,
  Call,
  Expression,
  Grouping,
  Missing,
} from '../ast.ts';
import {
  accept,
  close,
  expected,
  giveUp,
  isSymbol,
  isTooDeep,
  keyword,
  lastEnd,
  nameOf,
  next,
  peek,
  report,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { durationSeconds } from './durations.ts';
import type { Token } from './lexer.ts';
import { matching } from './matching.ts';
import { numberValue } from './numbers.ts';
import { modified } from './postfix.ts';
import { labelList, selector, stringLiteral } from './selectors.ts';

/**
 * How tightly a binary operator binds.
 * https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence
 */
const binding: Readonly<Record<BinaryOperator, number>> = {
  ...{ or: 1, and: 2, unless: 2 },
  ...{ '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3, '</': 3, '>/': 3 },
  ...{ '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, atan2: 5, '^': 6 },
};

/** A sign binds as a multiplication does: `-2^2` is -4. */
const unaryBinding = binding['*'];

/** Deeper than queries go, and shallow enough for every walk over them. */
const maxDepth = 200;

/** An expression of operators that bind more tightly than `least`. */
export function expression(cursor: Cursor, least = 0): Expression {
  let left = operand(cursor);
  for (;;) {
    const operator = operatorAt(cursor);
    if (operator === undefined || binding[operator] <= least) {
      return left;
    }
    if (isTooDeep(cursor)) {
      return left;
    }
    const { start, end } = next(cursor);
    const { bool, ...rules } = matching(cursor);
    const right = below(cursor, operator === '^' ? binding[operator] - 1 : binding[operator]);
    left = {
      kind: 'binary',
      operator,
      operatorSpan: { start, end },
      bool,
      matching: rules,
      left,
      right,
      start: left.start,
      end: right.end,
    };
  }
}

/** An expression inside another one, unless there are too many around it. */
function below(cursor: Cursor, least: number): Expression {
  cursor.depth += 1;
  const found = cursor.depth > maxDepth ? tooDeep(cursor) : expression(cursor, least);
  cursor.depth -= 1;
  return found;
}

function operatorAt(cursor: Cursor): BinaryOperator | undefined {
  const token = peek(cursor);
  const text = token.kind === 'symbol' ? token.text : keyword(token);
  return binaryOperators.find((operator) => operator === text);
}

function operand(cursor: Cursor): Expression {
  cursor.depth += 1;
  const found = cursor.depth > maxDepth ? tooDeep(cursor) : modified(cursor, primary(cursor));
  cursor.depth -= 1;
  return found;
}

function tooDeep(cursor: Cursor): Missing {
  const found = missing(cursor);
  giveUp(cursor);
  return found;
}

/** Right behind what was read last: a comment may follow. */
function missing(cursor: Cursor): Missing {
  const at = lastEnd(cursor);
  return { kind: 'missing', start: at, end: at };
}

function primary(cursor: Cursor): Expression {
  const token = peek(cursor);
  switch (token.kind) {
    case 'number':
    case 'duration':
      return number(cursor, next(cursor));
    case 'string':
      return stringLiteral(next(cursor));
    case 'placeholder':
      return placeholder(cursor, next(cursor));
    case 'word':
      return named(cursor, token);
    case 'symbol':
    case 'end':
      return bySymbol(cursor, token);
  }
}

function bySymbol(cursor: Cursor, token: Token): Expression {
  const { start } = token;
  if (isSymbol(token, '{')) {
    return selector(cursor, undefined);
  }
  if (isSymbol(token, '(')) {
    next(cursor);
    const inner = expression(cursor);
    close(cursor, ')');
    return { kind: 'parentheses', expression: inner, start, end: lastEnd(cursor) };
  }
  if (isSymbol(token, '+', '-')) {
    next(cursor);
    const inner = below(cursor, unaryBinding);
    return {
      kind: 'unary',
      operator: token.text === '-' ? '-' : '+',
      expression: inner,
      start,
      end: inner.end,
    };
  }
  expected(cursor, l10n.t('an expression'));
  return missing(cursor);
}

function number(cursor: Cursor, token: Token): Expression {
  const { text, start, end } = token;
  const isDuration = token.kind === 'duration';
  const value = isDuration ? durationSeconds(text) : numberValue(text);
  if (value === undefined && !isDuration) {
    report(cursor, l10n.t('{0} is no number.', text), token);
  }
  return { kind: 'number', value: value ?? NaN, isDuration, start, end };
}

/** A variable may stand for a metric too, with braces behind it, or for a function. */
function placeholder(cursor: Cursor, token: Token): Expression {
  if (isSymbol(peek(cursor), '(')) {
    return call(cursor, token);
  }
  const { text, start, end } = token;
  return isSymbol(peek(cursor), '{') ? selector(cursor, token) : { kind: 'placeholder', text, start, end };
}

/** Keywords that are no names of metrics. The other ones are where an operand stands. */
const noMetrics: ReadonlySet<string> = new Set([
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'bool',
  'atan2',
]);

/** Keywords that only functions of the same name begin with. */
const noFunctions: ReadonlySet<string> = new Set([
  ...[
    'and',
    'or',
    'unless',
    'offset',
    'by',
    'without',
    'anchored',
    'smoothed',
    'fill',
    'fill_left',
    'fill_right',
  ],
  ...aggregationOperators,
]);

function named(cursor: Cursor, token: Token): Expression {
  const word = keyword(token);
  const behind = peek(cursor, 1);
  const operator = aggregationOperators.find((one) => one === word);
  if (operator !== undefined && (isSymbol(behind, '(') || ['by', 'without'].includes(keyword(behind)))) {
    return aggregation(cursor, operator);
  }
  if (noMetrics.has(word)) {
    expected(cursor, l10n.t('an expression'));
    next(cursor);
    return { kind: 'missing', start: token.start, end: token.end };
  }
  next(cursor);
  return isSymbol(behind, '(') && !noFunctions.has(word) && !token.text.includes(':')
    ? call(cursor, token)
    : selector(cursor, token);
}

function call(cursor: Cursor, token: Token): Call {
  const { start } = peek(cursor);
  const args = argumentsOf(cursor);
  const end = lastEnd(cursor);
  return { kind: 'call', name: nameOf(token), args, argsSpan: { start, end }, start: token.start, end };
}

function aggregation(cursor: Cursor, operator: AggregationOperator): Aggregation {
  const { start, end } = next(cursor);
  const before = grouping(cursor);
  const args = argumentsOf(cursor);
  const after = before === undefined ? grouping(cursor) : undefined;
  const operatorSpan = { start, end };
  return {
    kind: 'aggregation',
    operator,
    operatorSpan,
    grouping: before ?? after,
    args,
    start,
    end: lastEnd(cursor),
  };
}

function grouping(cursor: Cursor): Grouping | undefined {
  const token = peek(cursor);
  const kind = keyword(token);
  if (kind !== 'by' && kind !== 'without') {
    return undefined;
  }
  next(cursor);
  const labels = labelList(cursor);
  return { kind, labels, start: token.start, end: lastEnd(cursor) };
}

/** The arguments with their parentheses. */
function argumentsOf(cursor: Cursor): Expression[] {
  const args: Expression[] = [];
  if (accept(cursor, '(') === undefined) {
    expected(cursor, '(');
    return args;
  }
  if (accept(cursor, ')') !== undefined) {
    return args;
  }
  for (;;) {
    args.push(expression(cursor));
    const comma = accept(cursor, ',');
    if (comma === undefined) {
      break;
    }
    if (isSymbol(peek(cursor), ')')) {
      report(cursor, l10n.t('No comma may stand behind the last argument.'), comma);
      break;
    }
  }
  close(cursor, ')');
  return args;
}
