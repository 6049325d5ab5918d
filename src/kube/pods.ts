import { isCollectorImage, parseImage } from './images.ts';
import type { ContainerExit, ContainerSummary, PodCause, PodPhase, PodSummary } from './model.ts';
import type { RawContainer, RawContainerState, RawContainerStatus, RawEvent, RawPod } from './objects.ts';

/** Everything that is shown of a pod. `events` (of this pod, in any order) add to the causes. */
export function describePod(raw: RawPod, events: readonly RawEvent[] = []): PodSummary {
  const { metadata, spec = {}, status = {} } = raw;
  const containers = [
    ...readContainers(spec.initContainers ?? [], status.initContainerStatuses ?? [], true),
    ...readContainers(spec.containers ?? [], status.containerStatuses ?? [], false),
  ];
  const main = containers.filter((container) => !container.init);
  const shown = main.find(({ image }) => isCollectorImage(image)) ?? main[0];
  const ready =
    status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
  const lastExit = latestExit(containers);
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid,
    phase: readPhase(status.phase),
    status: describeStatus(raw),
    ready,
    readyContainers: main.filter((container) => container.ready && container.state === 'running').length,
    containers,
    restarts: containers.reduce((sum, container) => sum + container.restarts, 0),
    ...(lastExit && { lastExit }),
    image: shown?.image ?? '',
    tag: shown ? parseImage(shown.image).tag : '',
    ...(spec.nodeName !== undefined && spec.nodeName !== '' && { node: spec.nodeName }),
    fargate:
      spec.schedulerName === 'fargate-scheduler' ||
      metadata.labels?.['eks.amazonaws.com/fargate-profile'] !== undefined,
    ...(status.startTime !== undefined && { startTime: status.startTime }),
    deleting: metadata.deletionTimestamp !== undefined,
    causes: ready || status.phase === 'Succeeded' ? [] : findCauses(raw, containers, events),
  };
}

const phases: readonly PodPhase[] = ['Pending', 'Running', 'Succeeded', 'Failed'];

function readPhase(text: string | undefined): PodPhase {
  return phases.find((phase) => phase === text) ?? 'Unknown';
}

function readContainers(
  specs: readonly RawContainer[],
  statuses: readonly RawContainerStatus[],
  init: boolean,
): ContainerSummary[] {
  return specs.map((spec) => {
    const status = statuses.find(({ name }) => name === spec.name);
    const exit = readExit(spec.name, status?.state) ?? readExit(spec.name, status?.lastState);
    return {
      name: spec.name,
      init,
      // The spec's: the status may hold the digest the tag was resolved to.
      image: spec.image ?? status?.image ?? '',
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
      ...readState(status?.state),
      ...(status?.containerID !== undefined && status.containerID !== '' && { id: status.containerID }),
      ...(exit && { lastExit: exit }),
    };
  });
}

function readState(
  state: RawContainerState | undefined,
): Pick<ContainerSummary, 'state' | 'reason' | 'message' | 'startedAt'> {
  const { waiting, running, terminated } = state ?? {};
  const stopped = waiting ?? terminated;
  const startedAt = running?.startedAt ?? terminated?.startedAt;
  return {
    state: waiting ? 'waiting' : running ? 'running' : terminated ? 'terminated' : 'unknown',
    ...(stopped?.reason !== undefined && { reason: stopped.reason }),
    ...(stopped?.message !== undefined && { message: stopped.message }),
    ...(startedAt !== undefined && { startedAt }),
  };
}

function readExit(container: string, state: RawContainerState | undefined): ContainerExit | undefined {
  const ended = state?.terminated;
  return (
    ended && {
      container,
      reason: ended.reason ?? (ended.signal ? `Signal:${ended.signal}` : `ExitCode:${ended.exitCode}`),
      exitCode: ended.exitCode,
      ...(typeof ended.finishedAt === 'string' && { finishedAt: ended.finishedAt }),
      ...(ended.message !== undefined && { message: ended.message }),
    }
  );
}

/** Init containers that did their work are no news. */
function latestExit(containers: readonly ContainerSummary[]): ContainerExit | undefined {
  return containers
    .flatMap(({ init, lastExit }) => (lastExit && !(init && lastExit.exitCode === 0) ? [lastExit] : []))
    .reduce<ContainerExit | undefined>(
      (latest, exit) => ((exit.finishedAt ?? '') > (latest?.finishedAt ?? '') || !latest ? exit : latest),
      undefined,
    );
}

