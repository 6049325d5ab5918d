import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Connection } from '../../aws/connection.ts';
import type { EksCluster } from '../../aws/eks.ts';
import { describeStatus } from '../../explorer/status.ts';
import type { Deps } from '../deps.ts';
import { createExplorerSource } from '../explorer/explorerSource.ts';
import { loadConnections } from '../workspaces/workspacePick.ts';

/** A cluster and how to reach it. */
export interface ClusterPlace {
  connection: Connection;
  name: string;
}

export type ClusterItem = vscode.QuickPickItem & { cluster?: ClusterPlace };

/**
 * EKS clusters that the profile sees in all its regions, then the choice of none. Each region answers for itself: a
 * manifest can be made without any of them, so a failure is a line that cannot be picked.
 */
export async function clusterItems(
  deps: Deps,
  preferred: Connection | undefined,
  signal: AbortSignal,
): Promise<ClusterItem[]> {
  const { services } = deps;
  const source = createExplorerSource(deps);
  const failures: ClusterItem[] = [];
  const found = await Promise.all(
    (await regionsOf(deps, preferred)).map(async (connection) => {
      try {
        const clusters = await source.listClusters(connection, signal);
        return clusters.map((cluster) => describe(connection, cluster));
      } catch (error) {
        const { what } = await services.explain(error, connection);
        const kind = vscode.QuickPickItemKind.Separator;
        failures.push({ label: `${connection.region}: ${what}`, kind });
        return [];
      }
    }),
  );
  const none = {
    label: `$(circle-slash) ${l10n.t('No cluster')}`,
    detail: l10n.t('The manifest names no cluster and fits any.'),
  };
  const items = found.flat().sort((a, b) => a.label.localeCompare(b.label));
  return [...items, none, ...failures];
}

function describe(connection: Connection, { name, version, status }: EksCluster): ClusterItem {
  const parts = [connection.region, version, status === 'ACTIVE' ? undefined : describeStatus(status).text];
  return {
    label: name,
    description: parts.filter((part) => part !== undefined).join(' · '),
    cluster: { connection, name },
  };
}

/** The preferred connection's region first, then the others that its profile is shown with. */
async function regionsOf(deps: Deps, preferred: Connection | undefined): Promise<Connection[]> {
  const connections = await loadConnections(deps);
  const shown = preferred ? connections.find(({ profile }) => profile === preferred.profile) : connections[0];
  const regions = [...(preferred ? [preferred.region] : []), ...(shown?.regions ?? [])];
  return [...new Set(regions)].map((region) => ({ profile: (preferred ?? shown)?.profile, region }));
}
