import type { Span } from '../../problem.ts';
import { cellPlaces, codeLine } from './places.ts';

/** A query in a Markdown text. */
export interface QueryCell {
  /** As an editor shows it, without the indentation of its fence. */
  text: string;
  /** Where a stretch of it lies in the Markdown text. */
  toFile(span: Span): Span;
}

/** The queries of a Markdown text, in its order: what `readNotebook` makes query cells of. */
export function queryCells(text: string): QueryCell[] {
  return cellPlaces(text).cells.flatMap(({ fence, end }) => {
    if (fence === undefined) {
      return [];
    }
    const lines = fence.lines.filter(({ start }) => start <= end);
    const code = lines.map((line) => codeLine(text, line, fence.indent));
    const starts: number[] = [];
    code.reduce((at, line) => (starts.push(at), at + line.length + 1), 0);
    const offsetInFile = (offset: number): number => {
      const index = lastAtOrBefore(starts, offset);
      const [line, own] = [lines[index], code[index] ?? ''];
      const column = offset - (starts[index] ?? 0);
      return line === undefined
        ? fence.start
        : Math.max(line.start, line.end - Math.max(0, own.length - column));
    };
    return [
      {
        text: code.join('\n'),
        toFile: ({ start, end: last }) => ({ start: offsetInFile(start), end: offsetInFile(last) }),
      },
    ];
  });
}

function lastAtOrBefore(sorted: readonly number[], offset: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    [low, high] = (sorted[middle] ?? 0) <= offset ? [middle, high] : [low, middle - 1];
  }
  return low;
}
