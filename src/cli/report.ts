import type { SourceFile } from '../lint/checker.ts';
import type { Problem, Severity, Span } from '../problem.ts';

/** What was found in a file. */
export interface CheckedFile {
  /** As the person would write it, from where they are. */
  path: string;
  text: string;
  problems: readonly Problem[];
}

/** Counted from one; columns in UTF-16 code units, `endColumn` behind the last one. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Where a span stands, and the line of it, of one text. */
export interface Lines {
  placeOf(span: Span): Place;
  /** The text of a line without its break. */
  lineAt(line: number): string;
}

/** Files with what was found in them, by path. */
export function checkedFiles(
  files: readonly SourceFile[],
  found: ReadonlyMap<string, readonly Problem[]>,
): CheckedFile[] {
  return files
    .map(({ path, text }) => ({ path, text, problems: found.get(path) ?? [] }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The lines of a text. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      [low, high] = (starts[middle] ?? 0) <= offset ? [middle, high] : [low, middle - 1];
    }
    return low;
  };
  return {
    placeOf({ start, end }) {
      const first = lineOf(start);
      const last = lineOf(Math.max(start, end));
      return {
        line: first + 1,
        column: start - (starts[first] ?? 0) + 1,
        endLine: last + 1,
        endColumn: Math.max(start, end) - (starts[last] ?? 0) + 1,
      };
    },
    lineAt(line) {
      const start = starts[line - 1] ?? text.length;
      return text.slice(start, starts[line] ?? text.length).replace(/\r?\n$/, '');
    },
  };
}

/** How many problems there are of each severity. */
export function countBySeverity(files: readonly CheckedFile[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { problems } of files) {
    for (const { severity } of problems) {
      counts[severity] += 1;
    }
  }
  return counts;
}
