import * as vscode from 'vscode';
import type { Workspace } from '../../../aws/amp.ts';
import type { Send } from '../../../http.ts';
import type { CommandTarget } from '../../../notebook/export/commandLine.ts';
import type { Datasource } from '../../../notebook/model.ts';
import type { Deps } from '../../deps.ts';
import { createConsent } from './consent.ts';
import { describeDatasource } from './datasourcePick.ts';
import { credentialHeaders } from './hosts.ts';
import type { Hosts } from './hosts.ts';
import { noProfile } from './profiles.ts';
import { findPlace } from './places.ts';
import type { Place } from './places.ts';
import type { Profiles } from './profiles.ts';

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

export function createSources(deps: SourceDeps): Sources {
  const { bundles, hosts, log, profiles, services } = deps;
  const consent = createConsent(deps);
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
      if (place.kind === 'other') {
        await consent.require(place.base);
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
