import * as l10n from '@vscode/l10n';
import type { Labels, QueryResult } from '../../query/result.ts';
import type { Comparison, Expectation } from '../model.ts';
import { seriesName } from '../seriesName.ts';

/** Whether an expectation holds of a result. */
export type Judgement =
  | { holds: true }
  | {
      holds: false;
      /** One localised sentence. */
      why: string;
      /** The first series that do not hold, and how many there are in all. */
      offending: readonly { series: string; value: string }[];
      count: number;
    };

const mostShown = 10;

const compare: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b)),
  '!=': (a, b) => !(a === b || (Number.isNaN(a) && Number.isNaN(b))),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** A sample that is judged; `undefined` is one that is no number. */
interface Sample {
  labels: Labels;
  value: number | undefined;
}

/**
 * Whether an expectation holds: of every sample of the result, and of a range of those at its last point. Of no series at all nothing
 * holds but `absent`, and a count of 0.
 */
export function judge(expectation: Expectation, result: QueryResult): Judgement {
  const samples = judged(result);
  const series = seriesOf(result, samples);
  switch (expectation.kind) {
    case 'absent':
      return series.length === 0
        ? { holds: true }
        : fails(l10n.t('There should be no series, and there are {0}.', series.length), series);
    case 'present':
      return series.length > 0 ? { holds: true } : nothing();
    case 'series': {
      const { operator, count } = expectation;
      return compare[operator](series.length, count)
        ? { holds: true }
        : fails(
            l10n.t('The number of series should be {0} {1}, and it is {2}.', operator, count, series.length),
            series,
          );
    }
    case 'values': {
      const { operator, value } = expectation;
      const bad = samples.filter(
        (sample) => sample.value === undefined || !compare[operator](sample.value, value),
      );
      return samples.length === 0
        ? nothing()
        : bad.length === 0
          ? { holds: true }
          : fails(valuesWhy(expectation, bad, samples.length), bad);
    }
  }
}

function valuesWhy(
  { operator, value }: Extract<Expectation, { kind: 'values' }>,
  bad: readonly Sample[],
  count: number,
): string {
  const wanted = `${operator} ${numberText(value)}`;
  const [first] = bad;
  return count === 1 && first !== undefined
    ? l10n.t('The value should be {0}, and it is {1}.', wanted, valueText(first))
    : l10n.t('Every value should be {0}; {1} of {2} are not.', wanted, bad.length, count);
}

function nothing(): Judgement {
  return fails(l10n.t('The query found no series.'), []);
}

function fails(why: string, bad: readonly Sample[]): Judgement {
  const offending = bad
    .slice(0, mostShown)
    .map((sample) => ({ series: seriesName(sample.labels), value: valueText(sample) }));
  return { holds: false, why, offending, count: bad.length };
}

function valueText({ value }: Sample): string {
  return value === undefined ? l10n.t('no number') : numberText(value);
}

/** As Prometheus writes it. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function judged(result: QueryResult): Sample[] {
  switch (result.kind) {
    case 'scalar':
      return [{ labels: {}, value: result.value }];
    case 'string':
      return [{ labels: {}, value: undefined }];
    case 'instant': {
      const histograms = new Set(result.histograms.map(({ series }) => series));
      return result.series.map((labels, at) => ({
        labels,
        value: histograms.has(at) ? undefined : result.values[at],
      }));
    }
    case 'range':
      return lastPoint(result);
    case 'samples': {
      const histograms = new Set(result.histograms.map(({ at }) => at));
      return result.series.flatMap((labels, at) => {
        const [from = 0, to = 0] = [result.offsets[at], result.offsets[at + 1]];
        return Array.from(result.values.subarray(from, to), (value, index) => ({
          labels,
          value: histograms.has(from + index) ? undefined : value,
        }));
      });
    }
  }
}

function lastPoint({
  series,
  points,
  values,
  nans,
  histograms,
}: Extract<QueryResult, { kind: 'range' }>): Sample[] {
  const last = points - 1;
  const isNan = new Set(nans);
  const hasHistogram = new Set(histograms.filter(({ at }) => at === last).map((one) => one.series));
  return series.flatMap((labels, at): Sample[] => {
    const index = at * points + last;
    const value = values[index] ?? NaN;
    if (hasHistogram.has(at)) {
      return [{ labels, value: undefined }];
    }
    return Number.isNaN(value) && !isNan.has(index) ? [] : [{ labels, value }];
  });
}

/** One sample of each series: of raw samples a series has many. */
function seriesOf(result: QueryResult, samples: readonly Sample[]): readonly Sample[] {
  if (result.kind !== 'samples') {
    return samples;
  }
  return result.series.map((labels, at) => ({
    labels,
    value: result.values[(result.offsets[at + 1] ?? 0) - 1],
  }));
}
