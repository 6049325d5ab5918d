import type { Span } from '../problem.ts';
import { isGap, lineEnd } from '../manifest/yaml/loose/scan.ts';
import type { LooseYaml, Spot } from '../manifest/yaml/loose/spot.ts';
import { lastBefore } from './spotAt.ts';

/** What a person is about to write at an offset. */
export interface Cursor {
  /**
   * `key`: a key that has its colon; `line`: a line of its own, so far empty or one word; `inline`: what stands behind a
   * colon or a dash; `flow`: a member of brackets.
   */
  where: 'key' | 'line' | 'inline' | 'flow';
  /** Whose value it becomes, or becomes part of. */
  holder: Spot;
  /** What stands there already. */
  self: Spot | undefined;
  /** What of it has been written, in the text that was read. */
  word: Span;
  /** Of the cursor's word in its line. */
  column: number;
}

/** Where the cursor stands among the spots; `undefined` in comments and in block scalars. */
export function cursorAt(yaml: LooseYaml, offset: number): Cursor | undefined {
  const { text, root } = yaml;
  if (yaml.comments.some(({ start, end }) => start < offset && offset <= end)) {
    return undefined;
  }
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const index = lastBefore(yaml.spots, offset);
  const spot = yaml.spots[index];
  if (spot?.block && isInBlock(spot, { offset, column: offset - line })) {
    return undefined;
  }
  const bracket = openBracketAt(spot, offset);
  if (bracket) {
    return inFlow(text, bracket, offset);
  }
  const block = spot && blockSpot(spot);
  const isBehind = block && (block.line === line || (block.value && offset <= block.value.end));
  return isBehind ? onLine(text, block, offset) : onEmptyLine(text, block ?? root, { offset, line });
}

/** An empty line belongs to the block above it when the cursor is indented as its content has to be. */
function isInBlock({ block, value, column }: Spot, at: { offset: number; column: number }): boolean {
  const isBelow = value !== undefined && at.offset > value.end;
  return isBelow && (at.offset <= (block?.end ?? 0) || at.column > column);
}

/** The spot of a block, not of brackets, that a spot stands in. */
function blockSpot(spot: Spot): Spot {
  let at = spot;
  while (at.column < 0 && at.parent) {
    at = at.parent;
  }
  return at;
}

/** The innermost brackets around an offset. */
function openBracketAt(spot: Spot | undefined, offset: number): Spot | undefined {
  for (let at = spot; at; at = at.parent) {
    const { flow, value } = at;
    if (flow && value && offset > value.start && offset <= value.end) {
      return at;
    }
  }
  return undefined;
}

function inFlow(text: string, holder: Spot, offset: number): Cursor | undefined {
  const value = holder.value ?? holder;
  const isClosed = ']}'.includes(text.charAt(value.end - 1));
  if (isClosed && offset === value.end) {
    return undefined;
  }
  const self = holder.children.find(({ start, end }) => start <= offset && offset <= end);
  const column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  if (self?.kind === 'entry' && self.key && offset > self.key.end) {
    const word = self.value ?? { start: offset, end: offset };
    return { where: 'inline', holder: self, self, word, column };
  }
  const afterColon = holder.children.findLast(({ end }) => end <= offset);
  if (afterColon?.kind === 'entry' && !afterColon.value && isColonBefore(text, offset)) {
    return {
      where: 'inline',
      holder: afterColon,
      self: afterColon,
      word: { start: offset, end: offset },
      column,
    };
  }
  const word = self ? (self.key ?? self.value ?? self) : { start: offset, end: offset };
  return { where: 'flow', holder, self, word, column };
}

function isColonBefore(text: string, offset: number): boolean {
  return text
    .slice(Math.max(0, offset - 40), offset)
    .trimEnd()
    .endsWith(':');
}

/** The cursor is on the line of a spot, which stands before it. */
function onLine(text: string, spot: Spot, offset: number): Cursor | undefined {
  const { key, value } = spot;
  const column = spot.start - spot.line;
  if (spot.kind === 'word') {
    const word = value ?? spot;
    return spot.parent && { where: 'line', holder: spot.parent, self: spot, word, column };
  }
  if (key && offset <= key.end) {
    return spot.parent && { where: 'key', holder: spot.parent, self: spot, word: key, column };
  }
  if (spot.kind === 'item' && offset <= spot.start) {
    return undefined;
  }
  if (value && offset >= value.start && offset <= value.end) {
    return { where: 'inline', holder: spot, self: spot, word: value, column };
  }
  const isEmpty = !value && text.slice(spot.end, lineEnd(text, offset, text.length)).trim() === '';
  return isEmpty
    ? { where: 'inline', holder: spot, self: spot, word: { start: offset, end: offset }, column }
    : undefined;
}

/** The cursor is on a line of white space: its column says what it belongs to. */
function onEmptyLine(text: string, above: Spot, at: { offset: number; line: number }): Cursor | undefined {
  if (text.slice(at.line, lineEnd(text, at.offset, text.length)).trim() !== '') {
    return undefined;
  }
  const column = at.offset - at.line;
  let holder: Spot = above;
  while (holder.parent && (holder.column >= column || holder.kind === 'word')) {
    holder = holder.parent;
  }
  const word = { start: at.offset, end: at.offset };
  return { where: 'line', holder, self: undefined, word, column };
}

/** Whether a space has to be written before a value: directly behind its colon or dash. */
export function needsSpace(text: string, offset: number): boolean {
  return !isGap(text, offset - 1) && ':-'.includes(text.charAt(offset - 1));
}
