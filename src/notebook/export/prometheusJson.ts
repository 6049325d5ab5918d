import type { HistogramSample, Labels, QueryAnswer, QueryResult } from '../../query/result.ts';
import { numberText } from '../expectations/judge.ts';
import { samplesOf } from './samples.ts';

/**
 * An answer as Prometheus writes it, so that whatever reads its API reads this too. It comes in pieces, one for each series.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#expression-queries
 */
export function* prometheusJsonPieces({ result, warnings, infos }: QueryAnswer): Generator<string> {
  yield `{"status":"success","data":{"resultType":"${types[result.kind]}","result":`;
  if (result.kind === 'scalar' || result.kind === 'string') {
    const { time, value } = result;
    yield JSON.stringify([time, typeof value === 'string' ? value : numberText(value)]);
  } else {
    yield '[';
    yield* seriesPieces(result);
    yield ']';
  }
  yield '}';
  for (const [name, texts] of Object.entries({ warnings, infos })) {
    if (texts.length > 0) {
      yield `,"${name}":${JSON.stringify(texts)}`;
    }
  }
  yield '}\n';
}

const types = {
  scalar: 'scalar',
  string: 'string',
  instant: 'vector',
  range: 'matrix',
  samples: 'matrix',
} as const;

type SeriesResult = Extract<QueryResult, { series: readonly Labels[] }>;

interface Series {
  metric: Labels;
  value?: unknown;
  values?: unknown[];
  histogram?: unknown;
  histograms?: unknown[];
}

/** Those without a sample are in it too. */
function* seriesPieces(result: SeriesResult): Generator<string> {
  const isInstant = result.kind === 'instant';
  const samples = samplesOf(result);
  let next = samples.next();
  for (const [index, metric] of result.series.entries()) {
    const own: Series = { metric };
    for (; !next.done && next.value.series === index; next = samples.next()) {
      const { time, value, histogram } = next.value;
      const sample = [time, histogram ? histogramOf(histogram) : numberText(Number(value))];
      if (isInstant) {
        own[histogram ? 'histogram' : 'value'] = sample;
      } else {
        (own[histogram ? 'histograms' : 'values'] ??= []).push(sample);
      }
    }
    yield `${index === 0 ? '' : ','}${JSON.stringify(own)}`;
  }
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
