import type { Span, TextEdit } from '../../problem.ts';

/** How a text inside a scalar lies in the file around it. All offsets are UTF-16. */
export interface Placement {
  /** Where the character at this offset of the text stands in the file; the text's length gives where the value ends. */
  toFile(offset: number): number;
  /** Where the character before this offset of the text ends, which is before the line break and indentation that follow. */
  toFileEnd(offset: number): number;
  /** The offset in the text for one in the file; `undefined` outside the value and where only indentation or markup stands. */
  toText(fileOffset: number): number | undefined;
  /**
   * The edit of the text as one of the file: indented in block scalars, escaped in quoted ones. `undefined` where the
   * scalar's style cannot hold it, such as a line break in a folded one.
   */
  toFileEdit(edit: TextEdit): TextEdit | undefined;
}

/** Where text and file are the same. */
export const inPlace: Placement = {
  toFile: (offset) => offset,
  toFileEnd: (offset) => offset,
  toText: (fileOffset) => fileOffset,
  toFileEdit: (edit) => edit,
};

/** The span of the text as one of the file. */
export function spanInFile(place: Pick<Placement, 'toFile' | 'toFileEnd'>, { start, end }: Span): Span {
  const from = place.toFile(start);
  return { start: from, end: end > start ? Math.max(from, place.toFileEnd(end)) : from };
}
