import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { NotebookDeps, NotebookRoom } from './notebookRoom.ts';
import { notebookTypes } from './notebookTypes.ts';

/** PromQL notebooks. They are a file of their own in dist/, read with the first notebook. */
export interface Notebooks extends vscode.Disposable {
  room(): Promise<NotebookRoom>;
}

/** Looking for notebooks goes through all names of the folder: not while the window starts. */
const lookMs = 3_000;

export function registerNotebooks(deps: NotebookDeps): Notebooks {
  const { guard } = deps;
  let made: Promise<NotebookRoom> | undefined;
  let loaded: NotebookRoom | undefined;
  const room = (): Promise<NotebookRoom> => {
    made ??= import('./notebookRoom.ts')
      .then(({ createNotebookRoom }) => createNotebookRoom(deps))
      .then((one) => (loaded = one));
    return made;
  };
  // Before the first notebook nothing is a cell of one.
  deps.promql.provide({
    openQuietly: async (datasource) => (await room()).seam.openQuietly(datasource),
    choose: async () => (await room()).seam.choose(),
    surroundings: (document) => loaded?.seam.surroundings(document),
  });
  const serializer: vscode.NotebookSerializer = {
    deserializeNotebook: async (bytes) => (await room()).serializer.read(bytes),
    serializeNotebook: async (data) => (await room()).serializer.write(data),
  };
  const command = (id: string, run: (room: NotebookRoom, ...args: never[]) => unknown): vscode.Disposable =>
    guard.command(id, async (...args) => run(await room(), ...args));

  const listeners = vscode.Disposable.from(
    // Outputs that are to be kept are kept as text, in what stands below a cell: see saving.ts.
    ...notebookTypes.map((type) =>
      vscode.workspace.registerNotebookSerializer(type, serializer, { transientOutputs: true }),
    ),
    command('adot.notebook.new', ({ commands }) => commands.create()),
    command('adot.notebook.openForWorkspace', ({ commands }, ...args: Args<'openForWorkspace'>) =>
      commands.openForWorkspace(...args),
    ),
    command('adot.notebook.chooseDatasource', ({ commands }) => commands.chooseDatasource()),
    command('adot.notebook.editDefaults', ({ commands }) => commands.editDefaults()),
    command('adot.notebook.explain', ({ commands }, ...args: Args<'explain'>) => commands.explain(...args)),
    command('adot.notebook.export', ({ commands }, ...args: Args<'export'>) => commands.export(...args)),
    command('adot.notebook.exportReport', ({ commands }) => commands.exportReport()),
    command('adot.notebook.editDirective', ({ commands }, ...args: Args<'editDirective'>) =>
      commands.editDirective(...args),
    ),
    command('adot.notebook.showZoom', ({ commands }, ...args: Args<'showZoom'>) =>
      commands.showZoom(...args),
    ),
    command('adot.notebook.showFailure', ({ commands }, ...args: Args<'showFailure'>) =>
      commands.showFailure(...args),
    ),
    command('adot.notebook.setCredentials', ({ commands }, ...args: Args<'setCredentials'>) =>
      commands.setCredentials(...args),
    ),
    command('adot.notebook.removeCredentials', ({ commands }) => commands.removeCredentials()),
    command('adot.notebook.forgetHosts', ({ commands }) => commands.forgetHosts()),
  );
  const soon = setTimeout(() => {
    void guard.run(l10n.t('PromQL Notebooks'), async () => {
      const [found] = await vscode.workspace.findFiles('**/*.promql.md', '**/node_modules/**', 1);
      // Their expectations are in the Test Explorer before one is opened.
      await (found && room());
    });
  }, lookMs);
  return {
    room,
    dispose: () => {
      clearTimeout(soon);
      listeners.dispose();
      void made?.then((loaded) => void loaded.dispose()).catch(() => undefined);
    },
  };
}

type Args<C extends keyof NotebookRoom['commands']> = Parameters<NotebookRoom['commands'][C]>;
