import { durationSeconds } from '../promql/parser/durations.ts';

/** Seconds of a duration as PromQL writes it, or of a plain number; `undefined` for what is none or not more than 0. */
export function positiveSeconds(text: string): number | undefined {
  const seconds = /^\d{1,12}(?:\.\d{1,3})?$/.test(text) ? Number(text) : durationSeconds(text);
  return seconds !== undefined && seconds > 0 ? seconds : undefined;
}

const units: readonly (readonly [unit: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** A duration as PromQL writes it: `1h30m` for 5400 seconds; to the millisecond. */
export function durationText(seconds: number): string {
  let left = Math.round(seconds * 1000);
  const parts = units.map(([unit, ms]) => {
    const count = Math.floor(left / ms);
    left -= count * ms;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}
