import * as vscode from 'vscode';
import type { CellOutcome as RunOutcome } from '../../../notebook/run/outcome.ts';
import type { Span } from '../../../problem.ts';
import type { Shown } from '../../../query/shown.ts';
import type { Advice } from '../../../trouble.ts';
import type { CellZoom } from './zoom.ts';

/** What is known of a cell since it ran last. None of it is saved. */
export interface CellState {
  /** What was shown, for exports. */
  shown?: Shown;
  /** Of the last run that came to an end. */
  outcome?: RunOutcome;
  verdict?: CellVerdict;
  failure?: CellFailure;
  /** A stretch of time that was chosen in the chart: the cell runs with it until it is kept or left. */
  zoom?: CellZoom;
}

export interface CellVerdict {
  /** What was expected and what was there, a line for each expectation. */
  lines: readonly string[];
  failures: readonly { expected: string; actual: string; span: Span }[];
}

export interface CellFailure {
  advice: Advice;
  /** What a click on the cell's status bar item does. */
  action?: { title: string; run: () => unknown };
}

/** States by cell, dropped with the cell. */
export interface CellStates extends vscode.Disposable {
  of(cell: vscode.NotebookCell): CellState;
  /** Adds to what is known; `undefined` takes away. */
  set(cell: vscode.NotebookCell, change: { [K in keyof CellState]: CellState[K] | undefined }): void;
  readonly onDidChange: vscode.Event<vscode.NotebookCell>;
}

export function createCellStates(): CellStates {
  const states = new Map<string, CellState>();
  const changed = new vscode.EventEmitter<vscode.NotebookCell>();
  const drop = (cells: readonly vscode.NotebookCell[]): void => {
    cells.forEach((cell) => states.delete(keyOfCell(cell)));
  };
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidCloseNotebookDocument((notebook) => drop(notebook.getCells())),
    vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) =>
      contentChanges.forEach(({ removedCells }) => drop(removedCells)),
    ),
  );
  return {
    of: (cell) => states.get(keyOfCell(cell)) ?? {},
    set: (cell, change) => {
      const merged = Object.entries({ ...states.get(keyOfCell(cell)), ...change });
      states.set(keyOfCell(cell), Object.fromEntries(merged.filter(([, value]) => value !== undefined)));
      changed.fire(cell);
    },
    onDidChange: changed.event,
    dispose: () => {
      listeners.dispose();
      changed.dispose();
      states.clear();
    },
  };
}

/** Tells the cell in messages and commands: the address of its text. */
export function keyOfCell(cell: vscode.NotebookCell): string {
  return cell.document.uri.toString();
}

/** The cell of a key, as long as its notebook is open. */
export function findCell(key: unknown): vscode.NotebookCell | undefined {
  return vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find((cell) => keyOfCell(cell) === key);
}
