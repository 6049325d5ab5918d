/** One round: what ours and the peer cost, measured one right after the other. Any unit, the same for both. */
export interface Round {
  ours: number;
  peer: number;
}

/** How often a goal asks for: at least so many times better, or at most such a part of the peer. */
export type Bound = 'atLeast' | 'atMost';

/** A ratio over many rounds. */
export interface Ratio {
  /** The median of the rounds' own ratios. */
  median: number;
  /** The quartile on the bad side: a quarter of the rounds came out worse. */
  badQuartile: number;
}

/**
 * The value below which the part `q` (0..1) of the values lies, interpolated between neighbours.
 * Throws for an empty list.
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) {
    throw new RangeError('quantile of nothing');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The middle value. Throws for an empty list. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The ratio in the words of its goal: how many times cheaper than the peer (`atLeast`), or which part of the peer's
 * cost (`atMost`). Each round is compared with itself alone, so a noisy minute spoils both sides of one ratio.
 */
export function ratioOf(rounds: readonly Round[], bound: Bound): Ratio {
  const ratios = rounds.map(({ ours, peer }) => (bound === 'atLeast' ? peer / ours : ours / peer));
  return { median: median(ratios), badQuartile: quantile(ratios, bound === 'atLeast' ? 0.25 : 0.75) };
}

/** Whether a ratio keeps its goal. */
export function holds(ratio: number, bound: Bound, goal: number): boolean {
  return bound === 'atLeast' ? ratio >= goal : ratio <= goal;
}
