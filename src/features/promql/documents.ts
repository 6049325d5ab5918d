import * as vscode from 'vscode';
import type { QueryLanguage } from '../../lint/queries/queriesOf.ts';
import { readPromqlSettings } from '../settings.ts';

/** Files of queries and cells of notebooks: everything in them is ours. */
export const promqlSelector: vscode.DocumentSelector = { language: 'promql' };

/** All documents that may hold queries. */
export const queriesSelector: vscode.DocumentSelector = ['promql', 'markdown', 'yaml', 'json', 'jsonc'].map(
  (language) => ({ language }),
);

/** How a document may hold queries; `undefined` for those that hold none, and where the language is switched off. */
export function queryLanguageOf({ languageId, uri }: vscode.TextDocument): QueryLanguage | undefined {
  if (!readPromqlSettings(uri).isEnabled) {
    return undefined;
  }
  switch (languageId) {
    case 'promql':
      return uri.scheme === 'vscode-notebook-cell' ? 'cell' : 'promql';
    case 'markdown':
    case 'yaml':
    case 'json':
      return languageId;
    case 'jsonc':
      return 'json';
    default:
      return undefined;
  }
}

/** Whether a document holds something of ours: cheap, and never wrong when it says no. */
export function mayHoldQueries(document: vscode.TextDocument): boolean {
  const language = queryLanguageOf(document);
  switch (language) {
    case undefined:
      return false;
    case 'promql':
    case 'cell':
      return true;
    case 'markdown':
      return /(?:`{3}|~{3})[ \t]*promql/i.test(document.getText());
    case 'yaml':
      return /\bexpr\s*:/.test(document.getText());
    case 'json':
      return document.getText().includes('"expr"');
  }
}

/** Whether a person may work on it: not the old side of a diff, not what a command shows. */
export function isOfPerson({ uri, isClosed }: vscode.TextDocument): boolean {
  return !isClosed && !/^(?:git|gitlens|review|pr|output|adot-.*)$/.test(uri.scheme);
}

/** The notebook that a document is a cell of. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  return document.uri.scheme === 'vscode-notebook-cell'
    ? vscode.workspace.notebookDocuments.find((one) =>
        one.getCells().some((cell) => cell.document === document),
      )
    : undefined;
}
