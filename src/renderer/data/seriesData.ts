import type { InstantResult, Labels, QueryResult, RangeResult, SampleResult } from '../../query/result.ts';
import { extentOf, firstFrom, nearestIndex } from './scale.ts';

/** The points of many series over time, in the columns that they came in. */
export interface SeriesData {
  series: readonly Labels[];
  /** Points in time of a series, ascending. */
  times(index: number): Float64Array;
  /** Its values at these times; NaN where there is none to draw. */
  values(index: number): Float64Array;
  /** The times of all series, when they are the same. */
  shared: Float64Array | undefined;
  /** First and last time. */
  start: number;
  end: number;
  /** Seconds between points, about. */
  step: number;
}

/** What can be drawn over time, `undefined` for results of one moment. */
export function seriesDataOf(result: QueryResult): SeriesData | undefined {
  switch (result.kind) {
    case 'range':
      return ofRange(result);
    case 'samples':
      return ofSamples(result);
    case 'instant':
      return ofInstant(result);
    case 'scalar':
    case 'string':
      return undefined;
  }
}

function ofRange({ series, start, step, points, values }: RangeResult): SeriesData {
  const times = new Float64Array(points);
  for (let index = 0; index < points; index += 1) {
    times[index] = start + index * step;
  }
  return {
    ...{ series, shared: times, start, end: start + Math.max(0, points - 1) * step, step },
    times: () => times,
    values: (index) => values.subarray(index * points, (index + 1) * points),
  };
}

function ofSamples({ series, offsets, times, values }: SampleResult): SeriesData {
  const part = (columns: Float64Array, index: number): Float64Array =>
    columns.subarray(offsets[index], offsets[index + 1]);
  const [start = 0, end = 0] = extentOf(times) ?? [];
  const most = series.reduce((longest, _, index) => Math.max(longest, part(times, index).length), 0);
  return {
    ...{ series, shared: undefined, start, end, step: most > 1 ? (end - start) / (most - 1) : 0 },
    times: (index) => part(times, index),
    values: (index) => part(values, index),
  };
}

function ofInstant({ series, time, values }: InstantResult): SeriesData {
  const times = Float64Array.of(time);
  return {
    ...{ series, shared: times, start: time, end: time, step: 0 },
    times: () => times,
    values: (index) => values.subarray(index, index + 1),
  };
}

/** Lowest and highest value of the series that are shown, between two times; `undefined` when nothing is there. */
export function extentBetween(
  data: SeriesData,
  shown: readonly number[],
  [from, to]: readonly [number, number],
): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const index of shown) {
    const times = data.times(index);
    // Lines go on to the next point outside.
    const first = Math.max(0, firstFrom(times, from) - 1);
    const extent = extentOf(data.values(index), first, Math.min(times.length, firstFrom(times, to) + 1));
    low = Math.min(low, extent?.[0] ?? Infinity);
    high = Math.max(high, extent?.[1] ?? -Infinity);
  }
  return low <= high ? [low, high] : undefined;
}

export interface Nearest {
  series: number;
  point: number;
  value: number;
}

/** Of the shown series the point that lies nearest to a time and a value. */
export function nearestPoint(
  data: SeriesData,
  shown: readonly number[],
  { time, value }: { time: number; value: number },
): Nearest | undefined {
  let best: Nearest | undefined;
  let distance = Infinity;
  const common = data.shared && nearestIndex(data.shared, time);
  for (const series of shown) {
    const point = common ?? nearestIndex(data.times(series), time);
    const own = data.values(series)[point] ?? NaN;
    const away = Math.abs(own - value);
    if (away < distance) {
      distance = away;
      best = { series, point, value: own };
    }
  }
  return best;
}

/** What a series comes to. `undefined` where it has no number. */
export interface Summary {
  last: number;
  least: number;
  mean: number;
  most: number;
}

/** NaN counts as no value; infinities count for the last value only. */
export function summarize(values: Float64Array): Summary | undefined {
  let last = NaN;
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (!Number.isNaN(value)) {
      last = value;
      if (Number.isFinite(value)) {
        sum += value;
        count += 1;
      }
    }
  }
  const [least = last, most = last] = extentOf(values) ?? [];
  return Number.isNaN(last) ? undefined : { last, least, mean: count === 0 ? last : sum / count, most };
}
