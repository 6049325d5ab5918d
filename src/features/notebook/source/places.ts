import * as l10n from '@vscode/l10n';
import type { Workspace } from '../../../aws/amp.ts';
import type { Connection } from '../../../aws/connection.ts';
import type { QueryHost } from '../../../aws/queryHosts.ts';
import type { Datasource } from '../../../notebook/model.ts';
import { Trouble } from '../../../trouble.ts';
import type { Deps } from '../../deps.ts';
import { allWorkspaces } from '../../workspaces/allWorkspaces.ts';
import type { AwsDatasource } from './profiles.ts';

/** What finding a place takes; it learns what workspaces are called. */
type PlaceDeps = Pick<Deps, 'bundles' | 'services'> & { learn: (workspace: Workspace) => void };

/** A place to send to, before anybody signs or adds headers. */
export type Place =
  | { kind: 'aws'; base: URL; service: QueryHost['service']; connection: Connection }
  | { kind: 'other'; base: URL };

/** Where a data source lies. Only AWS's own hosts, and what AWS says a workspace's address is, get signed requests. */
export async function findPlace(
  deps: PlaceDeps,
  datasource: Datasource,
  connect: (wanted: AwsDatasource) => Promise<Connection | undefined>,
): Promise<Place | undefined> {
  const { bundles, services } = deps;
  if (datasource.kind === 'url') {
    const base = new URL(datasource.url);
    const known = (await bundles.aws()).awsQueryHost(base);
    if (!known) {
      return { kind: 'other', base };
    }
    const { region, service } = known;
    const connection = await connect({ kind: 'endpoint', region });
    return connection && { kind: 'aws', base, service, connection };
  }
  const connection = await connect(datasource);
  if (!connection) {
    return undefined;
  }
  if (datasource.kind === 'cloudwatch') {
    const base = new URL((await services.session(connection)).cloudWatchUrl());
    return { kind: 'aws', base, service: 'monitoring', connection };
  }
  return { kind: 'aws', base: await workspaceBase(deps, datasource, connection), service: 'aps', connection };
}

/** The address of a workspace, as AMP itself says it. */
async function workspaceBase(
  deps: PlaceDeps,
  datasource: Extract<Datasource, { kind: 'workspace' | 'alias' }>,
  connection: Connection,
): Promise<URL> {
  const { bundles, services } = deps;
  const id =
    datasource.kind === 'workspace' ? datasource.id : (await onlyWorkspace(deps, datasource, connection)).id;
  const [aws, session] = await Promise.all([bundles.aws(), services.session(connection)]);
  const workspace = await aws.describeWorkspace(session, id);
  deps.learn(workspace);
  const { endpoint, status } = workspace;
  if (endpoint === undefined) {
    throw new Trouble({
      code: 'notReady',
      what: l10n.t('The workspace {0} has no address yet: its status is {1}.', id, status),
      todo: l10n.t('Wait until it is active, then run the query again.'),
      remedy: { kind: 'retry' },
    });
  }
  return new URL(aws.workspaceUrl(endpoint));
}

async function onlyWorkspace(
  deps: PlaceDeps,
  { alias, region }: Extract<Datasource, { kind: 'alias' }>,
  connection: Connection,
): Promise<Workspace> {
  const all = await allWorkspaces(deps, connection);
  const [one, ...others] = all.filter((workspace) => workspace.alias === alias);
  if (one === undefined || others.length > 0) {
    throw new Trouble({
      code: one === undefined ? 'notFound' : 'ambiguous',
      what:
        one === undefined
          ? l10n.t('There is no AMP workspace with the alias {0} in {1}.', alias, region)
          : l10n.t('{0} AMP workspaces in {1} have the alias {2}.', others.length + 1, region, alias),
      todo: l10n.t('Choose the data source of the notebook anew, or write the ARN of the workspace.'),
    });
  }
  return one;
}
