import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { TextEdit } from '../problem.ts';
import { Trouble } from '../trouble.ts';

/** Makes the edits of a document's text as one step of undo. Throws `Trouble` when the document takes none. */
export async function applyEdits(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const whole = new vscode.WorkspaceEdit();
  whole.set(
    document.uri,
    edits.map(({ start, end, text }) => {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      return new vscode.TextEdit(range, text);
    }),
  );
  if (!(await vscode.workspace.applyEdit(whole))) {
    throw new Trouble({
      code: 'notEdited',
      what: l10n.t('The file could not be changed.'),
      cause: l10n.t('It may be read-only, or it changed at the same moment.'),
      todo: l10n.t('Try again.'),
    });
  }
}
