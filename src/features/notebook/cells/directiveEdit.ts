import type { DirectiveName } from '../../../notebook/directives/directives.ts';
import type { TextEdit } from '../../../problem.ts';
import type { NotebookCode } from '../file/code.ts';

/** Values of directives; `undefined` takes one away, the empty text stands for one alone, such as `# @instant`. */
export type DirectiveChanges = Readonly<Partial<Record<DirectiveName, string | undefined>>>;

/** The one edit that makes all changes to the directives of a cell; `undefined` where nothing changes. */
export function directiveEdit(
  code: Pick<NotebookCode, 'setDirective'>,
  old: string,
  changes: DirectiveChanges,
): TextEdit | undefined {
  const text = Object.entries(changes).reduce(
    (whole, [name, value]) => applied(whole, code.setDirective(whole, name as DirectiveName, value)),
    old,
  );
  if (text === old) {
    return undefined;
  }
  const most = Math.min(text.length, old.length);
  let start = 0;
  while (start < most && text[start] === old[start]) {
    start += 1;
  }
  let same = 0;
  while (same < most - start && text.at(-1 - same) === old.at(-1 - same)) {
    same += 1;
  }
  return { start, end: old.length - same, text: text.slice(start, text.length - same) };
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((whole, { start, end, text: now }) => whole.slice(0, start) + now + whole.slice(end), text);
}
