import * as l10n from '@vscode/l10n';
import type { Matcher, MatchOperator, Name, StringLiteral, VectorSelector } from '../ast.ts';
import { accept, close, expected, isSymbol, lastEnd, nameOf, next, peek } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './lexer.ts';
import { unquoted } from './strings.ts';

const operators: readonly string[] = ['=', '!=', '=~', '!~'] satisfies readonly MatchOperator[];

/** A selector whose metric, if it has one, was just taken. */
export function selector(cursor: Cursor, metric: Token | undefined): VectorSelector {
  const { start } = metric ?? peek(cursor);
  const open = accept(cursor, '{');
  const matchers = open ? matchersIn(cursor) : [];
  return {
    kind: 'selector',
    start,
    end: lastEnd(cursor),
    metric: metric && nameOf(metric),
    matchers,
    braces: open && { start: open.start, end: lastEnd(cursor) },
  };
}

/** The matchers up to the closing brace, which is taken too. */
function matchersIn(cursor: Cursor): Matcher[] {
  const matchers: Matcher[] = [];
  while (!isSymbol(peek(cursor), '}')) {
    const found = matcher(cursor);
    if (found === undefined) {
      expected(cursor, l10n.t('the name of a label or }'));
      skipTo(cursor);
    } else {
      matchers.push(found);
    }
    if (accept(cursor, ',') === undefined) {
      break;
    }
  }
  close(cursor, '}');
  return matchers;
}

function matcher(cursor: Cursor): Matcher | undefined {
  const token = peek(cursor);
  if (token.kind !== 'word' && token.kind !== 'string' && token.kind !== 'placeholder') {
    return undefined;
  }
  const label = nameOf(next(cursor));
  const { start } = token;
  if (operators.includes(peek(cursor).text) && peek(cursor).kind === 'symbol') {
    const operator = next(cursor).text as MatchOperator;
    const value = matchedValue(cursor);
    return { label, operator, value, start, end: lastEnd(cursor) };
  }
  if (token.kind === 'word' && !token.isOpen) {
    expected(cursor, l10n.t('one of {0}', operators.join(' ')));
  }
  return { label, operator: undefined, value: undefined, start, end: lastEnd(cursor) };
}

function matchedValue(cursor: Cursor): StringLiteral | undefined {
  const token = peek(cursor);
  if (token.kind === 'string') {
    return stringLiteral(next(cursor));
  }
  expected(cursor, l10n.t('a text in quotes'));
  // A value without its quotes is meant as one.
  if (token.kind === 'word' || token.kind === 'number' || token.kind === 'duration') {
    next(cursor);
  }
  return undefined;
}

export function stringLiteral({ text, start, end }: Token): StringLiteral {
  return { kind: 'string', value: unquoted(text).value, start, end };
}

/** Over what belongs to no matcher. */
function skipTo(cursor: Cursor): void {
  while (peek(cursor).kind !== 'end' && !isSymbol(peek(cursor), ',', '}')) {
    next(cursor);
  }
}

/** `(a, b, "c.d")` behind `by`, `on` and their like. */
export function labelList(cursor: Cursor): Name[] {
  const labels: Name[] = [];
  if (accept(cursor, '(') === undefined) {
    expected(cursor, '(');
    return labels;
  }
  while (!isSymbol(peek(cursor), ')')) {
    const token = peek(cursor);
    if (token.kind !== 'word' && token.kind !== 'string' && token.kind !== 'placeholder') {
      expected(cursor, l10n.t('the name of a label or )'));
      break;
    }
    labels.push(nameOf(next(cursor)));
    if (accept(cursor, ',') === undefined) {
      break;
    }
  }
  close(cursor, ')');
  return labels;
}
