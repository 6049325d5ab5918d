import * as l10n from '@vscode/l10n';
import type {
  AtModifier,
  Duration,
  Expression,
  Modifiers,
  RangeSelector,
  Subquery,
  VectorSelector,
} from '../ast.ts';
import {
  accept,
  close,
  expected,
  isSymbol,
  isTooDeep,
  keyword,
  lastEnd,
  next,
  peek,
  report,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { durationSeconds } from './durations.ts';
import type { Token } from './lexer.ts';
import { numberValue } from './numbers.ts';
import { duration, offsetDuration } from './periods.ts';

/** The expression with the ranges and modifiers that follow it: `[5m]`, `offset 1h`, `@ end()`, `anchored`. */
export function modified(cursor: Cursor, expression: Expression): Expression {
  let found = expression;
  for (;;) {
    const token = peek(cursor);
    const word = keyword(token);
    if (isSymbol(token, '[')) {
      if (isTooDeep(cursor)) {
        return found;
      }
      found = ranged(cursor, found);
    } else if (word === 'offset') {
      found = withOffset(cursor, found, next(cursor));
    } else if (isSymbol(token, '@')) {
      found = withTime(cursor, found, next(cursor));
    } else if (word === 'anchored' || word === 'smoothed') {
      found = withExtension(cursor, found, word);
    } else {
      return found;
    }
  }
}

function ranged(cursor: Cursor, inner: Expression): RangeSelector | Subquery {
  const open = next(cursor);
  const range = positive(cursor, duration(cursor));
  const isSubquery = accept(cursor, ':') !== undefined;
  const step = isSubquery && !isSymbol(peek(cursor), ']') ? positive(cursor, duration(cursor)) : undefined;
  close(cursor, ']');
  const span = { start: inner.start, end: lastEnd(cursor) };
  if (isSubquery) {
    return { kind: 'subquery', expression: inner, range, step, ...span };
  }
  const brackets = { start: open.start, end: span.end };
  if (inner.kind === 'selector') {
    if (inner.offset !== undefined || inner.at !== undefined) {
      report(cursor, l10n.t('offset and @ stand behind the range: metric[5m] offset 1h.'), brackets);
    }
  } else if (inner.kind !== 'placeholder' && inner.kind !== 'missing') {
    report(
      cursor,
      l10n.t('Only a selector has a range. A subquery takes what an expression gives over time: (…)[1h:1m].'),
      brackets,
    );
  }
  return { kind: 'range', selector: inner, range, ...span };
}

function positive(cursor: Cursor, found: Duration): Duration {
  if (found.seconds !== undefined && found.seconds <= 0) {
    report(cursor, l10n.t('The duration must be longer than 0.'), found);
  }
  return found;
}

type Modifiable = VectorSelector | RangeSelector | Subquery;

function isModifiable(expression: Expression): expression is Modifiable {
  return expression.kind === 'selector' || expression.kind === 'range' || expression.kind === 'subquery';
}

/** The expression with the modifier, or a word about why it has none. */
function withModifier(cursor: Cursor, expression: Expression, modifier: Modifiers, word: Token): Expression {
  const isOpen = expression.kind === 'placeholder' || expression.kind === 'missing';
  const [name] = Object.keys(modifier) as (keyof Modifiers)[];
  if (!isModifiable(expression)) {
    if (!isOpen) {
      report(cursor, l10n.t('{0} stands behind selectors and subqueries only.', word.text), word);
    }
    return expression;
  }
  if (name !== undefined && name !== 'extension' && expression[name] !== undefined) {
    report(cursor, l10n.t('{0} stands here twice.', word.text), word);
  }
  return { ...expression, ...modifier, end: lastEnd(cursor) };
}

function withOffset(cursor: Cursor, expression: Expression, word: Token): Expression {
  const offset = offsetDuration(cursor);
  return withModifier(cursor, expression, { offset }, word);
}

function withTime(cursor: Cursor, expression: Expression, word: Token): Expression {
  return withModifier(cursor, expression, { at: time(cursor, word) }, word);
}

function time(cursor: Cursor, { start }: Token): AtModifier {
  const token = peek(cursor);
  const word = keyword(token);
  if (word === 'start' || word === 'end') {
    next(cursor);
    if (accept(cursor, '(') === undefined) {
      expected(cursor, '(');
    } else {
      close(cursor, ')');
    }
    return { at: word, start, end: lastEnd(cursor) };
  }
  if (token.isOpen) {
    next(cursor);
    return { at: undefined, start, end: token.end };
  }
  return { at: signedNumber(cursor), start, end: lastEnd(cursor) };
}

function signedNumber(cursor: Cursor): number | undefined {
  const sign = isSymbol(peek(cursor), '+', '-') ? next(cursor).text : '+';
  const token = peek(cursor);
  if (token.kind !== 'number' && token.kind !== 'duration') {
    expected(cursor, l10n.t('a time in seconds, start() or end()'));
    return undefined;
  }
  next(cursor);
  const value = token.kind === 'number' ? numberValue(token.text) : durationSeconds(token.text);
  if (value !== undefined && !(Math.abs(value) < 2 ** 63)) {
    report(cursor, l10n.t('{0} is no time.', token.text), token);
  }
  return value === undefined || sign === '+' ? value : -value;
}

function withExtension(cursor: Cursor, expression: Expression, kind: 'anchored' | 'smoothed'): Expression {
  const word = next(cursor);
  if (expression.kind === 'subquery') {
    report(cursor, l10n.t('{0} does not go with subqueries.', kind), word);
    return expression;
  }
  const other = isModifiable(expression) ? expression.extension : undefined;
  if (other !== undefined && other.word !== kind) {
    report(cursor, l10n.t('anchored and smoothed exclude each other.'), word);
  }
  return withModifier(
    cursor,
    expression,
    { extension: { word: kind, start: word.start, end: word.end } },
    word,
  );
}
