import type { Span } from '../problem.ts';

/** A query as it stands in a larger text. */
export interface QueryPart extends Span {
  text: string;
}

/** The queries of a `.promql` file: one, or several that are set apart by lines of nothing but `---`. The lines belong to none. */
export function queriesIn(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let start = 0;
  const add = (end: number): void => {
    parts.push({ start, end, text: text.slice(start, end) });
  };
  for (const { 0: line, index } of text.matchAll(/^---[ \t]*(?:\r?\n|$)/gm)) {
    add(index);
    start = index + line.length;
  }
  add(text.length);
  return parts;
}
