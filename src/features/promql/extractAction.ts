import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { rangeOf } from '../collectorYaml/documents.ts';
import { notebookOf } from './documents.ts';
import type { PromqlRoomParts } from './parts.ts';

/** The selected part of a cell's query as a cell of its own above it; `undefined` where that cannot be. */
export function extractAction(
  { code, queries }: PromqlRoomParts,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.CodeAction | undefined {
  const notebook = notebookOf(document);
  const cell = notebook?.getCells().find((one) => one.document === document);
  const found = cell && queries.at(document, range.start);
  if (notebook === undefined || cell === undefined || found === undefined) {
    return undefined;
  }
  const taken = notebook.getCells().flatMap((one) => code.readDirectives(one.document.getText()).name ?? []);
  const end = found.query.place.toText(document.offsetAt(range.end)) ?? found.offset;
  const extraction = code.extractVariable(found.query.text, { start: found.offset, end }, taken);
  if (extraction === undefined) {
    return undefined;
  }
  const action = new vscode.CodeAction(
    l10n.t('Extract to cell {0}', extraction.name),
    vscode.CodeActionKind.RefactorExtract,
  );
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, extraction.edit), extraction.edit.text);
  const made = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, extraction.cell, 'promql');
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(cell.index, [made])]);
  action.edit = edit;
  return action;
}
