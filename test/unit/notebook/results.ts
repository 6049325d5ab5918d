import type { Labels, QueryAnswer, QueryResult, RangeResult } from '../../../src/query/result.ts';

export const answerOf = (result: QueryResult, more: Partial<QueryAnswer> = {}): QueryAnswer => ({
  ...{ result, warnings: [], infos: [], stats: undefined },
  ...more,
});

/** 2026-01-01T00:00:00Z. */
export const newYear = 1_767_225_600;

export const instantOf = (...series: (readonly [labels: Labels, value: number])[]): QueryResult => ({
  ...{ kind: 'instant', time: newYear, histograms: [] },
  series: series.map(([labels]) => labels),
  values: Float64Array.from(series, ([, value]) => value),
});

export const rangeOf = (
  step: number,
  ...series: (readonly [labels: Labels, values: readonly number[]])[]
): RangeResult => ({
  ...{ kind: 'range', start: newYear, step, points: series[0]?.[1].length ?? 0, histograms: [] },
  nans: new Uint32Array(),
  series: series.map(([labels]) => labels),
  values: Float64Array.from(series.flatMap(([, values]) => values)),
});

export const samplesOf = (
  ...series: (readonly [labels: Labels, values: readonly number[]])[]
): QueryResult => ({
  ...{ kind: 'samples', histograms: [] },
  series: series.map(([labels]) => labels),
  offsets: Uint32Array.from([
    0,
    ...series.map((_, at) => series.slice(0, at + 1).flatMap(([, values]) => values).length),
  ]),
  times: Float64Array.from(series.flatMap(([, values]) => values.map((_, at) => newYear + at * 15))),
  values: Float64Array.from(series.flatMap(([, values]) => values)),
});

/** Labels that nobody should have. */
export const hostileLabels: Labels = {
  __name__: 'up\u001b[31m',
  html: '<script>alert(1)</script>',
  rtl: 'a\u202eb\u2066c\u200f',
  lines: 'a\nb\r\u2028c\u0000\t',
  lone: 'x\ud800',
  quotes: '"\'`\\$(x)]]>',
  long: 'l'.repeat(1_000_000),
};
