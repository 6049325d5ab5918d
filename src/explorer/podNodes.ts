import * as l10n from '@vscode/l10n';
import type { PodSummary } from '../kube/model.ts';
import { describeAge } from './formats.ts';
import type { ClusterRef, ExplorerNode, NodeIcon } from './node.ts';
import { noteNode } from './notices.ts';
import type { ExplorerContext } from './source.ts';
import { escapeMarkdown, joinParts, spoken, tooltip } from './words.ts';

/** A pod: its status in words, what it last died of, and why it is not ready. */
export function podNode(
  context: ExplorerContext,
  cluster: ClusterRef,
  pod: PodSummary,
  parentId: string,
): ExplorerNode {
  const id = `${parentId}/pod/${pod.namespace}/${pod.name}`;
  const wanted = mainContainers(pod);
  const readiness = l10n.t('{0}/{1} ready', pod.readyContainers, wanted);
  const restarts = describeRestarts(pod.restarts);
  const lastExit = describeLastExit(pod);
  const cause = describeCause(pod);
  const age = pod.startTime === undefined ? undefined : describeAge(new Date(pod.startTime), context.nowMs());
  return {
    id,
    label: pod.name,
    description: joinParts(
      pod.status,
      cause,
      readiness,
      restarts,
      lastExit && l10n.t('last exit: {0}', lastExit),
      age,
    ),
    tooltip: [
      tooltip(pod.name, [
        [l10n.t('Namespace'), pod.namespace],
        [l10n.t('Status'), pod.status],
        [l10n.t('Ready'), `${pod.readyContainers}/${wanted}`],
        [l10n.t('Restarts'), String(pod.restarts)],
        [l10n.t('Last exit'), lastExit],
        [l10n.t('Image'), pod.image],
        [l10n.t('Node'), pod.node],
        [l10n.t('Fargate'), pod.fargate ? l10n.t('yes') : undefined],
      ]),
      ...pod.causes.map(({ reason, message }) => `${escapeMarkdown(reason)}: ${escapeMarkdown(message)}`),
    ].join('\n\n'),
    icon: podIcon(pod),
    words: ['pod', 'logs', ...(pod.restarts > 0 ? ['restarted'] : [])],
    accessibilityLabel: spoken(
      l10n.t('Pod'),
      pod.name,
      pod.status,
      cause,
      readiness,
      restarts,
      lastExit && l10n.t('last exit: {0}', lastExit),
    ),
    collapsible: pod.causes.length > 0 ? 'collapsed' : 'none',
    data: { kind: 'pod', cluster, pod },
    isChanging: isUnsettled(pod),
    ...(pod.causes.length > 0 && {
      children: () =>
        Promise.resolve(
          pod.causes.map(({ reason, message }, at) =>
            noteNode(`${id}/cause/${at}`, reason, {
              description: message,
              tooltip: escapeMarkdown(message),
              icon: { id: 'info' },
            }),
          ),
        ),
    }),
  };
}

/** Whether the pod is likely to look different soon. A pod that ended well stays as it is. */
export function isUnsettled(pod: PodSummary): boolean {
  return pod.deleting || (!pod.ready && pod.phase !== 'Succeeded');
}

/** `3 restarts`; `undefined` for none. */
export function describeRestarts(restarts: number): string | undefined {
  return restarts === 0 ? undefined : restarts === 1 ? l10n.t('1 restart') : l10n.t('{0} restarts', restarts);
}

/** `OOMKilled (137)` of the latest exit, `undefined` when nothing exited. */
export function describeLastExit({ lastExit }: Pick<PodSummary, 'lastExit'>): string | undefined {
  return lastExit && `${lastExit.reason} (${lastExit.exitCode})`;
}

/** The most telling reason why a pod is not ready, where its status does not say so already. */
export function describeCause({ causes, status }: PodSummary): string | undefined {
  const reason = causes[0]?.reason;
  return reason === status ? undefined : reason;
}

function mainContainers({ containers }: PodSummary): number {
  return containers.filter(({ init }) => !init).length;
}

/** What does not pass by itself: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions and the kubelet's events. */
const holdUps: ReadonlySet<string> = new Set([
  'Unschedulable',
  'SchedulingGated',
  'FailedScheduling',
  'FailedMount',
  'FailedCreatePodSandBox',
]);

function podIcon(pod: PodSummary): NodeIcon {
  if (pod.deleting) {
    return { id: 'trash', color: 'charts.yellow' };
  }
  if (pod.ready) {
    return { id: 'pass-filled', color: 'charts.green' };
  }
  if (pod.phase === 'Succeeded') {
    return { id: 'pass' };
  }
  const isBroken = pod.phase === 'Failed' || /BackOff|Err|OOM|Invalid|Failed/.test(pod.status);
  if (isBroken) {
    return { id: 'error', color: 'charts.red' };
  }
  // One that something holds up is not on its way.
  return pod.causes.some(({ reason }) => holdUps.has(reason))
    ? { id: 'warning', color: 'charts.yellow' }
    : { id: 'loading~spin', color: 'charts.yellow' };
}
