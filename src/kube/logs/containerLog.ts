import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble } from '../../trouble.ts';
import { backOff } from '../backOff.ts';
import type { Cluster } from '../cluster.ts';
import { explainKubeError } from '../explain.ts';
import { hasStatus, KubeError } from '../kubeError.ts';
import { LogCursor } from './logCursor.ts';
import type { Fit } from './logCursor.ts';
import type { LogEntry, MarkKind } from './logEntries.ts';
import { readPreviousRun, readRun, takeLines } from './logRun.ts';
import type { RunOptions } from './logRun.ts';
import type { ContainerExit, ContainerSummary } from '../model.ts';
import type { RawPod } from '../objects.ts';
import { namespacePath } from '../podLists.ts';
import { describePod } from '../pods.ts';
import type { PodState } from '../podState.ts';
import type { Query } from '../request.ts';

export interface ContainerLogOptions {
  pod: PodState;
  container: string;
  signal: AbortSignal;
  /** What the first look asks for: `tailLines` or `sinceSeconds`. */
  first: Query;
  /** Lines of the run before, when the container has restarted; 0: none. */
  previousLines: number;
  firstPauseMs: number;
  cutMark: string;
  /** How long the watch may lag behind the log. */
  settleMs: number;
  push: (entries: readonly LogEntry[]) => Promise<void>;
  onLost: (error: unknown) => Promise<void>;
  /** The connection is there again and it is known how the log goes on. */
  onResumed: (fit: Fit) => Promise<void>;
}

/** How long the log of a pod that is gone may take to end by itself. */
const graceMs = 5_000;

/** Follows one container through cuts and restarts until its pod is gone or the signal aborts. */
export async function followContainer(cluster: Cluster, options: ContainerLogOptions): Promise<void> {
  await new ContainerLog(cluster, options).follow();
}

/** The log that was opened is not the one of the run being followed. */
class OtherRun extends Error {}

class ContainerLog {
  private readonly cluster: Cluster;
  private readonly options: ContainerLogOptions;
  private cursor = new LogCursor();
  /** Number of the run being followed = how often the container had restarted. */
  private run: number | undefined;
  /** The run's log has been read to its end. */
  private isRead = false;
  private isFirstRun = true;
  private isAnnounced = false;
  /** When the first connection opened, by the server's clock: where to go on when it brought no line. */
  private openedAt: string | undefined;
  private readonly toldReasons = new Set<string>();
  private failures = 0;

  constructor(cluster: Cluster, options: ContainerLogOptions) {
    this.cluster = cluster;
    this.options = options;
  }

  async follow(): Promise<void> {
    const { pod, container, signal } = this.options;
    for (;;) {
      await this.waitForNews();
      const now = pod.container(container);
      if (signal.aborted || pod.isGone || !now) {
        return;
      }
      try {
        if (this.isAnnounced && !(await this.refresh())) {
          return;
        }
        const current = pod.container(container) ?? now;
        if (current.restarts !== this.run) {
          await this.beginRun(current);
        }
        await this.readOnce();
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (isFinal(error)) {
          await this.mark('refused', explainKubeError(error).what);
          return;
        }
        await this.recover(error);
      }
    }
  }

  /** Until there is a log to read; says why there is none. */
  private async waitForNews(): Promise<void> {
    const { pod, container, signal } = this.options;
    const why = (): { reason: string; message?: string } | undefined => {
      const now = pod.container(container);
      if (now === undefined || this.hasNews(now) || this.run !== undefined) {
        return undefined;
      }
      // A pod that no node has taken says nothing of its containers, only of itself.
      const found = now.reason === undefined ? pod.cause : { reason: now.reason };
      return found === undefined || this.toldReasons.has(found.reason) ? undefined : found;
    };
    const isOver = (): boolean => signal.aborted || pod.isGone || this.hasNews(pod.container(container));
    while (!isOver()) {
      const found = why();
      if (found === undefined) {
        await pod.until(() => isOver() || why() !== undefined, { signal });
      } else {
        const { reason, message = '' } = found;
        this.toldReasons.add(reason);
        await this.mark('notStarted', message === '' ? reason : `${reason}: ${message}`);
      }
    }
  }

  /** A log to read: of a run that is there or was there, and that has not been read to its end. */
  private hasNews(now: ContainerSummary | undefined): boolean {
    const hasLog = now !== undefined && (now.state === 'running' || now.lastExit !== undefined);
    return hasLog && !(this.isRead && now.restarts === this.run);
  }

  /**
   * Asks for the pod itself before a new connection: it may have restarted while both its log and the watch were cut, and
   * the log alone would not tell. False when another pod bears its name.
   */
  private async refresh(): Promise<boolean> {
    const { pod, signal } = this.options;
    const path = `${namespacePath(pod.namespace)}/pods/${encodeURIComponent(pod.name)}`;
    const raw = await this.cluster.getJson<RawPod>(path, { signal });
    if (raw.metadata.uid !== pod.uid) {
      return false;
    }
    pod.update(describePod(raw));
    return true;
  }

  private async beginRun(now: ContainerSummary): Promise<void> {
    if (this.run === undefined) {
      await this.showPrevious(now);
    } else {
      await this.finishRun(now, this.run);
      await this.mark('restarted', String(now.restarts));
      this.isFirstRun = false;
    }
    this.run = now.restarts;
    this.cursor = new LogCursor();
    this.isRead = false;
  }

