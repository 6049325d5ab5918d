import type { HistogramSample, Labels, RangeResult, SampleResult } from '../../query/result.ts';
import { firstFrom } from './scale.ts';

/** Counts of histograms over time. */
export interface Grid {
  /** Middle of each column, ascending. */
  times: Float64Array;
  /** Borders of the rows, ascending: one more than there are rows. The outermost may be infinite. */
  edges: readonly number[];
  /** Row after row from the lowest: `counts[row * times.length + column]`. */
  counts: Float64Array;
  most: number;
}

const maxRows = 64;

/** The buckets of a result as a grid; `undefined` when it has none. */
export function gridOf(result: RangeResult | SampleResult): Grid | undefined {
  return result.histograms.length > 0
    ? nativeGrid(result)
    : result.kind === 'range'
      ? classicGrid(result)
      : undefined;
}

/** From cumulative counts by `le`: each row is its bucket less the one below. Series that differ in other labels are added up. */
function classicGrid({ series, values, points, start, step }: RangeResult): Grid | undefined {
  const bounds = [...new Set(series.map(boundOf))]
    .filter((bound) => !Number.isNaN(bound))
    .sort((a, b) => a - b);
  if (bounds.length === 0) {
    return undefined;
  }
  const rowOf = new Map(bounds.map((bound, row) => [bound, row]));
  const counts = new Float64Array(bounds.length * points);
  series.forEach((labels, index) => {
    const row = rowOf.get(boundOf(labels));
    for (let point = 0; row !== undefined && point < points; point += 1) {
      const value = values[index * points + point] as number;
      counts[row * points + point] =
        (counts[row * points + point] as number) + (Number.isFinite(value) ? value : 0);
    }
  });
  for (let at = counts.length - 1; at >= points; at -= 1) {
    // Buckets that were not scraped at the same moment may seem to shrink.
    counts[at] = Math.max(0, (counts[at] as number) - (counts[at - points] as number));
  }
  const [lowest = 0] = bounds;
  const times = Float64Array.from({ length: points }, (_, index) => start + index * step);
  return finished(times, [lowest > 0 ? 0 : -Infinity, ...bounds], counts);
}

function boundOf(labels: Labels): number {
  const le = labels['le'] ?? '';
  return /^\+?Inf$/i.test(le) ? Infinity : le === '' ? NaN : Number(le);
}

/** Buckets of all the samples at one time are added up; what is wider than a row is spread over the rows that it covers. */
function nativeGrid(result: RangeResult | SampleResult): Grid | undefined {
  const timeOf = (sample: HistogramSample): number =>
    result.kind === 'range' ? result.start + sample.at * result.step : (result.times[sample.at] ?? NaN);
  const times =
    result.kind === 'range'
      ? Float64Array.from({ length: result.points }, (_, index) => result.start + index * result.step)
      : Float64Array.from(new Set(result.histograms.map(timeOf))).sort();
  const edges = edgesOf(result.histograms);
  if (edges.length < 2 || times.length === 0) {
    return undefined;
  }
  const columnOf = new Map(Array.from(times, (time, column) => [time, column]));
  const sorted = Float64Array.from(edges);
  const counts = new Float64Array((edges.length - 1) * times.length);
  for (const sample of result.histograms) {
    const column = columnOf.get(timeOf(sample)) ?? -1;
    for (const { lower, upper, count } of column < 0 ? [] : sample.buckets) {
      const [from, to] = rowsBetween(sorted, lower, upper);
      for (let row = from; row < to; row += 1) {
        const at = row * times.length + column;
        counts[at] = (counts[at] as number) + count / (to - from);
      }
    }
  }
  return finished(times, edges, counts);
}

/** The rows that a bucket covers: at least one. */
function rowsBetween(edges: Float64Array, lower: number, upper: number): [from: number, to: number] {
  const rows = edges.length - 1;
  const first = firstFrom(edges, lower);
  const from = Math.min(rows - 1, Math.max(0, edges[first] === lower ? first : first - 1));
  return [from, Math.min(rows, Math.max(from + 1, firstFrom(edges, upper)))];
}

/** Borders of all buckets; of very many only every second, third, and so on. */
function edgesOf(histograms: readonly HistogramSample[]): number[] {
  const all = new Set<number>();
  for (const { buckets } of histograms) {
    for (const { lower, upper } of buckets) {
      all.add(lower).add(upper);
    }
  }
  const edges = [...all].filter((edge) => !Number.isNaN(edge)).sort((a, b) => a - b);
  const stride = Math.ceil((edges.length - 1) / maxRows);
  return stride <= 1 ? edges : edges.filter((_, index) => index % stride === 0 || index === edges.length - 1);
}

function finished(times: Float64Array, edges: readonly number[], counts: Float64Array): Grid {
  let most = 0;
  for (const count of counts) {
    most = Math.max(most, count);
  }
  return { times, edges, counts, most };
}

/** How strongly a count is painted, 0 to 1: small counts beside large ones can still be seen. */
export function intensity(count: number, most: number): number {
  return count > 0 && most > 0 ? Math.min(1, 0.12 + 0.88 * Math.sqrt(count / most)) : 0;
}
