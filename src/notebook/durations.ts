import { durationSeconds } from '../promql/parser/durations.ts';

/** Seconds of a duration as PromQL writes it, or of a plain number; `undefined` for what is none or not more than 0. */
export function positiveSeconds(text: string): number | undefined {
  const seconds = /^\d{1,12}(?:\.\d{1,3})?$/.test(text) ? Number(text) : durationSeconds(text);
  return seconds !== undefined && seconds > 0 ? seconds : undefined;
}
