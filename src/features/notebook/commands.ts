import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { DirectiveName } from '../../notebook/directives/directives.ts';
import { Trouble } from '../../trouble.ts';
import type { Deps } from '../deps.ts';
import { findCell } from './cells/cellStates.ts';
import type { CellStates } from './cells/cellStates.ts';
import type { NotebookCode } from './file/code.ts';
import type { DirectiveEdits } from './cells/directiveEdits.ts';
import type { Exports } from './export/exports.ts';
import type { HeadCommands } from './source/headCommands.ts';
import type { HostCommands } from './source/hostCommands.ts';
import type { Kernels } from './run/kernels.ts';
import { createNotebook, openForWorkspace } from './newNotebooks.ts';
import type { Pages } from './page/messages.ts';
import { isOurs } from './file/notebookFiles.ts';
import type { Profiles } from './source/profiles.ts';
import { exportReport } from './export/report.ts';
import type { Sources } from './source/sources.ts';

/** What the commands of notebooks do. Cells come as themselves from menus, by their key from status bars, or are the selected one. */
export interface NotebookCommands {
  create(): Promise<void>;
  openForWorkspace(node?: ExplorerNode): Promise<void>;
  chooseDatasource(): Promise<void>;
  editDefaults(): Promise<void>;
  explain(cell?: unknown): Promise<void>;
  export(cell?: unknown): Promise<void>;
  exportReport(): Promise<void>;
  editDirective(key?: unknown, name?: unknown): Promise<void>;
  showZoom(key?: unknown): Promise<void>;
  showFailure(key?: unknown): Promise<void>;
  setCredentials(origin?: unknown): Promise<void>;
  removeCredentials(): Promise<void>;
  forgetHosts(): Promise<void>;
}

type CommandDeps = Pick<Deps, 'ask' | 'bundles' | 'connections' | 'log' | 'services'> & {
  code: NotebookCode;
  extensionUri: vscode.Uri;
  edits: DirectiveEdits;
  exports: Exports;
  head: HeadCommands;
  hostCommands: HostCommands;
  kernels: Kernels;
  pages: Pages;
  profiles: Profiles;
  sources: Sources;
  states: CellStates;
};

export function createNotebookCommands(deps: CommandDeps): NotebookCommands {
  const { code, edits, exports, head, hostCommands, sources, states } = deps;
  return {
    create: createNotebook,
    openForWorkspace: (node) => openForWorkspace(deps, node),
    chooseDatasource: () => head.chooseDatasource(activeNotebook()),
    editDefaults: () => head.editDefaults(activeNotebook()),
    explain: (cell) => exports.explain(cellOf(cell)),
    export: (cell) => exports.exportCell(cellOf(cell)),
    exportReport: () => exportReport(deps, activeNotebook()),
    editDirective: async (key, name) => {
      const known = code.directiveNames.find((one): one is DirectiveName => one === name);
      await edits.ask(cellOf(key), known);
    },
    showZoom: (key) => showZoom(deps, cellOf(key)),
    showFailure: async (key) => {
      await states.of(cellOf(key)).failure?.action?.run();
    },
    setCredentials: (origin) => hostCommands.setCredentials(origin),
    removeCredentials: () => hostCommands.removeCredentials(),
    forgetHosts: async () => {
      await hostCommands.forgetHosts();
      sources.forget();
    },
  };
}

/** Keeps a stretch of time that was chosen in a chart in the text of the query, or goes back to what that says. */
async function showZoom(
  { ask, code, edits, kernels, states }: CommandDeps,
  cell: vscode.NotebookCell,
): Promise<void> {
  const { zoom } = states.of(cell);
  if (!zoom) {
    return;
  }
  const range = code.durationText(zoom.end - zoom.start);
  const at = new Date(zoom.end * 1000).toISOString();
  const picked = await ask.pick(
    [
      { label: l10n.t('Keep'), description: `# @range ${range}, # @at ${at}`, id: 'keep' as const },
      {
        label: l10n.t('Leave'),
        description: l10n.t('Back to the time that the query says'),
        id: 'leave' as const,
      },
    ],
    { title: l10n.t('Zoom') },
  );
  if (!picked) {
    return;
  }
  states.set(cell, { zoom: undefined });
  if (picked.id === 'keep') {
    await edits.set(cell, { range, at, instant: undefined });
  }
  await kernels.run(cell);
}

function activeNotebook(): vscode.NotebookDocument {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (!notebook || !isOurs(notebook)) {
    throw new Trouble({
      code: 'noNotebook',
      what: l10n.t('No PromQL notebook is open.'),
      todo: l10n.t('Open one, or create one with "ADOT: New PromQL Notebook".'),
    });
  }
  return notebook;
}

function cellOf(given: unknown): vscode.NotebookCell {
  const isCell = typeof given === 'object' && given !== null && 'document' in given && 'notebook' in given;
  const known = isCell ? (given as vscode.NotebookCell) : findCell(given);
  if (known) {
    return known;
  }
  const notebook = activeNotebook();
  const selected = vscode.window.activeNotebookEditor?.selection.start ?? 0;
  const cell =
    notebook.cellCount > 0 ? notebook.cellAt(Math.min(selected, notebook.cellCount - 1)) : undefined;
  if (cell?.kind !== vscode.NotebookCellKind.Code) {
    throw new Trouble({ code: 'noQuery', what: l10n.t('Select a query of the notebook first.') });
  }
  return cell;
}
