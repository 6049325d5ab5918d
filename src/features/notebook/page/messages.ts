import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FromPage, ToPage } from '../../../query/shown.ts';
import { Trouble } from '../../../trouble.ts';
import type { Ask } from '../../ask.ts';
import { copyText } from '../../copy.ts';
import type { Guard } from '../../guard.ts';
import { findCell, keyOfCell } from '../cells/cellStates.ts';
import type { CellStates } from '../cells/cellStates.ts';
import type { NotebookCode } from '../file/code.ts';
import type { DirectiveEdits } from '../cells/directiveEdits.ts';
import { readMessage } from './readMessage.ts';
import { zoomTo } from '../cells/zoom.ts';

const rendererId = 'adot-query-result';

interface MessageDeps {
  ask: Ask;
  guard: Guard;
  code: NotebookCode;
  edits: DirectiveEdits;
  states: CellStates;
  /** Runs a cell again. */
  rerun: (cell: vscode.NotebookCell) => Promise<void>;
}

/** Talks with the page that draws results. */
export interface Pages extends vscode.Disposable {
  /** A picture (PNG) of a cell's result as it is shown now; `undefined` when no page shows it. */
  picture(cell: vscode.NotebookCell): Promise<Uint8Array | undefined>;
}

/** A page that is scrolled away answers when it is drawn again, or never. */
const pictureMs = 5_000;

export function createPages(deps: MessageDeps): Pages {
  const messaging = vscode.notebooks.createRendererMessaging(rendererId);
  const wanted = new Map<string, (bytes: Uint8Array | undefined) => void>();
  let serial = 0;

  const listener = messaging.onDidReceiveMessage(({ message }) => {
    void deps.guard.run(l10n.t('PromQL Notebook'), () => {
      const said = readMessage(message, deps.code.chartKinds);
      const arrived = said?.kind === 'save' ? wanted.get(said.name) : undefined;
      if (said?.kind === 'save' && arrived) {
        // The empty text says that there is nothing to see.
        arrived(said.base64 === '' ? undefined : Buffer.from(said.base64, 'base64'));
        return undefined;
      }
      return said && act(deps, said);
    });
  });

  return {
    picture: async (cell) => {
      const editor = vscode.window.visibleNotebookEditors.find(({ notebook }) => notebook === cell.notebook);
      if (!editor) {
        return undefined;
      }
      const name = `picture-${(serial += 1)}.png`;
      const message: ToPage = { kind: 'picture', cell: keyOfCell(cell), name };
      const arrived = new Promise<Uint8Array | undefined>((resolve) => {
        wanted.set(name, resolve);
        setTimeout(() => resolve(undefined), pictureMs);
      });
      try {
        return (await messaging.postMessage(message, editor)) ? await arrived : undefined;
      } finally {
        wanted.delete(name);
      }
    },
    dispose: () => void listener.dispose(),
  };
}

async function act({ ask, code, edits, states, rerun }: MessageDeps, said: FromPage): Promise<void> {
  const cell = findCell(said.cell);
  if (!cell) {
    return;
  }
  switch (said.kind) {
    case 'zoom': {
      const { zoom, shown } = states.of(cell);
      const directives = code.readDirectives(cell.document.getText());
      states.set(cell, { zoom: zoomTo(said, { zoom, plan: shown?.about.plan }, directives) });
      await rerun(cell);
      return;
    }
    case 'chart': {
      const { shown } = states.of(cell);
      // The page shows it already.
      states.set(cell, { shown: shown && { ...shown, about: { ...shown.about, chart: said.chart } } });
      await edits.set(cell, { chart: said.chart });
      return;
    }
    case 'copy':
      await copyText(said.text);
      return;
    case 'save':
      await saveBytes(ask, {
        notebook: cell.notebook,
        name: said.name,
        bytes: Buffer.from(said.base64, 'base64'),
      });
      return;
  }
}

/** Asks where to, and writes a file that belongs to a notebook. Where it lies now; `undefined` when cancelled. */
export async function saveBytes(
  ask: Ask,
  { notebook, name, bytes }: { notebook: vscode.NotebookDocument; name: string; bytes: Uint8Array },
): Promise<vscode.Uri | undefined> {
  const folder = notebook.isUntitled
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : vscode.Uri.joinPath(notebook.uri, '..');
  const safe = name.replace(/[^\w.-]+/g, '-');
  const uri = await ask.saveFile(folder ? { defaultUri: vscode.Uri.joinPath(folder, safe) } : {});
  if (!uri) {
    return undefined;
  }
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    throw new Trouble(
      {
        code: 'notWritten',
        what: l10n.t('The file {0} could not be written.', uri.fsPath),
        cause: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    );
  }
  return uri;
}
