import type { TextEdit } from '../../problem.ts';

/** The text after all edits, which may come in any order but must not overlap: then it throws a `RangeError`. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`edit ${start}-${end} overlaps another one or lies outside the text`);
    }
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}
