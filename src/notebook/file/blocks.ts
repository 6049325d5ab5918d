import { endsHtml, htmlBlock } from './htmlBlocks.ts';
import type { HtmlEnd } from './htmlBlocks.ts';
import { indentation, isBlank, lineAt, skipColumns, skipTo } from './lineCursor.ts';
import type { Line, LineCursor } from './lineCursor.ts';

/** A fenced code block that lies in no quote, list or other block. */
export interface Fence {
  /** Of its first line. */
  start: number;
  /** Behind its last line, without the break. */
  end: number;
  /** Its lines without the fences'. */
  lines: readonly Line[];
  /** Columns before the fence. */
  indent: number;
  /** `` ` `` or `~`. */
  char: string;
  length: number;
  /** What stands behind the opening fence, without blanks around it. */
  info: string;
  isClosed: boolean;
}

/** What a Markdown text leaves open at its end. */
export interface OpenEnd {
  /** The line that closes a code or HTML block outside of any list or quote; the empty one may do. */
  closer: string | undefined;
  /** Columns from which on a line belongs to the list that is open. */
  listIndent: number | undefined;
}

export interface Blocks {
  fences: readonly Fence[];
  open: OpenEnd;
}

type Container = { kind: 'quote' } | { kind: 'item'; indent: number; isEmpty: boolean };

type Leaf =
  | { kind: 'none' | 'paragraph' }
  | { kind: 'fence'; char: string; length: number; fence: OpenFence | undefined }
  | { kind: 'html'; end: HtmlEnd };

type OpenFence = Fence & { lines: Line[] };

interface State {
  containers: Container[];
  leaf: Leaf;
  fences: Fence[];
}

/** Deeper lists and quotes are read as text: what nobody writes must not cost the square of its length. */
const maxContainers = 100;

/**
 * The fenced code blocks of a Markdown text that stand by themselves, as CommonMark reads it. Never throws; the time is linear.
 * https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
 */
export function readBlocks(text: string, from = 0): Blocks {
  const state: State = { containers: [], leaf: { kind: 'none' }, fences: [] };
  for (let at = from; at < text.length;) {
    const line = lineAt(text, at);
    readLine(state, text, line);
    at = line.next;
  }
  return { fences: finishedFences(state, text), open: openEnd(state) };
}

function finishedFences({ leaf, fences }: State, text: string): Fence[] {
  return leaf.kind === 'fence' && leaf.fence !== undefined
    ? [...fences, { ...leaf.fence, end: text.length }]
    : fences;
}

function openEnd({ containers, leaf }: State): OpenEnd {
  const [first] = containers;
  const isTop = containers.length === 0;
  const closer =
    leaf.kind === 'fence'
      ? leaf.char.repeat(leaf.length)
      : leaf.kind === 'html'
        ? leaf.end === 'emptyLine'
          ? ''
          : leaf.end.closer
        : undefined;
  return {
    closer: isTop ? closer : undefined,
    listIndent: first?.kind === 'item' ? first.indent : undefined,
  };
}

function readLine(state: State, text: string, line: Line): void {
  const cursor: LineCursor = { text, end: line.end, at: line.start, column: 0 };
  const matched = matchContainers(state, cursor);
  const isAll = matched === state.containers.length;
  if (isAll && state.leaf.kind === 'fence') {
    goOnInFence(state, state.leaf, cursor, line);
    return;
  }
  if (isAll && state.leaf.kind === 'html') {
    if (endsHtml(state.leaf.end, text.slice(cursor.at, cursor.end))) {
      state.leaf = { kind: 'none' };
    }
    return;
  }
  startBlocks(state, cursor, { matched, line });
}

/** How many of the open containers the line goes on in. */
function matchContainers({ containers }: State, cursor: LineCursor): number {
  let { columns, at: next } = indentation(cursor);
  for (const [at, container] of containers.entries()) {
    const isEmptyLine = next === cursor.end;
    if (container.kind === 'quote') {
      if (columns > 3 || cursor.text[next] !== '>') {
        return at;
      }
      skipQuoteMark(cursor);
      ({ columns, at: next } = indentation(cursor));
    } else if (isEmptyLine ? container.isEmpty : columns < container.indent) {
      return at;
    } else if (!isEmptyLine) {
      skipColumns(cursor, container.indent);
      columns -= container.indent;
    }
  }
  return containers.length;
}

function skipQuoteMark(cursor: LineCursor): void {
  skipColumns(cursor, 3);
  skipTo(cursor, cursor.at + 1);
  skipColumns(cursor, 1);
}

function goOnInFence(
  state: State,
  leaf: Extract<Leaf, { kind: 'fence' }>,
  cursor: LineCursor,
  line: Line,
): void {
  const { columns, at } = indentation(cursor);
  const run = columns > 3 ? 0 : runLength(cursor, at, leaf.char);
  if (run < leaf.length || !isBlank(cursor.text, at + run, cursor.end)) {
    leaf.fence?.lines.push(line);
    return;
  }
  if (leaf.fence !== undefined) {
    state.fences.push({ ...leaf.fence, end: line.end, isClosed: true });
  }
  state.leaf = { kind: 'none' };
}

function runLength({ text, end }: LineCursor, from: number, char: string): number {
  let at = from;
  while (at < end && text[at] === char) {
    at += 1;
  }
  return at - from;
}

interface Start {
  /** Containers that the line goes on in; the others end unless it goes on in their paragraph. */
  matched: number;
  line: Line;
}

