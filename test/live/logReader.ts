import * as assert from 'node:assert/strict';
import type { Cluster } from '../../src/kube/cluster.ts';
import type { LogEntry } from '../../src/kube/logs/logEntries.ts';
import { followLogs } from '../../src/kube/logs/logs.ts';
import type { LogSource } from '../../src/kube/model.ts';

/** Follows logs as a log channel does, until it is ended. */
export class LogReader {
  private readonly entries: LogEntry[] = [];
  private readonly stop = new AbortController();
  private readonly done: Promise<void>;
  private failure: unknown;
  private wake: () => void = () => undefined;

  constructor(cluster: Cluster, source: LogSource) {
    const batches = followLogs(cluster, source, { signal: this.stop.signal, tailLines: 10_000 });
    this.done = this.read(batches).catch((error: unknown) => {
      this.failure = error;
    });
  }

  /** The lines of one pod. */
  texts(pod: string): string[] {
    return this.entries.flatMap((entry) => (entry.kind === 'line' && entry.pod === pod ? [entry.text] : []));
  }

  /** What was said of the log itself. */
  marks(): string[] {
    return this.entries.flatMap((entry) => (entry.kind === 'mark' ? [entry.mark] : []));
  }

  /** Resolves when `isTrue`; after 60 seconds it fails with `otherwise`. */
  async until(isTrue: () => boolean, otherwise: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (!isTrue()) {
      const left = end - Date.now();
      if (this.failure !== undefined) {
        throw this.failure as Error;
      }
      assert.ok(left > 0, `${otherwise}; of the log was said: ${this.marks().join(', ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 1_000));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.done;
  }

  private async read(batches: AsyncIterable<LogEntry[]>): Promise<void> {
    for await (const batch of batches) {
      this.entries.push(...batch);
      this.wake();
    }
  }
}
