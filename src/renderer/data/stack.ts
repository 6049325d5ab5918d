import { extentOf } from './scale.ts';
import type { SeriesData } from './seriesData.ts';

/** Where the values of the shown series lie when they stand on each other: `low` to `high`, series after series. */
export interface Stack {
  points: number;
  /** Place of a series in the columns, by its index in the data. */
  place: ReadonlyMap<number, number>;
  low: Float64Array;
  high: Float64Array;
}

/** Stacks what is above zero upwards and what is below downwards. No value takes no room. The series have to share their times. */
export function stackOf(data: SeriesData, shown: readonly number[]): Stack {
  const points = data.shared?.length ?? 0;
  const low = new Float64Array(points * shown.length);
  const high = new Float64Array(points * shown.length);
  const up = new Float64Array(points);
  const down = new Float64Array(points);
  shown.forEach((series, place) => {
    const values = data.values(series);
    for (let point = 0, at = place * points; point < points; point += 1, at += 1) {
      const value = values[point] as number;
      const pile = value < 0 ? down : up;
      const base = pile[point] as number;
      const reached = Number.isFinite(value) ? base + value : base;
      low[at] = Math.min(base, reached);
      high[at] = Math.max(base, reached);
      pile[point] = reached;
    }
  });
  return { points, place: new Map(shown.map((series, place) => [series, place])), low, high };
}

/** Lowest and highest place of a stack between two points, 0 included; `undefined` when it is empty. */
export function stackExtent(
  { points, place, low, high }: Stack,
  from: number,
  to: number,
): [number, number] | undefined {
  let [least, most] = [0, 0];
  for (let row = 0; row < place.size; row += 1) {
    least = Math.min(least, extentOf(low, row * points + from, row * points + to)?.[0] ?? 0);
    most = Math.max(most, extentOf(high, row * points + from, row * points + to)?.[1] ?? 0);
  }
  return least < most ? [least, most] : undefined;
}
