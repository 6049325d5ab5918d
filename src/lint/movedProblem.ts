import type { Placement } from '../manifest/placement/placement.ts';
import { spanInFile } from '../manifest/placement/placement.ts';
import type { Fix, Problem, TextEdit } from '../problem.ts';

/** The problem of a text as one of the file around it. Fixes that the scalar's style cannot hold are left out. */
export function problemInFile(
  problem: Problem,
  place: Pick<Placement, 'toFile' | 'toFileEnd' | 'toFileEdit'>,
): Problem {
  return moved(problem, place, (edit) => place.toFileEdit(edit));
}

/** The problem of a text that begins at this offset of the file. */
export function shiftedProblem(problem: Problem, offset: number): Problem {
  if (offset === 0) {
    return problem;
  }
  const edit = ({ start, end, text }: TextEdit): TextEdit => ({
    start: start + offset,
    end: end + offset,
    text,
  });
  return moved(problem, { toFile: (at) => at + offset, toFileEnd: (at) => at + offset }, edit);
}

function moved(
  { span, related, fixes, ...rest }: Problem,
  place: Pick<Placement, 'toFile' | 'toFileEnd'>,
  moveEdit: (edit: TextEdit) => TextEdit | undefined,
): Problem {
  const known = fixes?.map((fix) => movedFix(fix, moveEdit)).filter((fix): fix is Fix => fix !== undefined);
  return {
    ...rest,
    span: spanInFile(place, span),
    ...(related && {
      related: related.map((one) =>
        one.file === undefined ? { ...one, span: spanInFile(place, one.span) } : one,
      ),
    }),
    ...(known && known.length > 0 && { fixes: known }),
  };
}

function movedFix(fix: Fix, moveEdit: (edit: TextEdit) => TextEdit | undefined): Fix | undefined {
  if (fix.file !== undefined) {
    return fix;
  }
  const edits = fix.edits.map(moveEdit).filter((edit) => edit !== undefined);
  return edits.length === fix.edits.length ? { ...fix, edits } : undefined;
}
