import { holds, ratioOf } from './statistics.ts';
import type { Bound, Round } from './statistics.ts';

/** What the bench says of one goal; with `--json` exactly this is written. */
export interface Finding {
  id: string;
  /** The comparison in words, with its direction. */
  what: string;
  /** In the direction of the goal: `5 times faster` is 5, `at most 3 %` is 0.03. NaN (null in JSON) when it could not be measured. */
  ratio: number;
  goal: number;
  holds: boolean;
}

export interface GoalText {
  id: string;
  what: string;
  bound: Bound;
  goal: number;
  /** Only told: nothing fails by it. */
  isInformation?: boolean;
}

/** A finding with what is printed beside it. */
export interface Outcome {
  text: GoalText;
  finding: Finding;
  /** Absolute figures, for the reader alone. */
  details: readonly string[];
}

/** Judges rounds by their median ratio; the bad quartile is told too, for how steady it was. */
export function judge(text: GoalText, rounds: readonly Round[], details: readonly string[] = []): Outcome {
  const { median, badQuartile } = ratioOf(rounds, text.bound);
  const name = text.bound === 'atLeast' ? 'p25' : 'p75';
  const quartile = `${name} ${formatRatio(badQuartile, text.bound)} over ${rounds.length} rounds`;
  return judgeOnce(text, median, [quartile, ...details]);
}

/** Judges a single figure: one that does not vary, or that has been summed up already. */
export function judgeOnce(text: GoalText, ratio: number, details: readonly string[] = []): Outcome {
  const { id, what, bound, goal } = text;
  return { text, finding: { id, what, ratio, goal, holds: holds(ratio, bound, goal) }, details };
}

/** The outcome of what could not be measured at all. */
export function judgeFailure(text: GoalText, error: unknown): Outcome {
  return judgeOnce(text, NaN, [`not measured: ${error instanceof Error ? error.message : String(error)}`]);
}

/** Whether an outcome makes the bench fail. */
export function isFailure({ finding, text }: Outcome): boolean {
  return !finding.holds && text.isInformation !== true;
}

/** `12.3x` for times, `4.5 %` for parts. */
export function formatRatio(ratio: number, bound: Bound): string {
  return bound === 'atLeast' ? `${ratio.toFixed(ratio < 10 ? 2 : 1)}x` : `${(ratio * 100).toFixed(1)} %`;
}
