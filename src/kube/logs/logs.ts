import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { Cluster } from '../cluster.ts';
import { followContainer } from './containerLog.ts';
import { explainKubeError } from '../explain.ts';
import { asKubeError } from '../kubeError.ts';
import { mergeByTime } from './logEntries.ts';
import type { LogEntry, LogMark } from './logEntries.ts';
import type { Fit } from './logCursor.ts';
import { LogQueue } from './logQueue.ts';
import type { ContainerSummary, LogSource, PodSummary } from '../model.ts';
import type { RawPod } from '../objects.ts';
import { namespacePath } from '../podLists.ts';
import { describePod } from '../pods.ts';
import { PodState } from '../podState.ts';
import type { Query } from '../request.ts';
import { watchObjects } from '../watch.ts';

export interface FollowOptions {
  signal: AbortSignal;
  /** Lines of the past per container; ignored with `sinceSeconds`. Default 500. */
  tailLines?: number;
  sinceSeconds?: number;
  /** Only this container; default all. */
  container?: string;
  /** Lines of the run before, of a container that has restarted. Default 100; 0: none. */
  previousLines?: number;
  /** How long lines are gathered before they are given out. Default 50 ms. */
  batchMs?: number;
  /** The first pause before a new try; each further one is twice as long, up to 30 s. Default 1 s. */
  firstPauseMs?: number;
  /** How long the watch may lag behind a log that ends or does not fit. Default 3 s. */
  settleMs?: number;
}

/** Each is a connection of its own. */
const maxContainers = 50;
/** In characters: what may wait for a slow reader before the connections are made to wait. */
const maxWaiting = 4 * 1024 * 1024;

/**
 * The logs of a pod, or of all pods of a workload as they come and go, in batches, until the signal aborts. Cuts are mended
 * without losing or repeating lines; a mark says what happened, and when that could not be known. Throws what cannot be mended
 * before the first batch: no permission, no such cluster.
 */
