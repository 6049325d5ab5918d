import type { Span } from '../../../problem.ts';
import { readFlow } from './flow.ts';
import { isGap, lineEnd, nextLine, plainEnd, quoteEnd, reachOf, skipSpaces } from './scan.ts';
import { addSpot, plainText } from './spot.ts';
import type { LooseYaml, Spot } from './spot.ts';

interface Reading {
  text: string;
  end: number;
  /** The spots that the next line can belong to, outermost first. */
  stack: Spot[];
  spots: Spot[];
  comments: Span[];
}

/**
 * Reads the part of a text by its lines and their indentation alone, which holds up in the state while somebody types:
 * a key without colon, an empty value, an open bracket. Never throws; time grows with the length only.
 */
export function readLoosely(text: string, part: Span = { start: 0, end: text.length }): LooseYaml {
  const root = addSpot(undefined, { kind: 'root', column: -1, line: part.start, ...part });
  const reading: Reading = { text, end: part.end, stack: [root], spots: [], comments: [] };
  let at = part.start;
  let line = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  while (at < part.end) {
    at = readLine(reading, at, line);
    line = at;
  }
  return { text, root, spots: reading.spots, comments: reading.comments };
}

/** Reads one line, and what of the next ones belongs to its value. What comes back is where the next line begins. */
function readLine(reading: Reading, from: number, line: number): number {
  const { text, end } = reading;
  const stop = lineEnd(text, from, end);
  let at = skipSpaces(text, from, stop);
  if (at >= stop || isMarker(text, at, line)) {
    reading.stack.length = at < stop ? 1 : reading.stack.length;
    return nextLine(text, from, end);
  }
  let item: Spot | undefined;
  while (text.charAt(at) === '-' && isGap(text, at + 1)) {
    item = place(reading, { kind: 'item', column: at - line, line, start: at, end: at + 1 });
    at = skipSpaces(text, at + 1, stop);
  }
  const keyEnd = at < stop ? endOfKey(text, at, stop) : undefined;
  if (keyEnd !== undefined) {
    const colon = text.indexOf(':', keyEnd);
    const entry = place(reading, { kind: 'entry', column: at - line, line, start: at, end: colon + 1 });
    entry.key = { start: at, end: keyEnd };
    entry.name = plainText(text, entry.key);
    return readValue(reading, entry, skipSpaces(text, colon + 1, stop));
  }
  return item ? readValue(reading, item, at) : readWord(reading, at, line);
}

/** `---` and `...`, alone in their line. */
function isMarker(text: string, at: number, line: number): boolean {
  return at === line && (text.startsWith('---', at) || text.startsWith('...', at)) && isGap(text, at + 3);
}

function place(reading: Reading, spot: Pick<Spot, 'kind' | 'column' | 'line' | 'start' | 'end'>): Spot {
  const { stack } = reading;
  for (let top = stack.at(-1); top && top.kind !== 'root'; top = stack.at(-1)) {
    const isAbove = top.column < spot.column;
    const isListOfKey = top.column === spot.column && spot.kind === 'item' && top.kind === 'entry';
    if (isAbove || isListOfKey) {
      break;
    }
    stack.pop();
  }
  const placed = addSpot(stack.at(-1), spot);
  reading.spots.push(placed);
  if (spot.kind !== 'word') {
    stack.push(placed);
  }
  return placed;
}

/** Where the key of a line ends; `undefined` when no colon makes it one. */
function endOfKey(text: string, at: number, stop: number): number | undefined {
  const char = text.charAt(at);
  if (char === '"' || char === "'") {
    const end = quoteEnd(text, at, stop);
    const colon = end === undefined ? stop : skipSpaces(text, end, stop);
    return text.charAt(colon) === ':' && colon < stop ? end : undefined;
  }
  if ('[{#|>%@`'.includes(char)) {
    return undefined;
  }
  const end = plainEnd(text, at, stop, false);
  const colon = skipSpaces(text, end, stop);
  return colon < stop && text.charAt(colon) === ':' ? end : undefined;
}

/** A line that is neither key nor item: more of the value above it, or a word that is being written. */
function readWord(reading: Reading, at: number, line: number): number {
  const { text, spots, end } = reading;
  const above = spots.at(-1);
  const stop = lineEnd(text, at, end);
  if (text.charAt(at) === '#') {
    reading.comments.push({ start: at, end: stop });
    return nextLine(text, at, end);
  }
  const isMore = above?.value && !above.flow && !above.block && above.column >= 0 && at - line > above.column;
  if (isMore) {
    const last = plainEnd(text, at, stop, false);
    above.value = { start: above.value?.start ?? at, end: last };
    above.end = last;
    return finishLine(reading, last);
  }
  const word = place(reading, { kind: 'word', column: at - line, line, start: at, end: at });
  return readValue(reading, word, at);
}

/** Reads the value that begins at `from`, which may be the end of the line or a comment. */
function readValue(reading: Reading, spot: Spot, from: number): number {
  const { text } = reading;
  const stop = lineEnd(text, from, reading.end);
  let at = from;
  while (at < stop && '&!'.includes(text.charAt(at))) {
    while (at < stop && !isGap(text, at)) {
      at += 1;
    }
    at = skipSpaces(text, at, stop);
  }
  const char = at < stop ? text.charAt(at) : '';
  const set = (last: number): void => {
    if (last > from) {
      spot.value = { start: from, end: last };
      spot.end = last;
    }
  };
  if (char === '' || (char === '#' && (at === 0 || isGap(text, at - 1)))) {
    set(from + text.slice(from, at).trimEnd().length);
    return finishLine(reading, at);
  }
  if (char === '|' || char === '>') {
    return readBlock(reading, spot, { from, header: at });
  }
  if (char === '[' || char === '{') {
    const last = readFlow(
      spot,
      { text, start: at, reach: reachOf(text, at, reading.end, spot.column) },
      reading,
    );
    set(last);
    return finishLine(reading, last);
  }
  if (char === '"' || char === "'") {
    const last = quoteEnd(text, at, reachOf(text, at, reading.end, spot.column)) ?? stop;
    set(last);
    return finishLine(reading, last);
  }
  const last = plainEnd(text, at, stop, false);
  // What stands behind a second colon belongs to the value, wrong as it is.
  const whole = text.charAt(last) === ':' ? text.slice(last, stop).trimEnd().length + last : last;
  set(whole);
  return finishLine(reading, whole);
}

function readBlock(reading: Reading, spot: Spot, { from, header }: { from: number; header: number }): number {
  const { text, end } = reading;
  const last = plainEnd(text, header, lineEnd(text, header, end), false);
  spot.value = { start: from, end: last };
  finishLine(reading, last);
  const start = nextLine(text, header, end);
  let line = start;
  let stop = start;
  while (line < end) {
    const content = skipSpaces(text, line, end);
    const lineStop = lineEnd(text, line, end);
    if (content < lineStop) {
      if (content - line <= spot.column) {
        break;
      }
      stop = lineStop;
    }
    line = nextLine(text, line, end);
  }
  spot.block = { start, end: stop };
  spot.end = Math.max(last, stop);
  return line;
}

/** Notes a comment behind a value, and goes to the next line. */
function finishLine(reading: Reading, from: number): number {
  const { text, end } = reading;
  const stop = lineEnd(text, from, end);
  const at = skipSpaces(text, from, stop);
  if (at < stop && text.charAt(at) === '#' && (at === 0 || isGap(text, at - 1))) {
    reading.comments.push({ start: at, end: stop });
  }
  return nextLine(text, from, end);
}
