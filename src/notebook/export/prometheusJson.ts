import type { HistogramSample, Labels, QueryAnswer, QueryResult } from '../../query/result.ts';
import { numberText } from '../expectations/judge.ts';
import { eachSample } from './samples.ts';

/**
 * An answer as Prometheus writes it, so that whatever reads its API reads this too.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#expression-queries
 */
export function asPrometheusJson({ result, warnings, infos }: QueryAnswer): string {
  const answer = {
    status: 'success',
    data: dataOf(result),
    ...(warnings.length > 0 && { warnings }),
    ...(infos.length > 0 && { infos }),
  };
  return `${JSON.stringify(answer)}\n`;
}

const types = {
  scalar: 'scalar',
  string: 'string',
  instant: 'vector',
  range: 'matrix',
  samples: 'matrix',
} as const;

interface Series {
  metric: Labels;
  value?: unknown;
  values?: unknown[];
  histogram?: unknown;
  histograms?: unknown[];
}

function dataOf(result: QueryResult): { resultType: string; result: unknown } {
  const resultType = types[result.kind];
  if (result.kind === 'scalar' || result.kind === 'string') {
    const { time, value } = result;
    return { resultType, result: [time, typeof value === 'string' ? value : numberText(value)] };
  }
  const isInstant = result.kind === 'instant';
  const all = result.series.map((metric): Series => ({ metric }));
  eachSample(result, ({ series, time, value, histogram }) => {
    const own = all[series];
    if (own === undefined) {
      return;
    }
    const sample = [time, histogram ? histogramOf(histogram) : numberText(Number(value))];
    if (isInstant) {
      own[histogram ? 'histogram' : 'value'] = sample;
    } else {
      (own[histogram ? 'histograms' : 'values'] ??= []).push(sample);
    }
  });
  return { resultType, result: all };
}

function histogramOf({ count, sum, buckets }: HistogramSample): unknown {
  return {
    count: numberText(count),
    sum: numberText(sum),
    buckets: buckets.map((one) => [
      one.boundaries,
      ...[one.lower, one.upper, one.count].map((value) => numberText(value)),
    ]),
  };
}
