import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';

const longestMs = 30_000;

export interface BackOff {
  firstMs: number;
  /** How many tries have failed before. */
  failures: number;
  signal: AbortSignal | undefined;
}

/** Half to all of a time that doubles with each failure, up to 30 s. Ends early, without an error, when aborted. */
export async function backOff(cluster: Cluster, { firstMs, failures, signal }: BackOff): Promise<void> {
  const ms = Math.min(firstMs * 2 ** failures, longestMs) * (0.5 + cluster.random() / 2);
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
