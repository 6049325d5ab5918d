import * as l10n from '@vscode/l10n';
import { allWorkspaces, describeWorkspace } from '../../aws/amp.ts';
import { workspaceUrl } from '../../aws/links.ts';
import { listProfiles } from '../../aws/profiles.ts';
import type { Aws, AwsSession } from '../../aws/session.ts';
import type { Send } from '../../http.ts';
import { createPrometheusClient } from '../../query/client.ts';
import type { PrometheusClient } from '../../query/client.ts';
import { basicAuthorization, bearerAuthorization, withHeaders } from '../../query/headers.ts';
import { Trouble } from '../../trouble.ts';
import { datasourceText } from '../frontMatter/datasource.ts';
import type { Datasource } from '../model.ts';

/** Where a run without an editor sends its queries. */
export type Target =
  | { kind: 'url'; url: string }
  /** A workspace by its id or alias. */
  | { kind: 'workspace'; workspace: string; profile: string | undefined; region: string | undefined }
  /** As the notebook says; a URL only where that was allowed. */
  | { kind: 'notebook'; profile: string | undefined; mayUseUrl: boolean };

/** Credentials for the server of a `url` target, and for no other. */
export interface UrlCredentials {
  username?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
}

/** The world outside. */
export interface World {
  aws: Aws;
  send: Send;
  env: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A server that is ready to be asked, and how it is called. */
export interface Opened {
  client: PrometheusClient;
  name: string;
}

/** Opens a target. Throws a `Trouble` where there is none, or where AWS does not let us in. */
export async function openTarget(
  target: Target,
  datasource: Datasource | undefined,
  { credentials, world }: { credentials: UrlCredentials; world: World },
): Promise<Opened> {
  switch (target.kind) {
    case 'url':
      return openUrl(target.url, credentials, world);
    case 'workspace': {
      const { workspace, profile } = target;
      const region = target.region ?? (await regionOf(profile, world.env));
      return openWorkspace(workspace, await world.aws.session({ profile, region }), world);
    }
    case 'notebook':
      return openDatasource(target, datasource, world);
  }
}

async function openDatasource(
  { profile, mayUseUrl }: Extract<Target, { kind: 'notebook' }>,
  datasource: Datasource | undefined,
  world: World,
): Promise<Opened> {
  if (datasource === undefined) {
    throw new Trouble({
      code: 'noDatasource',
      what: l10n.t('The notebook names no data source.'),
      todo: l10n.t('Name one with --url or --workspace.'),
    });
  }
  if (datasource.kind === 'url') {
    if (!mayUseUrl) {
      throw new Trouble({
        code: 'datasourceNotAllowed',
        what: l10n.t('The notebook wants its queries sent to {0}, which nobody has allowed.', datasource.url),
        todo: l10n.t('Allow it with --allow-datasource, or name the server with --url.'),
      });
    }
    // Whoever wrote the notebook chose this server: it gets no credentials.
    return openUrl(datasource.url, {}, world);
  }
  const session = await world.aws.session({ profile, region: datasource.region });
  if (datasource.kind === 'cloudwatch') {
    await session.authenticate();
    const send = session.signed('monitoring');
    return opened(session.cloudWatchUrl(), { send, name: datasourceText(datasource), world });
  }
  return openWorkspace(datasource.kind === 'alias' ? datasource.alias : datasource.id, session, world);
}

function openUrl(url: string, { username, password, token }: UrlCredentials, world: World): Opened {
  const base = new URL(url);
  base.pathname = base.pathname.replace(/\/api\/v1(?:\/[\w/]*)?$/, '');
  const authorization =
    token !== undefined
      ? bearerAuthorization(token)
      : username !== undefined
        ? basicAuthorization(username, password ?? '')
        : undefined;
  const send =
    authorization === undefined ? world.send : withHeaders(world.send, base.origin, { authorization });
  return opened(base.href, { send, name: base.href.replace(/\/$/, ''), world });
}

function opened(base: string, { send, name, world }: { send: Send; name: string; world: World }): Opened {
  return { client: createPrometheusClient({ base: new URL(base), send, now: world.now }), name };
}

async function openWorkspace(idOrAlias: string, session: AwsSession, world: World): Promise<Opened> {
  const id = /^ws-[\w-]+$/.test(idOrAlias) ? idOrAlias : await idOfAlias(idOrAlias, session);
  const { endpoint, alias } = await describeWorkspace(session, id);
  if (endpoint === undefined) {
    throw new Trouble({
      code: 'notActive',
      what: l10n.t('Workspace {0} has no endpoint, because it is not active.', id),
      todo: l10n.t('Wait until it is, then run the notebook again.'),
    });
  }
  const name = `${alias ?? id}@${session.connection.region}`;
  return opened(workspaceUrl(endpoint), { send: session.signed('aps'), name, world });
}

/** Of all pages, because an alias need not be unique. */
async function idOfAlias(alias: string, session: AwsSession): Promise<string> {
  const all = await allWorkspaces(session);
  const found = all.filter((one) => one.alias === alias).map(({ id }) => id);
  const [id, second] = found;
  const { region } = session.connection;
  if (id === undefined) {
    throw new Trouble({
      code: 'notFound',
      what: l10n.t('There is no workspace with the alias {0} in {1}.', alias, region),
      todo: l10n.t('Look at the region and the account, or name the workspace by its id.'),
    });
  }
  if (second !== undefined) {
    throw new Trouble({
      code: 'ambiguous',
      what: l10n.t('Several workspaces in {0} have the alias {1}: {2}.', region, alias, found.join(', ')),
      todo: l10n.t('Name the workspace by its id.'),
    });
  }
  return id;
}

async function regionOf(profile: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const given = profile === undefined ? env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] : undefined;
  const name = profile ?? (env['AWS_PROFILE'] || 'default');
  const region = given ?? (await listProfiles(env)).profiles.find((one) => one.name === name)?.region;
  if (region === undefined) {
    throw new Trouble({
      code: 'noRegion',
      what: l10n.t('No region is known for the workspace.'),
      todo: l10n.t('Name it with --region.'),
    });
  }
  return region;
}
