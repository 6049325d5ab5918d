import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ClusterRef, NodeData } from '../../explorer/node.ts';
import type { CollectorWorkload, LogSource, PodSummary } from '../../kube/model.ts';
import { listClusterItems } from '../explorer/clusterItems.ts';
import type { Deps } from '../deps.ts';
import { createExplorerSource } from '../explorer/explorerSource.ts';

/** What is followed, and where. */
export interface LogTarget {
  cluster: ClusterRef;
  source: LogSource;
  /** Only this container. */
  container?: string;
}

type PickDeps = Pick<Deps, 'ask' | 'bundles' | 'services' | 'connections'>;

/** What a node of the view stands for; `undefined` when it has no logs. */
export function targetOf(data: NodeData): LogTarget | undefined {
  if (data.kind === 'pod') {
    return podTarget(data.cluster, data.pod, data.container);
  }
  return data.kind === 'collector' || data.kind === 'writer'
    ? collectorTarget(data.cluster, data.collector)
    : undefined;
}

/** Asks for a cluster, unless there is only one, and for a collector or a pod in it. `undefined` when cancelled. */
export async function pickTarget(deps: PickDeps): Promise<LogTarget | undefined> {
  const title = l10n.t('Follow Logs');
  const gone = new AbortController();
  try {
    const clusters = await listClusterItems(deps, gone.signal);
    const picked =
      clusters.length === 1
        ? clusters[0]
        : await deps.ask.pick(clusters, { title, placeHolder: l10n.t('Cluster') });
    if (!picked) {
      return undefined;
    }
    const items = listTargetItems(deps, picked.cluster, gone.signal);
    const placeHolder = l10n.t('Collector or pod in {0}', picked.label);
    return (await deps.ask.pick(items, { title, placeHolder }))?.target;
  } finally {
    gone.abort();
  }
}

type TargetItem = vscode.QuickPickItem & { target: LogTarget };

async function listTargetItems(
  deps: PickDeps,
  cluster: ClusterRef,
  signal: AbortSignal,
): Promise<TargetItem[]> {
  const source = createExplorerSource(deps);
  const [{ collectors }, sampleApp] = await Promise.all([
    source.findCollectors(cluster, signal),
    source.findSampleApp(cluster, signal).catch(() => []),
  ]);
  const collectorItems = collectors.map((collector) => ({
    label: `$(layers) ${collector.name}`,
    description: collector.namespace,
    detail: l10n.t('{0}, all pods', collector.kind),
    target: collectorTarget(cluster, collector),
  }));
  const pods = [...collectors.flatMap((collector) => collector.pods), ...sampleApp];
  const podItems = [...new Map(pods.map((pod) => [pod.uid, pod])).values()].map((pod) => ({
    label: `$(symbol-event) ${pod.name}`,
    description: pod.namespace,
    detail: pod.status,
    target: podTarget(cluster, pod),
  }));
  return [...collectorItems, ...podItems];
}

function podTarget(cluster: ClusterRef, { namespace, name }: PodSummary, container?: string): LogTarget {
  return {
    cluster,
    source: { kind: 'pod', namespace, name },
    ...(container !== undefined && { container }),
  };
}

function collectorTarget(cluster: ClusterRef, collector: CollectorWorkload): LogTarget {
  const { kind, namespace, name, selector, container } = collector;
  if (selector === undefined) {
    return { cluster, source: { kind: 'pod', namespace, name } };
  }
  return {
    cluster,
    source: { kind: 'workload', namespace, name, selector },
    // The other containers of its pods are the apps it was injected into.
    ...(kind === 'OpenTelemetryCollector' && container !== '' && { container }),
  };
}
