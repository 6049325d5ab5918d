import * as l10n from '@vscode/l10n';
import type { Span } from '../../problem.ts';
import type { VectorMatching } from '../ast.ts';
import { close, expected, isSymbol, keyword, lastEnd, next, peek, report } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { labelList } from './selectors.ts';

export interface BinaryModifiers extends VectorMatching {
  bool: Span | undefined;
}

/**
 * What stands between a binary operator and its right side: `bool`, `on (…)`, `group_left (…)`, `fill (…)`, in this order.
 * https://prometheus.io/docs/prometheus/latest/querying/operators/#vector-matching
 */
export function matching(cursor: Cursor): BinaryModifiers {
  const bool = keyword(peek(cursor)) === 'bool' ? next(cursor) : undefined;
  const match = matchRule(cursor);
  const group = groupRule(cursor, match !== undefined);
  const fill = fillRule(cursor);
  return { bool: bool && { start: bool.start, end: bool.end }, match, group, fill };
}

function matchRule(cursor: Cursor): VectorMatching['match'] {
  const token = peek(cursor);
  const kind = keyword(token);
  if (kind !== 'on' && kind !== 'ignoring') {
    return undefined;
  }
  next(cursor);
  const labels = labelList(cursor);
  return { kind, labels, start: token.start, end: lastEnd(cursor) };
}

function groupRule(cursor: Cursor, hasMatch: boolean): VectorMatching['group'] {
  const token = peek(cursor);
  const word = keyword(token);
  if (word !== 'group_left' && word !== 'group_right') {
    return undefined;
  }
  if (!hasMatch) {
    report(cursor, l10n.t('{0} needs on (…) or ignoring (…) in front of it.', word), token);
  }
  next(cursor);
  const labels = isSymbol(peek(cursor), '(') ? labelList(cursor) : [];
  const side = word === 'group_left' ? 'left' : 'right';
  return { side, labels, start: token.start, end: lastEnd(cursor) };
}

const fills: readonly string[] = ['fill', 'fill_left', 'fill_right'];

/** `fill` alone, or the sides once each. Without parentheses behind them these words are metrics. */
function fillRule(cursor: Cursor): Span | undefined {
  const first = peek(cursor);
  let before = '';
  while (fills.includes(keyword(peek(cursor))) && isSymbol(peek(cursor, 1), '(')) {
    const word = keyword(peek(cursor));
    if (before !== '' && (before === word || before === 'fill' || word === 'fill')) {
      break;
    }
    before += word;
    next(cursor);
    next(cursor);
    if (isSymbol(peek(cursor), '+', '-')) {
      next(cursor);
    }
    const { kind } = peek(cursor);
    if (kind === 'number' || kind === 'duration' || kind === 'placeholder') {
      next(cursor);
    } else {
      expected(cursor, l10n.t('a number'));
    }
    close(cursor, ')');
  }
  return before === '' ? undefined : { start: first.start, end: lastEnd(cursor) };
}
