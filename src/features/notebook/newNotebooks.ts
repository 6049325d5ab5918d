import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { Deps } from '../deps.ts';
import { chooseWorkspace } from '../workspaces/workspacePick.ts';
import type { NotebookCode } from './file/code.ts';
import type { Profiles } from './source/profiles.ts';
import type { NotebookMetadata } from './file/serializer.ts';
import { toCellData } from './file/serializer.ts';

type NewDeps = Pick<Deps, 'ask' | 'bundles' | 'connections' | 'log' | 'services'> & {
  code: NotebookCode;
  extensionUri: vscode.Uri;
  profiles: Profiles;
};

/** As often as `templates/adot-collector-fargate.yaml` scrapes. */
const scrapeInterval = '15s';

/** An untitled notebook with one query. It asks for its data source when it is first run. */
export async function createNotebook(): Promise<void> {
  await show('', [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'up', 'promql')]);
}

/** The notebook that verifies a pipeline, filled in for a workspace. It is untitled: nothing is written before it is saved. */
export async function openForWorkspace(deps: NewDeps, node: ExplorerNode | undefined): Promise<void> {
  const { bundles, code, extensionUri, profiles } = deps;
  const located = await chooseWorkspace(deps, node, l10n.t('Open Query Notebook'));
  if (!located) {
    return;
  }
  const { arn } = located.workspace;
  const { fillTemplate, templates } = await bundles.language();
  const file = vscode.Uri.joinPath(extensionUri, 'templates', templates.notebook.file);
  const template = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const text = fillTemplate(templates.notebook, template, {
    WORKSPACE_ARN: arn,
    SCRAPE_INTERVAL: scrapeInterval,
  });
  const datasource = code.readDatasource(arn);
  if (datasource) {
    await profiles.remember(datasource, located.connection.profile);
  }
  const { head, cells } = code.readNotebookText(text);
  await show(head, cells.map(toCellData));
}

/** Opens an untitled notebook whose name makes it one of ours also once it is saved. */
async function show(head: string, cells: vscode.NotebookCellData[]): Promise<void> {
  const notebook = await vscode.workspace.openNotebookDocument(untitledUri());
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [
    vscode.NotebookEdit.updateNotebookMetadata({ head } satisfies NotebookMetadata),
    vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(0, notebook.cellCount), cells),
  ]);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showNotebookDocument(notebook);
}

function untitledUri(): vscode.Uri {
  const taken = new Set(vscode.workspace.notebookDocuments.map(({ uri }) => uri.toString()));
  for (let serial = 1; ; serial += 1) {
    const uri = vscode.Uri.from({ scheme: 'untitled', path: `Untitled-${serial}.promql.md` });
    if (!taken.has(uri.toString())) {
      return uri;
    }
  }
}
