import * as l10n from '@vscode/l10n';
import type { CollectorWorkload } from '../kube/model.ts';
import type { RemoteWriteTarget } from '../otel/remoteWriteTargets.ts';
import type { ClusterRef, ExplorerNode, NodeIcon } from './node.ts';
import { emptyNode, errorNode, noteNode } from './notices.ts';
import { describeCause, describeLastExit, describeRestarts, isUnsettled, podNode } from './podNodes.ts';
import type { ExplorerContext } from './source.ts';
import { escapeMarkdown, joinParts, spoken, tooltip } from './words.ts';

/** The collectors of a cluster, over all namespaces that may be read. */
export function collectorGroup(
  context: ExplorerContext,
  cluster: ClusterRef,
  parentId: string,
): ExplorerNode {
  const id = `${parentId}/collectors`;
  const label = l10n.t('Collectors');
  return {
    id,
    label,
    description: l10n.t('all namespaces'),
    icon: { id: 'layers' },
    words: ['group', 'collectors'],
    accessibilityLabel: l10n.t('Collectors in all namespaces'),
    collapsible: 'expanded',
    data: { kind: 'group', group: 'collectors', cluster },
    children: async (signal) => {
      const { collectors, searched, problems } = await context.source.findCollectors(cluster, signal);
      const nodes = context.formats
        .sortByName(collectors, ({ namespace, name }) => `${namespace} ${name}`)
        .map((collector) => collectorNode(context, cluster, collector, id));
      context.writers.retain(id, new Set(nodes.map((node) => node.id)));
      void learnTargets(context, nodes, signal);
      const troubles = problems.map((advice, at) => errorNode(id, advice, `problem${at}`));
      const limits =
        searched.kind === 'cluster' || searched.namespaces.length === 0
          ? []
          : [
              noteNode(`${id}/searched`, l10n.t('Only some namespaces could be read'), {
                description: searched.namespaces.join(', '),
                icon: { id: 'info' },
              }),
            ];
      const shown =
        nodes.length === 0 && troubles.length === 0 ? [emptyNode(id, l10n.t('No collectors found'))] : nodes;
      return [...shown, ...limits, ...troubles];
    },
  };
}

function collectorNode(
  context: ExplorerContext,
  cluster: ClusterRef,
  collector: CollectorWorkload,
  parentId: string,
): ExplorerNode {
  const { kind, namespace, name, image, tag, replicas, pods, customResource } = collector;
  const id = `${parentId}/${namespace}/${kind}/${name}`;
  const readiness = l10n.t('{0}/{1} ready', replicas.ready, replicas.wanted);
  const restarts = describeRestarts(pods.reduce((sum, pod) => sum + pod.restarts, 0));
  const worst = pods.find((pod) => !pod.ready);
  const phase = worst?.status;
  const lastExit = pods.map(describeLastExit).find((exit) => exit !== undefined);
  const cause = worst && describeCause(worst);
  const exitWords = lastExit && l10n.t('last exit: {0}', lastExit);
  return {
    id,
    label: name,
    description: joinParts(namespace, tag, readiness, phase, cause, restarts, exitWords),
    tooltip: tooltip(name, [
      [l10n.t('Kind'), kind],
      [l10n.t('Namespace'), namespace],
      [l10n.t('Image'), image],
      [l10n.t('Ready'), `${replicas.ready}/${replicas.wanted}`],
      [l10n.t('Created by the operator from'), customResource],
      [l10n.t('Last exit'), lastExit],
      [
        l10n.t('Why not ready'),
        worst?.causes.slice(0, 1).map(({ reason, message }) => `${reason}: ${message}`)[0],
      ],
    ]),
    icon: collectorIcon(collector),
    words: ['collector', 'logs', kind.toLowerCase()],
    accessibilityLabel: spoken(
      l10n.t('Collector'),
      name,
      namespace,
      tag,
      readiness,
      phase,
      cause,
      restarts,
      exitWords,
    ),
    collapsible: 'collapsed',
    data: { kind: 'collector', cluster, collector },
    match: { texts: [name, `${namespace}/${name}`, image] },
    isChanging: replicas.ready < replicas.wanted || pods.some(isUnsettled),
    children: async (signal) => {
      const edges = await targetNodes(context, cluster, collector, { id, signal });
      const shown = pods.map((pod) => podNode(context, cluster, pod, id));
      return [...edges, ...(shown.length === 0 ? [emptyNode(id, l10n.t('No pods'))] : shown)];
    },
  };
}

/** How many collectors of a cluster have their configuration read before anybody opens them. */
const eagerTargets = 20;

/** Reads where collectors write to, one after the other, so that workspaces can name them. What fails waits for a click. */
async function learnTargets(
  { source, writers }: ExplorerContext,
  nodes: readonly ExplorerNode[],
  signal: AbortSignal,
): Promise<void> {
  for (const { id: nodeId, data } of nodes.filter(({ id }) => !writers.has(id)).slice(0, eagerTargets)) {
    if (data.kind === 'collector' && !signal.aborted) {
      const { cluster, collector } = data;
      const targets = await source.readTargets(cluster, collector, signal).catch(() => undefined);
      if (targets && !signal.aborted) {
        writers.learn({ nodeId, cluster, collector, targets });
      }
    }
  }
}

