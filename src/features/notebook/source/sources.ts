import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Workspace } from '../../../aws/amp.ts';
import type { Connection } from '../../../aws/connection.ts';
import type { QueryHost } from '../../../aws/queryHosts.ts';
import type { Send } from '../../../http.ts';
import type { CommandTarget } from '../../../notebook/export/commandLine.ts';
import type { Datasource } from '../../../notebook/model.ts';
import { Trouble } from '../../../trouble.ts';
import type { Confirmation } from '../../ask.ts';
import type { Deps } from '../../deps.ts';
import { allWorkspaces } from '../../workspaces/allWorkspaces.ts';
import { describeDatasource } from './datasourcePick.ts';
import { credentialHeaders } from './hosts.ts';
import type { Hosts } from './hosts.ts';
import { noProfile } from './profiles.ts';
import type { AwsDatasource, Profiles } from './profiles.ts';

/** A server that queries can be sent to. */
export interface OpenSource {
  /** What `/api/v1/…` is put behind. */
  base: URL;
  send: Send;
  /** Whether each sample costs. */
  isBilled: boolean;
  /** Differs whenever answers may: for caches. Holds no secret. */
  key: string;
  /** For people who ask it from a shell. */
  target: CommandTarget;
  /** Of a server that is no AWS. */
  origin?: string;
}

export interface Sources extends vscode.Disposable {
  /**
   * Opens a data source; asks for a profile, or whether a host may be asked at all, where that is not known. Throws a Trouble
   * when a person says no.
   */
  open(datasource: Datasource): Promise<OpenSource>;
  /** The same without a question: `undefined` where one would have to be asked first. */
  openUnasked(datasource: Datasource): Promise<OpenSource | undefined>;
  /** In a few words; a workspace by its alias, once that is known. */
  labelOf(datasource: Datasource): string;
  /** Other labels are known. */
  readonly onDidChange: vscode.Event<void>;
  /** Another profile may be meant from now on. */
  forget(): void;
}

type SourceDeps = Pick<Deps, 'ask' | 'bundles' | 'log' | 'services'> & {
  hosts: Hosts;
  profiles: Profiles;
};

/** What finding a place takes; it learns what workspaces are called. */
type PlaceDeps = SourceDeps & { learn: (workspace: Workspace) => void };

/** A place to send to, before anybody signs or adds headers. */
type Place =
  | { kind: 'aws'; base: URL; service: QueryHost['service']; connection: Connection }
  | { kind: 'other'; base: URL };

export function createSources(deps: SourceDeps): Sources {
  const { ask, bundles, hosts, log, profiles, services } = deps;
  /** Addresses of workspaces: they do not change as long as nothing else does. */
  const places = new Map<string, Promise<Place>>();

  const findOrThrow = async (datasource: Datasource): Promise<Place> => {
    const place = await findPlace({ ...deps, learn }, datasource, (wanted) => profiles.find(wanted));
    if (!place) {
      throw noProfile();
    }
    return place;
  };
  const find = (datasource: Datasource): Promise<Place> => {
    const key = JSON.stringify(datasource);
    const known = places.get(key) ?? findOrThrow(datasource);
    places.set(key, known);
    // A failure is not kept.
    known.catch(() => places.delete(key));
    return known;
  };

  const named = new vscode.EventEmitter<void>();
  const aliases = new Map<string, string>();
  const labelOf = (datasource: Datasource): string => {
    const alias = datasource.kind === 'workspace' ? aliases.get(datasource.id) : undefined;
    return alias === undefined
      ? describeDatasource(datasource)
      : `${alias}@${(datasource as { region: string }).region}`;
  };
  const learn = ({ id, alias }: Workspace): void => {
    if (alias !== undefined && aliases.get(id) !== alias) {
      aliases.set(id, alias);
      named.fire();
    }
  };
  let plain: Promise<Send> | undefined;
  /** One for all, so that connections are kept. */
  const plainSend = (): Promise<Send> => {
    plain ??= (async () => {
      const [{ createSend }] = await Promise.all([bundles.aws(), services.aws()]);
      return createSend(services.network(), log);
    })();
    return plain;
  };
  const listener = services.onDidChange(() => {
    places.clear();
    plain = undefined;
  });

  const opened = async (place: Place): Promise<OpenSource> => {
    const { base } = place;
    if (place.kind === 'aws') {
      const { connection, service } = place;
      const session = await services.session(connection);
      const send = session.signed(service);
      const signing = { kind: 'aws' as const, service, ...connection };
      const key = `${base.href}#${session.identity}`;
      return { base, send, isBilled: true, key, target: { base, signing } };
    }
    const { origin } = base;
    const credentials = await hosts.credentials(origin);
    const sendPlain = await plainSend();
    const headers = credentials ? credentialHeaders(credentials) : {};
    const send: Send = (request, signal) =>
      sendPlain({ ...request, headers: { ...request.headers, ...headers } }, signal);
    const kind =
      credentials?.bearer !== undefined ? ('bearer' as const) : credentials?.basic && ('basic' as const);
    const target = { base, ...(kind && { signing: { kind } }) };
    return { base, send, isBilled: false, key: base.href, origin, target };
  };

  return {
    open: async (datasource) => {
      const place = await find(datasource);
      if (place.kind === 'other' && !hosts.isAllowed(place.base.origin)) {
        if (!(await ask.confirm(consentTo(place.base)))) {
          throw notAllowed(place.base);
        }
        await hosts.allow(place.base.origin);
      }
      return opened(place);
    },
    openUnasked: async (datasource) => {
      if (!vscode.workspace.isTrusted) {
        return undefined;
      }
      const place = await findPlace({ ...deps, learn }, datasource, (wanted) => profiles.known(wanted));
      const mayAsk = place !== undefined && (place.kind === 'aws' || hosts.isAllowed(place.base.origin));
      return mayAsk ? opened(place) : undefined;
    },
    labelOf,
    onDidChange: named.event,
    forget: () => places.clear(),
    dispose: () => {
      listener.dispose();
      named.dispose();
    },
  };
}

/** Where a data source lies. Only AWS's own hosts, and what AWS says a workspace's address is, get signed requests. */
async function findPlace(
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
  deps: SourceDeps,
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

function consentTo({ host, protocol }: URL): Confirmation {
  return {
    message: l10n.t('Send queries to {0}?', host),
    detail:
      protocol === 'https:'
        ? l10n.t(
            'The address comes from a file or a setting. Queries may hold names that others should not know. You are asked once for each host.',
          )
        : l10n.t(
            'The address comes from a file or a setting, and the connection is not encrypted. Queries may hold names that others should not know. You are asked once for each host.',
          ),
    yes: l10n.t('Send'),
  };
}

function notAllowed({ host }: URL): Trouble {
  return new Trouble({
    code: 'notAllowed',
    what: l10n.t('Nothing was sent to {0}, because that was not allowed.', host),
    todo: l10n.t('Run the query again to allow it, or choose another data source.'),
  });
}
