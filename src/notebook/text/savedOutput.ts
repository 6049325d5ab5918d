import * as l10n from '@vscode/l10n';
import type { CellOutcome, JudgedExpectation } from '../run/outcome.ts';
import { inert } from '../seriesName.ts';
import { summaryLine, textTable } from './textTable.ts';
import type { TextOptions } from './textTable.ts';

/** What of a result is kept in the file: nothing, how many series there were, or the table. */
export type SaveMode = 'off' | 'summary' | 'full';

const longestMessage = 2000;

/**
 * What is saved of a cell's outcome, for `NotebookCell.output`; `null` for nothing, and `undefined` where what is there should stay, because the
 * cell did not come to an end.
 */
export function savedOutput(
  outcome: CellOutcome,
  mode: SaveMode,
  options: TextOptions = {},
): string | null | undefined {
  if (mode === 'off') {
    return null;
  }
  if (outcome.state === 'cancelled') {
    return undefined;
  }
  if (outcome.state === 'failed') {
    return l10n.t('Failed: {0}', inert(outcome.failure.message, longestMessage));
  }
  const { answer, expectations } = outcome;
  const shown = mode === 'full' ? textTable(answer, options) : summaryLine(answer.result, options);
  return [...expectations.map(expectationLine), shown].join('\n');
}

/** An expectation and whether it holds, on one line. */
export function expectationLine({ expectation, judgement }: JudgedExpectation): string {
  const text = inert(expectation.text, 200);
  return judgement.holds ? `✓ ${text}` : `✗ ${text}: ${judgement.why}`;
}
