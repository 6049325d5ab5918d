import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import { runSteps } from '../steps.ts';
import type { Deps } from '../deps.ts';
import { createManifestFiles } from './manifestFiles.ts';
import type { ManifestFiles } from './manifestFiles.ts';
import { fillInDocument } from './manifestFillIn.ts';
import {
  clusterStep,
  findRole,
  namespaceStep,
  readEndpoint,
  versionStep,
  workspaceStep,
} from './manifestSteps.ts';
import type { ScaffoldState } from './manifestSteps.ts';

export type ManifestDeps = Deps & { extensionUri: vscode.Uri };

const defaultNamespace = 'adot-col';

/** "ADOT: Scaffold Collector Manifest" and "ADOT: Fill In Manifest". */
export interface ManifestCommands extends vscode.Disposable {
  scaffold(target: ExplorerNode | vscode.Uri | undefined): Promise<void>;
  fillIn(target: vscode.Uri | undefined): Promise<void>;
}

export function createManifestCommands(deps: ManifestDeps): ManifestCommands {
  const files = createManifestFiles(deps);
  return {
    scaffold: (target) => scaffold(deps, files, target),
    fillIn: async (target) => {
      const document =
        target instanceof vscode.Uri
          ? await vscode.workspace.openTextDocument(target)
          : vscode.window.activeTextEditor?.document;
      if (!document) {
        await deps.ask.info(l10n.t('Open the file to fill in first.'));
        return;
      }
      await vscode.window.showTextDocument(document);
      await fillInDocument(deps, document);
    },
    dispose: () => void files.dispose(),
  };
}

async function scaffold(
  deps: ManifestDeps,
  files: ManifestFiles,
  target: ExplorerNode | vscode.Uri | undefined,
): Promise<void> {
  const title = l10n.t('Scaffold Collector Manifest');
  const node = target instanceof vscode.Uri ? undefined : target;
  const place = node?.data.kind === 'workspace' ? node.data : undefined;
  const steps = [
    ...(place ? [] : [workspaceStep(deps)]),
    clusterStep(deps),
    namespaceStep(deps),
    versionStep(deps),
  ];
  const start: ScaffoldState = { namespace: defaultNamespace, ...(place && { place }) };
  const state = await runSteps(title, steps, start);
  if (!state?.place || state.version === undefined) {
    return;
  }
  const folder = target instanceof vscode.Uri ? target : await pickFolder(deps, title);
  if (folder === 'cancelled') {
    return;
  }
  const { templates } = await deps.bundles.language();
  await files.place(folder, templates.collector.target, await makeManifest(deps, state));
}

async function makeManifest(deps: ManifestDeps, state: ScaffoldState): Promise<string> {
  const { place, cluster, namespace, version } = state;
  if (!place || version === undefined) {
    throw new TypeError('a step was left out');
  }
  const { collectorManifest, templates } = await deps.bundles.language();
  const file = vscode.Uri.joinPath(deps.extensionUri, 'templates', templates.collector.file);
  const template = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const progress = {
    location: vscode.ProgressLocation.Window,
    title: l10n.t('Creating the collector manifest'),
  };
  return vscode.window.withProgress(progress, async () => {
    const endpoint = await readEndpoint(deps, place);
    const roleArn = cluster && (await findRole(deps, cluster, namespace));
    return collectorManifest(template, {
      endpoint,
      region: place.connection.region,
      namespace,
      version,
      ...(cluster && { cluster: cluster.name }),
      ...(roleArn !== undefined && { roleArn }),
    });
  });
}

/** `undefined` when no folder is open. */
async function pickFolder({ ask }: Deps, title: string): Promise<vscode.Uri | 'cancelled' | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) {
    return folders[0]?.uri;
  }
  const picked = await ask.pick(
    folders.map(({ name, uri }) => ({ label: `$(folder) ${name}`, description: uri.fsPath, uri })),
    { title, placeHolder: l10n.t('Folder for the file') },
  );
  return picked?.uri ?? 'cancelled';
}
