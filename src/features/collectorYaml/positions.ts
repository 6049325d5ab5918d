import * as vscode from 'vscode';

/** Line and column of offsets in a text, as a document of that text would give them. */
export interface Positions {
  at(offset: number): vscode.Position;
  range(span: { start: number; end: number }): vscode.Range;
}

/** For texts of which there may be no document: files that are not open. */
export function positionsIn(text: string): Positions {
  let starts: number[] | undefined;
  const at = (offset: number): vscode.Position => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new vscode.Position(low, Math.max(0, Math.min(offset, text.length) - (starts[low] ?? 0)));
  };
  return { at, range: ({ start, end }) => new vscode.Range(at(start), at(end)) };
}

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length)];
}
