import type { Problem, TextEdit } from '../problem.ts';

/** Mending one problem may uncover another, but not for ever. */
const maxRounds = 10;

/**
 * The edits that mend everything in a text that can be mended without a look at it, in the order of the text. What is
 * mended is checked again and mended further until nothing safe is left; fixes in other files are not made.
 */
export function fixAllSafe(text: string, check: (text: string) => readonly Problem[]): TextEdit[] {
  let pieces: Piece[] = [{ start: 0, end: text.length }];
  const seen = new Set([text]);
  let now = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const edits = compatible(check(now).flatMap(safeEdits));
    if (edits.length === 0) {
      break;
    }
    pieces = edited(pieces, edits);
    now = textOf(pieces, text);
    if (seen.has(now)) {
      break; // Two fixes undo each other.
    }
    seen.add(now);
  }
  return editsOf(pieces, text.length);
}

/** All edits of one fix belong together. */
function safeEdits({ fixes = [] }: Problem): (readonly TextEdit[])[] {
  const safe = fixes.find((fix) => fix.safe === true && fix.file === undefined && fix.edits.length > 0);
  return safe ? [safe.edits] : [];
}

/** The fixes that do not touch each other, earlier ones first; equal edits of several fixes are made once. */
function compatible(fixes: readonly (readonly TextEdit[])[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const edits of fixes) {
    const added = edits.filter((edit) => !taken.some((one) => isSame(one, edit)));
    if (!added.some((edit) => taken.some((one) => touches(one, edit)))) {
      taken.push(...added);
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** A stretch of the first text that is still there, or something new. */
type Piece = { start: number; end: number } | string;

const lengthOf = (piece: Piece): number =>
  typeof piece === 'string' ? piece.length : piece.end - piece.start;

/** The pieces after edits, whose offsets are those of the text that the pieces make up. */
function edited(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const { start, end, text } of edits) {
    result.push(...between(pieces, at, start), ...(text === '' ? [] : [text]));
    at = end;
  }
  return [...result, ...between(pieces, at, Infinity)];
}

function between(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const start = Math.max(0, from - offset);
    const end = Math.min(length, to - offset);
    if (start < end) {
      result.push(
        typeof piece === 'string'
          ? piece.slice(start, end)
          : { start: piece.start + start, end: piece.start + end },
      );
    }
    offset += length;
  }
  return result;
}

function textOf(pieces: readonly Piece[], original: string): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : original.slice(piece.start, piece.end)))
    .join('');
}

/** What leads from the first text to the pieces. */
function editsOf(pieces: readonly Piece[], length: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let text = '';
  for (const piece of [...pieces, { start: length, end: length }]) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    if (text !== '' || piece.start > at) {
      edits.push({ start: at, end: piece.start, text });
    }
    text = '';
    at = piece.end;
  }
  return edits;
}
