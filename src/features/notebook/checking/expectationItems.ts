import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { NotebookCode } from '../file/code.ts';
import { isOurs, queryCells } from '../file/notebookFiles.ts';

/** A cell with expectations, as the Test Explorer knows it. */
interface Expected {
  /** Its place among the queries of the notebook. */
  index: number;
  label: string;
  /** What is expected. */
  description: string;
}

export const notebookPattern = '**/*.promql.md';
const mostFiles = 500;

/** Notebooks with expectations as items of the Test Explorer, a file each with its cells below. */
export interface ExpectationItems {
  /** A notebook that is open: its cells are what items lead to. */
  showOpen: (notebook: vscode.NotebookDocument) => void;
  showFile: (uri: vscode.Uri) => Promise<void>;
  drop: (uri: vscode.Uri) => void;
  /** Reads all notebooks of the folder. */
  look: () => Promise<void>;
}

export function createExpectationItems(
  code: NotebookCode,
  controller: vscode.TestController,
): ExpectationItems {
  /** What is there of each notebook: items that are made anew lose what became of them. */
  const shown = new Map<string, string>();

  const drop = (uri: vscode.Uri): void => {
    shown.delete(uri.toString());
    controller.items.delete(uri.toString());
  };
  const show = (uri: vscode.Uri, found: readonly Expected[], cells: readonly vscode.NotebookCell[]): void => {
    const seen = JSON.stringify(found.map((one) => [one, cells[one.index]?.document.uri.toString()]));
    if (found.length === 0) {
      drop(uri);
    } else if (shown.get(uri.toString()) !== seen) {
      shown.set(uri.toString(), seen);
      controller.items.add(fileItem(controller, uri, found, cells));
    }
  };
  const showOpen = (notebook: vscode.NotebookDocument): void => {
    if (isOurs(notebook)) {
      const cells = queryCells(notebook);
      const texts = cells.map(({ document }) => document.getText());
      show(notebook.uri, expectedIn(code, texts), cells);
    }
  };
  const showFile = async (uri: vscode.Uri): Promise<void> => {
    const open = vscode.workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString());
    if (open) {
      showOpen(open);
      return;
    }
    const { cells } = code.readNotebook(await vscode.workspace.fs.readFile(uri));
    const texts = cells.filter(({ kind }) => kind === 'query').map(({ text }) => text);
    show(uri, expectedIn(code, texts), []);
  };
  return {
    showOpen,
    showFile,
    drop,
    look: async () => {
      vscode.workspace.notebookDocuments.forEach(showOpen);
      const files = await vscode.workspace.findFiles(notebookPattern, '**/node_modules/**', mostFiles);
      // What is no notebook says so when it is opened.
      await Promise.allSettled(files.map(showFile));
    },
  };
}

function fileItem(
  controller: vscode.TestController,
  uri: vscode.Uri,
  found: readonly Expected[],
  cells: readonly vscode.NotebookCell[],
): vscode.TestItem {
  const id = uri.toString();
  const file = controller.items.get(id) ?? controller.createTestItem(id, nameOf(uri), uri);
  file.children.replace(
    found.map(({ index, label, description }) => {
      const document = cells[index]?.document;
      const item = controller.createTestItem(`${id}#${index}`, label, document?.uri ?? uri);
      item.description = description;
      // In the order of the notebook.
      item.sortText = String(index).padStart(6, '0');
      if (document) {
        item.range = document.lineAt(0).range;
      }
      return item;
    }),
  );
  return file;
}

/** The queries that expect something. */
function expectedIn(code: NotebookCode, texts: readonly string[]): Expected[] {
  return texts.flatMap((text, index) => {
    const { expects, name } = code.readDirectives(text);
    const query = text.split('\n').find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
    return expects.length === 0
      ? []
      : [
          {
            index,
            label: name ?? query?.trim() ?? l10n.t('Query {0}', index + 1),
            description: expects.map((one) => one.text).join(', '),
          },
        ];
  });
}

const nameOf = (uri: vscode.Uri): string =>
  uri.scheme === 'untitled' ? uri.path : vscode.workspace.asRelativePath(uri);
