import type { Span } from '../problem.ts';
import { partsOf } from './ast.ts';
import { parseQuery } from './parse.ts';
import { lex } from './parser/lexer.ts';
import type { QueryPart } from './queriesIn.ts';
import { expressionsAt } from './seriesFilter.ts';

/** What a growing selection takes, from the word at the offset to the whole query. */
export function selectionsAt(text: string, offset: number): Span[] {
  const word = lex(text).tokens.findLast(
    ({ kind, start, end }) => kind !== 'end' && start <= offset && offset <= end,
  );
  const { expression } = parseQuery(text);
  const path = expressionsAt(expression, word?.start ?? offset).reverse();
  const inner =
    path[0]?.kind === 'selector'
      ? path[0].matchers.filter(({ start, end }) => start <= offset && offset <= end)
      : [];
  const kept: Span[] = [];
  for (const { start, end } of [...(word ? [word] : []), ...inner, ...path]) {
    const before = kept.at(-1);
    const isAround = before === undefined || (start <= before.start && before.end <= end);
    if (isAround && (before === undefined || end - start > before.end - before.start)) {
      kept.push({ start, end });
    }
  }
  return kept;
}

/** Stretches of more than one line: queries of a file, and expressions in them. */
export function foldingsOfQueries(parts: readonly QueryPart[]): Span[] {
  return parts.flatMap((part) => {
    const { tokens } = lex(part.text);
    const first = tokens[0]?.start ?? 0;
    const last = tokens.at(-2)?.end ?? 0;
    const spans: Span[] = parts.length > 1 && last > first ? [{ start: first, end: last }] : [];
    const pending = [parseQuery(part.text).expression];
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      pending.push(...partsOf(one));
      if (one.kind === 'call' || one.kind === 'aggregation' || one.kind === 'parentheses') {
        spans.push(one);
      }
    }
    return spans
      .filter(({ start, end }) => part.text.slice(start, end).includes('\n'))
      .map(({ start, end }) => ({ start: part.start + start, end: part.start + end }));
  });
}
