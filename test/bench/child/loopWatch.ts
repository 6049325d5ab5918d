export interface Blocks {
  /** The longest time in which nothing else could run, in milliseconds. */
  blockedMs: number;
  /** The most work of this thread between two turns of the loop: what blocks on a machine with nothing else to do. */
  busyMs: number;
}

/** Watches the event loop by a timer of one millisecond; the function it gives back stops it and tells the longest blocks. */
export function watchLoop(): () => Blocks {
  let blockedMs = 0;
  let busyMs = 0;
  let lastMs = performance.now();
  let lastWorkMs = threadWorkMs();
  const tick = (): void => {
    const nowMs = performance.now();
    const workMs = threadWorkMs();
    blockedMs = Math.max(blockedMs, nowMs - lastMs);
    busyMs = Math.max(busyMs, workMs - lastWorkMs);
    lastMs = nowMs;
    lastWorkMs = workMs;
  };
  const timer = setInterval(tick, 1);
  return () => {
    clearInterval(timer);
    tick();
    return { blockedMs, busyMs };
  };
}

function threadWorkMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
