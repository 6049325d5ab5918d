import type { Problem } from '../../../problem.ts';

/** Where the reading of a document is. One object for the whole of it. */
export interface Cursor {
  readonly text: string;
  /** Where the document ends. */
  readonly end: number;
  /** Behind what was read last. */
  at: number;
  /** The next content, comments and blank lines passed over; `end` when there is none. */
  next: number;
  /** The column of `next`; -1 when there is none. */
  column: number;
  /** Where the line of `next` begins. */
  lineStart: number;
  /** Behind the last character of the plain scalar that was looked at last. */
  plainEnd: number;
  depth: number;
  readonly keys: Keys;
  readonly problems: Problem[];
}

/** Texts of keys, each at a place that follows from it: most keys come again and again. */
export type Keys = (string | undefined)[];

/** Says that the text has something that is left to the parser of all of YAML. */
export class Unusual extends Error {}

const unusual = new Unusual('not among what most files are written in');

/** Gives up on the document. */
export function giveUp(): never {
  throw unusual;
}

export const code = {
  newline: 10,
  space: 32,
  exclamation: 33,
  double: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  single: 39,
  asterisk: 42,
  plus: 43,
  comma: 44,
  dash: 45,
  dot: 46,
  colon: 58,
  greater: 62,
  question: 63,
  at: 64,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  backtick: 96,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
} as const;

export function skipSpaces({ text, end }: Cursor, from: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === code.space) {
    at += 1;
  }
  return at;
}

/** Whether a word ends here: a space, a line's end, the document's end. */
export function isGap({ text, end }: Cursor, at: number): boolean {
  if (at >= end) {
    return true;
  }
  const char = text.charCodeAt(at);
  return char === code.space || char === code.newline;
}

/** Whether an item of a block sequence begins here. */
export function isDash(cursor: Cursor, at: number): boolean {
  return at < cursor.end && cursor.text.charCodeAt(at) === code.dash && isGap(cursor, at + 1);
}

/** Goes to the next content behind `from`, which a value ends at: only a comment may stand in the rest of its line. */
export function toNextLine(cursor: Cursor, from: number): void {
  const { text, end } = cursor;
  const at = skipSpaces(cursor, from);
  if (at >= end) {
    return toNext(cursor, end);
  }
  const char = text.charCodeAt(at);
  if (char === code.newline) {
    return toNext(cursor, at + 1);
  }
  if (char !== code.hash || (at === from && text.charCodeAt(at - 1) !== code.space)) {
    giveUp();
  }
  toNext(cursor, lineEnd(text, at, end) + 1);
}

/** Goes to the next content from the beginning of a line on. */
export function toNext(cursor: Cursor, from: number): void {
  const { text, end } = cursor;
  let lineStart = from;
  while (lineStart < end) {
    let at = lineStart;
    while (at < end && text.charCodeAt(at) === code.space) {
      at += 1;
    }
    const char = at < end ? text.charCodeAt(at) : code.newline;
    if (char === code.newline) {
      lineStart = at + 1;
    } else if (char === code.hash) {
      lineStart = lineEnd(text, at, end) + 1;
    } else {
      cursor.next = at;
      cursor.column = at - lineStart;
      cursor.lineStart = lineStart;
      return;
    }
  }
  cursor.next = end;
  cursor.column = -1;
  cursor.lineStart = end;
}

/** The line break behind `from`, or the document's end. */
export function lineEnd(text: string, from: number, end: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 || found > end ? end : found;
}
