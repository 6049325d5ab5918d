import { Body } from './body.ts';
import type { Call } from './call.ts';
import { isTrue } from './call.ts';
import type { ContainerLog, LogLine } from './containerLog.ts';
import { lineTimestamp } from './containerLog.ts';
import type { PodLogs } from './podLogs.ts';
import type { ContainerStatus, Pod } from './podTypes.ts';
import { badRequest, invalid, notFound } from './status.ts';
import type { Store } from './store.ts';

/** Answers `get pods/log`. The words of its refusals are those of the API server and the kubelet. */
export class LogRequests {
  private readonly store: Store;
  private readonly logs: PodLogs;
  private readonly now: () => number;
  private readonly followed = new Set<Body>();

  constructor(store: Store, logs: PodLogs, now: () => number) {
    this.store = store;
    this.logs = logs;
    this.now = now;
  }

  async answer({ response, query, target, cut }: Call): Promise<void> {
    const { resource, namespace, name } = target;
    const pod = this.store.get('pods', namespace, name)?.object as Pod | undefined;
    if (pod === undefined) {
      throw notFound(resource, name);
    }
    const container = chooseContainer(pod, query.get('container') ?? '');
    const accepts = this.readFilter(query, name);
    const tail = readCount(query, 'tailLines', name);
    const room = { bytes: readCount(query, 'limitBytes', name, 1) ?? Infinity };
    const start = (): Body => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      return new Body(response, cut);
    };
    // A pod without a node has no kubelet to ask: the answer is empty (pkg/registry/core/pod, LogLocation).
    if (pod.spec.nodeName === undefined) {
      start().end();
      return;
    }
    const log = this.choose(pod, container, isTrue(query.get('previous')));
    const withTime = isTrue(query.get('timestamps'));
    const write = (lines: readonly LogLine[]): string => {
      const text = lines
        .filter(accepts)
        .map((line) => (withTime ? `${lineTimestamp(line)} ${line.text}\n` : `${line.text}\n`))
        .join('');
      const allowed = text.slice(0, room.bytes);
      room.bytes -= allowed.length;
      return allowed;
    };
    const body = start();
    const past = tail === undefined ? log.lines : tail === 0 ? [] : log.lines.slice(-tail);
    // Followed before the first await, so that no line falls between.
    const follows = isTrue(query.get('follow')) && !log.hasEnded;
    response.flushHeaders();
    const text = write(past);
    if (follows) {
      this.follow(body, log, { write, room });
    }
    await body.write(text);
    if (!follows || room.bytes <= 0) {
      body.end();
    }
  }

  /** Breaks all followed logs in the middle of a line; returns how many. */
  cut(): number {
    const count = this.followed.size;
    this.followed.forEach((body) => body.cut('a line that is broken off somewhere in the mid'));
    return count;
  }

  private follow(
    body: Body,
    log: ContainerLog,
    { write, room }: { write: (lines: readonly LogLine[]) => string; room: { bytes: number } },
  ): void {
    const unfollow = log.follow(
      (lines) => {
        void body.write(write(lines));
        if (room.bytes <= 0) {
          body.end();
        }
      },
      () => body.end(),
    );
    this.followed.add(body);
    body.onClose(() => {
      unfollow();
      this.followed.delete(body);
    });
  }

  /** Which run of the container is meant: validateContainerLogStatus of the kubelet. */
  private choose(pod: Pod, container: string, wantsPrevious: boolean): ContainerLog {
    const status = pod.status.containerStatuses?.find(({ name }) => name === container);
    const { name: podName } = pod.metadata;
    if (wantsPrevious) {
      if (status?.lastState.terminated === undefined) {
        throw badRequest(`previous terminated container "${container}" in pod "${podName}" not found`);
      }
      return this.logs.open(pod, container).previous ?? this.logs.open(pod, container).current;
    }
    const hasRun = status?.state.running ?? status?.state.terminated ?? status?.lastState.terminated;
    if (hasRun === undefined) {
      throw badRequest(`container "${container}" in pod "${podName}" is ${waitingText(status)}`);
    }
    return this.logs.open(pod, container).current;
  }

  private readFilter(query: URLSearchParams, pod: string): (line: LogLine) => boolean {
    const seconds = readCount(query, 'sinceSeconds', pod, 1);
    const time = query.get('sinceTime');
    if (seconds !== undefined && time !== null) {
      const rule = 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified';
      // It is about the options as a whole, which the real server writes like this.
      throw invalid('PodLogOptions', '', pod, '[]', rule);
    }
    if (time !== null && Number.isNaN(Date.parse(time))) {
      throw badRequest(
        `parsing time "${time}" as "2006-01-02T15:04:05Z07:00": cannot parse "${time}" as "2006"`,
      );
    }
    // Odd but true: the API server passes sinceTime on to the kubelet in whole seconds (streamParams, time.RFC3339),
    // so lines of that second come again.
    const since =
      seconds !== undefined
        ? this.now() - seconds * 1000
        : time === null
          ? -Infinity
          : Math.floor(Date.parse(time) / 1000) * 1000;
    return (line) => line.time >= since;
  }
}

function chooseContainer({ metadata, spec }: Pod, wanted: string): string {
  const names = spec.containers.map(({ name }) => name);
  const initNames = (spec.initContainers ?? []).map(({ name }) => name);
  const [only] = names;
  if (wanted === '') {
    // Init containers do not make it ambiguous.
    if (names.length === 1 && only !== undefined) {
      return only;
    }
    const init = initNames.length === 0 ? '' : ` or one of the init containers: [${initNames.join(' ')}]`;
    throw badRequest(
      `a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]${init}`,
    );
  }
  if (![...names, ...initNames].includes(wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${metadata.name}`);
  }
  return wanted;
}

function waitingText(status: ContainerStatus | undefined): string {
  const reason = status?.state.waiting?.reason ?? 'ContainerCreating';
  switch (reason) {
    case 'ErrImagePull':
      return "waiting to start: image can't be pulled";
    case 'ImagePullBackOff':
      return 'waiting to start: trying and failing to pull image';
    default:
      return `waiting to start: ${reason}`;
  }
}

function readCount(query: URLSearchParams, name: string, pod: string, least = 0): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isInteger(value)) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  if (value < least) {
    const rule = `Invalid value: ${value}: must be greater than ${least === 0 ? 'or equal to 0' : least - 1}`;
    throw invalid('PodLogOptions', '', pod, name, rule);
  }
  return value;
}