/** The STATUS column as kubectl's printer makes it (kubernetes pkg/printers/internalversion/printers.go, printPod). */
function describeStatus({ metadata, spec = {}, status = {} }: RawPod): string {
  if (metadata.deletionTimestamp !== undefined) {
    return status.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  }
  const gated = status.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  const reason = gated ? 'SchedulingGated' : status.reason || status.phase || 'Unknown';
  return (
    describeInit(spec.initContainers ?? [], status.initContainerStatuses ?? []) ??
    describeMain(reason, status)
  );
}

/** `undefined` when the init containers are through. */
function describeInit(
  specs: readonly RawContainer[],
  statuses: readonly RawContainerStatus[],
): string | undefined {
  for (const [index, { name, state = {}, started }] of statuses.entries()) {
    const { terminated, waiting } = state;
    const isSidecar = specs.find((spec) => spec.name === name)?.restartPolicy === 'Always';
    if (terminated?.exitCode === 0 || (isSidecar && started)) {
      continue;
    }
    if (terminated) {
      return `Init:${readExit(name, state)?.reason}`;
    }
    if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      return `Init:${waiting.reason}`;
    }
    return `Init:${index}/${specs.length}`;
  }
  return undefined;
}

function describeMain(reason: string, status: NonNullable<RawPod['status']>): string {
  let shown = reason;
  let hasRunning = false;
  for (const { name, ready, state = {} } of (status.containerStatuses ?? []).toReversed()) {
    if (state.waiting?.reason) {
      shown = state.waiting.reason;
    } else if (state.terminated) {
      shown = readExit(name, state)?.reason ?? shown;
    } else if (ready && state.running) {
      hasRunning = true;
    }
  }
  if (shown === 'Completed' && hasRunning) {
    const isReady = status.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    );
    return isReady ? 'Running' : 'NotReady';
  }
  return shown;
}

function findCauses(
  { status = {} }: RawPod,
  containers: readonly ContainerSummary[],
  events: readonly RawEvent[],
): PodCause[] {
  const failing = (status.conditions ?? []).filter(({ status: value }) => value === 'False');
  const fromConditions = (types: readonly string[]): PodCause[] =>
    failing
      .filter(({ type, reason, message }) => types.includes(type) && (reason || message))
      .map(({ type, reason, message }) => ({
        source: 'condition',
        reason: reason || type,
        message: message ?? '',
      }));
  const causes: PodCause[] = [
    ...fromConditions(['PodScheduled']),
    ...(status.reason
      ? [{ source: 'condition' as const, reason: status.reason, message: status.message ?? '' }]
      : []),
    ...containers.flatMap(describeStuck),
    ...describeEvents(events),
    ...fromConditions(['ContainersReady', 'Ready', 'Initialized', 'PodReadyToStartContainers']),
  ];
  const seen = new Set<string>();
  return causes.filter(({ reason, message }) => {
    const isNew = !seen.has(reason) && !seen.has(message);
    seen.add(reason).add(message || reason);
    return isNew;
  });
}

function describeStuck({ name, state, reason, message, lastExit }: ContainerSummary): PodCause[] {
  if (
    reason === undefined ||
    reason === 'ContainerCreating' ||
    reason === 'PodInitializing' ||
    reason === 'Completed'
  ) {
    return [];
  }
  const exit = state === 'waiting' && lastExit ? ` (${lastExit.reason}, exit code ${lastExit.exitCode})` : '';
  return [
    { source: 'container', reason, message: `${name}${exit}${message === undefined ? '' : `: ${message}`}` },
  ];
}

/** Warnings, the newest first, each reason once. Fargate says here why it made no node. */
function describeEvents(events: readonly RawEvent[]): PodCause[] {
  const time = ({ series, lastTimestamp, eventTime, metadata }: RawEvent): string =>
    series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
  return events
    .filter(({ type }) => type === 'Warning')
    .toSorted((a, b) => (time(a) < time(b) ? 1 : -1))
    .map(({ reason, message }) => ({ source: 'event', reason: reason ?? '', message: message ?? '' }));
}
