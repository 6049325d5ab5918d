import type { HistogramSample, Labels, RangeResult, SampleResult } from '../result.ts';
import {
  Malformed,
  TooLarge,
  closeBracket,
  comma,
  expect,
  openBracket,
  quote,
  readItems,
  readMembers,
  skipValue,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readDigits, readMillis } from './numbers.ts';
import { readHistogram, readLabels } from './series.ts';
import type { TimedHistogram } from './series.ts';

/** Numbers, as many as come. */
interface Column {
  values: Float64Array<ArrayBuffer>;
  length: number;
}

/** Series whose samples have times of their own, in milliseconds. */
interface Samples {
  series: Labels[];
  offsets: number[];
  times: Column;
  values: Column;
  histograms: HistogramSample[];
}

/** The series of a range vector. Throws Malformed and TooLarge. */
export function readSamples(cursor: Cursor, maxCells: number): SampleResult {
  const { series, offsets, times, values, histograms } = readAll(cursor, maxCells);
  return {
    kind: 'samples',
    series,
    offsets: Uint32Array.from(offsets),
    times: times.values.subarray(0, times.length).map((millis) => millis / 1000),
    values: values.values.subarray(0, values.length),
    histograms,
  };
}

/**
 * The series of a range query whose server chose points of its own, such as one that rounds the start to the step: on the widest grid
 * that holds them all. Throws Malformed, also when they are so uneven that it would have more points than `maxPoints`, and TooLarge.
 */
export function readUneven(
  cursor: Cursor,
  { maxCells, maxPoints }: { maxCells: number; maxPoints: number },
): RangeResult {
  const all = readAll(cursor, maxCells);
  const { series, offsets, histograms } = all;
  const times = all.times.values.subarray(0, all.times.length);
  const { start, step, points } = gridOf(times, offsets);
  if (points > maxPoints) {
    throw new Malformed('times without a step', cursor);
  }
  if (points * series.length > maxCells) {
    throw new TooLarge();
  }
  const values = new Float64Array(points * series.length).fill(NaN);
  const nans: number[] = [];
  const isHistogram = new Set(histograms.map(({ at }) => at));
  const pointOf = (at: number): number => ((times[at] ?? 0) - start) / step;
  for (let at = 0, of = 0; at < times.length; at += 1) {
    while (at >= (offsets[of + 1] ?? Infinity)) {
      of += 1;
    }
    const value = all.values.values[at] ?? NaN;
    const cell = of * points + pointOf(at);
    values[cell] = value;
    if (Number.isNaN(value) && !isHistogram.has(at)) {
      nans.push(cell);
    }
  }
  return {
    kind: 'range',
    ...{ start: start / 1000, step: step / 1000, points, series, values },
    nans: Uint32Array.from(nans),
    histograms: histograms.map((histogram) => ({ ...histogram, at: pointOf(histogram.at) })),
  };
}

/** The widest grid on which all times lie. */
function gridOf(
  times: Float64Array,
  offsets: readonly number[],
): { start: number; step: number; points: number } {
  let [first = 0] = times;
  let last = first;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  let step = last - first;
  for (let of = 0; of + 1 < offsets.length; of += 1) {
    const from = offsets[of] ?? 0;
    const to = offsets[of + 1] ?? 0;
    for (let at = from; at < to && step > 1; at += 1) {
      step = commonDivisor(step, (times[at] ?? 0) - first);
    }
  }
  step = Math.max(step, 1);
  return { start: first, step, points: times.length === 0 ? 0 : (last - first) / step + 1 };
}

function commonDivisor(a: number, b: number): number {
  while (b > 0) {
    [a, b] = [b, a % b];
  }
  return a;
}

function readAll(cursor: Cursor, maxCells: number): Samples {
  const samples: Samples = {
    ...{ series: [], offsets: [0], histograms: [] },
    times: { values: new Float64Array(64), length: 0 },
    values: { values: new Float64Array(64), length: 0 },
  };
  readItems(cursor, () => {
    readSeries(cursor, samples);
    if (samples.times.length > maxCells) {
      throw new TooLarge();
    }
  });
  return samples;
}

function readSeries(cursor: Cursor, samples: Samples): void {
  const { series, offsets, times, values } = samples;
  const from = times.length;
  let labels: Labels | undefined;
  const histograms: TimedHistogram[] = [];
  readMembers(cursor, (name) => {
    if (name === 'metric') {
      labels = readLabels(cursor);
    } else if (name === 'values' && times.length === from) {
      readItems(cursor, () => {
        expect(cursor, openBracket);
        push(times, readMillis(cursor));
        expect(cursor, comma);
        push(values, NaN);
        expect(cursor, quote);
        readDigits(cursor, values.values, values.length - 1);
        expect(cursor, closeBracket);
      });
    } else if (name === 'histograms') {
      readItems(cursor, () => histograms.push(readHistogram(cursor)));
    } else {
      skipValue(cursor);
    }
  });
  if (labels === undefined) {
    throw new Malformed('a series without labels', cursor);
  }
  addHistograms(samples, from, histograms);
  for (let at = from + 1; at < times.length; at += 1) {
    if ((times.values[at] ?? 0) <= (times.values[at - 1] ?? 0)) {
      throw new Malformed('times out of order', cursor);
    }
  }
  series.push(labels);
  offsets.push(times.length);
}

/** Puts a series' histograms between its numbers, where their times belong. */
function addHistograms(samples: Samples, from: number, timed: readonly TimedHistogram[]): void {
  if (timed.length === 0) {
    return;
  }
  const { series, times, values } = samples;
  const both = [
    ...Array.from(times.values.subarray(from, times.length), (millis, index) => ({
      ...{ millis, value: values.values[from + index] ?? NaN, histogram: undefined },
    })),
    ...timed.map(({ millis, ...histogram }) => ({ millis, value: NaN, histogram })),
  ].sort((a, b) => a.millis - b.millis);
  times.length = from;
  values.length = from;
  for (const { millis, value, histogram } of both) {
    if (histogram) {
      samples.histograms.push({ series: series.length, at: times.length, ...histogram });
    }
    push(times, millis);
    push(values, value);
  }
}

function push(column: Column, value: number): void {
  if (column.length === column.values.length) {
    const longer = new Float64Array(column.length * 2);
    longer.set(column.values);
    column.values = longer;
  }
  column.values[column.length] = value;
  column.length += 1;
}
