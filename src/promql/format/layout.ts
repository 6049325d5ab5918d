import type { Span } from '../../problem.ts';
import type { Aggregation, BinaryExpression, Call, Expression, Parentheses, Subquery } from '../ast.ts';
import type { PlacedComments, Surroundings } from './comments.ts';
import {
  asWritten,
  printedDuration,
  printedGrouping,
  printedModifiers,
  printedNumber,
  printedOperator,
  printedSelector,
  printedString,
  printedWindow,
} from './leaves.ts';
import { signedNumber } from './signedNumber.ts';

interface Layout {
  text: string;
  comments: PlacedComments;
  /** Expressions on one line, those that are worked out. */
  flat: Map<Expression, string | undefined>;
}

/** Bytes of a line before it is laid out over several, and what each level moves in. */
const mostBytes = 100;
const step = '  ';

/**
 * The lines of a query as Prometheus lays it out, with comments on them.
 * https://github.com/prometheus/prometheus/blob/main/promql/parser/prettier.go
 */
export function laidOut(root: Expression, text: string, comments: PlacedComments): string[] {
  const layout: Layout = { text, comments, flat: new Map() };
  return surrounded(lines(root, 0, layout), comments.root, 0, layout);
}

function surrounded(
  own: readonly string[],
  { leading, trailing, following }: Surroundings,
  level: number,
  { text }: Layout,
): string[] {
  const comment = (span: Span): string => step.repeat(level) + asWritten(text, span).trimEnd();
  return [
    ...leading.map(comment),
    ...(trailing ? withEnd(own, ` ${asWritten(text, trailing).trimEnd()}`) : own),
    ...following.map(comment),
  ];
}

function withEnd(own: readonly string[], end: string): string[] {
  return [...own.slice(0, -1), (own.at(-1) ?? '') + end];
}

/** A part on lines of its own, with its comments. */
function part(expression: Expression, level: number, layout: Layout, comma = ''): string[] {
  const own = withEnd(lines(expression, level, layout), comma);
  const around = layout.comments.around.get(expression);
  return around === undefined ? own : surrounded(own, around, level, layout);
}

function lines(expression: Expression, level: number, layout: Layout): string[] {
  const indent = step.repeat(level);
  switch (expression.kind) {
    case 'unary':
      return signed(expression, level, layout);
    case 'subquery':
      return windowed(expression, level, layout);
    case 'call':
    case 'aggregation':
    case 'parentheses':
    case 'binary': {
      const flat = layout.comments.split.has(expression) ? undefined : onOneLine(expression, layout);
      return flat === undefined ? split(expression, level, layout) : [indent + flat];
    }
    case 'number':
    case 'string':
    case 'selector':
    case 'range':
    case 'placeholder':
    case 'missing':
      return [indent + leaf(expression, layout)];
  }
}

function signed(expression: Extract<Expression, { kind: 'unary' }>, level: number, layout: Layout): string[] {
  const indent = step.repeat(level);
  const number = signedNumber(expression);
  if (number !== undefined) {
    return [indent + printedNumber(number)];
  }
  const [first = '', ...rest] = lines(expression.expression, level, layout);
  return [indent + expression.operator + first.trimStart(), ...rest];
}

/** Prometheus forgets the indentation of a subquery that fits on a line, and so do we. */
function windowed(subquery: Subquery, level: number, layout: Layout): string[] {
  const flat = layout.comments.split.has(subquery) ? undefined : onOneLine(subquery, layout);
  return flat === undefined
    ? withEnd(lines(subquery.expression, level, layout), printedWindow(layout.text, subquery))
    : [flat];
}

function split(
  expression: Extract<Expression, { kind: 'call' | 'aggregation' | 'parentheses' | 'binary' }>,
  level: number,
  layout: Layout,
): string[] {
  const indent = step.repeat(level);
  if (expression.kind === 'binary') {
    return splitAtOperator(expression, level, layout);
  }
  const args = expression.kind === 'parentheses' ? [expression.expression] : expression.args;
  return [
    `${indent}${head(expression, layout)}(`,
    ...args.flatMap((arg, at) => part(arg, level + 1, layout, at < args.length - 1 ? ',' : '')),
    `${indent})`,
  ];
}

function splitAtOperator(binary: BinaryExpression, level: number, layout: Layout): string[] {
  const { before = [], trailing } = layout.comments.operators.get(binary) ?? {};
  const operator = step.repeat(level) + printedOperator(layout.text, binary);
  return [
    ...part(binary.left, level + 1, layout),
    ...surrounded(
      [operator],
      { leading: before, ...(trailing && { trailing }), following: [] },
      level,
      layout,
    ),
    ...part(binary.right, level + 1, layout),
  ];
}

/** What stands in front of the parentheses. */
function head(expression: Call | Aggregation | Parentheses, { text }: Layout): string {
  switch (expression.kind) {
    case 'call':
      return expression.name.text;
    case 'aggregation':
      return expression.operator + printedGrouping(text, expression.grouping);
    case 'parentheses':
      return '';
  }
}

/** The expression on one line; `undefined` where that would be too long. */
function onOneLine(expression: Expression, layout: Layout): string | undefined {
  const { flat } = layout;
  if (!flat.has(expression)) {
    const printed = joined(expression, layout);
    flat.set(expression, printed !== undefined && bytesOf(printed) <= mostBytes ? printed : undefined);
  }
  return flat.get(expression);
}

function joined(expression: Expression, layout: Layout): string | undefined {
  switch (expression.kind) {
    case 'call':
    case 'aggregation':
    case 'parentheses': {
      const args = expression.kind === 'parentheses' ? [expression.expression] : expression.args;
      const printed = args.map((arg) => onOneLine(arg, layout));
      return printed.includes(undefined) ? undefined : `${head(expression, layout)}(${printed.join(', ')})`;
    }
    case 'binary': {
      const [left, right] = [onOneLine(expression.left, layout), onOneLine(expression.right, layout)];
      return left === undefined || right === undefined
        ? undefined
        : `${left} ${printedOperator(layout.text, expression)} ${right}`;
    }
    case 'unary': {
      const number = signedNumber(expression);
      const inner = number ? '' : onOneLine(expression.expression, layout);
      return number ? printedNumber(number) : inner === undefined ? undefined : expression.operator + inner;
    }
    case 'subquery': {
      const inner = onOneLine(expression.expression, layout);
      return inner === undefined ? undefined : inner + printedWindow(layout.text, expression);
    }
    case 'number':
    case 'string':
    case 'selector':
    case 'range':
    case 'placeholder':
    case 'missing':
      return leaf(expression, layout);
  }
}

/** What never goes over several lines. */
function leaf(expression: Expression, layout: Layout): string {
  const { text } = layout;
  if (expression.kind === 'number') {
    return printedNumber(expression);
  }
  if (expression.kind === 'string') {
    return printedString(text, expression);
  }
  if (expression.kind === 'selector') {
    return printedSelector(text, expression) + printedModifiers(text, expression, false);
  }
  if (expression.kind === 'range') {
    const window = `[${printedDuration(text, expression.range)}]`;
    return leaf(expression.selector, layout) + window + printedModifiers(text, expression, true);
  }
  return asWritten(text, expression);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
