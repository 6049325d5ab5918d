import type { HistogramBucket, HistogramSample, Labels, QueryResult } from './result.ts';

/** What a result is on its way to the page: this, and columns of numbers. */
export type Column = Float64Array | Uint32Array;

/** A result without its numbers. */
export interface Frame {
  kind: QueryResult['kind'];
  series?: readonly Labels[];
  points?: number;
  value?: string;
}

/** The columns that are there, in order, as what they should be. */
interface Columns {
  float: (at: number) => Float64Array | undefined;
  whole: (at: number) => Uint32Array | undefined;
}

export function frameOf(result: QueryResult): Frame {
  return {
    kind: result.kind,
    ...('series' in result && { series: result.series }),
    ...('points' in result && { points: result.points }),
    ...(result.kind === 'string' && { value: result.value }),
  };
}

export function columnsOf(result: QueryResult): Column[] {
  switch (result.kind) {
    case 'range':
      return [
        Float64Array.of(result.start, result.step),
        result.values,
        result.nans,
        ...histogramColumns(result.histograms),
      ];
    case 'samples':
      return [result.offsets, result.times, result.values, ...histogramColumns(result.histograms)];
    case 'instant':
      return [Float64Array.of(result.time), result.values, ...histogramColumns(result.histograms)];
    case 'scalar':
      return [Float64Array.of(result.time, result.value)];
    case 'string':
      return [Float64Array.of(result.time)];
  }
}

/** The result again; `undefined` when the columns do not belong to the frame. */
export function resultOf(frame: Frame, columns: readonly Column[]): QueryResult | undefined {
  const all: Columns = {
    float: (at) => (columns[at] instanceof Float64Array ? columns[at] : undefined),
    whole: (at) => (columns[at] instanceof Uint32Array ? columns[at] : undefined),
  };
  const { kind, value } = frame;
  const [time = NaN, number = NaN] = all.float(0) ?? [];
  const length = all.float(0)?.length;
  switch (kind) {
    case 'range':
      return rangeOf(frame, all);
    case 'samples':
      return samplesOf(frame, all);
    case 'instant':
      return instantOf(frame, all);
    case 'scalar':
      return length === 2 ? { kind, time, value: number } : undefined;
    case 'string':
      return length === 1 && typeof value === 'string' ? { kind, time, value } : undefined;
    default:
      return undefined;
  }
}

function rangeOf({ series = [], points = -1 }: Frame, { float, whole }: Columns): QueryResult | undefined {
  const [start = NaN, step = NaN] = float(0) ?? [];
  const [values, nans] = [float(1), whole(2)];
  const histograms = histogramsOf(float(3), whole(4), { series: series.length, points });
  return nans && histograms && values?.length === series.length * points
    ? { kind: 'range', start, step, points, series, values, nans, histograms }
    : undefined;
}

function samplesOf({ series = [] }: Frame, { float, whole }: Columns): QueryResult | undefined {
  const [offsets, times, values] = [whole(0), float(1), float(2)];
  const points = times?.length ?? 0;
  const histograms = histogramsOf(float(3), whole(4), { series: series.length, points });
  const isWhole =
    offsets?.length === series.length + 1 && values?.length === points && isAscending(offsets, points);
  return isWhole && times && values && histograms
    ? { kind: 'samples', series, offsets, times, values, histograms }
    : undefined;
}

function instantOf({ series = [] }: Frame, { float, whole }: Columns): QueryResult | undefined {
  const [times, values] = [float(0), float(1)];
  const histograms = histogramsOf(float(2), whole(3), { series: series.length, points: 1 });
  return times?.length === 1 && histograms && values?.length === series.length
    ? { kind: 'instant', time: times[0] ?? NaN, series, values, histograms }
    : undefined;
}

/** From 0 to the end, never back. */
function isAscending(offsets: Uint32Array, end: number): boolean {
  return (
    offsets[0] === 0 &&
    offsets.at(-1) === end &&
    offsets.every((offset, at) => offset >= (offsets[at - 1] ?? 0))
  );
}

/** Count, sum and buckets one after the other; and which series, which point, how many buckets, and how these are bounded. */
function histogramColumns(histograms: readonly HistogramSample[]): [Float64Array, Uint32Array] {
  const floats: number[] = [];
  const wholes: number[] = [];
  for (const { series, at, count, sum, buckets } of histograms) {
    floats.push(count, sum);
    wholes.push(series, at, buckets.length);
    for (const bucket of buckets) {
      floats.push(bucket.lower, bucket.upper, bucket.count);
      wholes.push(bucket.boundaries);
    }
  }
  return [Float64Array.from(floats), Uint32Array.from(wholes)];
}

function histogramsOf(
  floats: Float64Array | undefined,
  wholes: Uint32Array | undefined,
  most: { series: number; points: number },
): HistogramSample[] | undefined {
  if (!floats || !wholes) {
    return undefined;
  }
  const histograms: HistogramSample[] = [];
  let float = 0;
  for (let whole = 0; whole < wholes.length;) {
    const [series = NaN, at = NaN, size = NaN] = wholes.subarray(whole, whole + 3);
    whole += 3;
    if (!(
      series < most.series &&
      at < most.points &&
      whole + size <= wholes.length &&
      float + 2 + 3 * size <= floats.length
    )) {
      return undefined;
    }
    const [count = NaN, sum = NaN] = floats.subarray(float, float + 2);
    float += 2;
    const buckets: HistogramBucket[] = [];
    for (let bucket = 0; bucket < size; bucket += 1, whole += 1, float += 3) {
      const [lower = NaN, upper = NaN, amount = NaN] = floats.subarray(float, float + 3);
      buckets.push({
        boundaries: ((wholes[whole] ?? 0) & 3) as HistogramBucket['boundaries'],
        lower,
        upper,
        count: amount,
      });
    }
    histograms.push({ series, at, count, sum, buckets });
  }
  return histograms;
}
