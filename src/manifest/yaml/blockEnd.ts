import type { ScalarMarks } from './scalarMarks.ts';

/** Where a block scalar ends: behind the last line of its value. Empty lines below belong to it only where all are kept. */
export function blockEnd(
  source: string,
  { valueStart, valueEnd, chomping }: Pick<ScalarMarks, 'valueStart' | 'valueEnd' | 'chomping'>,
): number {
  const keep = 3;
  let end = valueEnd;
  if (chomping === keep) {
    // Blanks that the file ends in are no line.
    while (end > valueStart && isBlank(source.charCodeAt(end - 1))) {
      end -= 1;
    }
    return end === valueStart || isEol(source.charCodeAt(end - 1)) ? end : valueEnd;
  }
  let lineEnd = valueEnd;
  while (end > valueStart && isSpace(source.charCodeAt(end - 1))) {
    end -= 1;
    if (source.charCodeAt(end) === 10) {
      lineEnd = end + 1;
    }
  }
  return end === valueStart ? valueStart : lineEnd;
}

function isBlank(char: number): boolean {
  return char === 32 || char === 9;
}

function isEol(char: number): boolean {
  return char === 10 || char === 13;
}

function isSpace(char: number): boolean {
  return isBlank(char) || isEol(char);
}
