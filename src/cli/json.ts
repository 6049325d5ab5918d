import { linesOf } from './report.ts';
import type { CheckedFile } from './report.ts';

/** A list of all problems, one object each. */
export function asJson(files: readonly CheckedFile[]): string {
  const list = files.flatMap(({ path, text, problems }) => {
    const lines = linesOf(text);
    return problems.map(({ code, severity, message, span }) => ({
      ...{ file: path, code, severity, message },
      ...lines.placeOf(span),
    }));
  });
  return `${JSON.stringify(list, undefined, 2)}\n`;
}
