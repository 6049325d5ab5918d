import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Guard } from '../../guard.ts';
import { createExecutions } from './executions.ts';
import { notebookTypes } from '../file/notebookTypes.ts';
import { defaultsOf } from '../file/notebookFiles.ts';
import { outputsOf } from './outputs.ts';
import { runCells } from './runCells.ts';
import type { RunCellsDeps } from './runCells.ts';
import type { Sources } from '../source/sources.ts';

interface KernelDeps extends RunCellsDeps {
  guard: Guard;
  sources: Pick<Sources, 'labelOf' | 'onDidChange'>;
}

/** What runs the queries of notebooks: one for each type. */
export interface Kernels extends vscode.Disposable {
  /** Runs a cell as a click on it does, with all that it needs. */
  run(cell: vscode.NotebookCell): Promise<void>;
  /** Adds to what stands below a cell. */
  append(
    cell: vscode.NotebookCell,
    make: (signal: AbortSignal) => Promise<vscode.NotebookCellOutput>,
  ): Promise<void>;
}

export function createKernels(deps: KernelDeps): Kernels {
  const { code, guard, states } = deps;
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

  /** Work on what stands below a cell that is no run: order, time and success stay what they were. */
  const touch = async (
    cell: vscode.NotebookCell,
    work: (execution: vscode.NotebookCellExecution) => Promise<void>,
  ): Promise<void> => {
    const controller = controllers.get(cell.notebook.notebookType);
    const execution = controller && executions.begin(controller, cell);
    if (!execution) {
      return;
    }
    const { executionOrder, timing, success } = cell.executionSummary ?? {};
    execution.executionOrder = executionOrder;
    execution.start(timing?.startTime);
    try {
      await work(execution);
    } finally {
      executions.end(cell, success, timing?.endTime);
    }
  };

  /** Another way of showing was written into the query: the answer is the same. */
  const showAnew = (cell: vscode.NotebookCell): void => {
    const { shown } = states.of(cell);
    if (!shown) {
      return;
    }
    const { chart } = code.readDirectives(cell.document.getText());
    const { chart: before, ...about } = shown.about;
    if (chart !== before) {
      const anew = { ...shown, about: { ...about, ...(chart && { chart }) } };
      states.set(cell, { shown: anew });
      void guard.run(l10n.t('PromQL Notebook'), () =>
        touch(cell, async (execution) => {
          const others = cell.outputs.filter(({ items }) =>
            items.every(({ mime }) => mime !== code.shownMime),
          );
          await execution.replaceOutput([...others, ...outputsOf(code, anew)]);
        }),
      );
    }
  };

  const listeners = watchNotebooks(deps, { controllers, showAnew });
  return {
    run: async (cell) => {
      const controller = controllers.get(cell.notebook.notebookType);
      if (controller) {
        await runCells(deps, { cells: [cell], notebook: cell.notebook, controller, executions });
      }
    },
    append: (cell, make) =>
      touch(cell, async (execution) => {
        const stop = new AbortController();
        execution.token.onCancellationRequested(() => stop.abort());
        try {
          await execution.appendOutput(await make(stop.signal));
        } catch (error) {
          throw stop.signal.aborted ? new vscode.CancellationError() : error;
        }
      }),
    dispose: () => {
      listeners.dispose();
      controllers.forEach((controller) => controller.dispose());
    },
  };
}

interface Watched {
  controllers: ReadonlyMap<string, vscode.NotebookController>;
  showAnew: (cell: vscode.NotebookCell) => void;
}

/** Keeps kernels at their notebooks, and their names and results as the texts say. */
function watchNotebooks(
  { code, sources }: KernelDeps,
  { controllers, showAnew }: Watched,
): vscode.Disposable {
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
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenNotebookDocument(adopt),
    vscode.window.onDidChangeActiveNotebookEditor(name),
    sources.onDidChange(name),
    vscode.workspace.onDidChangeNotebookDocument(({ metadata, cellChanges }) => {
      if (metadata) {
        name();
      }
      cellChanges.filter(({ document }) => document).forEach(({ cell }) => showAnew(cell));
    }),
  );
}
