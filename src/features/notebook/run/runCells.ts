import * as vscode from 'vscode';
import { sentence } from '../../../trouble.ts';
import type { CellStates } from '../cells/cellStates.ts';
import type { NotebookCode } from '../file/code.ts';
import type { Executions } from './executions.ts';
import type { Failures } from './failures.ts';
import { failureOutput, outputsOf } from './outputs.ts';
import type { CellOutcome } from './runTypes.ts';
import type { Runs } from './runs.ts';
import type { Saving } from '../file/saving.ts';

export interface RunCellsDeps {
  code: NotebookCode;
  states: CellStates;
  failures: Failures;
  runs: Runs;
  saving: Saving;
}

/** Cells that a person wants to run. */
export interface Work {
  cells: readonly vscode.NotebookCell[];
  notebook: vscode.NotebookDocument;
  controller: vscode.NotebookController;
  executions: Executions;
}

/** Runs cells and shows what becomes of each. Those that they need are shown too, unless these run already. */
export async function runCells(deps: RunCellsDeps, work: Work): Promise<void> {
  const { notebook, controller, executions } = work;
  const ours = new Set<vscode.NotebookCell>();
  const started = new Set<vscode.NotebookCell>();
  const stops = new Map<vscode.NotebookCell, AbortController>();
  const stopOf = (cell: vscode.NotebookCell): AbortController => {
    const stop = stops.get(cell) ?? new AbortController();
    stops.set(cell, stop);
    return stop;
  };
  const start = (cell: vscode.NotebookCell): void => {
    const execution = ours.has(cell) && !started.has(cell) ? executions.of(cell) : undefined;
    if (execution) {
      started.add(cell);
      execution.executionOrder = executions.nextOrder();
      execution.start(Date.now());
    }
  };
  const begin = (cell: vscode.NotebookCell): void => {
    const execution = executions.begin(controller, cell);
    if (execution) {
      execution.token.onCancellationRequested(() => stopOf(cell).abort());
      ours.add(cell);
    }
  };
  // All of them show that they wait.
  work.cells.forEach(begin);
  const wanted = work.cells.filter((cell) => ours.has(cell));
  try {
    await deps.runs.run(notebook, wanted, {
      signalOf: (cell) => stopOf(cell).signal,
      onStart: (cell) => {
        if (!ours.has(cell)) {
          begin(cell);
        }
        start(cell);
      },
      onEnd: async (cell, outcome) => {
        const execution = ours.has(cell) ? executions.of(cell) : undefined;
        if (execution) {
          if (outcome.kind !== 'cancelled') {
            // What cannot even be asked begins and ends at once.
            start(cell);
          }
          const isGood = await show(deps, execution, outcome);
          executions.end(cell, isGood, Date.now());
          ours.delete(cell);
        }
      },
    });
  } finally {
    // What never began, because something before it failed or was cancelled.
    [...ours].forEach((cell) => executions.end(cell, undefined));
  }
}

/** Whether the cell counts as a success; `undefined` when it was cancelled. */
async function show(
  { code, states, failures, saving }: RunCellsDeps,
  execution: vscode.NotebookCellExecution,
  outcome: CellOutcome,
): Promise<boolean | undefined> {
  const { cell } = execution;
  switch (outcome.kind) {
    case 'cancelled':
      return undefined;
    case 'failed': {
      const { advice, errorType = '' } = outcome;
      await replace(execution, [failureOutput(errorType, sentence(advice))]);
      states.set(cell, { shown: undefined, verdict: undefined, outcome: outcome.run });
      failures.show(cell, outcome);
      if (outcome.run) {
        await saving.keep(cell, outcome.run);
      }
      return false;
    }
    case 'done': {
      const { shown, verdict } = outcome;
      const unmet = verdict?.failures.map(({ actual }) => actual) ?? [];
      const outputs = outputsOf(code, shown);
      const said = vscode.NotebookCellOutputItem.stderr(unmet.join('\n'));
      await replace(
        execution,
        unmet.length > 0 ? [new vscode.NotebookCellOutput([said]), ...outputs] : outputs,
      );
      failures.clear(cell);
      states.set(cell, { shown, verdict, outcome: outcome.run });
      await saving.keep(cell, outcome.run);
      return unmet.length === 0;
    }
  }
}

/** A cell that was deleted meanwhile has nothing to show it in. */
async function replace(
  execution: vscode.NotebookCellExecution,
  outputs: vscode.NotebookCellOutput[],
): Promise<void> {
  if (execution.cell.index >= 0) {
    await execution.replaceOutput(outputs);
  }
}
