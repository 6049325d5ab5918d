import * as l10n from '@vscode/l10n';
import type { Problem, Severity } from '../problem.ts';
import { countBySeverity, linesOf } from './report.ts';
import type { CheckedFile, Lines } from './report.ts';

/** Escape sequences, or nothing where nobody would see colours. */
interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  of(severity: Severity, text: string): string;
}

const sequences: Readonly<Record<Severity, string>> = {
  error: '31',
  warning: '33',
  information: '36',
  hint: '90',
};

function paintFor(hasColours: boolean): Paint {
  const paint = (sequence: string, text: string): string =>
    hasColours ? `\u001b[${sequence}m${text}\u001b[0m` : text;
  return {
    bold: (text) => paint('1', text),
    dim: (text) => paint('2', text),
    of: (severity, text) => paint(sequences[severity], text),
  };
}

/** By file: each problem with its line and a caret below; a summary at the end. */
export function asHuman(files: readonly CheckedFile[], hasColours: boolean): string {
  const paint = paintFor(hasColours);
  const parts = files
    .filter(({ problems }) => problems.length > 0)
    .map((file) => {
      const lines = linesOf(file.text);
      const found = file.problems.map((problem) => describe(problem, lines, paint));
      return `${paint.bold(visible(file.path))}\n${found.join('\n')}\n`;
    });
  return [...parts, `${summary(files, paint)}\n`].join('\n');
}

function describe({ code, severity, message, span }: Problem, lines: Lines, paint: Paint): string {
  const place = lines.placeOf(span);
  const head = `${place.line}:${place.column}  ${paint.of(severity, severityName(severity))}  ${visible(message)}  ${paint.dim(code)}`;
  const gutter = String(place.line);
  const end = place.endLine === place.line ? place.endColumn : Infinity;
  const { line, caret } = frame(lines.lineAt(place.line), place.column, end);
  return [
    `  ${head}`,
    `    ${paint.dim(`${gutter} |`)} ${line}`,
    `    ${paint.dim(`${' '.repeat(gutter.length)} |`)} ${paint.of(severity, caret)}`,
  ].join('\n');
}

function severityName(severity: Severity): string {
  switch (severity) {
    case 'error':
      return l10n.t('error');
    case 'warning':
      return l10n.t('warning');
    case 'information':
      return l10n.t('information');
    case 'hint':
      return l10n.t('hint');
  }
}

const longest = 120;

/** The part of a line around a stretch, and carets that stand below it in a terminal. */
function frame(text: string, column: number, endColumn: number): { line: string; caret: string } {
  const from = column - 1 < longest - 20 ? 0 : column - 1 - 20;
  const shown = text.slice(from, from + longest);
  const before = shown.slice(0, column - 1 - from);
  const marked = shown.slice(column - 1 - from, Math.max(column, endColumn) - 1 - from);
  return {
    line: visible(shown.replaceAll('\t', ' ')),
    caret: ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked))),
  };
}

/** Columns of a terminal: East Asian wide characters take two. https://www.unicode.org/reports/tr11/ */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) {
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u.test(
        char,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Control characters of a file must not reach the terminal. */
function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\uFFFD');
}

function summary(files: readonly CheckedFile[], paint: Paint): string {
  const { error, warning, information, hint } = countBySeverity(files);
  const checked =
    files.length === 1 ? l10n.t('1 file checked') : l10n.t('{0} files checked', String(files.length));
  if (error + warning + information + hint === 0) {
    return l10n.t('{0}, no problems.', checked);
  }
  const counts = [
    paint.of('error', error === 1 ? l10n.t('1 error') : l10n.t('{0} errors', String(error))),
    paint.of('warning', warning === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', String(warning))),
  ];
  const rest = information + hint;
  return rest === 0
    ? l10n.t('{0}: {1}, {2}.', checked, ...counts)
    : l10n.t('{0}: {1}, {2}, {3} more.', checked, ...counts, String(rest));
}
