import type * as vscode from 'vscode';
import type { CellSurroundings } from '../promql/seams.ts';
import type { NotebookCode } from './file/code.ts';
import { defaultsOf, notebookOf, queryCells } from './file/notebookFiles.ts';

/** Where the queries of the notebook go that a document is a cell of, and what may be used in them; `undefined` for other documents. */
export function surroundingsOf(
  code: NotebookCode,
  document: vscode.TextDocument,
): CellSurroundings | undefined {
  const notebook = notebookOf(document);
  if (!notebook) {
    return undefined;
  }
  return {
    datasource: defaultsOf(code, notebook).datasource,
    variables: () => [
      ...queryCells(notebook).flatMap((cell) => {
        const text = cell.document.getText();
        const { name } = code.readDirectives(text);
        return name === undefined || cell.document === document
          ? []
          : [{ text: `\${${name}}`, detail: firstLine(text) }];
      }),
      ...code.timeVariables.map((name) => ({ text: `$${name}` })),
    ],
  };
}

/** Of the query itself. */
function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '';
}
