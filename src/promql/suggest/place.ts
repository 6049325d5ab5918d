import type { Span } from '../../problem.ts';
import { lex } from '../parser/lexer.ts';
import type { Token } from '../parser/lexer.ts';

/** Where in the tokens of a query the cursor is. */
export interface Place {
  text: string;
  offset: number;
  /** Those that end before what is being written at the cursor, comments left out. */
  before: readonly Token[];
  /** The word, number or string that the cursor is in or right behind. */
  touched: Token | undefined;
  /** The token behind the cursor and behind what it touches. */
  after: Token | undefined;
  /** Brackets that are open at the cursor, by their index in `before`, the outermost first. */
  open: readonly number[];
  /** Of closing brackets of `before`, the index of what they close. */
  closes: ReadonlyMap<number, number>;
}

/** `undefined` inside comments. */
export function placeAt(text: string, offset: number): Place | undefined {
  const { tokens, comments } = lex(text);
  if (comments.some(({ start, end }) => start < offset && offset <= end)) {
    return undefined;
  }
  const touched = tokens.find((token) => touches(token, offset));
  const before = tokens
    .filter(({ kind, end }) => kind !== 'end' && end <= offset)
    .filter((one) => one !== touched);
  const after = tokens.find(({ kind, start }) => kind !== 'end' && start >= (touched?.end ?? offset));
  return { text, offset, before, touched, after, ...brackets(before) };
}

function touches({ kind, text, start, end }: Token, offset: number): boolean {
  if (kind === 'string') {
    return start < offset && (offset < end || !isClosed(text));
  }
  return kind !== 'symbol' && kind !== 'end' && start < offset && offset <= end;
}

/** Whether the string that a token is written as has its second quote. */
export function isClosed(text: string): boolean {
  const quote = text.charAt(0);
  if (text.length < 2 || !text.endsWith(quote)) {
    return false;
  }
  const backslashes = /\\*$/.exec(text.slice(1, -1))?.[0].length ?? 0;
  return quote === '`' || backslashes % 2 === 0;
}

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function brackets(tokens: readonly Token[]): Pick<Place, 'open' | 'closes'> {
  const open: number[] = [];
  const closes = new Map<number, number>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== 'symbol') {
      return;
    }
    if ('([{'.includes(text)) {
      open.push(index);
    } else if (text in pairs) {
      // What closes nothing is a slip; what was opened inside and not closed ends here too.
      const opener = open.findLastIndex((at) => tokens[at]?.text === pairs[text]);
      if (opener >= 0) {
        closes.set(index, open[opener] ?? 0);
        open.length = opener;
      }
    }
  });
  return { open, closes };
}

/** The word that an opening parenthesis belongs to: a function, an aggregation, or `by`, `on` and their like, as it is written. */
export function calleeOf({ before, closes }: Place, opener: number): string | undefined {
  const last = before[opener - 1];
  if (last?.kind === 'word') {
    return last.text;
  }
  // `sum by (job) (…)`.
  const list = last?.text === ')' ? closes.get(opener - 1) : undefined;
  const word = list === undefined ? undefined : before[list - 1]?.text.toLowerCase();
  return word === 'by' || word === 'without' ? before[(list ?? 0) - 2]?.text : undefined;
}

/** How many commas stand between an opening bracket and the cursor, those inside other brackets not counted. */
export function commasSince({ before, closes, open }: Place, opener: number): number {
  let count = 0;
  for (let at = before.length - 1; at > opener; at -= 1) {
    const closed = closes.get(at);
    if (closed !== undefined) {
      at = closed;
    } else if (open.includes(at)) {
      // Those behind it belong to it.
      count = 0;
    } else if (before[at]?.text === ',' && before[at]?.kind === 'symbol') {
      count += 1;
    }
  }
  return count;
}

/** What is being written at the cursor: the text up to it, and what of the query it would take the place of. */
export function wordOf({ text, offset, touched }: Place): { typed: string; replace: Span } {
  if (touched === undefined) {
    return { typed: '', replace: { start: offset, end: offset } };
  }
  const { start, end } = touched;
  return { typed: text.slice(start, offset), replace: { start, end } };
}
