import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { NotebookCommands } from './commands.ts';
import type { NotebookDeps, NotebookRoom } from './notebookRoom.ts';
import { notebookTypes } from './file/notebookTypes.ts';

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
  const command = (id: string, name: keyof NotebookCommands): vscode.Disposable =>
    guard.command(id, async (...args: unknown[]) => {
      const { commands } = await room();
      await (commands[name] as (...args: unknown[]) => Promise<void>)(...args);
    });

  const listeners = vscode.Disposable.from(
    // Outputs that are to be kept are kept as text, in what stands below a cell: see saving.ts.
    ...notebookTypes.map((type) =>
      vscode.workspace.registerNotebookSerializer(type, serializer, { transientOutputs: true }),
    ),
    command('adot.notebook.new', 'create'),
    command('adot.notebook.openForWorkspace', 'openForWorkspace'),
    command('adot.notebook.chooseDatasource', 'chooseDatasource'),
    command('adot.notebook.editDefaults', 'editDefaults'),
    command('adot.notebook.explain', 'explain'),
    command('adot.notebook.export', 'export'),
    command('adot.notebook.exportReport', 'exportReport'),
    command('adot.notebook.editDirective', 'editDirective'),
    command('adot.notebook.showZoom', 'showZoom'),
    command('adot.notebook.showFailure', 'showFailure'),
    command('adot.notebook.setCredentials', 'setCredentials'),
    command('adot.notebook.removeCredentials', 'removeCredentials'),
    command('adot.notebook.forgetHosts', 'forgetHosts'),
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
