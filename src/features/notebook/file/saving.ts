import * as vscode from 'vscode';
import type { CellOutcome as RunOutcome } from '../../../notebook/run/outcome.ts';
import { readNotebookSettings } from '../../settings.ts';
import type { NotebookCode } from './code.ts';
import { defaultsOf } from './notebookFiles.ts';
import type { CellMetadata } from './serializer.ts';

/** Keeps answers with the notebook, as text, where the settings ask for it. */
export interface Saving {
  keep(cell: vscode.NotebookCell, outcome: RunOutcome): Promise<void>;
}

export function createSaving(code: NotebookCode): Saving {
  return {
    keep: async (cell, outcome) => {
      const { saveOutputs } = readNotebookSettings(cell.notebook.uri);
      // A notebook that keeps nothing is not touched by running it.
      if (saveOutputs === 'off') {
        return;
      }
      const old = cell.metadata as CellMetadata;
      const { timezone } = defaultsOf(code, cell.notebook);
      const text = code.savedOutput(outcome, saveOutputs, { ...(timezone !== undefined && { timezone }) });
      if (text === undefined || text === old.output || cell.index < 0) {
        return;
      }
      const edit = new vscode.WorkspaceEdit();
      const metadata: CellMetadata = { ...old, output: text };
      edit.set(cell.notebook.uri, [vscode.NotebookEdit.updateCellMetadata(cell.index, { ...metadata })]);
      await vscode.workspace.applyEdit(edit);
    },
  };
}
