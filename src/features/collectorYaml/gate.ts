import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readYamlSettings } from '../settings.ts';
import { isBlank, mayBeOurs } from './documents.ts';
import type { Room, RoomDeps } from './room.ts';
import type { SeriesWriters } from './seriesWriters.ts';

/** What the extension does in YAML files. It is a file of its own in dist/, read when a document that may be ours is open. */
export interface CollectorYaml extends vscode.Disposable {
  room(): Promise<Room>;
  /** What the collector configs of folders say of series, for who checks queries. */
  writers: () => Promise<SeriesWriters>;
}

export function registerCollectorYaml(deps: RoomDeps): CollectorYaml {
  const { guard } = deps;
  let made: Promise<Room> | undefined;
  const room = (): Promise<Room> => {
    made ??= import('./room.ts').then(({ createRoom }) => createRoom(deps));
    return made;
  };
  const look = (document: vscode.TextDocument): void => {
    const { languageId, uri } = document;
    if (made !== undefined || languageId !== 'yaml' || !readYamlSettings(uri).isEnabled) {
      return;
    }
    const text = document.getText();
    if (mayBeOurs(text) || isBlank(text)) {
      void guard.run(l10n.t('YAML Checks'), room);
    }
  };
  const command = (id: string, run: (room: Room, ...args: never[]) => unknown): vscode.Disposable =>
    guard.command(id, async (...args) => run(await room(), ...args));

  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    command('adot.yaml.validate', ({ commands }, target?: vscode.Uri) => commands.validate(target)),
    command('adot.yaml.checkFolder', ({ commands }, target?: vscode.Uri) => commands.checkFolder(target)),
    command('adot.yaml.chooseVersion', ({ commands }, target?: vscode.Uri) => commands.chooseVersion(target)),
    command('adot.yaml.upgrade', ({ commands }, target?: vscode.Uri, version?: string) =>
      commands.upgrade(target, version),
    ),
    command('adot.yaml.format', ({ commands }, target?: vscode.Uri) => commands.format(target)),
    command('adot.relabel.chooseTargets', ({ relabel }, target?: vscode.Uri) => relabel.choose(target)),
    command('adot.relabel.refreshTargets', ({ relabel }, target?: vscode.Uri) => relabel.refresh(target)),
    command('adot.relabel.followTarget', ({ relabel }, ...place: Parameters<typeof relabel.follow>) =>
      relabel.follow(...place),
    ),
  );
  // After the start of the window, which nothing here may slow down.
  const soon = setImmediate(() => vscode.workspace.textDocuments.forEach(look));
  return {
    room,
    writers: async () => (await room()).writers,
    dispose: () => {
      clearImmediate(soon);
      listeners.dispose();
      void made?.then((loaded) => void loaded.dispose()).catch(() => undefined);
    },
  };
}