/** Opens what begins on the line behind the containers that go on. */
function startBlocks(state: State, cursor: LineCursor, { matched, line }: Start): void {
  const { containers } = state;
  let isNew = false;
  for (;;) {
    const { columns, at } = indentation(cursor);
    const isInParagraph = state.leaf.kind === 'paragraph';
    const close = (leaf: Leaf = { kind: 'none' }): void => {
      endUnmatched(state, isNew ? containers.length : matched);
      fill(containers);
      state.leaf = leaf;
      isNew = true;
    };
    if (at === cursor.end || columns > 3) {
      endOfLine(state, {
        isEmptyLine: at === cursor.end,
        columns,
        matched: isNew ? containers.length : matched,
      });
      return;
    }
    if (cursor.text[at] === '>' && containers.length < maxContainers) {
      close();
      containers.push({ kind: 'quote' });
      skipQuoteMark(cursor);
      continue;
    }
    const isMatched = isNew || matched === containers.length;
    const found = leafAt(cursor, { at, columns, line, isInParagraph, isMatched });
    if (found !== undefined) {
      close(found.kind === 'fence' ? topFence(found, (isNew ? containers.length : matched) === 0) : found);
      return;
    }
    const item = itemAt(cursor, { at, columns, isInParagraph: isInParagraph && isMatched });
    if (item === undefined || containers.length >= maxContainers) {
      endOfLine(state, { isEmptyLine: false, columns, matched: isNew ? containers.length : matched });
      return;
    }
    close();
    containers.push({ kind: 'item', indent: item.indent, isEmpty: true });
    skipColumns(cursor, columns);
    skipTo(cursor, item.at);
    skipColumns(cursor, item.blanks);
  }
}

/** The end of a line that begins no block further: text, code by indentation, or nothing. */
function endOfLine(
  state: State,
  { isEmptyLine, columns, matched }: { isEmptyLine: boolean; columns: number; matched: number },
): void {
  const { containers, leaf } = state;
  const isParagraph = leaf.kind === 'paragraph';
  if (isParagraph && !isEmptyLine) {
    // Also where containers did not match: the line goes on in the paragraph.
    fill(containers);
    return;
  }
  endUnmatched(state, matched);
  if (isEmptyLine) {
    state.leaf = { kind: 'none' };
    return;
  }
  fill(containers);
  state.leaf = { kind: columns > 3 ? 'none' : 'paragraph' };
}

function endUnmatched({ containers }: State, matched: number): void {
  containers.length = Math.min(containers.length, matched);
}

function fill(containers: readonly Container[]): void {
  const last = containers.at(-1);
  if (last?.kind === 'item') {
    last.isEmpty = false;
  }
}

function topFence(leaf: Extract<Leaf, { kind: 'fence' }>, isTop: boolean): Leaf {
  return isTop ? leaf : { ...leaf, fence: undefined };
}

interface LeafPlace {
  at: number;
  columns: number;
  line: Line;
  /** A paragraph is open, if only in a container that the line is not in by itself. */
  isInParagraph: boolean;
  isMatched: boolean;
}

/** The block without others in it that begins behind the indentation; `undefined` for text. */
function leafAt(cursor: LineCursor, place: LeafPlace): Leaf | undefined {
  const { text, end } = cursor;
  const { at, columns, line, isInParagraph, isMatched } = place;
  const char = text[at] ?? '';
  if (char === '`' || char === '~') {
    const length = runLength(cursor, at, char);
    const info = text.slice(at + length, end).trim();
    if (length < 3 || (char === '`' && info.includes('`'))) {
      return undefined;
    }
    const fence = { start: line.start, end: line.end, lines: [], indent: columns, isClosed: false };
    return { kind: 'fence', char, length, fence: { ...fence, char, length, info } };
  }
  if (char === '<') {
    const html = text.slice(at, end);
    const htmlEnd = htmlBlock(html, isInParagraph);
    if (htmlEnd === undefined) {
      return undefined;
    }
    return htmlEnd !== 'emptyLine' && endsHtml(htmlEnd, html)
      ? { kind: 'none' }
      : { kind: 'html', end: htmlEnd };
  }
  const isRule = '#=*_-'.includes(char) && isOneLine(text.slice(at, end), isInParagraph && isMatched);
  return isRule ? { kind: 'none' } : undefined;
}

/** Headings and thematic breaks. */
function isOneLine(text: string, isInParagraph: boolean): boolean {
  return (
    /^#{1,6}(?:[ \t]|$)/.test(text) ||
    isThematicBreak(text) ||
    (isInParagraph && /^(?:=+|-+)[ \t]*$/.test(text))
  );
}

function isThematicBreak(text: string): boolean {
  const char = text[0] ?? '';
  let count = 0;
  for (const one of '*_-'.includes(char) ? text : '') {
    if (one === char) {
      count += 1;
    } else if (one !== ' ' && one !== '\t') {
      return false;
    }
  }
  return count >= 3;
}

/** The list item that begins behind the indentation: its own indentation, and where its first line goes on. */
function itemAt(
  cursor: LineCursor,
  { at, columns, isInParagraph }: { at: number; columns: number; isInParagraph: boolean },
): { indent: number; at: number; blanks: number } | undefined {
  const { text, end } = cursor;
  const marker = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(text.slice(at, Math.min(end, at + 11)));
  if (marker === null) {
    return undefined;
  }
  const behind = at + marker[0].length;
  if (behind < end && !isBlank(text, behind, behind + 1)) {
    return undefined;
  }
  const after = indentation({ text, end, at: behind, column: cursor.column + columns + marker[0].length });
  const isEmpty = after.at === end;
  if (isInParagraph && (isEmpty || Number(marker[1] ?? 1) !== 1)) {
    return undefined;
  }
  const blanks = isEmpty || after.columns > 4 ? 1 : after.columns;
  return { indent: columns + marker[0].length + blanks, at: behind, blanks };
}
