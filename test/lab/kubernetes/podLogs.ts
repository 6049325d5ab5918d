import {
  adotVersionOf,
  debugExporterLines,
  failedStartLines,
  scrapedPod,
  startupLines,
} from './collectorLog.ts';
import type { CollectorFacts } from './collectorLog.ts';
import { ContainerLog } from './containerLog.ts';
import { uidOf } from './identity.ts';
import type { Pod, Terminated } from './podTypes.ts';

/** The two runs of a container whose logs the kubelet keeps. */
export interface ContainerLogs {
  current: ContainerLog;
  previous: ContainerLog | undefined;
}

export interface PodLogsOptions {
  now: () => number;
  /** 0: nothing is written by itself. */
  intervalMs: number;
  /** The pods of the sample app, which collectors scrape. */
  scraped: () => Pod[];
}

/** Writes what a container prints; `round` counts up. */
interface Writer {
  start(time: number): string[];
  write(time: number, round: number): string[];
}

/** How much of the past is made up when a log is opened first. */
const backfillRounds = 60;

/** The logs of all containers. They come into being when somebody looks, so 10,000 pods cost nothing. */
export class PodLogs {
  private readonly options: PodLogsOptions;
  private readonly opened = new Map<string, { logs: ContainerLogs; writer: Writer }>();
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(options: PodLogsOptions) {
    this.options = options;
    this.timer =
      options.intervalMs > 0 ? setInterval(() => this.tick(), options.intervalMs).unref() : undefined;
  }

  open(pod: Pod, container: string): ContainerLogs {
    const key = `${pod.metadata.uid}/${container}`;
    let found = this.opened.get(key);
    if (found === undefined) {
      const writer = this.writerFor(pod, container);
      found = { logs: this.recall(pod, container, writer), writer };
      this.opened.set(key, found);
    }
    return found.logs;
  }

  /** The container ends; its log becomes the previous one. What it says last can be given. */
  finish(pod: Pod, container: string, lastLines: readonly string[] = []): void {
    const logs = this.open(pod, container);
    logs.current.append(lastLines, this.options.now());
    logs.current.end();
    logs.previous = logs.current;
  }

  /** The container starts again: a new, empty log with the lines of a start that goes well or badly. */
  start(pod: Pod, container: string, how: 'well' | 'badly' = 'well'): void {
    const logs = this.open(pod, container);
    const time = this.options.now();
    const { image = '' } = pod.spec.containers.find(({ name }) => name === container) ?? {};
    const writer = this.writerFor(pod, container);
    this.opened.set(`${pod.metadata.uid}/${container}`, { logs, writer });
    logs.current = new ContainerLog();
    logs.current.append(
      how === 'well' ? writer.start(time) : failedStartLines(adotVersionOf(image), time),
      time,
    );
  }

  /** The pod has gone and its logs with it. */
  forget(pod: Pod): void {
    for (const { name } of pod.spec.containers) {
      const key = `${pod.metadata.uid}/${name}`;
      this.opened.get(key)?.logs.current.end();
      this.opened.delete(key);
    }
  }

  stop(): void {
    clearInterval(this.timer);
    this.opened.forEach(({ logs }) => logs.current.end());
    this.opened.clear();
  }

  private tick(): void {
    const time = this.options.now();
    for (const { logs, writer } of this.opened.values()) {
      if (!logs.current.hasEnded) {
        logs.current.append(writer.write(time, logs.current.rounds), time);
        logs.current.rounds += 1;
      }
    }
  }

  /** What the container must have written so far, going by its status. */
  private recall(pod: Pod, container: string, writer: Writer): ContainerLogs {
    const status = pod.status.containerStatuses?.find(({ name }) => name === container);
    const { image = '' } = pod.spec.containers.find(({ name }) => name === container) ?? {};
    const terminated = status?.state.terminated ?? status?.lastState.terminated;
    const previous = terminated === undefined ? undefined : this.recallEnded(terminated, image, writer);
    const startedAt = status?.state.running?.startedAt;
    if (startedAt === undefined) {
      return { current: previous ?? new ContainerLog(), previous };
    }
    const current = new ContainerLog();
    this.fill(current, writer, { start: Date.parse(startedAt), end: this.options.now() });
    return { current, previous };
  }

  private recallEnded(
    { startedAt, finishedAt, exitCode }: Terminated,
    image: string,
    writer: Writer,
  ): ContainerLog {
    const log = new ContainerLog();
    const [start, end] = [Date.parse(startedAt), Date.parse(finishedAt)];
    // A collector that ended with 1 right after its start did not like its config.
    if (exitCode === 1 && end - start < 10_000) {
      log.append(failedStartLines(adotVersionOf(image), start), start);
    } else {
      this.fill(log, writer, { start, end });
    }
    log.end();
    return log;
  }

  private fill(log: ContainerLog, writer: Writer, { start, end }: { start: number; end: number }): void {
    log.append(writer.start(start), start);
    const interval = this.options.intervalMs || 1000;
    const rounds = Math.min(backfillRounds, Math.max(0, Math.floor((end - start) / interval) - 1));
    for (let left = rounds; left > 0; left -= 1) {
      const time = end - left * interval;
      log.append(writer.write(time, log.rounds), time);
      log.rounds += 1;
    }
  }

  private writerFor(pod: Pod, container: string): Writer {
    const { image = '' } = pod.spec.containers.find(({ name }) => name === container) ?? {};
    const { name = '', namespace = '', uid = '' } = pod.metadata;
    if (/aws-otel-collector|adot-collector/.test(image)) {
      const restarts = pod.status.containerStatuses?.find((one) => one.name === container)?.restartCount ?? 0;
      const facts = (): CollectorFacts => ({
        adotVersion: adotVersionOf(image),
        instanceId: uidOf(`${uid}/${restarts}`),
        namespace,
        app: scrapedPod(this.options.scraped()[0] ?? pod),
      });
      return {
        start: (time) => startupLines(facts(), time),
        write: (time, round) => debugExporterLines(facts(), time, round),
      };
    }
    if (image.includes('prometheus-sample-app')) {
      return {
        start: () => [],
        write: (time) => ['counter', 'gauge', 'histogram', 'summary'].map((type) => goLine(time, type)),
      };
    }
    return {
      start: (time) => [`${new Date(time).toISOString()} ${name} starting`],
      write: (time, round) => [`${new Date(time).toISOString()} ${container} request ${round} served`],
    };
  }
}

function goLine(time: number, type: string): string {
  const stamp = new Date(time).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  return `${stamp} Updating metrics for ${type}...`;
}
