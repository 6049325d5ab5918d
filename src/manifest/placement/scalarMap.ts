import type { ScalarSink } from '../yaml/scalarWalk.ts';

/** Which offset of a scalar's value stands where in the file. */
export interface ScalarMap {
  /** The value, as the walk gave it. */
  text: string;
  /** Where the character at this offset begins; the text's length gives where the value ends. */
  toFile(offset: number): number;
  /** Where the character before this offset ends. */
  toFileEnd(offset: number): number;
  /** `undefined` where nothing of the value stands. */
  toText(fileOffset: number): number | undefined;
}

/** Makes the map of a value from what a walk over it in the file tells. `at` is where a value without characters lies. */
export function scalarMap(file: string, walk: (sink: ScalarSink) => void, at: number): ScalarMap {
  const { text, pieces } = collect(file, walk);
  const end = pieces.at(-1)?.fileEnd ?? at;
  return {
    text,
    toFile: (offset) => {
      const piece = offset >= text.length ? undefined : lastAt(pieces, 'text', offset);
      return piece === undefined ? end : piece.file + (piece.isRun ? Math.max(0, offset - piece.text) : 0);
    },
    toFileEnd: (offset) => {
      const before = Math.min(offset, text.length) - 1;
      const piece = lastAt(pieces, 'text', before);
      if (piece === undefined || before < 0) {
        return pieces[0]?.file ?? at;
      }
      return piece.isRun ? piece.file + before + 1 - piece.text : piece.fileEnd;
    },
    toText: (offset) => {
      const piece = lastAt(pieces, 'file', offset);
      if (piece === undefined || offset > piece.fileEnd) {
        return offset === at && pieces.length === 0 ? 0 : undefined;
      }
      if (offset < piece.fileEnd) {
        return piece.isRun ? piece.text + offset - piece.file : piece.text;
      }
      // Behind the characters of a line is a place of the text, behind its line break only the next line's indentation.
      return piece.isRun || offset === end ? piece.textEnd : undefined;
    },
  };
}

/** Some characters of the value, and where they stem from. */
interface Piece {
  text: number;
  textEnd: number;
  file: number;
  fileEnd: number;
  /** Whether value and file have the same characters here. */
  isRun: boolean;
}

function collect(file: string, walk: (sink: ScalarSink) => void): { text: string; pieces: Piece[] } {
  const pieces: Piece[] = [];
  let text = '';
  const push = (added: string, from: number, to: number, isRun: boolean): void => {
    const start = text.length;
    text += added;
    pieces.push({ text: start, textEnd: text.length, file: from, fileEnd: to, isRun });
  };
  walk({
    run: (from, to) => push(file.slice(from, to), from, to, true),
    atom: (added, from, to) => push(added, from, to, false),
  });
  return { text, pieces };
}

/** The last piece that begins at or before the offset; `undefined` before the first one. */
function lastAt(pieces: readonly Piece[], start: 'text' | 'file', offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.[start] ?? 0) <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return pieces[low - 1];
}
