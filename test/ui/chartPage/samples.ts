import type { HistogramSample, Labels, QueryResult } from '../../../src/query/result.ts';
import type { Shown, ShownAbout } from '../../../src/query/shown.ts';

/** 2026-11-26 09:00 UTC. */
export const start = Date.UTC(2026, 10, 26, 9) / 1000;

type Given = Partial<ShownAbout> & { warnings?: readonly string[]; infos?: readonly string[] };

/** An answer to a query over an hour, or at its end. */
export function shownOf(query: string, result: QueryResult, given: Given = {}): Shown {
  const { warnings = [], infos = [], ...about } = given;
  const isRange = result.kind === 'range';
  const plan = isRange
    ? {
        kind: 'range' as const,
        query,
        start: result.start,
        end: result.start + Math.max(1, result.points - 1) * result.step,
        step: result.step,
      }
    : { kind: 'instant' as const, query, time: start + 3600 };
  return {
    answer: { result, warnings, infos, stats: { totalSamples: 12_480, peakSamples: 960, seconds: 0.012 } },
    about: { cell: 'cell', plan, timezone: 'UTC', language: 'en', tookMs: 128, dollars: 0.0000012, ...about },
  };
}

/** Series on 241 points, 15 seconds apart, unless told otherwise. */
export function rangeOf(
  series: readonly Labels[],
  valueAt: (series: number, point: number) => number,
  { points = 241, step = 15 } = {},
): Extract<QueryResult, { kind: 'range' }> {
  const values = new Float64Array(series.length * points);
  for (let index = 0; index < series.length; index += 1) {
    for (let point = 0; point < points; point += 1) {
      values[index * points + point] = valueAt(index, point);
    }
  }
  return { kind: 'range', start, step, points, series, values, nans: new Uint32Array(), histograms: [] };
}

/** Looks like what services do, and is the same each time. */
export function wave(series: number, point: number): number {
  const slow = Math.sin(point / 38 + series * 1.7);
  const fast = Math.sin(point / 3.1 + series * 5.3) * Math.cos(point / 7.7 + series);
  return 40 + series * 14 + 16 * slow + 5 * fast;
}

export const jobs = (count: number): Labels[] =>
  Array.from({ length: count }, (_, index) => ({
    __name__: 'http_requests',
    job: 'api',
    instance: `10.0.${index >> 8}.${index & 255}:8080`,
  }));

const bounds = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];

/** A classic histogram of latencies that get worse half-way. */
export function buckets(): Extract<QueryResult, { kind: 'range' }> {
  const bump = (bound: number, middle: number): number =>
    1 / (1 + Math.exp(-(Math.log(bound) - Math.log(middle)) * 2.2));
  return rangeOf(
    bounds.map((le) => ({ job: 'api', le })),
    (index, point) => {
      const le = bounds[index] ?? '';
      const middle = 0.08 * (1 + 2.5 * Math.exp(-(((point - 140) / 30) ** 2)) + 0.3 * Math.sin(point / 9));
      return le === '+Inf' ? 120 : 120 * bump(Number(le), middle);
    },
  );
}

/** A native histogram at each of some points. */
export function nativeSamples(points: number): HistogramSample[] {
  return Array.from({ length: points }, (_, at) => {
    const middle = 20 + 8 * Math.sin(at / 12);
    const all = Array.from({ length: 40 }, (_, index) => ({
      boundaries: 0 as const,
      lower: 0.001 * 2 ** (index / 4),
      upper: 0.001 * 2 ** ((index + 1) / 4),
      count: Math.round(100 * Math.exp(-(((index - middle) / 4) ** 2))),
    }));
    const filled = all.filter(({ count }) => count > 0);
    return {
      series: 0,
      at,
      count: filled.reduce((sum, { count }) => sum + count, 0),
      sum: 12.5,
      buckets: filled,
    };
  });
}
