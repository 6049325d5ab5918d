import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Shown } from '../../query/shown.ts';
import { sentence } from '../../trouble.ts';
import type { Guard } from '../guard.ts';
import type { CellStates } from './cellStates.ts';
import type { NotebookCode } from './code.ts';
import type { Failures } from './failures.ts';
import { notebookTypes } from './notebookTypes.ts';
import { defaultsOf } from './notebookFiles.ts';
import type { CellOutcome } from './runTypes.ts';
import type { Runs } from './runs.ts';
import type { Saving } from './saving.ts';
import type { Sources } from './sources.ts';

interface KernelDeps {
  code: NotebookCode;
  guard: Guard;
  states: CellStates;
  failures: Failures;
  runs: Runs;
  saving: Saving;
  sources: Pick<Sources, 'labelOf' | 'onDidChange'>;
}

/** What runs the queries of notebooks: one for each type. */
export interface Kernels extends vscode.Disposable {
  /** Runs a cell as a click on it does, with all that it needs. */
  run(cell: vscode.NotebookCell): Promise<void>;
  /** Adds to what stands below a cell. */
  append(
    cell: vscode.NotebookCell,
    make: (signal: AbortSignal) => Promise<vscode.NotebookCellOutputItem>,
  ): Promise<void>;
  /** Shows a cell's answer anew, after something that only matters for showing it changed. */
  showAgain(cell: vscode.NotebookCell, shown: Shown): Promise<void>;
}

export function createKernels(deps: KernelDeps): Kernels {
  const { code, guard, sources } = deps;
  const executions = createExecutions();
  const controllers = new Map<string, vscode.NotebookController>(
    notebookTypes.map((type) => {
      const controller = vscode.notebooks.createNotebookController(`${type}-kernel`, type, 'PromQL');
      controller.supportedLanguages = ['promql'];
      controller.supportsExecutionOrder = true;
      controller.executeHandler = (cells, notebook) =>
        guard.run(l10n.t('PromQL Notebook'), () =>
          runCells(deps, { cells, notebook, controller, executions }),
        );
      return [type, controller] as const;
    }),
  );
  const controllerOf = ({ notebook }: vscode.NotebookCell): vscode.NotebookController | undefined =>
    controllers.get(notebook.notebookType);

  /** A kernel has one name for all notebooks of its type: that of the one in front. */
  const name = (): void => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const controller = notebook && controllers.get(notebook.notebookType);
    if (notebook && controller) {
      const { datasource } = defaultsOf(code, notebook);
      controller.label = datasource ? sources.labelOf(datasource) : l10n.t('No data source');
      controller.description = 'PromQL';
    }
  };
  const adopt = (notebook: vscode.NotebookDocument): void => {
    controllers
      .get(notebook.notebookType)
      ?.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  };
  vscode.workspace.notebookDocuments.forEach(adopt);
  name();
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenNotebookDocument(adopt),
    vscode.window.onDidChangeActiveNotebookEditor(name),
    sources.onDidChange(name),
    vscode.workspace.onDidChangeNotebookDocument(({ metadata }) => metadata && name()),
  );

  return {
    run: async (cell) => {
      const controller = controllerOf(cell);
      if (controller) {
        await runCells(deps, { cells: [cell], notebook: cell.notebook, controller, executions });
      }
    },
    append: async (cell, make) => {
      const controller = controllerOf(cell);
      const execution = controller && executions.begin(controller, cell);
      if (!execution) {
        return;
      }
      const stop = new AbortController();
      execution.token.onCancellationRequested(() => stop.abort());
      const { executionOrder, success } = cell.executionSummary ?? {};
      execution.executionOrder = executionOrder;
      execution.start(Date.now());
      try {
        const item = await make(stop.signal);
        await execution.appendOutput([new vscode.NotebookCellOutput([item])]);
      } finally {
        executions.end(cell, success, Date.now());
      }
    },
    showAgain: async (cell, shown) => {
      const controller = controllerOf(cell);
      const execution = controller && executions.begin(controller, cell);
      if (!execution) {
        return;
      }
      const { executionOrder, timing, success } = cell.executionSummary ?? {};
      execution.executionOrder = executionOrder;
      execution.start(timing?.startTime);
      await execution.replaceOutput(outputsOf(code, shown));
      executions.end(cell, success, timing?.endTime);
    },
    dispose: () => {
      listeners.dispose();
      controllers.forEach((controller) => controller.dispose());
    },
  };
}

/** The executions that go on: VS Code allows one for each cell. */
interface Executions {
  /** `undefined` while the cell runs already. */
  begin(
    controller: vscode.NotebookController,
    cell: vscode.NotebookCell,
  ): vscode.NotebookCellExecution | undefined;
  of(cell: vscode.NotebookCell): vscode.NotebookCellExecution | undefined;
  end(cell: vscode.NotebookCell, success: boolean | undefined, endMs?: number): void;
  nextOrder(): number;
}

function createExecutions(): Executions {
  const open = new Map<vscode.NotebookCell, vscode.NotebookCellExecution>();
  let order = 0;
  return {
    begin: (controller, cell) => {
      if (open.has(cell)) {
        return undefined;
      }
      const execution = controller.createNotebookCellExecution(cell);
      open.set(cell, execution);
      return execution;
    },
    of: (cell) => open.get(cell),
    end: (cell, success, endMs) => {
      const execution = open.get(cell);
      open.delete(cell);
      execution?.end(success, endMs);
    },
    nextOrder: () => (order += 1),
  };
}

interface Work {
  cells: readonly vscode.NotebookCell[];
  notebook: vscode.NotebookDocument;
  controller: vscode.NotebookController;
  executions: Executions;
}

/** Runs cells and shows what becomes of each. Those that they need are shown too, unless these run already. */
async function runCells(deps: KernelDeps, work: Work): Promise<void> {
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
  { code, states, failures, saving }: KernelDeps,
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

function failureOutput(name: string, message: string): vscode.NotebookCellOutput {
  // Without a stack, which would only tell where in this extension it was noticed.
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error({ name, message, stack: '' })]);
}

/** The chart or table for our renderer, and the same as text for everybody else. */
export function outputsOf(code: NotebookCode, shown: Shown): vscode.NotebookCellOutput[] {
  const { about, answer } = shown;
  return [
    new vscode.NotebookCellOutput([
      new vscode.NotebookCellOutputItem(code.encodeShown(shown), code.shownMime),
      vscode.NotebookCellOutputItem.text(code.textTable(answer, { timezone: about.timezone })),
    ]),
  ];
}
