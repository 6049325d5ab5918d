import * as l10n from '@vscode/l10n';
import type { Duration } from '../ast.ts';
import { accept, close, expected, giveUp, isSymbol, keyword, lastEnd, next, peek, report } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { durationSeconds } from './durations.ts';
import { numberValue } from './numbers.ts';

/** How tightly an operator of calculations with durations binds. */
const binding: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };
const unaryBinding = 2;

/** As many seconds as Go's durations hold. */
const mostSeconds = 2 ** 63 / 1e9;

const maxDepth = 100;

/**
 * A duration in brackets: `5m`, a number of seconds, or a calculation with them.
 * https://prometheus.io/docs/prometheus/latest/querying/basics/#duration-expressions
 */
export function duration(cursor: Cursor, least = 0): Duration {
  let left = operand(cursor);
  for (;;) {
    const operator = peek(cursor);
    const own = operator.kind === 'symbol' ? (binding[operator.text] ?? -1) : -1;
    if (own <= least) {
      return left;
    }
    next(cursor);
    cursor.depth += 1;
    const right = duration(cursor, operator.text === '^' ? own - 1 : own);
    cursor.depth -= 1;
    if ((operator.text === '/' || operator.text === '%') && right.seconds === 0) {
      report(cursor, l10n.t('Nothing can be divided by 0.'), operator);
    }
    left = { kind: 'duration', seconds: undefined, start: left.start, end: right.end };
  }
}

/** The duration behind `offset`: a sign binds to the number alone, and no calculation follows that is not in parentheses. */
export function offsetDuration(cursor: Cursor): Duration {
  return operand(cursor, true);
}

function operand(cursor: Cursor, isOffset = false): Duration {
  const token = peek(cursor);
  const { start } = token;
  if (cursor.depth > maxDepth) {
    giveUp(cursor);
    return missing(cursor);
  }
  if (isSymbol(token, '+', '-')) {
    next(cursor);
    cursor.depth += 1;
    const inner = isOffset ? operand(cursor, true) : duration(cursor, unaryBinding);
    cursor.depth -= 1;
    const seconds = inner.seconds === undefined || token.text === '+' ? inner.seconds : -inner.seconds;
    return { ...inner, seconds, start };
  }
  if (token.kind === 'number' || token.kind === 'duration') {
    next(cursor);
    const value = token.kind === 'number' ? numberValue(token.text) : durationSeconds(token.text);
    if (value === undefined ? token.kind === 'number' : !(Math.abs(value) <= mostSeconds)) {
      report(cursor, l10n.t('{0} is out of range for a duration.', token.text), token);
    }
    return { kind: 'duration', seconds: value, start, end: token.end };
  }
  if (token.isOpen) {
    next(cursor);
    return { kind: 'duration', seconds: undefined, start, end: token.end };
  }
  return calculated(cursor) ?? missing(cursor);
}

/** Parentheses, `step()`, `range()`, `min_of(…)` and `max_of(…)`. */
function calculated(cursor: Cursor): Duration | undefined {
  const token = peek(cursor);
  const word = keyword(token);
  const isWord = ['step', 'range', 'min_of', 'max_of'].includes(word);
  if (!isWord && !isSymbol(token, '(')) {
    return undefined;
  }
  cursor.depth += 1;
  if (isWord) {
    next(cursor);
  }
  if (accept(cursor, '(') === undefined) {
    expected(cursor, '(');
  } else if (word === '' || word.endsWith('_of')) {
    duration(cursor);
    if (word !== '' && accept(cursor, ',') === undefined) {
      expected(cursor, ',');
    } else if (word !== '') {
      duration(cursor);
    }
  }
  close(cursor, ')');
  cursor.depth -= 1;
  return { kind: 'duration', seconds: undefined, start: token.start, end: lastEnd(cursor) };
}

function missing(cursor: Cursor): Duration {
  const at = lastEnd(cursor);
  expected(cursor, l10n.t('a duration such as 5m'));
  return { kind: 'duration', seconds: undefined, start: at, end: at };
}