  /** The end of the run before, once: what made it crash is there. A waiting container's own log is that run's already. */
  private async showPrevious({ restarts, state, lastExit }: ContainerSummary): Promise<void> {
    const { previousLines } = this.options;
    if (restarts === 0 || state !== 'running' || !lastExit || previousLines === 0) {
      return;
    }
    const lines: LogEntry[] = [];
    const options = this.runOptions({
      query: { tailLines: previousLines },
      cursor: new LogCursor(),
      push: (entries) => Promise.resolve(void lines.push(...entries)),
      onFit: () => Promise.resolve(),
    });
    const isThere = await readPreviousRun(this.cluster, options);
    if (isThere) {
      await this.mark('previous', describeExit(lastExit));
      await this.options.push(lines);
    }
  }

  /** What the run before said after its connection was cut. The logs of still older runs are not kept. */
  private async finishRun(now: ContainerSummary, run: number): Promise<void> {
    const isNext = now.restarts === run + 1;
    if (this.isRead && isNext) {
      return;
    }
    let fit: Fit | undefined;
    if (isNext) {
      const options = this.runOptions({
        query: this.whereToBegin(),
        cursor: this.cursor,
        push: this.options.push,
        onFit: async (found) => {
          fit = found;
          await this.onFit(found);
        },
      });
      await readPreviousRun(this.cluster, options);
    }
    if (fit === undefined) {
      await this.onFit('unsure');
    }
    if (now.lastExit && now.state === 'running') {
      await this.mark('exited', describeExit(now.lastExit));
    }
  }

  /** One connection. When the server ends it although the container runs on, the next round takes it up again. */
  private async readOnce(): Promise<void> {
    const { pod, container, signal, push, settleMs } = this.options;
    const gone = new AbortController();
    void pod
      .until(() => false, { signal: AbortSignal.any([signal, gone.signal]) })
      .then(async () => {
        await sleep(graceMs, undefined, { signal: gone.signal, ref: false }).catch(() => undefined);
        gone.abort();
      });
    const options = this.runOptions({
      query: { follow: true, ...this.whereToBegin() },
      onOpen: async (date) => {
        if (!this.isAnnounced) {
          this.isAnnounced = true;
          await this.mark('following');
        }
        this.openedAt ??= date;
      },
      cursor: this.cursor,
      signal: AbortSignal.any([signal, gone.signal]),
      push,
      onFit: async (fit) => {
        if (fit === 'unsure') {
          await this.checkRun();
        }
        await this.onFit(fit);
      },
    });
    try {
      const rest = await readRun(this.cluster, options);
      await pod.until(() => this.isOver(pod.container(container)), { signal, timeoutMs: settleMs });
      const now = pod.container(container);
      this.isRead = pod.isGone || this.isOver(now);
      if (this.isRead) {
        await takeLines(rest === undefined ? [] : [rest], options);
        const exit =
          now?.restarts === this.run || now?.restarts === (this.run ?? 0) + 1 ? now?.lastExit : undefined;
        await this.mark('exited', exit ? describeExit(exit) : '');
      }
    } catch (error) {
      if (!gone.signal.aborted && !(error instanceof OtherRun)) {
        throw error;
      }
    } finally {
      gone.abort();
    }
  }

  /** From the last line shown on; the first time, as much of the past as is wanted. */
  private whereToBegin(): Query {
    if (this.cursor.since !== undefined) {
      return { sinceTime: this.cursor.since };
    }
    if (!this.isFirstRun) {
      return {};
    }
    const openedMs = Date.parse(this.openedAt ?? '');
    // Nothing was shown, so nothing can come twice: the clocks of server and node may differ a little.
    return Number.isNaN(openedMs)
      ? this.options.first
      : { sinceTime: new Date(openedMs - 2_000).toISOString().replace('.000Z', 'Z') };
  }

  private async onFit(fit: Fit): Promise<void> {
    this.failures = 0;
    if (fit === 'unsure') {
      await this.mark('unsure');
    }
    await this.options.onResumed(fit);
  }

  /** Throws when the log that does not fit is another run's, whose start the API learns of a little later than its log. */
  private async checkRun(): Promise<void> {
    const { pod, container, signal, settleMs } = this.options;
    const isOther = (): boolean => pod.isGone || pod.container(container)?.restarts !== this.run;
    await pod.until(isOther, { signal, timeoutMs: settleMs });
    if (isOther()) {
      throw new OtherRun();
    }
  }

  private isOver(now: ContainerSummary | undefined): boolean {
    return now === undefined || now.restarts !== this.run || now.state !== 'running';
  }

  private async recover(error: unknown): Promise<void> {
    // 400 while the container is being made ("is waiting to start"), 404 while the pod goes: the watch tells what comes.
    if (!hasStatus(error, 400, 404)) {
      await this.options.onLost(error);
    }
    const { firstPauseMs: firstMs, signal } = this.options;
    await backOff(this.cluster, { firstMs, failures: this.failures++, signal });
  }

  private runOptions(
    given: Pick<RunOptions, 'query' | 'cursor' | 'push' | 'onFit' | 'onOpen'> & { signal?: AbortSignal },
  ): RunOptions {
    const { pod, container, signal, cutMark } = this.options;
    return { namespace: pod.namespace, pod: pod.name, container, signal, cutMark, ...given };
  }

  private mark(mark: MarkKind, detail?: string): Promise<void> {
    const { pod, container, push } = this.options;
    return push([{ kind: 'mark', mark, pod: pod.name, container, ...(detail !== undefined && { detail }) }]);
  }
}

function isFinal(error: unknown): boolean {
  return (
    error instanceof Trouble || (error instanceof KubeError && (error.status === 401 || error.status === 403))
  );
}

function describeExit({ reason, exitCode, finishedAt }: ContainerExit): string {
  return [`${reason}, ${exitCode}`, ...(finishedAt === undefined ? [] : [finishedAt])].join(', ');
}
