import type { Grid } from './reading/grid.ts';
import type { HistogramSample, Labels, QueryResult, RangeResult } from './result.ts';

/** Some points of all series of a result, and where they go. */
interface Part {
  result: RangeResult;
  from: number;
  points: number;
  to: number;
}

/** What the parts are copied into. */
interface Whole {
  points: number;
  values: Float64Array<ArrayBuffer>;
  nans: number[];
  histograms: HistogramSample[];
}

/** A series of the whole: its index in each part. */
interface Joined {
  labels: Labels;
  indices: [before: number | undefined, tail: number | undefined];
}

/**
 * The first `points` points of the grid from one answer and the rest from another, as one answer to both would have been: series without
 * any sample left are gone, the others in the order in which Prometheus gives them. `undefined` when the parts do not fit the grid.
 */
export function joinRanges(
  before: RangeResult,
  tail: QueryResult,
  { grid, points }: { grid: Grid; points: number },
): RangeResult | undefined {
  const from = (grid.start - Math.round(before.start * 1000)) / grid.step;
  const rest = grid.points - points;
  if (tail.kind !== 'range' || from < 0 || from + points > before.points || !startsAt(tail, grid, points)) {
    return undefined;
  }
  const parts: Part[] = [
    { result: before, from, points, to: 0 },
    { result: tail, from: 0, points: rest, to: points },
  ];
  const series = joinSeries(parts);
  const whole: Whole = {
    points: grid.points,
    values: new Float64Array(series.length * grid.points).fill(NaN),
    ...{ nans: [], histograms: [] },
  };
  parts.forEach((part, which) => {
    const indices = new Map(series.map((one, index) => [one.indices[which] ?? -1, index]));
    copyPart(part, whole, indices);
  });
  return {
    kind: 'range',
    ...{ start: grid.start / 1000, step: grid.step / 1000, points: grid.points },
    series: series.map(({ labels }) => labels),
    values: whole.values,
    nans: Uint32Array.from(whole.nans).sort(),
    histograms: whole.histograms.sort((a, b) => a.series - b.series || a.at - b.at),
  };
}

/** `indices` has the place in the whole for each series of the part that is to stay. */
function copyPart(
  { result, from, points, to }: Part,
  whole: Whole,
  indices: ReadonlyMap<number, number>,
): void {
  for (const [old, index] of indices) {
    if (old >= 0) {
      const start = old * result.points + from;
      whole.values.set(result.values.subarray(start, start + points), index * whole.points + to);
    }
  }
  const isIn = (at: number): boolean => at >= from && at < from + points;
  for (const { series: old, at, ...histogram } of result.histograms) {
    const series = indices.get(old);
    if (series !== undefined && isIn(at)) {
      whole.histograms.push({ series, at: at - from + to, ...histogram });
    }
  }
  for (const nan of result.nans) {
    const index = indices.get(Math.floor(nan / result.points));
    const at = nan % result.points;
    if (index !== undefined && isIn(at)) {
      whole.nans.push(index * whole.points + at - from + to);
    }
  }
}

function startsAt(tail: RangeResult, grid: Grid, points: number): boolean {
  const start = grid.start + points * grid.step;
  return (
    Math.round(tail.start * 1000) === start &&
    Math.round(tail.step * 1000) === grid.step &&
    tail.points === grid.points - points
  );
}

function joinSeries(parts: readonly Part[]): Joined[] {
  const byLabels = new Map<string, Joined>();
  parts.forEach((part, which) => {
    const isThere = seriesWithSamples(part);
    part.result.series.forEach((labels, index) => {
      if (isThere[index]) {
        const key = JSON.stringify(sorted(labels));
        const joined = byLabels.get(key) ?? { labels, indices: [undefined, undefined] };
        joined.indices[which] = index;
        byLabels.set(key, joined);
      }
    });
  });
  return [...byLabels.values()]
    .map((joined) => ({ joined, pairs: sorted(joined.labels) }))
    .sort((a, b) => compareLabels(a.pairs, b.pairs))
    .map(({ joined }) => joined);
}

/** For each series whether it has any sample in the part. */
function seriesWithSamples({ result, from, points }: Part): boolean[] {
  const isThere = result.series.map((_, index) => {
    const start = index * result.points + from;
    return result.values.subarray(start, start + points).some((value) => !Number.isNaN(value));
  });
  const mark = (series: number, at: number): void => {
    isThere[series] ||= at >= from && at < from + points;
  };
  result.nans.forEach((nan) => mark(Math.floor(nan / result.points), nan % result.points));
  result.histograms.forEach(({ series, at }) => mark(series, at));
  return isThere;
}

function sorted(labels: Labels): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => compareTexts(a, b));
}

/** https://github.com/prometheus/prometheus/blob/main/model/labels/labels_common.go */
function compareLabels(a: readonly [string, string][], b: readonly [string, string][]): number {
  for (const [index, [name, value]] of a.entries()) {
    const [otherName, otherValue] = b[index] ?? [];
    if (otherName === undefined || otherValue === undefined) {
      return 1;
    }
    const order = compareTexts(name, otherName) || compareTexts(value, otherValue);
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

/** By bytes, as Go does: UTF-16 orders differently only what needs two units. */
function compareTexts(a: string, b: string): number {
  if (/[\ud800-\udfff]/.test(a) || /[\ud800-\udfff]/.test(b)) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
