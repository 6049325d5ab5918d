/** Lets a few at a time go on. */
export interface Slots {
  /** Runs the task as soon as a slot is free; rejects when the signal is aborted before that. */
  within<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

/** So many slots. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    within: async (signal, task) => {
      if (free === 0) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        free -= 1;
      }
      try {
        signal.throwIfAborted();
        return await task();
      } finally {
        const next = waiting.shift();
        if (next === undefined) {
          free += 1;
        } else {
          next();
        }
      }
    },
  };
}
