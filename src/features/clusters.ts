import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ClusterToken } from '../aws/clusterToken.ts';
import type { Connection } from '../aws/connection.ts';
import type { AwsSession } from '../aws/session.ts';
import type { ClusterRef } from '../explorer/node.ts';
import type { Cluster } from '../kube/cluster.ts';
import type { KubeTarget } from '../kube/model.ts';
import type { Log } from '../log.ts';
import { Trouble } from '../trouble.ts';
import type { Bundles } from './load.ts';
import type { NetworkReader } from './connections/network.ts';
import { readKubeconfigPath } from './settings.ts';

export interface ClusterOptions {
  bundles: Bundles;
  log: Log;
  network: NetworkReader;
  session: (connection: Connection) => Promise<AwsSession>;
}

/** Opens a cluster with what is true now: the settings, the trust in the workspace, EKS's word for where it is. */
export async function openClusterRef(ref: ClusterRef, options: ClusterOptions): Promise<Cluster> {
  const target = ref.kind === 'eks' ? await eksTarget(ref, options) : contextTarget(ref.context);
  const [{ openCluster }] = await Promise.all([options.bundles.kube(), options.network.ready()]);
  return openCluster(target, {
    network: options.network.read(),
    log: options.log,
    now: () => Date.now(),
    random: Math.random,
    env: process.env,
    mayRunPrograms: vscode.workspace.isTrusted,
  });
}

function contextTarget(context: string): KubeTarget {
  const kubeconfigPath = readKubeconfigPath();
  return { kind: 'context', context, ...(kubeconfigPath !== undefined && { kubeconfigPath }) };
}

async function eksTarget(
  { connection, name }: ClusterRef & { kind: 'eks' },
  { bundles, session }: ClusterOptions,
): Promise<KubeTarget> {
  const { describeCluster, mintClusterToken } = await bundles.eks();
  const { server, caData } = await describeCluster(await session(connection), name);
  if (server === undefined || caData === undefined) {
    throw new Trouble({
      code: 'noServer',
      what: l10n.t('The cluster {0} has no API server yet.', name),
      cause: l10n.t('EKS provides it some minutes after creation begins.'),
      todo: l10n.t('Wait until its status is active, then try again.'),
      remedy: { kind: 'retry' },
    });
  }
  let kept: ClusterToken | undefined;
  const token = async (isRefused: boolean): Promise<string> => {
    const now = new Date();
    if (isRefused || kept === undefined || kept.expiresAt <= now) {
      kept = await mintClusterToken(await session(connection), name, now);
    }
    return kept.token;
  };
  return { kind: 'eks', name, server, caData, token };
}
