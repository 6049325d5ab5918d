import { longestRun } from '../../promql/markdown.ts';
import { expectationLine } from '../text/savedOutput.ts';
import { inert } from '../seriesName.ts';
import { textTable } from '../text/textTable.ts';
import type { TextOptions } from '../text/textTable.ts';
import type { NotebookCell } from '../model.ts';
import type { CellOutcome } from '../run/outcome.ts';
import { notebookMarkdown } from '../file/writeNotebook.ts';

/** A cell of a report: what a notebook has of it, and what came of its query. */
export interface ReportCell extends Pick<NotebookCell, 'kind' | 'text'> {
  outcome?: CellOutcome | undefined;
  /** Path of a picture of its chart, from the report on. */
  picture?: string | undefined;
}

/**
 * A notebook with its results as Markdown that every forge shows: prose and queries as they are, below each query the picture of its chart
 * and the answer as text. Whatever labels hold, they are text there.
 */
export function markdownReport(cells: readonly ReportCell[], options: TextOptions = {}): string {
  const all = cells.flatMap((cell): NotebookCell[] =>
    cell.kind === 'markdown'
      ? [{ kind: 'markdown', text: cell.text }]
      : [{ kind: 'query', text: cell.text }, ...resultCells(cell, options)],
  );
  return notebookMarkdown({ head: '', cells: all });
}

function resultCells({ text, outcome, picture }: ReportCell, options: TextOptions): NotebookCell[] {
  const shown = [
    ...(picture === undefined ? [] : [`![${altText(text)}](<${pathText(picture)}>)`]),
    ...(outcome === undefined ? [] : [fenced(outcomeText(outcome, options))]),
  ];
  return shown.length === 0 ? [] : [{ kind: 'markdown', text: shown.join('\n\n') }];
}

function outcomeText(outcome: CellOutcome, options: TextOptions): string {
  switch (outcome.state) {
    case 'cancelled':
      return '–';
    case 'failed':
      return `✗ ${inert(outcome.failure.message, 2000)}`;
    case 'done':
      return [...outcome.expectations.map(expectationLine), textTable(outcome.answer, options)].join('\n');
  }
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text, '`')));
  return `${fence}text\n${text}\n${fence}`;
}

/** The query on one line, for who does not see the picture. */
function altText(query: string): string {
  const line = inert(
    query
      .replaceAll(/#[^\n]*/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    120,
  );
  return line.replaceAll(/[\\[\]<>&*_`!]/g, (char) => `\\${char}`);
}

/** https://spec.commonmark.org/0.31.2/#link-destination */
function pathText(path: string): string {
  return encodeURI(path.toWellFormed()).replaceAll(/[<>]/g, (char) => (char === '<' ? '%3C' : '%3E'));
}
