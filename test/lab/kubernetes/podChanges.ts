import { timestamp } from './identity.ts';
import { omit } from './objects.ts';
import { readyConditions } from './pods.ts';
import type { ContainerState, ContainerStatus, Pod } from './podTypes.ts';

/** How a container ended. */
export interface End {
  reason: string;
  exitCode: number;
}

/** A container status after the container has ended and waits for its next start. */
export function backOff(status: ContainerStatus, pod: Pod, now: number, end: End): ContainerStatus {
  const message = `back-off 5m0s restarting failed container=${status.name} pod=${podText(pod)}`;
  return {
    ...status,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: ended(status, now, end),
  };
}

/** What `lastState` says of a run that is over. */
export function ended(status: ContainerStatus, now: number, { reason, exitCode }: End): ContainerState {
  const startedAt = status.state.running?.startedAt ?? timestamp(now);
  const finishedAt = timestamp(now);
  return { terminated: { exitCode, reason, startedAt, finishedAt, containerID: status.containerID ?? '' } };
}

/** The pod before its containers run. */
export function pending(pod: Pod): Pod {
  const status = omit(pod.status, 'podIP', 'podIPs', 'startTime') as Pod['status'];
  return {
    ...pod,
    status: {
      ...status,
      phase: 'Pending',
      conditions: readyConditions(
        false,
        pod.spec.containers.map(({ name }) => name),
        pod.metadata.creationTimestamp ?? '',
      ),
      containerStatuses: (status.containerStatuses ?? []).map((one) => ({
        ...omit(one, 'containerID'),
        ready: false,
        started: false,
        state: { waiting: { reason: 'ContainerCreating' } },
      })),
    },
  };
}

export function firstContainer(pod: Pod): string {
  return pod.spec.containers[0]?.name ?? '';
}

/** `name_namespace(uid)`: how the kubelet names a pod in messages. */
export function podText({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}
