import * as vscode from 'vscode';
import type { CellSource, NotebookCell } from '../../../notebook/model.ts';
import type { NotebookCode } from './code.ts';

/** Markdown bytes as VS Code's cells, and back. */
export interface Serializer {
  /** Throws, in words for people, on bytes that are not UTF-8. */
  read(bytes: Uint8Array): vscode.NotebookData;
  write(data: vscode.NotebookData): Uint8Array;
}

/** What we keep with a notebook that VS Code knows nothing of. */
export interface NotebookMetadata {
  head?: string;
}

/** The same of a cell. */
export interface CellMetadata {
  source?: CellSource;
  /** What is to be saved below the query in the place of what is there; `null` for nothing. */
  output?: string | null;
}

export function createSerializer(code: NotebookCode): Serializer {
  return {
    read: (bytes) => {
      const { head, cells } = code.readNotebook(bytes);
      const data = new vscode.NotebookData(cells.map(toCellData));
      data.metadata = { head } satisfies NotebookMetadata;
      return data;
    },
    write: (data) => {
      const { head = '' } = (data.metadata ?? {}) as NotebookMetadata;
      return code.writeNotebook({ head, cells: data.cells.map(ofCellData) });
    },
  };
}

/** A cell of ours for VS Code. */
export function toCellData({ kind, text, source, output }: NotebookCell): vscode.NotebookCellData {
  const data =
    kind === 'query'
      ? new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'promql')
      : new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');
  data.metadata = { ...(source && { source }) } satisfies CellMetadata;
  if (typeof output === 'string') {
    data.outputs = [new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(output)])];
  }
  return data;
}

function ofCellData({ kind, value, metadata }: vscode.NotebookCellData): NotebookCell {
  const { source, output } = (metadata ?? {}) as CellMetadata;
  const text = asEditorsDo(value);
  return {
    kind: kind === vscode.NotebookCellKind.Code ? 'query' : 'markdown',
    // Editors make all line breaks the same: that alone is no change.
    text: source && asEditorsDo(source.text) === text ? source.text : text,
    ...(source && { source }),
    ...(output !== undefined && { output }),
  };
}

/** A text as it is once it was in an editor of VS Code. */
function asEditorsDo(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
