import type { HistogramSample, Labels, QueryResult } from '../../query/result.ts';

/** One sample of a result. */
export interface Sample {
  /** Which series; 0 of a number or a text. */
  series: number;
  labels: Labels;
  /** Seconds since 1970. */
  time: number;
  value: number | string;
  histogram: HistogramSample | undefined;
}

/** The samples of a result, series after series, in the order of time. */
export function* samplesOf(result: QueryResult): Generator<Sample> {
  if (result.kind === 'scalar' || result.kind === 'string') {
    const { time, value } = result;
    yield { series: 0, labels: {}, time, value, histogram: undefined };
    return;
  }
  const histograms = new Map(result.histograms.map((one) => [indexOf(result, one), one]));
  for (const [series, labels] of result.series.entries()) {
    const [from, to] = bounds(result, series);
    for (let index = from; index < to; index += 1) {
      const value = result.values[index] ?? NaN;
      const histogram = histograms.get(index);
      if (histogram !== undefined || hasSample(result, index)) {
        yield { series, labels, time: timeOf(result, index - from, index), value, histogram };
      }
    }
  }
}

type SeriesResult = Extract<QueryResult, { series: readonly Labels[] }>;

function indexOf(result: SeriesResult, { series, at }: HistogramSample): number {
  return result.kind === 'samples' ? at : result.kind === 'instant' ? series : series * result.points + at;
}

function bounds(result: SeriesResult, series: number): [from: number, to: number] {
  switch (result.kind) {
    case 'instant':
      return [series, series + 1];
    case 'range':
      return [series * result.points, (series + 1) * result.points];
    case 'samples':
      return [result.offsets[series] ?? 0, result.offsets[series + 1] ?? 0];
  }
}

function timeOf(result: SeriesResult, point: number, index: number): number {
  switch (result.kind) {
    case 'instant':
      return result.time;
    case 'range':
      // Times are whole milliseconds, and steps add up to more digits.
      return Math.round((result.start + point * result.step) * 1000) / 1000;
    case 'samples':
      return result.times[index] ?? NaN;
  }
}

/** NaN of a range is a gap, unless it is listed as a sample. */
function hasSample(result: SeriesResult, index: number): boolean {
  return result.kind !== 'range' || !Number.isNaN(result.values[index]) || isListed(result.nans, index);
}

function isListed(sorted: Uint32Array, index: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = (sorted[middle] ?? 0) < index ? [middle + 1, high] : [low, middle];
  }
  return sorted[low] === index;
}
