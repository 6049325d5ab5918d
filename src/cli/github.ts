import type { Severity } from '../problem.ts';
import { linesOf } from './report.ts';
import type { CheckedFile } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * A workflow command for each problem, which GitHub shows beside the line.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function asGithub(files: readonly CheckedFile[]): string {
  return files
    .flatMap(({ path, text, problems }) => {
      const lines = linesOf(text);
      return problems.map(({ code, severity, message, span }) => {
        const { line, column, endLine, endColumn } = lines.placeOf(span);
        // A column is only taken where the stretch lies on one line.
        const columns = endLine === line ? `,col=${column},endColumn=${endColumn}` : '';
        const place = `file=${property(path)},line=${line},endLine=${endLine}${columns}`;
        return `::${commands[severity]} ${place},title=${property(code)}::${data(message)}\n`;
      });
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
