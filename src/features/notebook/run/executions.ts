import type * as vscode from 'vscode';

/** The executions that go on: VS Code allows one for each cell. */
export interface Executions {
  /** `undefined` while the cell runs already. */
  begin(
    controller: vscode.NotebookController,
    cell: vscode.NotebookCell,
  ): vscode.NotebookCellExecution | undefined;
  of(cell: vscode.NotebookCell): vscode.NotebookCellExecution | undefined;
  end(cell: vscode.NotebookCell, success: boolean | undefined, endMs?: number): void;
  nextOrder(): number;
}

export function createExecutions(): Executions {
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