async function targetNodes(
  context: ExplorerContext,
  cluster: ClusterRef,
  collector: CollectorWorkload,
  { id: nodeId, signal }: { id: string; signal: AbortSignal },
): Promise<ExplorerNode[]> {
  const { source, writers } = context;
  let targets: readonly RemoteWriteTarget[];
  try {
    targets = await source.readTargets(cluster, collector, signal);
  } catch (error) {
    if (signal.aborted || source.concernsConnection(error)) {
      throw error;
    }
    // The pods below are still worth showing.
    return [errorNode(nodeId, await source.explain(error, cluster), 'targets')];
  }
  writers.learn({ nodeId, cluster, collector, targets });
  return targets.length === 0
    ? [
        noteNode(`${nodeId}/noTarget`, l10n.t('Writes to no workspace'), {
          description: l10n.t('no remote write exporter in its configuration'),
          icon: { id: 'info' },
        }),
      ]
    : targets.map((target, at) => targetNode(context, target, { parentId: nodeId, at }));
}

function targetNode(
  { traceWorkspace }: ExplorerContext,
  { url, exporter, workspaceId, region, inPipeline }: RemoteWriteTarget,
  { parentId, at }: { parentId: string; at: number },
): ExplorerNode {
  const trace = workspaceId === undefined ? 'unknown' : traceWorkspace(workspaceId, region);
  const alias = typeof trace === 'string' ? undefined : trace.alias;
  // It may be another account's as well as deleted: who listed cannot tell.
  const missing = trace === 'missing' ? l10n.t('not among the workspaces of this account') : undefined;
  const label = l10n.t('Writes to {0}', alias ?? workspaceId ?? url);
  const unused = inPipeline ? undefined : l10n.t('in no pipeline');
  return {
    id: `${parentId}/target/${at}`,
    label,
    description: joinParts(alias && workspaceId, region, missing, unused),
    tooltip: tooltip(label, [
      [l10n.t('Exporter'), exporter],
      [l10n.t('URL'), url],
      [l10n.t('Region'), region],
      [l10n.t('Used'), unused],
      [l10n.t('Workspace'), missing],
    ]),
    icon: missing === undefined ? { id: 'arrow-right' } : { id: 'warning', color: 'charts.yellow' },
    words: ['target', ...(workspaceId === undefined ? [] : ['workspaceTarget'])],
    accessibilityLabel: [label, region, missing, unused].filter((part) => part !== undefined).join(', '),
    collapsible: 'none',
    data: {
      kind: 'target',
      url,
      ...(workspaceId !== undefined && { workspaceId }),
      ...(region !== undefined && { region }),
    },
    ...(workspaceId !== undefined && {
      command: { id: 'adot.resources.revealWorkspace', title: l10n.t('Show the Workspace') },
    }),
    dragText: url,
  };
}

/** The pods of the recipe's sample app. */
export function sampleAppGroup(
  context: ExplorerContext,
  cluster: ClusterRef,
  parentId: string,
): ExplorerNode {
  const id = `${parentId}/sampleApp`;
  const label = l10n.t('Sample App');
  return {
    id,
    label,
    icon: { id: 'beaker' },
    words: ['group', 'sampleApp'],
    accessibilityLabel: label,
    collapsible: 'collapsed',
    data: { kind: 'group', group: 'sampleApp', cluster },
    children: async (signal) => {
      const pods = await context.source.findSampleApp(cluster, signal);
      return pods.length === 0
        ? [emptyNode(id, l10n.t('The sample app does not run here'))]
        : pods.map((pod) => podNode(context, cluster, pod, id));
    },
  };
}

/** The collectors known to write to a workspace, as far as clusters have been looked at. */
export function writerGroup(context: ExplorerContext, workspaceId: string, parentId: string): ExplorerNode {
  const id = `${parentId}/writers`;
  const label = l10n.t('Written to by');
  return {
    id,
    label,
    icon: { id: 'arrow-left' },
    words: ['group', 'writers'],
    accessibilityLabel: label,
    collapsible: 'collapsed',
    data: { kind: 'group', group: 'writers' },
    children: () => {
      const writers = context.writers.to(workspaceId);
      return Promise.resolve(
        writers.length === 0
          ? [emptyNode(id, l10n.t('None of the collectors seen so far'))]
          : writers.map(({ nodeId, cluster, collector }) => ({
              ...noteNode(`${id}/${nodeId}`, collector.name, {
                description: joinParts(
                  cluster.kind === 'eks' ? cluster.name : cluster.context,
                  collector.namespace,
                ),
                tooltip: escapeMarkdown(collector.image),
                icon: collectorIcon(collector),
              }),
              words: ['writer', 'logs'],
              data: { kind: 'writer' as const, nodeId, cluster, collector },
              command: { id: 'adot.resources.revealCollector', title: l10n.t('Show the Collector') },
            })),
      );
    },
  };
}

function collectorIcon({ replicas, pods }: CollectorWorkload): NodeIcon {
  if (replicas.wanted === 0) {
    return { id: 'circle-slash', color: 'disabledForeground' };
  }
  if (replicas.ready >= replicas.wanted) {
    return { id: 'pass-filled', color: 'charts.green' };
  }
  const isBroken = pods.some(({ status, phase }) => phase === 'Failed' || /BackOff|Err|OOM/.test(status));
  return isBroken ? { id: 'error', color: 'charts.red' } : { id: 'warning', color: 'charts.yellow' };
}
