import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Workspace } from '../../../aws/amp.ts';
import type { Connection } from '../../../aws/connection.ts';
import type { Datasource } from '../../../notebook/model.ts';
import type { Deps } from '../../deps.ts';
import { allWorkspaces } from '../../workspaces/allWorkspaces.ts';
import type { NotebookCode } from '../file/code.ts';
import type { Profiles } from './profiles.ts';

type PickDeps = Pick<Deps, 'ask' | 'bundles' | 'connections' | 'log' | 'services'> & {
  code: NotebookCode;
  profiles: Profiles;
};

interface Item extends vscode.QuickPickItem {
  /** `url` still has to be asked for. */
  choice?: { text: string; connection?: Connection } | 'url';
}

/** What a person chooses as the data source of a notebook, as the front matter says it; `undefined` when cancelled. */
export async function pickDatasource(deps: PickDeps): Promise<string | undefined> {
  const { ask, profiles, code } = deps;
  const title = l10n.t('Data Source of Queries');
  const picked = await ask.pick(listItems(deps), {
    title,
    placeHolder: l10n.t('Where do the queries go?'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (picked?.choice === undefined) {
    return undefined;
  }
  if (picked.choice === 'url') {
    const url = await ask.input({
      title,
      prompt: l10n.t('Address of a server that speaks the HTTP API of Prometheus, without /api/v1'),
      placeHolder: 'https://prometheus.example.com',
      validateInput: (text) =>
        code.readDatasource(text.trim())?.kind === 'url' && !code.hasSecret(text.trim())
          ? undefined
          : l10n.t('Enter an address that begins with http:// or https:// and holds no password.'),
    });
    return url?.trim();
  }
  const { text, connection } = picked.choice;
  const datasource = code.readDatasource(text);
  if (connection && datasource) {
    await profiles.remember(datasource, connection.profile);
  }
  return text;
}

async function listItems(deps: PickDeps): Promise<Item[]> {
  const { connections } = deps;
  if (connections.all().length === 0) {
    await connections.load();
  }
  const places = connections
    .all()
    .flatMap(({ profile, regions }) => regions.map((region) => ({ profile, region })));
  const found = await Promise.all(places.map((connection) => listWorkspaces(deps, connection)));
  return [
    { label: l10n.t('AMP Workspaces'), kind: vscode.QuickPickItemKind.Separator },
    ...found.flat(),
    { label: 'CloudWatch', kind: vscode.QuickPickItemKind.Separator },
    ...places.map(cloudWatchItem),
    { label: l10n.t('Others'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: l10n.t('Address of a Prometheus Server...'),
      iconPath: new vscode.ThemeIcon('link'),
      choice: 'url',
    },
  ];
}

/** Better the rest than nothing: the view shows what is wrong with the other regions. */
async function listWorkspaces(deps: PickDeps, connection: Connection): Promise<Item[]> {
  try {
    const all = await allWorkspaces(deps, connection);
    return all
      .filter(({ status }) => status === 'ACTIVE' || status === 'UPDATING')
      .map((workspace) => workspaceItem(workspace, connection));
  } catch (error) {
    deps.log.warn(`Workspaces of ${connection.region} are missing: ${String(error)}`);
    return [];
  }
}

function workspaceItem({ id, alias, arn }: Workspace, connection: Connection): Item {
  return {
    label: alias ?? id,
    description: describePlace(connection),
    ...(alias !== undefined && { detail: id }),
    iconPath: new vscode.ThemeIcon('database'),
    choice: { text: arn, connection },
  };
}

function cloudWatchItem(connection: Connection): Item {
  const { region } = connection;
  return {
    label: `cloudwatch@${region}`,
    description: describePlace(connection),
    iconPath: new vscode.ThemeIcon('cloud'),
    choice: { text: `cloudwatch@${region}`, connection },
  };
}

function describePlace({ profile, region }: Connection): string {
  return `${region} · ${profile ?? l10n.t('environment')}`;
}

/** A data source in a few words, for status lines. */
export function describeDatasource(datasource: Datasource): string {
  switch (datasource.kind) {
    case 'workspace':
      return `${datasource.id}@${datasource.region}`;
    case 'alias':
      return `${datasource.alias}@${datasource.region}`;
    case 'cloudwatch':
      return `cloudwatch@${datasource.region}`;
    case 'url':
      return datasource.url.replace(/^https?:\/\//, '');
  }
}
