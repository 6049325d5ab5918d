import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ClusterRef } from '../../explorer/node.ts';
import type { Deps } from '../deps.ts';
import { createExplorerSource } from './explorerSource.ts';

type ClusterDeps = Pick<Deps, 'bundles' | 'services' | 'connections'>;

export type ClusterItem = vscode.QuickPickItem & { cluster: ClusterRef };

/** EKS clusters of all connections and the kubeconfig's contexts. What cannot be listed is left out; the view says why. */
export async function listClusterItems(deps: ClusterDeps, signal: AbortSignal): Promise<ClusterItem[]> {
  const source = createExplorerSource(deps);
  const places = (await source.listConnections()).flatMap(({ profile, regions }) =>
    regions.map((region) => ({ profile, region })),
  );
  const lists = await Promise.allSettled([
    ...places.map(async (connection): Promise<ClusterItem[]> => {
      const clusters = await source.listClusters(connection, signal);
      return clusters.map(({ name }) => ({
        label: name,
        description: connection.region,
        cluster: { kind: 'eks', connection, name },
      }));
    }),
    listContextItems(deps),
  ]);
  const items = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  const failed = lists.find((list) => list.status === 'rejected');
  if (items.length === 0 && failed) {
    throw failed.reason;
  }
  return items;
}

async function listContextItems(deps: ClusterDeps): Promise<ClusterItem[]> {
  const source = createExplorerSource(deps);
  if (!(await source.hasKubeconfig())) {
    return [];
  }
  const { contexts } = await source.listContexts();
  return contexts
    .filter(({ problem }) => problem === undefined)
    .map(({ name, server }) => ({
      label: name,
      description: l10n.t('kubeconfig'),
      ...(server !== undefined && { detail: server }),
      cluster: { kind: 'context', context: name },
    }));
}
