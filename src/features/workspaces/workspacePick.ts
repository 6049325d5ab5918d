import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Workspace } from '../../aws/amp.ts';
import type { Connection } from '../../aws/connection.ts';
import type { AwsSession } from '../../aws/session.ts';
import type { ExplorerNode } from '../../explorer/node.ts';
import { createFormats, describeAge } from '../../explorer/formats.ts';
import { describeStatus } from '../../explorer/status.ts';
import { joinParts } from '../../explorer/words.ts';
import { sortWorkspaces } from '../../explorer/workspaceNodes.ts';
import { Trouble } from '../../trouble.ts';
import type { Deps } from '../deps.ts';
import { allWorkspaces } from './allWorkspaces.ts';

/** A workspace and where it is. */
export interface Located {
  connection: Connection;
  workspace: Workspace;
}

type Bundle = Awaited<ReturnType<Deps['bundles']['aws']>>;

/** A workspace that a command works on, with what it needs to do so. */
export interface Target extends Located {
  aws: Bundle;
  session: AwsSession;
}

type PickDeps = Pick<Deps, 'ask' | 'bundles' | 'connections' | 'log' | 'services'>;

/** The workspace that a command is about: of the node it was called on, else one that is picked. `undefined` when cancelled. */
export async function chooseWorkspace(
  deps: PickDeps,
  node: ExplorerNode | undefined,
  title: string,
): Promise<Located | undefined> {
  if (node?.data.kind === 'workspace') {
    return node.data;
  }
  const items = listItems(deps);
  const picked = await deps.ask.pick(items, {
    title,
    placeHolder: l10n.t('AMP workspace'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.located;
}

/** The connection that a command works in: of the node it was called on, else the only one there is, else one that is picked. */
export async function chooseConnection(
  deps: Pick<Deps, 'ask' | 'connections'>,
  node: ExplorerNode | undefined,
  title: string,
): Promise<Connection | undefined> {
  const data = node?.data;
  if (data && 'connection' in data && data.connection) {
    return data.connection;
  }
  const of =
    data?.kind === 'connection'
      ? [data]
      : (await loadConnections(deps)).map(({ profile, regions }) => ({ profile, regions }));
  const choices = of.flatMap(({ profile, regions }) => regions.map((region) => ({ profile, region })));
  const [only] = choices;
  if (only && choices.length === 1) {
    return only;
  }
  const items = choices.map((connection) => ({
    label: connection.region,
    description: connection.profile ?? l10n.t('environment'),
    connection,
  }));
  return (await deps.ask.pick(items, { title, placeHolder: l10n.t('Region and profile') }))?.connection;
}

/** The profiles shown, the active one first. Throws Trouble when there is none. */
export async function loadConnections({ connections }: Pick<Deps, 'connections'>) {
  if (connections.all().length === 0) {
    await connections.load();
  }
  if (connections.all().length === 0) {
    throw new Trouble({
      code: 'noConnection',
      what: l10n.t('There is no AWS connection yet.'),
      todo: l10n.t('Choose a profile and a region first.'),
      remedy: { kind: 'switchConnection' },
    });
  }
  return connections.all();
}

/** The workspaces of the active connection, over all its regions. */
export async function listItems(deps: PickDeps): Promise<(vscode.QuickPickItem & { located: Located })[]> {
  const { log, services } = deps;
  const [active] = await loadConnections(deps);
  const regions = active?.regions ?? [];
  const found = await Promise.allSettled(
    regions.map(async (region) => {
      const connection = { profile: active?.profile, region };
      try {
        const all = await allWorkspaces(deps, connection);
        return all.map((workspace): Located => ({ connection, workspace }));
      } catch (error) {
        throw new Trouble(await services.explain(error, connection), { cause: error });
      }
    }),
  );
  const failed = found.filter((one) => one.status === 'rejected');
  const workspaces = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (workspaces.length === 0) {
    throw failed[0]?.reason ?? noWorkspaces(regions);
  }
  // Better the rest than nothing: the view shows what is wrong with the other regions.
  failed.forEach(({ reason }) => log.warn(`Workspaces of one region are missing: ${String(reason)}`));
  return describeChoices(workspaces, Date.now());
}

function noWorkspaces(regions: readonly string[]): Trouble {
  return new Trouble({
    code: 'noWorkspaces',
    what: l10n.t('There is no AMP workspace in {0}.', regions.join(', ')),
    todo: l10n.t('Create one with "ADOT: Create AMP Workspace", or add another region to the connection.'),
  });
}

/** In the order of the view. The id, the region and the age tell workspaces of one alias apart. */
function describeChoices(
  found: readonly Located[],
  nowMs: number,
): (vscode.QuickPickItem & { located: Located })[] {
  const sorted = sortWorkspaces(found, ({ workspace }) => workspace, createFormats(vscode.env.language));
  return sorted.map((located) => {
    const { id, alias, createdAt, status } = located.workspace;
    const age = createdAt && describeAge(createdAt, nowMs);
    return {
      label: alias ?? id,
      description: joinParts(
        status === 'ACTIVE' ? undefined : describeStatus(status).text,
        age,
        located.connection.region,
        alias && id,
      ),
      located,
    };
  });
}
