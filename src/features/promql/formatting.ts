import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { TextEdit } from '../../problem.ts';
import { rangeOf } from '../collectorYaml/documents.ts';
import type { DocumentQuery } from '../../lint/queries/queriesOf.ts';
import { promqlSelector } from './documents.ts';
import type { PromqlRoomParts } from './parts.ts';

type FormattingParts = Pick<PromqlRoomParts, 'code' | 'queries'>;

/** Formats queries; lines that set them apart, and queries that cannot be read, stay as they are. */
export function registerPromqlFormatting({ code, queries }: FormattingParts): vscode.Disposable {
  const editsIn = (document: vscode.TextDocument): vscode.TextEdit[] =>
    queries
      .of(document)
      .queries.flatMap((query) => formattedInFile(code, query))
      .map((edit) => new vscode.TextEdit(rangeOf(document, edit), edit.text));
  return vscode.Disposable.from(
    vscode.languages.registerDocumentFormattingEditProvider(promqlSelector, {
      provideDocumentFormattingEdits: editsIn,
    }),
    vscode.languages.registerDocumentRangeFormattingEditProvider(promqlSelector, {
      provideDocumentRangeFormattingEdits: (document, range) =>
        editsIn(document).filter((edit) => range.contains(edit.range)),
    }),
  );
}

/** The edits that format a query where it stands; none where the text around it cannot hold them. */
function formattedInFile(code: FormattingParts['code'], { text, place }: DocumentQuery): TextEdit[] {
  const start = text.length - text.trimStart().length;
  const edits = code
    .formattingEdits(text.trim())
    .map((edit) => place.toFileEdit({ start: start + edit.start, end: start + edit.end, text: edit.text }));
  return edits.every((edit) => edit !== undefined) ? edits : [];
}

/** For a query inside another language, which has a formatter of its own; `undefined` where nothing would change. */
export function formatAction(
  { code, queries }: FormattingParts,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.CodeAction | undefined {
  const found = document.languageId === 'promql' ? undefined : queries.at(document, range.start);
  const edits = found ? formattedInFile(code, found.query) : [];
  if (edits.length === 0) {
    return undefined;
  }
  const action = new vscode.CodeAction(l10n.t('Format this query'), vscode.CodeActionKind.RefactorRewrite);
  action.edit = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    action.edit.replace(document.uri, rangeOf(document, edit), edit.text);
  }
  return action;
}
