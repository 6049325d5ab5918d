import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../problem.ts';
import type { Expression } from './ast.ts';
import { expected, peek, report } from './parser/cursor.ts';
import type { Cursor } from './parser/cursor.ts';
import { expression } from './parser/expressions.ts';
import { lex } from './parser/lexer.ts';

/** A query as it was read. */
export interface ParsedQuery {
  /** Read as far as it goes; of the kind `missing` where nothing can be read. */
  expression: Expression;
  comments: readonly Span[];
  /** What Prometheus cannot read, in the order of the text. Whether types fit together is not among it. */
  problems: readonly Problem[];
}

/**
 * Reads a query of PromQL as Prometheus 3 does, and goes on where that stops. Never throws, whatever the text. Variables of notebooks and
 * dashboards (`${x}`, `$__rate_interval`) may stand where names, durations and expressions do.
 * https://github.com/prometheus/prometheus/blob/main/promql/parser/generated_parser.y
 */
export function parseQuery(text: string): ParsedQuery {
  const { tokens, comments, problems } = lex(text);
  const cursor: Cursor = { tokens, at: 0, depth: 0, steps: 0, problems };
  if (peek(cursor).kind === 'end') {
    report(cursor, l10n.t('There is no query.'), { start: 0, end: text.length });
    return { expression: { kind: 'missing', start: 0, end: 0 }, comments, problems };
  }
  const found = expression(cursor);
  if (peek(cursor).kind !== 'end') {
    expected(cursor, l10n.t('an operator or the end of the query'));
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { expression: found, comments, problems };
}
