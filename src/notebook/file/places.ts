import { readBlocks } from './blocks.ts';
import type { Fence } from './blocks.ts';
import { isBlank, lineAt, skipColumns } from './lineCursor.ts';
import type { Line, LineCursor } from './lineCursor.ts';

/** Where the cells of a Markdown text lie. */
export interface CellPlaces {
  /** The end of byte order mark, front matter and empty lines. */
  headEnd: number;
  cells: readonly CellPlace[];
}

export interface CellPlace {
  start: number;
  /** Behind its last line, without the break. */
  end: number;
  /** Where the next cell begins. */
  next: number;
  /** Of a query. */
  fence: Fence | undefined;
  /** The saved output below a query. */
  output: Fence | undefined;
}

/** Behind `text` in the info string of a fence that holds a saved output. */
export const outputMark = 'adot-output';

/** Where the cells of a notebook lie: fences of the language `promql`, and what stands between them. */
export function cellPlaces(text: string): CellPlaces {
  const from = frontMatterEnd(text);
  const { fences } = readBlocks(text, from);
  const cells: CellPlace[] = [];
  let at = from;
  const addProse = (end: number): void => {
    const prose = trimmed(text, at, end);
    if (prose !== undefined) {
      cells.push({ ...prose, next: end, fence: undefined, output: undefined });
    }
  };
  for (const [index, fence] of fences.entries()) {
    if (isQueryFence(fence) && fence.start >= at) {
      addProse(fence.start);
      const next = fences[index + 1];
      const output = next !== undefined && isOutputOf(text, fence, next) ? next : undefined;
      const end = fence.isClosed ? fence.end : (trimmed(text, fence.start, fence.end)?.end ?? fence.end);
      cells.push({ start: fence.start, end, next: 0, fence, output });
      at = lineAt(text, (output ?? fence).end).next;
    }
  }
  addProse(text.length);
  return {
    headEnd: cells[0]?.start ?? text.length,
    cells: cells.map((cell, index) => ({ ...cell, next: cells[index + 1]?.start ?? text.length })),
  };
}

/** Whether a fence is one of the language `promql`. */
export function isQueryFence({ info }: Fence): boolean {
  return /^promql(?![\w-])/i.test(info);
}

/** Whether a fence holds what was saved of a query: it says so, and nothing stands between the two. */
function isOutputOf(text: string, query: Fence, { start, info, isClosed }: Fence): boolean {
  return isClosed && isOutputInfo(info) && trimmed(text, query.end, start) === undefined;
}

/** Whether the info string is that of a saved output. */
export function isOutputInfo(info: string): boolean {
  const [language, mark] = info.split(/[ \t]+/, 2);
  return language === 'text' && mark === outputMark;
}

/** The lines of a stretch of lines from the first that is not empty to the last; `undefined` when all are. */
function trimmed(text: string, from: number, to: number): { start: number; end: number } | undefined {
  let start = from;
  let first = from;
  while (first < to && isSpace(text.charCodeAt(first))) {
    first += 1;
    start = isBreak(text.charCodeAt(first - 1)) ? first : start;
  }
  if (first >= to) {
    return undefined;
  }
  let last = to;
  while (isSpace(text.charCodeAt(last - 1))) {
    last -= 1;
  }
  return { start, end: lineAt(text, last).end };
}

function isSpace(char: number): boolean {
  return char === 32 || char === 9 || isBreak(char);
}

function isBreak(char: number): boolean {
  return char === 10 || char === 13;
}

/** Where the front matter ends with its closing line, or the byte order mark where there is none. https://jekyllrb.com/docs/front-matter/ */
export function frontMatterEnd(text: string): number {
  const from = text.startsWith('\ufeff') ? 1 : 0;
  const first = lineAt(text, from);
  if (!isMarker(text, first, '---')) {
    return from;
  }
  for (let at = first.next; at < text.length;) {
    const line = lineAt(text, at);
    if (isMarker(text, line, '---') || isMarker(text, line, '...')) {
      return line.next;
    }
    at = line.next;
  }
  return from;
}

function isMarker(text: string, { start, end }: Line, marker: string): boolean {
  return text.startsWith(marker, start) && start + 3 <= end && isBlank(text, start + 3, end);
}

/** A line of a fence as the code has it: without the columns that the fence is indented by. */
export function codeLine(text: string, { start, end }: Line, indent: number): string {
  const cursor: LineCursor = { text, end, at: start, column: 0 };
  skipColumns(cursor, indent);
  // Spaces have a column each, so what is left over is part of a tab.
  const isInTab = cursor.column > cursor.at - start;
  return isInTab
    ? ' '.repeat(4 - cursor.column) + text.slice(cursor.at + 1, end)
    : text.slice(cursor.at, end);
}
