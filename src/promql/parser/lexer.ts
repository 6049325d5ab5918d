import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../../problem.ts';
import { durationSeconds } from './durations.ts';
import { looksLikeNumber } from './numbers.ts';
import { mostProblems, syntaxProblem } from './problems.ts';
import { variablePattern as variable } from '../variables.ts';
import { unquoted } from './strings.ts';

/** `word`: names and keywords; `placeholder`: a variable on its own; `symbol`: brackets and operators. */
export type TokenKind = 'word' | 'number' | 'duration' | 'string' | 'placeholder' | 'symbol' | 'end';

export interface Token extends Span {
  kind: TokenKind;
  text: string;
  /** Whether a variable stands in it, so that it is not known as a whole. */
  isOpen: boolean;
}

export interface Lexed {
  /** The last one is of the kind `end`. */
  tokens: readonly Token[];
  comments: readonly Span[];
  problems: Problem[];
}

const patterns = {
  space: /[ \t\r\n]+/y,
  comment: /#[^\r\n]*/y,
  hex: /0[xX]\w*/y,
  number: /\d|\.(?=\d)/y,
  numberMore: /[eE][+-](?=\d)|[eE]|[A-DF-Za-df-z\d_.]+/y,
  /** Outside of brackets a colon is a letter of recorded metrics. */
  name: new RegExp(String.raw`[A-Za-z_:]|${variable}`, 'y'),
  nameMore: new RegExp(String.raw`[\w:]+|${variable}`, 'y'),
  nameInside: new RegExp(String.raw`[A-Za-z_]|${variable}`, 'y'),
  nameInsideMore: new RegExp(String.raw`\w+|${variable}`, 'y'),
  quote: /["'`]/y,
  "'": /[^'\\\n]+|\\[^\n]/y,
  '"': /[^"\\\n]+|\\[^\n]/y,
  '`': /[^`]+/y,
  symbol: /=~|!~|==|!=|<=|>=|<\/|>\/|[-+*/%^=<>(){}[\],:@]/y,
};

interface Lexing extends Lexed {
  text: string;
  tokens: Token[];
  comments: Span[];
  at: number;
  /** Inside `{…}` and `[…]` words and colons mean other things. */
  inBraces: boolean;
  inBrackets: boolean;
}

/** The tokens of a query, read to its end whatever stands in it. What belongs to no token is a problem and left out. */
export function lex(text: string): Lexed {
  const lexing: Lexing = {
    ...{ text, tokens: [], comments: [], problems: [] },
    ...{ at: 0, inBraces: false, inBrackets: false },
  };
  while (lexing.at < text.length) {
    step(lexing);
  }
  add(lexing, 'end', '');
  return lexing;
}

function step(lexing: Lexing): void {
  const { comments, at } = lexing;
  if (taken(lexing, patterns.space) !== undefined) {
    return;
  }
  const comment = taken(lexing, patterns.comment);
  if (comment !== undefined) {
    comments.push({ start: at, end: at + comment.length });
    return;
  }
  if (!word(lexing) && !number(lexing) && !string(lexing) && !symbol(lexing)) {
    const char = String.fromCodePoint(lexing.text.codePointAt(at) ?? 0);
    lexing.at += char.length;
    if (lexing.problems.length < mostProblems) {
      refuse(lexing, l10n.t('The character {0} means nothing here.', char), { start: at, end: lexing.at });
    }
  }
}

/** The text that the pattern finds at the place, which is passed. */
function taken(lexing: Lexing, pattern: RegExp): string | undefined {
  pattern.lastIndex = lexing.at;
  const found = pattern.exec(lexing.text)?.[0];
  lexing.at += found?.length ?? 0;
  return found;
}

/** The same with what goes on behind it, in steps: one pattern for all would fill the stack for texts without end. */
function takenOn(lexing: Lexing, first: RegExp, more: RegExp): string | undefined {
  const from = lexing.at;
  if (taken(lexing, first) === undefined) {
    return undefined;
  }
  while (taken(lexing, more) !== undefined) {
    // Goes on.
  }
  return lexing.text.slice(from, lexing.at);
}

function refuse({ problems }: Lexing, message: string, span: Span): void {
  if (problems.length < mostProblems) {
    problems.push(syntaxProblem(message, span));
  }
}

function add(lexing: Lexing, kind: TokenKind, text: string, isOpen = false): void {
  lexing.tokens.push({ kind, text, isOpen, start: lexing.at - text.length, end: lexing.at });
}

function word(lexing: Lexing): boolean {
  const { inBraces, inBrackets } = lexing;
  const text =
    inBraces || inBrackets
      ? takenOn(lexing, patterns.nameInside, patterns.nameInsideMore)
      : takenOn(lexing, patterns.name, patterns.nameMore);
  if (text === undefined) {
    return false;
  }
  const isOpen = text.includes('$') || text.includes('[');
  if (isOpen && isVariable.test(text)) {
    add(lexing, 'placeholder', text, true);
  } else if (!inBraces && /^(?:inf|nan)$/i.test(text)) {
    add(lexing, 'number', text);
  } else {
    add(lexing, 'word', text, isOpen);
  }
  return true;
}

const isVariable = new RegExp(`^(?:${variable})$`);

function number(lexing: Lexing): boolean {
  const { at } = lexing;
  const text = taken(lexing, patterns.hex) ?? takenOn(lexing, patterns.number, patterns.numberMore);
  if (text === undefined) {
    return false;
  }
  if (looksLikeNumber(text)) {
    add(lexing, 'number', text);
    return true;
  }
  if (durationSeconds(text) === undefined) {
    const isDuration = text.length < 100 && /^(?:\d+[a-z]+)+$/i.test(text);
    const message = isDuration
      ? l10n.t(
          '{0} is no duration. Units are y, w, d, h, m, s and ms, each once and in this order: 1h30m.',
          text,
        )
      : l10n.t('{0} is no number.', text);
    refuse(lexing, message, { start: at, end: lexing.at });
  }
  add(lexing, 'duration', text);
  return true;
}

function string(lexing: Lexing): boolean {
  const { at } = lexing;
  const quote = taken(lexing, patterns.quote);
  if (quote !== '"' && quote !== "'" && quote !== '`') {
    return false;
  }
  while (taken(lexing, patterns[quote]) !== undefined) {
    // Goes on.
  }
  const isClosed = lexing.text.charAt(lexing.at) === quote;
  const isCut = !isClosed && lexing.text.charAt(lexing.at) === '\\';
  lexing.at += isClosed || isCut ? 1 : 0;
  const text = lexing.text.slice(at, lexing.at);
  const fault = isClosed ? unquoted(text).fault : undefined;
  if (!isClosed) {
    refuse(lexing, l10n.t('The quote {0} is not closed.', quote), { start: at, end: lexing.at });
  } else if (fault !== undefined) {
    const start = at + fault.start;
    const written = lexing.text.slice(start, start + fault.length);
    refuse(lexing, l10n.t('There is no escape {0}. Write a backslash as two of them.', written), {
      start,
      end: start + fault.length,
    });
  }
  add(lexing, 'string', text, text.includes('$'));
  return true;
}

function symbol(lexing: Lexing): boolean {
  const text = taken(lexing, patterns.symbol);
  if (text === undefined) {
    return false;
  }
  if (text === '{' || text === '}') {
    lexing.inBraces = text === '{';
  } else if (!lexing.inBraces && (text === '[' || text === ']')) {
    lexing.inBrackets = text === '[';
  }
  add(lexing, 'symbol', text);
  return true;
}
