import type { RangePlan } from './plan.ts';
import { gridOf } from './reading/grid.ts';
import type { Grid } from './reading/grid.ts';
import type { RunOptions } from './client.ts';
import { joinRanges } from './joinRanges.ts';
import type { QueryAnswer, RangeResult } from './result.ts';
import { maxSteps } from './steps.ts';

export interface TailOptions {
  run: (plan: RangePlan, options: RunOptions) => Promise<QueryAnswer>;
  /** Milliseconds since 1970. */
  now: () => number;
  /**
   * For how long samples may still arrive: points younger than that when they were asked for are asked for again. Default ten minutes, which
   * is two of Prometheus' lookbacks, and more than AMP's own window for samples out of order.
   */
  settleSeconds?: number;
  /** How many numbers are remembered altogether. */
  maxCells?: number;
}

export interface TailAnswer {
  answer: QueryAnswer;
  /** How many points were taken from the answer before, and how many asked for; `undefined` when all were asked for. */
  reused: { points: number; asked: number } | undefined;
}

/** Re-runs range queries by asking for what is new alone. */
export interface Tails {
  /**
   * The answer to the plan, its start and end moved back to multiples of the step, so that the same points come again. `key` tells whose
   * answers may follow each other: a cell and its data source. The statistics are those of what was asked for: that is what is billed.
   */
  run(key: string, plan: RangePlan, options: RunOptions): Promise<TailAnswer>;
  /** Forgets the answers of one key, or all. */
  forget(key?: string): void;
}

/** An answer, and what it is an answer to. */
interface Kept {
  query: string;
  grid: Grid;
  result: RangeResult;
  infos: readonly string[];
  /** When it was asked for, in milliseconds since 1970. */
  askedAt: number;
}

const defaultSettleSeconds = 600;
const defaultMaxCells = 8_000_000;

/** See `Tails`. What it gives equals what asking for all would have given, as long as no sample arrives later than `settleSeconds`. */
export function createTails({
  run,
  now,
  settleSeconds = defaultSettleSeconds,
  maxCells = defaultMaxCells,
}: TailOptions): Tails {
  const memory = createMemory(maxCells);

  const askTail = async (
    key: string,
    plan: RangePlan,
    options: RunOptions,
  ): Promise<{ answer: QueryAnswer; points: number } | undefined> => {
    const before = memory.get(key);
    const grid = gridOf(plan);
    const points = before === undefined ? 0 : reusablePoints(before, { plan, grid, settleSeconds });
    if (before === undefined || points === 0) {
      return undefined;
    }
    const start = (grid.start + points * grid.step) / 1000;
    const tail = await run({ ...plan, start }, options);
    const whole = joinRanges(before.result, tail.result, { grid, points });
    const infos = [...new Set([...before.infos, ...tail.infos])];
    return whole && { points, answer: { ...tail, result: whole, infos } };
  };

  return {
    run: async (key, asked, options) => {
      const plan = alignToStep(asked);
      const grid = gridOf(plan);
      const askedAt = now();
      const tail = await askTail(key, plan, options);
      const answer = tail?.answer ?? (await run(plan, options));
      const { result, infos, warnings } = answer;
      const isWhole = result.kind === 'range' && warnings.length === 0 && isOn(result, grid);
      memory.keep(key, isWhole ? { query: plan.query, grid, result, infos, askedAt } : undefined);
      return { answer, reused: tail && { points: tail.points, asked: grid.points - tail.points } };
    },
    forget: memory.forget,
  };
}

/** The newest answers, as many as there is room for. */
function createMemory(maxCells: number): {
  get: (key: string) => Kept | undefined;
  keep: (key: string, kept: Kept | undefined) => void;
  forget: (key?: string) => void;
} {
  const memory = new Map<string, Kept>();
  return {
    get: (key) => memory.get(key),
    keep: (key, kept) => {
      memory.delete(key);
      if (kept !== undefined) {
        memory.set(key, kept);
      }
      let cells = 0;
      for (const [name, { result }] of [...memory].reverse()) {
        cells += result.values.length;
        if (cells > maxCells) {
          memory.delete(name);
        }
      }
    },
    forget: (key) => (key === undefined ? memory.clear() : void memory.delete(key)),
  };
}

/** The plan with start and end moved back to the last multiples of the step. */
export function alignToStep(plan: RangePlan): RangePlan {
  const step = gridOf(plan).step;
  const floor = (seconds: number): number => (Math.floor(Math.round(seconds * 1000) / step) * step) / 1000;
  const [start, end] = [floor(plan.start), floor(plan.end)];
  // One point more than before may be one more than servers answer.
  const isTooMany = Math.round(((end - start) * 1000) / step) > maxSteps;
  return { ...plan, start: isTooMany ? end - (maxSteps * step) / 1000 : start, end };
}

/** How many points at the beginning of the plan are known, and will not change any more. */
function reusablePoints(
  { query, grid: old, askedAt }: Kept,
  { plan, grid, settleSeconds }: { plan: RangePlan; grid: Grid; settleSeconds: number },
): number {
  const hasSlid = grid.start > old.start || grid.points !== old.points;
  if (
    query !== plan.query ||
    grid.step !== old.step ||
    !hasSlid ||
    grid.start < old.start ||
    !isLocal(query)
  ) {
    return 0;
  }
  const oldEnd = old.start + (old.points - 1) * old.step;
  const settled = Math.min(oldEnd, askedAt - settleSeconds * 1000);
  const known = Math.floor((settled - grid.start) / grid.step) + 1;
  return (grid.start - old.start) % grid.step === 0 ? Math.max(0, Math.min(known, grid.points - 1)) : 0;
}

/**
 * Whether a point of the query depends on nothing but its own time and what lies before it. Not so with `@`, which may mean the start or the
 * end of the range, with a negative offset, which looks ahead, and with durations that are made of the range or the step.
 * https://prometheus.io/docs/prometheus/latest/querying/basics/#modifier
 */
export function isLocal(query: string): boolean {
  const code = query.replace(/"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|`[^`]*`|#[^\n]*/g, ' ');
  return !/@|\boffset\s*[-(]|\b(?:start|end|range|step)\s*\(/i.test(code);
}

function isOn({ start, step, points }: RangeResult, grid: Grid): boolean {
  return start * 1000 === grid.start && step * 1000 === grid.step && points === grid.points;
}
