import * as vscode from 'vscode';
import { writePromqlDatasource } from '../settings.ts';
import { mayHoldQueries } from './documents.ts';
import type { PromqlDeps, PromqlRoom } from './promqlRoom.ts';
import type { NotebookSeam } from './seams.ts';

/** The language PromQL in the editor. It is a file of its own in dist/, read when a document that may hold queries is open. */
export interface Promql extends vscode.Disposable {
  room(): Promise<PromqlRoom>;
  /** Notebooks know their data sources and variables, and how to open them. What was given before comes back. */
  provide(notebook: NotebookSeam | undefined): NotebookSeam | undefined;
}

export function registerPromql(deps: PromqlDeps): Promql {
  let made: Promise<PromqlRoom> | undefined;
  let notebook: NotebookSeam | undefined;
  const room = (): Promise<PromqlRoom> => {
    made ??= import('./promqlRoom.ts').then(({ createPromqlRoom }) => createPromqlRoom(deps, () => notebook));
    return made;
  };
  const look = (document: vscode.TextDocument): void => {
    if (made === undefined && mayHoldQueries(document)) {
      void deps.guard.run('PromQL', room);
    }
  };
  const chooseDatasource = async (): Promise<void> => {
    const chosen = await notebook?.choose();
    if (chosen !== undefined) {
      await writePromqlDatasource(chosen);
      (await room()).sources.reopen();
    }
  };
  const listeners = vscode.Disposable.from(
    deps.guard.command('adot.promql.chooseDatasource', chooseDatasource),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  // After the start of the window, which nothing here may slow down.
  const soon = setImmediate(() => vscode.workspace.textDocuments.forEach(look));
  return {
    room,
    provide: (given) => {
      const before = notebook;
      notebook = given;
      return before;
    },
    dispose: () => {
      clearImmediate(soon);
      listeners.dispose();
      void made?.then((loaded) => void loaded.dispose()).catch(() => undefined);
    },
  };
}
