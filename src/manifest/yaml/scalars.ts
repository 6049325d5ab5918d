import type { Span, TextEdit } from '../../problem.ts';
import { applyEdits } from './edits.ts';
import { tokenAt } from './lineTokens.ts';
import type { LineToken } from './lineTokens.ts';

/**
 * The edits as they have to be written where they lie: escaped between quotes, and a plain scalar that would no longer
 * read as the string it is gets quotes around it whole. Pieces in comments and between scalars stay as they are.
 */
export function writeInScalars(text: string, pieces: readonly TextEdit[]): TextEdit[] {
  const groups = new Map<string, { token: LineToken | undefined; pieces: TextEdit[] }>();
  for (const piece of pieces) {
    const token = tokenAt(text, piece.start);
    const id = String(token?.start ?? `between ${piece.start}`);
    const group = groups.get(id) ?? { token, pieces: [] };
    group.pieces.push(piece);
    groups.set(id, group);
  }
  return [...groups.values()].flatMap(({ token, pieces: own }) => writeScalar(text, token, own));
}

function writeScalar(text: string, token: LineToken | undefined, pieces: readonly TextEdit[]): TextEdit[] {
  if (token?.kind === 'double') {
    return pieces.map((piece) => ({ ...piece, text: JSON.stringify(piece.text).slice(1, -1) }));
  }
  if (token?.kind === 'single') {
    return pieces.map((piece) => ({ ...piece, text: piece.text.replaceAll("'", "''") }));
  }
  if (token?.kind === 'plain') {
    const scalar = filled(text, token, pieces);
    if (!isSafePlain(scalar, token.inFlow)) {
      return [{ start: token.start, end: token.end, text: JSON.stringify(scalar) }];
    }
  }
  return [...pieces];
}

function filled(text: string, { start, end }: Span, pieces: readonly TextEdit[]): string {
  const moved = pieces.map((piece) => ({ ...piece, start: piece.start - start, end: piece.end - start }));
  return applyEdits(text.slice(start, end), moved);
}

/** Whether YAML reads the characters as this very string when nothing quotes them. https://yaml.org/spec/1.2.2/#733-plain-style */
export function isSafePlain(scalar: string, inFlow: boolean): boolean {
  return (
    !/^[\s!&*|>'"%@`#,[\]{}]|^[-?:](?:\s|$)|:(?:\s|$)|\s#|\s$/.test(scalar) &&
    !(inFlow && /[,[\]{}]/.test(scalar)) &&
    // YAML 1.1 parsers, which kubectl's is, know more words and numbers than 1.2 does.
    !/^(?:~|null|true|false|yes|no|on|off|y|n)$/i.test(scalar) &&
    !/^[-+.]?\d[\d_,.:eExoa-fA-F+-]*$/.test(scalar)
  );
}
