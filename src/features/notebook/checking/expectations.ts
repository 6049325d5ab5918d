import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Guard } from '../../guard.ts';
import type { NotebookCode } from '../file/code.ts';
import { createExpectationItems, notebookPattern } from './expectationItems.ts';
import { rangeOf } from '../run/failures.ts';
import { isOurs, queryCells } from '../file/notebookFiles.ts';
import { notebookTypes } from '../file/notebookTypes.ts';
import type { CellOutcome } from '../run/runTypes.ts';
import type { Runs } from '../run/runs.ts';

interface ExpectationDeps {
  code: NotebookCode;
  guard: Guard;
  runs: Runs;
}

/** Cells with `# @expect` in the Test Explorer: of all notebooks of the folder, and of those that are open. */
export function registerExpectations(deps: ExpectationDeps): vscode.Disposable {
  const { code, guard } = deps;
  const title = l10n.t('PromQL Expectations');
  const controller = vscode.tests.createTestController('adot.notebook', title);
  const items = createExpectationItems(code, controller);
  const seen = (uri: vscode.Uri): void => void items.showFile(uri).catch(() => items.drop(uri));
  const closed = (notebook: vscode.NotebookDocument): void => {
    if (isOurs(notebook)) {
      items.drop(notebook.uri);
      if (notebook.notebookType === notebookTypes[0] && !notebook.isUntitled) {
        seen(notebook.uri);
      }
    }
  };
  const watcher = vscode.workspace.createFileSystemWatcher(notebookPattern);
  controller.refreshHandler = items.look;
  void guard.run(title, items.look);
  return vscode.Disposable.from(
    controller,
    controller.createRunProfile(
      l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, token) => guard.run(title, () => runTests(deps, { controller, request, token })),
      true,
    ),
    watcher,
    watcher.onDidCreate(seen),
    watcher.onDidChange(seen),
    watcher.onDidDelete(items.drop),
    vscode.workspace.onDidOpenNotebookDocument(items.showOpen),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
      // Running a cell changes it too, but not what it expects.
      if (contentChanges.length > 0 || cellChanges.some(({ document }) => document !== undefined)) {
        items.showOpen(notebook);
      }
    }),
    vscode.workspace.onDidCloseNotebookDocument(closed),
  );
}

interface TestWork {
  controller: vscode.TestController;
  request: vscode.TestRunRequest;
  token: vscode.CancellationToken;
}

async function runTests({ runs }: ExpectationDeps, { controller, request, token }: TestWork): Promise<void> {
  const run = controller.createTestRun(request);
  const stop = new AbortController();
  const listener = token.onCancellationRequested(() => stop.abort());
  try {
    for (const [id, items] of chosenItems(controller, request)) {
      items.forEach((item) => run.enqueued(item));
      if (stop.signal.aborted) {
        items.forEach((item) => run.skipped(item));
        continue;
      }
      await runFile({ runs, run, signal: stop.signal }, vscode.Uri.parse(id, true), items);
    }
  } finally {
    listener.dispose();
    run.end();
  }
}

/** What is to run, by file. */
function chosenItems(
  controller: vscode.TestController,
  { include, exclude = [] }: vscode.TestRunRequest,
): Map<string, vscode.TestItem[]> {
  const all: vscode.TestItem[] = [];
  const add = (item: vscode.TestItem): void => {
    if (exclude.includes(item) || (item.parent && exclude.includes(item.parent))) {
      return;
    }
    if (item.parent) {
      all.push(item);
    } else {
      item.children.forEach(add);
    }
  };
  if (include) {
    include.forEach(add);
  } else {
    controller.items.forEach(add);
  }
  return Map.groupBy(new Set(all), (item) => item.parent?.id ?? '');
}

interface FileRun {
  runs: Runs;
  run: vscode.TestRun;
  signal: AbortSignal;
}

async function runFile(
  { runs, run, signal }: FileRun,
  uri: vscode.Uri,
  items: readonly vscode.TestItem[],
): Promise<void> {
  const left = new Set(items);
  try {
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    const cells = queryCells(notebook);
    const itemOf = new Map(
      items.map((item) => [cells[Number(item.id.slice(item.id.lastIndexOf('#') + 1))], item]),
    );
    const startedMs = new Map<vscode.TestItem, number>();
    const wanted = [...itemOf.keys()].filter((cell) => cell !== undefined);
    await runs.run(notebook, wanted, {
      signal,
      onStart: (cell) => {
        const item = itemOf.get(cell);
        if (item) {
          startedMs.set(item, Date.now());
          run.started(item);
        }
      },
      onEnd: (cell, outcome) => {
        const item = itemOf.get(cell);
        if (item) {
          left.delete(item);
          report(run, { item, cell, outcome, ms: Date.now() - (startedMs.get(item) ?? Date.now()) });
        }
      },
    });
    left.forEach((item) => run.skipped(item));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    left.forEach((item) => run.errored(item, new vscode.TestMessage(text)));
  }
}

interface Reported {
  item: vscode.TestItem;
  cell: vscode.NotebookCell;
  outcome: CellOutcome;
  ms: number;
}

function report(run: vscode.TestRun, { item, cell, outcome, ms }: Reported): void {
  const { document } = cell;
  switch (outcome.kind) {
    case 'cancelled':
      run.skipped(item);
      return;
    case 'failed': {
      const message = new vscode.TestMessage(outcome.advice.what);
      message.location = new vscode.Location(document.uri, rangeOf(document, outcome.span));
      run.errored(item, message, ms);
      return;
    }
    case 'done': {
      // A terminal's lines end so.
      const lines = outcome.verdict?.lines ?? [];
      run.appendOutput(lines.map((line) => `${item.label}: ${line}\r\n`).join(''), undefined, item);
      const failures = outcome.verdict?.failures ?? [];
      if (failures.length === 0) {
        run.passed(item, ms);
        return;
      }
      const messages = failures.map(({ expected, actual, span }) => {
        const message = vscode.TestMessage.diff(l10n.t('Not as expected: {0}', actual), expected, actual);
        message.location = new vscode.Location(document.uri, rangeOf(document, span));
        return message;
      });
      run.failed(item, messages, ms);
    }
  }
}
