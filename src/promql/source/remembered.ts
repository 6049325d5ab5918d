/** Answers by their questions: so many at most, the one that was longest not asked for goes first. */
export interface Answers {
  get(key: string): Answer | undefined;
  set(key: string, answer: Answer): void;
  entries(): [key: string, answer: Answer][];
}

export interface Answer {
  values: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
}

export function createAnswers(most: number): Answers {
  const kept = new Map<string, Answer>();
  return {
    get: (key) => {
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found;
    },
    set: (key, answer) => {
      kept.delete(key);
      kept.set(key, answer);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) {
        kept.delete(oldest);
      }
    },
    entries: () => [...kept],
  };
}
