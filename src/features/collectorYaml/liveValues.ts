import * as vscode from 'vscode';
import type { Workspace } from '../../aws/amp.ts';
import type { Connection } from '../../aws/connection.ts';
import type { LiveUrl, LiveValues } from '../../assist/ask.ts';
import type { Deps } from '../deps.ts';
import { createExplorerSource } from '../explorer/explorerSource.ts';
import { regionCodes } from '../connections/regions.ts';
import { sourcesOf } from '../trust.ts';
import { createAsking } from './asking.ts';

/** What the connection of the Resources view knows, for completion. */
export interface LiveSource {
  values: LiveValues;
  /** Whether something that was asked for is still on its way. */
  readonly isAsking: boolean;
}

type LiveDeps = Pick<Deps, 'bundles' | 'connections' | 'log' | 'services'>;

const maxWorkspaces = 50;
const askedAtOnce = 5;
const maxClusters = 5;

/**
 * Asked when a completion first wants a value, and only where that asks nobody for anything: of a connection that is
 * configured, has not failed, and needs no code from a device.
 */
export function createLiveSource(deps: LiveDeps): LiveSource {
  const { connections, log } = deps;
  const quietly = <T>(what: string, ask: (places: Connection[], signal: AbortSignal) => Promise<T[]>) =>
    createAsking<readonly T[]>([], async (signal) => ask(await quietPlaces(deps), signal), {
      onFailure: (error) => log.debug(`${what} for completion: ${String(error)}`),
      nowMs: () => performance.now(),
    });
  const urls = quietly('Remote-write URLs', (places, signal) => listUrls(deps, places, signal));
  const namespaces = quietly('Namespaces', (places, signal) => listNamespaces(deps, places, signal));
  return {
    values: {
      remoteWriteUrls: () => urls.read(),
      namespaces: () => namespaces.read(),
      regions: () => [...new Set([...connections.all().flatMap(({ regions }) => regions), ...regionCodes])],
    },
    get isAsking() {
      return urls.isAsking || namespaces.isAsking;
    },
  };
}

/** The regions of the active connection, if asking there disturbs nobody. */
async function quietPlaces({ bundles, connections }: LiveDeps): Promise<Connection[]> {
  const [active] = connections.all();
  if (!active || !vscode.workspace.isTrusted) {
    return [];
  }
  const { kind } = connections.credentials(active.profile);
  if (kind === 'failed') {
    return [];
  }
  if (kind === 'unknown') {
    const { profiles } = await (await bundles.aws()).listProfiles();
    const name = active.profile ?? (process.env['AWS_PROFILE'] || 'default');
    if (sourcesOf(name, profiles).some(({ mfaSerial }) => mfaSerial !== undefined)) {
      return [];
    }
  }
  return active.regions.map((region) => ({ profile: active.profile, region }));
}

async function listUrls(deps: LiveDeps, places: Connection[], signal: AbortSignal): Promise<LiveUrl[]> {
  const source = createExplorerSource(deps);
  const found = await Promise.all(
    places.map(async (place) => {
      const all = await source.listWorkspaces(place, signal);
      const active = all.filter(({ status }) => status === 'ACTIVE').slice(0, maxWorkspaces);
      const urls: (LiveUrl | undefined)[] = [];
      for (let at = 0; at < active.length; at += askedAtOnce) {
        const some = active.slice(at, at + askedAtOnce);
        urls.push(...(await Promise.all(some.map((workspace) => urlOf(deps, place, workspace, signal)))));
      }
      return urls;
    }),
  );
  return found.flat().filter((one) => one !== undefined);
}

/** Lists have no endpoints: each workspace is asked for its own. */
async function urlOf(
  { bundles, services }: LiveDeps,
  place: Connection,
  { id, alias }: Workspace,
  signal: AbortSignal,
): Promise<LiveUrl | undefined> {
  const { describeWorkspace, remoteWriteUrl } = await bundles.aws();
  const { endpoint } = await describeWorkspace(await services.session(place), id, { signal });
  return endpoint === undefined
    ? undefined
    : { url: remoteWriteUrl(endpoint), label: alias ?? id, detail: `${place.region} · ${id}` };
}

/** Of the clusters that may be read; one that may not leaves the others. */
async function listNamespaces(deps: LiveDeps, places: Connection[], signal: AbortSignal): Promise<string[]> {
  const { bundles, log, services } = deps;
  const source = createExplorerSource(deps);
  const clusters = await Promise.all(
    places.map(async (connection) =>
      (await source.listClusters(connection, signal)).map(({ name }) => ({ connection, name })),
    ),
  );
  const { listNamespaces: list } = await bundles.kube();
  const found = await Promise.allSettled(
    clusters
      .flat()
      .slice(0, maxClusters)
      .map(async ({ connection, name }) =>
        list(await services.cluster({ kind: 'eks', connection, name }), { signal }),
      ),
  );
  for (const one of found) {
    if (one.status === 'rejected') {
      log.debug(`Namespaces of one cluster: ${String(one.reason)}`);
    }
  }
  return [...new Set(found.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])))].sort();
}
