import type { Span } from '../problem.ts';
import { aggregationOperators, binaryOperators, listWords } from './ast.ts';
import { lex } from './parser/lexer.ts';
import type { Token } from './parser/lexer.ts';

export type QueryTokenType =
  | 'function'
  | 'keyword'
  | 'metric'
  | 'label'
  | 'string'
  | 'regex'
  | 'number'
  | 'variable'
  | 'operator'
  | 'comment';

export interface QueryToken extends Span {
  type: QueryTokenType;
}

/** What colours a query where no grammar does: its tokens in the order of the text, without overlap, none over a line break. */
export function queryTokens(text: string): QueryToken[] {
  const { tokens, comments } = lex(text);
  const open: string[] = [];
  const found: QueryToken[] = comments.map((span) => ({ ...span, type: 'comment' }));
  tokens.forEach((token, at) => {
    if (token.kind !== 'end') {
      const around = { open, before: tokens[at - 1], after: tokens[at + 1] };
      found.push(...lines(text, token, typeOf(token, around)));
      follow(open, token, tokens[at - 1]);
    }
  });
  return found.sort((a, b) => a.start - b.start);
}

interface Around {
  /** What is open: a bracket, with the word of a list of labels in front of it. */
  open: readonly string[];
  before: Token | undefined;
  after: Token | undefined;
}

const otherWords = ['bool', 'offset', 'anchored', 'smoothed', 'fill', 'fill_left', 'fill_right'];
const keywords = new Set<string>([
  ...[...listWords, ...otherWords],
  ...binaryOperators.filter((one) => /^[a-z]/.test(one)),
]);
const aggregations = new Set<string>(aggregationOperators);

function follow(open: string[], { kind, text }: Token, before: Token | undefined): void {
  if (kind !== 'symbol') {
    return;
  }
  if ('([{'.includes(text)) {
    const word = before?.kind === 'word' ? before.text.toLowerCase() : '';
    open.push(text === '(' && listWords.includes(word) ? 'labels' : text);
  } else if (')]}'.includes(text)) {
    open.pop();
  }
}

function typeOf({ kind, text }: Token, { open, before, after }: Around): QueryTokenType {
  switch (kind) {
    case 'number':
    case 'duration':
      return 'number';
    case 'placeholder':
      return 'variable';
    case 'string':
      return stringType(open.at(-1), before, after);
    case 'symbol':
    case 'end':
      return 'operator';
    case 'word':
      return wordType(text.toLowerCase(), open.at(-1), after);
  }
}

function stringType(
  within: string | undefined,
  before: Token | undefined,
  after: Token | undefined,
): QueryTokenType {
  if (within === 'labels') {
    return 'label';
  }
  if (within === '{' && (before?.text === '=~' || before?.text === '!~')) {
    return 'regex';
  }
  const isName = within === '{' && (before?.text === '{' || before?.text === ',');
  return isName ? (/^[=!]/.test(after?.text ?? '') ? 'label' : 'metric') : 'string';
}

function wordType(word: string, within: string | undefined, after: Token | undefined): QueryTokenType {
  if (within === '{' || within === 'labels') {
    return 'label';
  }
  const isCalled = after?.text === '(';
  if (aggregations.has(word) && (isCalled || after?.text === 'by' || after?.text === 'without')) {
    return 'function';
  }
  return keywords.has(word) ? 'keyword' : isCalled ? 'function' : 'metric';
}

/** A raw string may go over several lines. */
function* lines(text: string, { start, end }: Span, type: QueryTokenType): Iterable<QueryToken> {
  let at = start;
  for (const { 0: lineBreak, index } of text.slice(start, end).matchAll(/\r?\n/g)) {
    if (start + index > at) {
      yield { start: at, end: start + index, type };
    }
    at = start + index + lineBreak.length;
  }
  if (end > at) {
    yield { start: at, end, type };
  }
}
