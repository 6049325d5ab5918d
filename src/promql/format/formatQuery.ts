import type { Problem, TextEdit } from '../../problem.ts';
import { parseQuery } from '../parse.ts';
import { placeComments } from './comments.ts';
import { laidOut } from './layout.ts';
import { meaningOf } from './meaning.ts';

/**
 * A query as Prometheus' `format_query` writes it, without a line break at the end; or why it cannot be read. Comments are kept, which
 * Prometheus drops: before the expression that they stand before, or at the end of its line. Variables are kept as they are written.
 * What would not be read as the same query again is left as it is. Formatting twice changes nothing.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#formatting-query-expressions
 */
export function formatQuery(text: string): { text: string } | { problems: readonly Problem[] } {
  const { expression, comments, problems } = parseQuery(text);
  if (problems.length > 0) {
    return { problems };
  }
  const formatted = laidOut(expression, text, placeComments(expression, comments, text)).join('\n');
  const again = parseQuery(formatted);
  const isSame =
    again.problems.length === 0 &&
    meaningOf(again.expression, formatted) === meaningOf(expression, text) &&
    again.comments.length === comments.length;
  return { text: isSame ? formatted : text };
}

/** What makes of a query what `formatQuery` makes of it: no edit where nothing changes or nothing can be read, else one. */
export function formattingEdits(text: string): TextEdit[] {
  const formatted = formatQuery(text);
  if (!('text' in formatted) || formatted.text === text) {
    return [];
  }
  const { text: wanted } = formatted;
  const most = Math.min(text.length, wanted.length);
  let start = 0;
  while (start < most && text[start] === wanted[start]) {
    start += 1;
  }
  let kept = 0;
  while (kept < most - start && text.at(-1 - kept) === wanted.at(-1 - kept)) {
    kept += 1;
  }
  return [{ start, end: text.length - kept, text: wanted.slice(start, wanted.length - kept) }];
}
