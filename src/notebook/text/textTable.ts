import * as l10n from '@vscode/l10n';
import type { HistogramSample, Labels, QueryAnswer, QueryResult } from '../../query/result.ts';
import { numberText } from '../expectations/judge.ts';
import { alignedLines } from './columns.ts';
import type { Column } from './columns.ts';
import { inert, seriesName } from '../seriesName.ts';
import { sparkline } from './sparkline.ts';
import { timeText } from './times.ts';

export interface TextOptions {
  /** Of `NotebookDefaults`. */
  timezone?: string;
  /** Series that are shown at most. Default 50. */
  mostSeries?: number;
  /** Letters of a label's value that are shown at most. Default 60. */
  mostLetters?: number;
}

/** What is longer than a screen is wide is no column of its own. */
const mostColumns = 6;
const mostMessages = 10;
const longestMessage = 500;

/**
 * An answer as plain text that is aligned and bounded: series with their values, of a range with the course of them as bars. Whatever labels hold, the
 * text has no control characters, and none that turn the text around them. Ends without a line break.
 */
export function textTable(answer: QueryAnswer, options: TextOptions = {}): string {
  return [...resultLines(answer.result, options), ...messages(answer)].join('\n');
}

/** What the server said besides, on a line each. */
function messages({ warnings, infos }: QueryAnswer): string[] {
  const shown = (text: string): string => inert(text, longestMessage);
  return [
    ...warnings.slice(0, mostMessages).map((text) => l10n.t('Warning: {0}', shown(text))),
    ...infos.slice(0, mostMessages).map((text) => l10n.t('Note: {0}', shown(text))),
  ];
}

function resultLines(result: QueryResult, options: TextOptions): string[] {
  switch (result.kind) {
    case 'scalar':
      return [numberText(result.value)];
    case 'string':
      return [inert(result.value, options.mostLetters ?? 1000)];
    case 'instant':
    case 'range':
    case 'samples':
      return result.series.length === 0 ? [l10n.t('No series')] : seriesLines(result, options);
  }
}

type SeriesResult = Extract<QueryResult, { series: readonly Labels[] }>;

function seriesLines(result: SeriesResult, options: TextOptions): string[] {
  const { mostSeries = 50, mostLetters = 60 } = options;
  const shown = result.series.slice(0, mostSeries);
  const { common, columns } = labelColumns(shown, mostLetters);
  const lines = alignedLines([...columns, ...valueColumns(result, shown.length)]);
  const left = result.series.length - shown.length;
  return [
    ...[summaryLine(result, options) + (common === '' ? '' : `, ${common}`)],
    ...['', ...lines],
    ...(left > 0 ? [l10n.t('… and {0} more', left.toLocaleString('en-US'))] : []),
  ];
}

/** How many series there are, and of when. */
export function summaryLine(result: QueryResult, { timezone }: TextOptions = {}): string {
  switch (result.kind) {
    case 'scalar':
      return numberText(result.value);
    case 'string':
      return inert(result.value, 200);
    case 'instant':
      return l10n.t('{0} series at {1}', count(result), timeText(result.time, timezone));
    case 'samples':
      return l10n.t(
        '{0} series with {1} samples',
        count(result),
        result.times.length.toLocaleString('en-US'),
      );
    case 'range': {
      const end = result.start + Math.max(0, result.points - 1) * result.step;
      return l10n.t(
        '{0} series from {1} to {2}',
        count(result),
        timeText(result.start, timezone),
        timeText(end, timezone),
      );
    }
  }
}

function count({ series }: SeriesResult): string {
  return series.length.toLocaleString('en-US');
}

/** A column for each label that tells series apart; what they have in common is told once. */
function labelColumns(
  series: readonly Labels[],
  mostLetters: number,
): { common: string; columns: readonly Column[] } {
  const names = [...new Set(series.flatMap((labels) => Object.keys(labels)))].sort(byName);
  const [first = {}] = series;
  const isCommon = (name: string): boolean =>
    series.every((labels) => Object.hasOwn(labels, name) && labels[name] === first[name]);
  const shared = names.filter(isCommon);
  const own = names.filter((name) => !shared.includes(name));
  if (own.length > mostColumns) {
    return {
      common: '',
      columns: [{ title: l10n.t('series'), cells: series.map((one) => seriesName(one, mostLetters)) }],
    };
  }
  const common = Object.fromEntries(shared.map((name) => [name, first[name] ?? '']));
  return {
    common: shared.length === 0 ? '' : seriesName(common, mostLetters),
    columns: own.map((name) => ({
      title: name === '__name__' ? l10n.t('metric') : inert(name, mostLetters),
      cells: series.map((labels) => inert(labels[name] ?? '', mostLetters)),
    })),
  };
}

/** The metric first, then the labels by their letters. */
function byName(a: string, b: string): number {
  return Number(b === '__name__') - Number(a === '__name__') || (a < b ? -1 : 1);
}

function valueColumns(result: SeriesResult, count: number): Column[] {
  const histograms = lastHistograms(result.histograms);
  const of = (write: (series: number) => string): string[] =>
    Array.from({ length: count }, (_, series) => write(series));
  if (result.kind === 'instant') {
    const cells = of((at) => histogramText(histograms.get(at)) ?? numberText(result.values[at] ?? NaN));
    return [{ title: l10n.t('value'), cells, isNumber: true }];
  }
  const values = of(() => '').map((_, at) => valuesOf(result, at));
  const column = (title: string, write: (own: Float64Array) => number): Column => ({
    title,
    cells: values.map((own) => short(write(own))),
    isNumber: true,
  });
  const last = column(l10n.t('last'), (own) => own.findLast((one) => !Number.isNaN(one)) ?? NaN);
  return [
    { title: l10n.t('course'), cells: values.map((own) => sparkline(own)) },
    column(l10n.t('least'), (own) =>
      own.reduce((least, one) => (one < least || Number.isNaN(least) ? one : least), NaN),
    ),
    column(l10n.t('most'), (own) =>
      own.reduce((most, one) => (one > most || Number.isNaN(most) ? one : most), NaN),
    ),
    { ...last, cells: last.cells.map((cell, at) => histogramText(histograms.get(at)) ?? cell) },
  ];
}

function valuesOf(result: Exclude<SeriesResult, { kind: 'instant' }>, at: number): Float64Array {
  return result.kind === 'range'
    ? result.values.subarray(at * result.points, (at + 1) * result.points)
    : result.values.subarray(result.offsets[at], result.offsets[at + 1]);
}

function lastHistograms(histograms: readonly HistogramSample[]): Map<number, HistogramSample> {
  return new Map(histograms.map((one) => [one.series, one]));
}

function histogramText(histogram: HistogramSample | undefined): string | undefined {
  return histogram && l10n.t('count {0}, sum {1}', short(histogram.count), short(histogram.sum));
}

/** Six digits are enough to see where a value lies. */
function short(value: number): string {
  return Number.isNaN(value) ? '' : numberText(Number(value.toPrecision(6)));
}
