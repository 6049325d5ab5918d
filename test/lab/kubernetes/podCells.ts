import { ageOf, humanDuration } from './age.ts';
import type { KubeObject } from './objects.ts';
import type { ContainerStatus, PodSpec, PodStatus } from './podTypes.ts';
import type { Row } from './columns.ts';

/** The cells of a pod, as printPod of k8s.io/kubernetes/pkg/printers/internalversion makes them. */
export function podCells({ metadata, spec, status }: KubeObject<PodSpec, PodStatus>): Row {
  const statuses = status?.containerStatuses ?? [];
  const ready = `${statuses.filter((one) => one.ready).length}/${spec?.containers.length ?? 0}`;
  const shown = podStatusText(metadata.deletionTimestamp !== undefined, status);
  const restarts = statuses.reduce((sum, one) => sum + one.restartCount, 0);
  const lastRestart = statuses
    .map((one) => one.lastState?.terminated?.finishedAt)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  const rest = [status?.podIP ?? '<none>', spec?.nodeName ?? '<none>', '<none>', '<none>'];
  return (now) => [
    metadata.name,
    ready,
    shown,
    restarts > 0 && lastRestart !== undefined
      ? `${restarts} (${humanDuration(now - Date.parse(lastRestart))} ago)`
      : String(restarts),
    ageOf(metadata.creationTimestamp, now),
    ...rest,
  ];
}

function podStatusText(deleting: boolean, status: PodStatus | undefined): string {
  if (deleting) {
    return 'Terminating';
  }
  const statuses = status?.containerStatuses ?? [];
  const init = initText(status?.initContainerStatuses ?? []);
  if (init !== undefined) {
    return init;
  }
  let shown = status?.reason ?? status?.phase ?? 'Unknown';
  for (const { state } of [...statuses].reverse()) {
    shown = state?.waiting?.reason ?? terminatedText(state?.terminated) ?? shown;
  }
  if (shown === 'Completed' && statuses.some((one) => one.ready && one.state?.running !== undefined)) {
    return status?.conditions?.some(({ type, status: holds }) => type === 'Ready' && holds === 'True')
      ? 'Running'
      : 'NotReady';
  }
  return shown;
}

function initText(statuses: readonly ContainerStatus[]): string | undefined {
  const index = statuses.findIndex((one) => one.state?.terminated?.exitCode !== 0);
  const state = statuses[index]?.state;
  if (index === -1) {
    return undefined;
  }
  const waiting = state?.waiting?.reason;
  if (state?.terminated !== undefined) {
    return `Init:${terminatedText(state.terminated) ?? ''}`;
  }
  return waiting !== undefined && waiting !== 'PodInitializing'
    ? `Init:${waiting}`
    : `Init:${index}/${statuses.length}`;
}

function terminatedText(
  terminated: { reason?: string; signal?: number; exitCode: number } | undefined,
): string | undefined {
  if (terminated === undefined) {
    return undefined;
  }
  const { reason, signal = 0, exitCode } = terminated;
  return reason ?? (signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}
