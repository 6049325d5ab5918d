import * as vscode from 'vscode';
import type { NotebookDefaults } from '../../../notebook/model.ts';
import { notebookOf as anyNotebookOf } from '../../promql/documents.ts';
import type { NotebookCode } from './code.ts';
import { notebookTypes } from './notebookTypes.ts';
import type { NotebookMetadata } from './serializer.ts';

/** Whether a notebook is one of ours. */
export function isOurs({ notebookType }: vscode.NotebookDocument): boolean {
  return (notebookTypes as readonly string[]).includes(notebookType);
}

/** The front matter with what is around it, as it is written. */
export function headOf(notebook: vscode.NotebookDocument): string {
  return (notebook.metadata as NotebookMetadata).head ?? '';
}

export function defaultsOf(code: NotebookCode, notebook: vscode.NotebookDocument): NotebookDefaults {
  return code.readFrontMatter(headOf(notebook));
}

/** The notebook of ours that a text is a cell of. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  const notebook = anyNotebookOf(document);
  return notebook && isOurs(notebook) ? notebook : undefined;
}

/** Queries of a notebook, in their order. */
export function queryCells(notebook: vscode.NotebookDocument): vscode.NotebookCell[] {
  return notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
}

/** Writes the head anew: one step of undo. False when the notebook takes no edits. */
export async function writeHead(notebook: vscode.NotebookDocument, head: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata({ ...notebook.metadata, head })]);
  return vscode.workspace.applyEdit(edit);
}
