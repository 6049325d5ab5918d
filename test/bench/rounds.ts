import type { Round } from './statistics.ts';

/** Measures once and answers with the cost of one job, in a unit of its own choice (mostly milliseconds). */
export type Measure = () => number | Promise<number>;

export interface RoundOptions {
  rounds: number;
  /** Rounds played first and thrown away, for caches of the disk and the JIT. Default 1. */
  warmUps?: number;
}

/**
 * Plays all contenders once per round, each round beginning with the next of them, so that none profits from its place.
 * Answers with one list of costs per contender, in the order given.
 */
export async function playRounds(contenders: readonly Measure[], options: RoundOptions): Promise<number[][]> {
  const { rounds, warmUps = 1 } = options;
  const costs: number[][] = contenders.map(() => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const index of rotated(contenders.length, round + warmUps)) {
      const cost = (await contenders[index]?.()) ?? NaN;
      if (round >= 0) {
        costs[index]?.push(cost);
      }
    }
  }
  return costs;
}

/** `playRounds` for one of ours and one peer. */
export async function playAgainst(ours: Measure, peer: Measure, options: RoundOptions): Promise<Round[]> {
  const [mine = [], theirs = []] = await playRounds([ours, peer], options);
  return mine.map((cost, round) => ({ ours: cost, peer: theirs[round] ?? NaN }));
}

function rotated(length: number, by: number): number[] {
  return Array.from({ length }, (_, index) => (index + by) % length);
}

/**
 * A measure of `job` in milliseconds per run, repeated so often that one measurement takes at least `leastMs`.
 * The number of repetitions is found by the first measurement and kept.
 */
export function repeat(
  job: () => unknown,
  { leastMs = 15, now = () => performance.now() }: { leastMs?: number; now?: () => number } = {},
): Measure {
  let repetitions = 1;
  const measure = async (): Promise<number> => {
    const start = now();
    for (let run = 0; run < repetitions; run++) {
      await job();
    }
    return now() - start;
  };
  let isSized = false;
  return async () => {
    let took = await measure();
    while (!isSized && took < leastMs) {
      // At most tenfold at once: the first run is far slower than the rest.
      repetitions = Math.ceil(
        repetitions * Math.min(10, Math.max(1.2, (1.2 * leastMs) / Math.max(took, 0.001))),
      );
      took = await measure();
    }
    isSized = true;
    return took / repetitions;
  };
}
