import type { Span, TextEdit } from '../problem.ts';
import type { Expression } from './ast.ts';
import { parseQuery } from './parse.ts';
import { expressionsAt } from './seriesFilter.ts';

/** A part of a query that moves to a cell of its own. */
export interface Extraction {
  /** Of the variable. */
  name: string;
  /** The text of the new cell. */
  cell: string;
  /** Puts the variable in the place of the expression. */
  edit: TextEdit;
}

/**
 * The expression that a selection means, as a cell with a name of which the query then speaks as `${name}`; `undefined` where the
 * selection is no part of the query that stands by itself: a whole query, a range, a text.
 */
export function extractVariable(
  text: string,
  selection: Span,
  taken: readonly string[],
): Extraction | undefined {
  const { expression, problems } = parseQuery(text);
  if (problems.length > 0) {
    return undefined;
  }
  const found = meant(expression, trimmed(text, selection));
  if (found === undefined || (found.start === expression.start && found.end === expression.end)) {
    return undefined;
  }
  const name = freeName(found, taken);
  const { start, end } = found;
  return {
    name,
    cell: `# @name ${name}\n${text.slice(start, end)}`,
    edit: { start, end, text: `\${${name}}` },
  };
}

function trimmed(text: string, { start, end }: Span): Span {
  const chosen = text.slice(start, end);
  const from = start + (chosen.length - chosen.trimStart().length);
  return { start: from, end: Math.max(from, start + chosen.trimEnd().length) };
}

/** The expression that is selected, or the smallest that stands by itself around a cursor. */
function meant(root: Expression, { start, end }: Span): Expression | undefined {
  const around = expressionsAt(root, start).filter((one) => one.start <= start && end <= one.end);
  const path = start === end ? around : around.filter((one) => one.start === start && one.end === end);
  return path.findLast(({ kind }) => !['range', 'string', 'number', 'placeholder', 'missing'].includes(kind));
}

/** From what it is: `rate`, `sum`, the metric; with a number behind it where that is taken. */
function freeName(expression: Expression, taken: readonly string[]): string {
  const wish =
    wishOf(expression)
      .replace(/\W+/g, '_')
      .replace(/^(?=\d)/, '_') || 'value';
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wish : `${wish}${count}`;
    if (!taken.includes(name)) {
      return name;
    }
  }
}

function wishOf(expression: Expression): string {
  let one = expression;
  while (one.kind === 'parentheses' || one.kind === 'unary') {
    one = one.expression;
  }
  if (one.kind === 'selector') {
    return one.metric?.text ?? 'series';
  }
  return one.kind === 'call' ? one.name.text : one.kind === 'aggregation' ? one.operator : 'value';
}
