import type { QueryResult } from '../../query/result.ts';
import type { ChartKind, Shown } from '../../query/shown.ts';

const fewBars = 24;
const fewestBuckets = 3;

/** The kinds of chart that can show a result, in the order of the toolbar; none for a text. */
export function possibleCharts(result: QueryResult): readonly ChartKind[] {
  switch (result.kind) {
    case 'string':
      return [];
    case 'scalar':
      return ['value', 'table'];
    case 'instant':
      return ['bar', 'value', 'table'];
    case 'samples':
      return hasOnlyHistograms(result) ? ['heatmap', 'table'] : ['line', 'value', 'table'];
    case 'range':
      if (hasOnlyHistograms(result)) {
        return ['heatmap', 'table'];
      }
      return hasBuckets(result) || result.histograms.length > 0
        ? ['heatmap', 'line', 'stacked', 'bar', 'value', 'table']
        : ['line', 'stacked', 'bar', 'value', 'table'];
  }
}

/** The chart of a result: the one that the person chose if it can show it, else the one that its shape suggests. */
export function chooseChart({
  answer: { result },
  about: { chart },
}: Pick<Shown, 'answer' | 'about'>): ChartKind {
  const possible = possibleCharts(result);
  return chart !== undefined && possible.includes(chart) ? chart : fittingChart(result);
}

function fittingChart(result: QueryResult): ChartKind {
  switch (result.kind) {
    case 'scalar':
    case 'string':
      return 'value';
    case 'range':
      return hasBuckets(result) || hasOnlyHistograms(result) ? 'heatmap' : 'line';
    case 'samples':
      return hasOnlyHistograms(result) ? 'heatmap' : 'line';
    case 'instant': {
      const { series, histograms } = result;
      if (series.length === 1) {
        return histograms.length === 1 ? 'bar' : 'value';
      }
      return histograms.length === 0 && series.length <= fewBars && varyingLabels(result) <= 1
        ? 'bar'
        : 'table';
    }
  }
}

type Vector = Extract<QueryResult, { series: unknown }>;

/** Counters of a classic histogram: every series says its bucket. */
function hasBuckets({ series }: Pick<Vector, 'series'>): boolean {
  if (series.length < fewestBuckets || !series.every((labels) => labels['le'] !== undefined)) {
    return false;
  }
  return new Set(series.map((labels) => labels['le'])).size >= fewestBuckets;
}

function hasOnlyHistograms({ values, histograms }: Vector): boolean {
  return histograms.length > 0 && values.every((value) => Number.isNaN(value));
}

function varyingLabels({ series }: Vector): number {
  const [first = {}] = series;
  const varying = new Set<string>();
  for (const labels of series) {
    for (const name of new Set([...Object.keys(first), ...Object.keys(labels)])) {
      if (labels[name] !== first[name]) {
        varying.add(name);
      }
    }
  }
  return varying.size;
}
