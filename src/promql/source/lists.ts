import { patient } from '../patient.ts';
import type { Asker } from './asker.ts';
import type { MetricClient } from './metricClient.ts';
import { createAnswers } from './remembered.ts';
import type { Answer } from './remembered.ts';

export type ListQuestion = (server: MetricClient, signal: AbortSignal) => Promise<readonly string[]>;

/** Lists of names and values, remembered by what was asked. */
export interface Lists {
  /** What is known, at once; what is not, as soon as it is there, and nothing when the signal ends before. */
  get(key: string, question: ListQuestion, signal: AbortSignal): Promise<readonly string[]>;
  /** Takes what is known from elsewhere and not known here. */
  restore(answers: readonly (readonly [key: string, answer: Answer])[]): void;
  entries(): [key: string, answer: Answer][];
}

interface ListsOptions {
  ask: Asker;
  now: () => number;
  onAnswer: () => void;
}

const freshMs = 2 * 60_000;
const mostLists = 300;

export function createLists({ ask, now, onAnswer }: ListsOptions): Lists {
  const answers = createAnswers(mostLists);
  const asking = new Map<string, Promise<readonly string[] | undefined>>();

  const read = async (key: string, question: ListQuestion): Promise<readonly string[] | undefined> => {
    const values = await ask(question);
    asking.delete(key);
    if (values !== undefined) {
      answers.set(key, { values, at: now() });
      onAnswer();
    }
    return values;
  };
  /** Whoever asks the same at the same time waits for the same answer. */
  const readOnce = (key: string, question: ListQuestion): Promise<readonly string[] | undefined> => {
    const asked = asking.get(key) ?? read(key, question);
    asking.set(key, asked);
    return asked;
  };
  return {
    get: async (key, question, signal) => {
      const known = answers.get(key);
      if (known === undefined) {
        return (await patient(readOnce(key, question), signal)) ?? [];
      }
      if (now() - known.at > freshMs) {
        void readOnce(key, question);
      }
      return known.values;
    },
    restore: (others) => {
      others
        .filter(([key]) => answers.get(key) === undefined)
        .forEach(([key, answer]) => answers.set(key, answer));
    },
    entries: () => answers.entries(),
  };
}
