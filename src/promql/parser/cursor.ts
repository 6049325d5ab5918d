import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../../problem.ts';
import type { Name } from '../ast.ts';
import type { Token } from './lexer.ts';
import { mostProblems, syntaxProblem } from './problems.ts';
import { unquoted } from './strings.ts';

/** Where in its tokens the reading of a query is. */
export interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
  /** How many expressions are open. */
  depth: number;
  /** How many operators and ranges were read: each may make the tree a step deeper on its left. */
  steps: number;
  readonly problems: Problem[];
}

const end: Token = { kind: 'end', text: '', isOpen: false, start: 0, end: 0 };

/** The token at the cursor, or one behind it; the last one again and again. */
export function peek({ tokens, at }: Cursor, ahead = 0): Token {
  return tokens[Math.min(at + ahead, tokens.length - 1)] ?? end;
}

/** Takes the token at the cursor. */
export function next(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.at = Math.min(cursor.at + 1, cursor.tokens.length - 1);
  return token;
}

/** Where the token before the cursor ends. */
export function lastEnd({ tokens, at }: Cursor): number {
  return tokens[at - 1]?.end ?? 0;
}

export function isSymbol(token: Token, ...symbols: readonly string[]): boolean {
  return token.kind === 'symbol' && symbols.includes(token.text);
}

/** The keyword that a word is, in small letters: PromQL does not mind the case of keywords. */
export function keyword(token: Token): string {
  return token.kind === 'word' ? token.text.toLowerCase() : '';
}

/** Takes the symbol when it stands at the cursor. */
export function accept(cursor: Cursor, symbol: string): Token | undefined {
  return isSymbol(peek(cursor), symbol) ? next(cursor) : undefined;
}

/** Says what stands there instead of what is wanted, once for each place. */
export function expected(cursor: Cursor, wanted: string): void {
  const token = peek(cursor);
  const message =
    token.kind === 'end'
      ? l10n.t('The query stops where {0} is expected.', wanted)
      : l10n.t('Here stands {0} where {1} is expected.', token.text, wanted);
  // What is missing at the end is missing right behind the last word, not below the blank lines and comments that follow.
  const at = token.kind === 'end' ? { start: lastEnd(cursor), end: lastEnd(cursor) } : token;
  report(cursor, message, at);
}

export function report(cursor: Cursor, message: string, { start, end: last }: Span): void {
  const { problems } = cursor;
  if (
    problems.length < mostProblems &&
    !problems.some(({ span }) => span.start === start && span.end === last)
  ) {
    problems.push(syntaxProblem(message, { start, end: last }));
  }
}

/** Takes a closing bracket; without one, says so at the place. */
export function close(cursor: Cursor, symbol: string): void {
  if (accept(cursor, symbol) === undefined) {
    expected(cursor, symbol);
  }
}

/** A word or quoted text as a name. */
export function nameOf({ kind, text, isOpen, start, end: last }: Token): Name {
  return { text: kind === 'string' ? unquoted(text).value : text, isOpen, start, end: last };
}

const maxSteps = 1000;

/** Counts a step, and gives up where there are more than a walk over the tree goes down. */
export function isTooDeep(cursor: Cursor): boolean {
  cursor.steps += 1;
  if (cursor.steps <= maxSteps) {
    return false;
  }
  giveUp(cursor);
  return true;
}

/** Leaves the rest of the query unread. */
export function giveUp(cursor: Cursor): void {
  report(cursor, l10n.t('This query is nested too deeply.'), peek(cursor));
  cursor.at = cursor.tokens.length - 1;
}
