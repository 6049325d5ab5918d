/** Something that is asked of a service now and then, and used as it is known meanwhile. */
export interface Asking<T> {
  /** What was answered last; asks again in the background when that is old. */
  read(): T;
  /** Whether an answer is on its way. */
  readonly isAsking: boolean;
}

interface AskingOptions {
  onFailure: (error: unknown) => void;
  nowMs: () => number;
}

const keptMs = 60_000;
const deadlineMs = 10_000;

/** Never blocks and never throws: until the first answer, and where there is none, it reads as `none`. */
export function createAsking<T>(
  none: T,
  ask: (signal: AbortSignal) => Promise<T>,
  { onFailure, nowMs }: AskingOptions,
): Asking<T> {
  let answer = none;
  let askedAtMs = -Infinity;
  let isAsking = false;
  const refresh = async (): Promise<void> => {
    isAsking = true;
    askedAtMs = nowMs();
    try {
      answer = await ask(AbortSignal.timeout(deadlineMs));
    } catch (error) {
      onFailure(error);
    } finally {
      isAsking = false;
    }
  };
  return {
    read: () => {
      if (!isAsking && nowMs() - askedAtMs > keptMs) {
        void refresh();
      }
      return answer;
    },
    get isAsking() {
      return isAsking;
    },
  };
}
