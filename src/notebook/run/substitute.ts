import type { Span } from '../../problem.ts';

/** A query as it is sent, and where its parts come from. */
export interface SentQuery {
  text: string;
  pieces: readonly Piece[];
}

/** A stretch of what is sent, and the stretch of the cell that it stands for. */
interface Piece extends Span {
  cell: Span;
  /** Character by character. */
  isSame: boolean;
}

/** The text without its comments, with other texts in the place of some stretches, which come in their order. */
export function substitute(
  text: string,
  { comments, fills }: { comments: readonly Span[]; fills: readonly (Span & { text: string })[] },
): SentQuery {
  const cuts = [...comments.map((comment) => ({ ...wholeLine(text, comment), text: '' })), ...fills].sort(
    (a, b) => a.start - b.start,
  );
  const pieces: Piece[] = [];
  let sent = '';
  let at = 0;
  const add = (cell: Span, piece: string, isSame: boolean): void => {
    if (piece !== '') {
      pieces.push({ start: sent.length, end: sent.length + piece.length, cell, isSame });
      sent += piece;
    }
  };
  for (const cut of cuts) {
    add({ start: at, end: cut.start }, text.slice(at, cut.start), true);
    add({ start: cut.start, end: cut.end }, cut.text, false);
    at = cut.end;
  }
  add({ start: at, end: text.length }, text.slice(at), true);
  return trimmed(sent, pieces);
}

/** A comment alone on its lines goes with the break behind it. */
function wholeLine(text: string, { start, end }: Span): Span {
  const before = /(?:^|\n)([ \t]*)$/.exec(text.slice(Math.max(0, start - 200), start));
  const next = /^\r?\n/.exec(text.slice(end, end + 2));
  return before === null || next === null
    ? { start, end }
    : { start: start - (before[1]?.length ?? 0), end: end + next[0].length };
}

function trimmed(sent: string, pieces: readonly Piece[]): SentQuery {
  const cut = sent.length - sent.trimStart().length;
  return {
    text: sent.trim(),
    pieces: pieces.map((piece) => ({ ...piece, start: piece.start - cut, end: piece.end - cut })),
  };
}

/** The stretch of the cell that a stretch of the sent query stands for; of a variable that is the whole variable. */
export function spanInCell({ pieces }: SentQuery, { start, end }: Span): Span | undefined {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, Math.max(start, end - 1));
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const from = first.isSame ? first.cell.start + start - first.start : first.cell.start;
  const to = last.isSame ? last.cell.start + Math.max(start, end) - last.start : last.cell.end;
  return { start: from, end: Math.max(from, to) };
}

function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  // The end of the query belongs to what stands last.
  return pieces.find((piece) => offset >= piece.start && offset < piece.end) ?? pieces.at(-1);
}
