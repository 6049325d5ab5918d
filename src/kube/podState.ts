import type { ContainerSummary, PodCause, PodSummary } from './model.ts';

/** What the watch last said of one pod, for those who wait for it to change. */
export class PodState {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  private pod: PodSummary;
  private gone = false;
  private waiting: (() => void)[] = [];

  constructor(pod: PodSummary) {
    this.pod = pod;
    this.name = pod.name;
    this.namespace = pod.namespace;
    this.uid = pod.uid;
  }

  get isGone(): boolean {
    return this.gone;
  }

  container(name: string): ContainerSummary | undefined {
    return this.pod.containers.find((one) => one.name === name);
  }

  /** Why the pod as a whole is not ready, as far as is known. */
  get cause(): PodCause | undefined {
    return this.pod.causes[0];
  }

  /** Restarts only ever become more: an older state that arrives late is no news. */
  update(pod: PodSummary): void {
    if (pod.restarts >= this.pod.restarts) {
      this.pod = pod;
      this.wake();
    }
  }

  remove(): void {
    this.gone = true;
    this.wake();
  }

  /** Resolves when `isMet`, when the pod is gone, when the signal aborts or when the time is over. */
  async until(
    isMet: () => boolean,
    { signal, timeoutMs }: { signal: AbortSignal; timeoutMs?: number },
  ): Promise<void> {
    const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    const wake = (): void => this.wake();
    signal.addEventListener('abort', wake);
    late?.addEventListener('abort', wake);
    try {
      while (!isMet() && !this.gone && !signal.aborted && !late?.aborted) {
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
    } finally {
      signal.removeEventListener('abort', wake);
      late?.removeEventListener('abort', wake);
    }
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) {
      resolve();
    }
  }
}