export async function* followLogs(
  cluster: Cluster,
  source: LogSource,
  options: FollowOptions,
): AsyncGenerator<LogEntry[], void> {
  const { batchMs = 50 } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const queue = new LogQueue(maxWaiting);
  signal.addEventListener('abort', () => queue.close(), { once: true });
  const work = new Following(cluster, source, { ...options, signal }, queue).run().then(
    () => queue.close(),
    (error: unknown) => queue.fail(error),
  );
  try {
    while (await queue.hasMore()) {
      yield mergeByTime(queue.take());
      await sleep(batchMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    stop.abort();
    await work;
  }
}

class Following {
  private readonly cluster: Cluster;
  private readonly source: LogSource;
  private readonly options: FollowOptions;
  private readonly queue: LogQueue;
  private readonly pods = new Map<string, PodState>();
  private readonly followed = new Set<string>();
  private readonly lost = new Set<string>();
  private readonly tasks = new Set<Promise<void>>();
  private active = 0;
  private hasToldLimit = false;
  private hasGap = false;

  constructor(cluster: Cluster, source: LogSource, options: FollowOptions, queue: LogQueue) {
    this.cluster = cluster;
    this.source = source;
    this.options = options;
    this.queue = queue;
  }

  async run(): Promise<void> {
    const { source } = this;
    const query: Query =
      source.kind === 'pod'
        ? { fieldSelector: `metadata.name=${source.name}` }
        : { labelSelector: source.selector };
    const { signal, firstPauseMs } = this.options;
    const events = watchObjects<RawPod, PodSummary>(this.cluster, `${namespacePath(source.namespace)}/pods`, {
      query,
      signal,
      pick: (raw) => describePod(raw),
      ...(firstPauseMs !== undefined && { firstPauseMs }),
    });
    let isFirst = true;
    for await (const event of events) {
      switch (event.kind) {
        case 'all':
          await this.replaceAll(event.items, isFirst);
          isFirst = false;
          break;
        case 'changed':
          this.see(event.item, true);
          break;
        case 'deleted':
          await this.remove(event.item.uid);
          break;
        case 'lost':
          await this.onLost('watch', event.error);
          break;
        case 'back':
          await this.onResumed('watch', 'exact');
      }
    }
    await Promise.all(this.tasks);
  }

  private async replaceAll(pods: readonly PodSummary[], isFirst: boolean): Promise<void> {
    const there = new Set(pods.map(({ uid }) => uid));
    for (const uid of [...this.pods.keys()].filter((one) => !there.has(one))) {
      await this.remove(uid);
    }
    for (const pod of pods) {
      this.see(pod, !isFirst);
    }
    if (isFirst && pods.length === 0) {
      await this.push({ kind: 'mark', mark: 'waiting' });
    }
  }

  /** `isNew`: it came while we were looking, so that nothing of it may be missed. */
  private see(pod: PodSummary, isNew: boolean): void {
    const known = this.pods.get(pod.uid);
    const state = known ?? new PodState(pod);
    if (known) {
      known.update(pod);
    } else {
      this.pods.set(pod.uid, state);
    }
    for (const container of pod.containers) {
      if (this.isWanted(container, isNew)) {
        this.start(state, container.name, isNew && !known);
      }
    }
  }

  /** Init containers that did their work before we came are of no interest. */
  private isWanted({ name, init, state, lastExit }: ContainerSummary, isNew: boolean): boolean {
    if (this.options.container !== undefined) {
      return name === this.options.container;
    }
    return !init || state === 'running' || (lastExit !== undefined && (isNew || lastExit.exitCode !== 0));
  }

  private start(pod: PodState, container: string, isNew: boolean): void {
    const id = `${pod.uid}/${container}`;
    if (this.followed.has(id)) {
      return;
    }
    if (this.active >= maxContainers) {
      if (!this.hasToldLimit) {
        this.hasToldLimit = true;
        void this.push({ kind: 'mark', mark: 'tooMany', detail: String(maxContainers) });
      }
      return;
    }
    this.followed.add(id);
    this.active++;
    const {
      signal,
      tailLines = 500,
      sinceSeconds,
      previousLines = 100,
      firstPauseMs = 1_000,
      settleMs = 3_000,
    } = this.options;
    const past: Query = sinceSeconds === undefined ? { tailLines } : { sinceSeconds };
    const task = followContainer(this.cluster, {
      pod,
      container,
      signal,
      first: isNew ? {} : past,
      previousLines,
      firstPauseMs,
      settleMs,
      cutMark: l10n.t(' [line truncated at 1 MB]'),
      push: (entries) => this.queue.push(entries),
      onLost: (error) => this.onLost(id, error),
      onResumed: (fit) => this.onResumed(id, fit),
    }).catch((error: unknown) => this.queue.fail(error));
    const done = task.finally(() => {
      this.active--;
      this.lost.delete(id);
      this.tasks.delete(done);
    });
    this.tasks.add(done);
  }

  private async remove(uid: string): Promise<void> {
    const pod = this.pods.get(uid);
    if (pod) {
      this.pods.delete(uid);
      pod.remove();
      await this.push({ kind: 'mark', mark: 'podGone', pod: pod.name });
    }
  }

  /** One mark for all connections that break together, as they do when a laptop sleeps. */
  private async onLost(id: string, error: unknown): Promise<void> {
    if (this.lost.size === 0) {
      const { code, what, cause = '' } = explainKubeError(asKubeError(error, this.cluster.name));
      await this.push({ kind: 'mark', mark: 'lost', detail: code === 'other' ? `${what} ${cause}` : what });
    }
    this.lost.add(id);
  }

  /** The last one to come back says for all of them whether anything may be missing. */
  private async onResumed(id: string, fit: Fit): Promise<void> {
    if (!this.lost.delete(id)) {
      return;
    }
    this.hasGap ||= fit === 'unsure';
    if (this.lost.size === 0) {
      await this.push({ kind: 'mark', mark: this.hasGap ? 'back' : 'resumed' });
      this.hasGap = false;
    }
  }

  private push(mark: LogMark): Promise<void> {
    return this.queue.push([mark]);
  }
}
