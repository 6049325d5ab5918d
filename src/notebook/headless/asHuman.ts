import * as l10n from '@vscode/l10n';
import { inert } from '../seriesName.ts';
import { summaryLine } from '../text/textTable.ts';
import { verdictOf } from './runNotebook.ts';
import type { ReportedCell, RunReport, Verdict } from './runNotebook.ts';

const marks: Readonly<Record<Verdict, readonly [mark: string, colour: string]>> = {
  passed: ['✓', '32'],
  failed: ['✗', '31'],
  error: ['✗', '31'],
  ran: ['·', '90'],
  cancelled: ['–', '33'],
};

const longest = 1000;
const mostMessages = 5;

/** A line for each cell, below it what does not hold and why, and a summary at the end. */
export function asHuman({ file, server, cells, tookMs, timezone }: RunReport, hasColours: boolean): string {
  const paint = (colour: string, text: string): string =>
    hasColours ? `\u001b[${colour}m${text}\u001b[0m` : text;
  const lines = cells.flatMap((cell) => {
    const verdict = verdictOf(cell.outcome);
    const [mark, colour] = marks[verdict];
    const aside = paint('90', `${cell.outcome.tookMs} ms`);
    return [
      `${paint(colour, mark)} ${inert(cell.title, 200)}  ${aside}${aboutResult(cell, timezone)}`,
      ...details(cell).map((line) => `    ${line}`),
    ];
  });
  return [
    `${paint('1', inert(file))} → ${inert(server)}`,
    ...['', ...lines, '', `${summary(cells)} ${paint('90', `${tookMs} ms`)}`, ''],
  ].join('\n');
}

function aboutResult({ outcome }: ReportedCell, timezone: string | undefined): string {
  return outcome.state === 'done' && outcome.expectations.length === 0
    ? `  ${summaryLine(outcome.answer.result, timezone === undefined ? {} : { timezone })}`
    : '';
}

function details(cell: ReportedCell): string[] {
  const problems = cell.outcome.directives.problems.map(({ message }) => warningLine(message));
  return [...resultDetails(cell), ...problems];
}

function warningLine(text: string): string {
  return l10n.t('Warning: {0}', inert(text, longest));
}

function resultDetails(cell: ReportedCell): string[] {
  const { outcome } = cell;
  switch (outcome.state) {
    case 'cancelled':
      return [l10n.t('Cancelled')];
    case 'failed':
      return failureLines(cell);
    case 'done': {
      const { warnings } = outcome.answer;
      return [
        ...outcome.expectations.flatMap(({ expectation, judgement }) => {
          const text = inert(expectation.text);
          return judgement.holds
            ? [`✓ ${text}`]
            : [`✗ ${text}: ${judgement.why}`, ...offendingLines(judgement)];
        }),
        ...warnings.slice(0, mostMessages).map(warningLine),
      ];
    }
  }
}

function offendingLines({
  offending,
  count,
}: {
  offending: readonly { series: string; value: string }[];
  count: number;
}): string[] {
  const more = count - offending.length;
  return [
    ...offending.map(({ series, value }) => `  ${series} ${value}`),
    ...(more > 0 ? [`  ${l10n.t('… and {0} more', more)}`] : []),
  ];
}

/** The reason, and the line of the query that it is about with a caret below. */
function failureLines({ text, line, outcome }: ReportedCell): string[] {
  if (outcome.state !== 'failed') {
    return [];
  }
  const { message, span } = outcome.failure;
  const why = inert(message, longest);
  if (span === undefined) {
    return [why];
  }
  const before = text.slice(0, span.start).split('\n');
  const column = before.at(-1)?.length ?? 0;
  const row = inert(text.split('\n')[before.length - 1] ?? '', 200);
  const length = Math.max(1, Math.min(span.end - span.start, row.length - column));
  return column > row.length
    ? [why]
    : [
        l10n.t('Line {0}: {1}', line + before.length - 1, why),
        `  ${row}`,
        `  ${' '.repeat(column)}${'^'.repeat(length)}`,
      ];
}

function summary(cells: readonly ReportedCell[]): string {
  const count = (...wanted: Verdict[]): number =>
    cells.filter(({ outcome }) => wanted.includes(verdictOf(outcome))).length;
  const parts = [
    l10n.t('{0} passed', count('passed')),
    l10n.t('{0} failed', count('failed', 'error')),
    l10n.t('{0} without expectations', count('ran')),
    ...(count('cancelled') > 0 ? [l10n.t('{0} cancelled', count('cancelled'))] : []),
  ];
  return parts.join(', ');
}
