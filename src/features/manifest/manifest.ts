import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { ManifestCommands, ManifestDeps } from './manifestCommands.ts';

/** The commands about manifests. They are a file of their own in dist/, read when one of them is first run. */
export function registerManifest(deps: ManifestDeps): vscode.Disposable {
  const { guard } = deps;
  let made: Promise<ManifestCommands> | undefined;
  const commands = (): Promise<ManifestCommands> => {
    made ??= import('./manifestCommands.ts').then(({ createManifestCommands }) =>
      createManifestCommands(deps),
    );
    return made;
  };
  return vscode.Disposable.from(
    guard.command('adot.manifest.scaffold', async (target?: ExplorerNode | vscode.Uri) =>
      (await commands()).scaffold(target),
    ),
    guard.command('adot.manifest.fillIn', async (target?: vscode.Uri) => (await commands()).fillIn(target)),
    { dispose: () => void made?.then((loaded) => void loaded.dispose()) },
  );
}
