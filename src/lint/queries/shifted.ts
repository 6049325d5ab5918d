import type { Placement } from '../../manifest/placement/placement.ts';

/** Of a text that lies in its file as it is, from an offset on. */
export function shifted(start: number, text: string): Placement {
  return {
    toFile: (offset) => start + offset,
    toFileEnd: (offset) => start + offset,
    toText: (fileOffset) =>
      fileOffset >= start && fileOffset <= start + text.length ? fileOffset - start : undefined,
    toFileEdit: (edit) => ({ start: start + edit.start, end: start + edit.end, text: edit.text }),
  };
}
