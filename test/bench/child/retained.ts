import { setTimeout as sleep } from 'node:timers/promises';

export interface Retained<T> {
  result: T;
  ms: number;
  /** Bytes that the job left on the heap once everything unreachable was collected. */
  heapBytes: number;
  /** The most memory the process ever had. */
  peakBytes: number;
}

/** Runs a job once and tells its time and what it leaves behind. The process needs `--expose-gc`. */
export async function measureRetained<T>(job: () => Promise<T>): Promise<Retained<T>> {
  const before = await collectedHeap();
  const start = performance.now();
  const result = await job();
  const ms = performance.now() - start;
  const heapBytes = (await collectedHeap()) - before;
  return { result, ms, heapBytes, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

/** Bytes in use after collecting, sockets and weak references given the time to go. */
export async function collectedHeap(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) {
    throw new Error('run me with --expose-gc');
  }
  for (let round = 0; round < 3; round++) {
    await sleep(20);
    gc();
  }
  return process.memoryUsage().heapUsed;
}
