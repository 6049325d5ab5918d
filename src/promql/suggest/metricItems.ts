import type { Span } from '../../problem.ts';
import type { MetricFacts, MetricIndex, MetricType } from '../metricSource.ts';
import { goQuoted } from '../goText.ts';
import type { Fits } from './fits.ts';
import { literal } from './items.ts';
import type { QuerySuggestion } from './items.ts';

interface MetricOptions {
  limit: number;
  /** The function that a metric is for. */
  within?: string | undefined;
  /** Whether it is a text in quotes, in braces. */
  isQuoted?: boolean;
}

/**
 * Metrics for what was typed of one: those that begin so, then those that hold it. Where all of them find room, all are given, and it is
 * left to the editor to find what is meant.
 */
export function metricItems(
  index: MetricIndex,
  { typed, quote, replace }: Fits,
  { limit, within, isQuoted = false }: MetricOptions,
): { items: readonly QuerySuggestion[]; isAll: boolean } {
  const likes = preferred(within);
  const style: Style = { likes, replace, quote: isQuoted ? quote : undefined };
  const items: QuerySuggestion[] = [];
  const add = (name: string): void => {
    items.push(itemOf(name, index.facts(name), style));
  };
  if (index.size <= limit) {
    index.withPrefix('', limit).names.forEach(add);
    return { items, isAll: true };
  }
  const begin = index.withPrefix(typed, limit);
  begin.names.forEach(add);
  // One letter is in nearly all of them.
  if (typed.length < 2 || !begin.isAll) {
    return { items, isAll: begin.isAll && typed.length > 1 };
  }
  const { names, isAll } = index.containing(typed, limit);
  names.filter((name) => !name.startsWith(typed) && items.length < limit).forEach(add);
  return { items, isAll: isAll && items.length < limit };
}

interface Style {
  likes: readonly MetricType[];
  replace: Span;
  quote: string | undefined;
}

function itemOf(
  name: string,
  facts: MetricFacts | undefined,
  { likes, quote, replace }: Style,
): QuerySuggestion {
  const { type, unit } = facts ?? { name };
  const isPlain = /^[A-Za-z_:][\w:]*$/.test(name);
  const written = quote !== undefined ? insideQuotes(name, quote) : isPlain ? name : `{${goQuoted(name)}}`;
  const snippet = isPlain ? name : literal(written);
  const order = type !== undefined && likes.includes(type) ? 2 : 3;
  // Hundreds at each key: whole at once.
  return type === undefined
    ? { label: name, kind: 'metric', snippet, order, replace }
    : { label: name, kind: 'metric', snippet, order, replace, detail: unit ? `${type}, ${unit}` : type };
}

/** A text as it is written between quotes of that kind. */
export function insideQuotes(text: string, quote: string): string {
  if (quote === '`') {
    return text;
  }
  const inner = goQuoted(text).slice(1, -1);
  return quote === "'" ? inner.replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`) : inner;
}

const growing = ['rate', 'increase', 'irate', 'resets'];
const moving = ['delta', 'idelta', 'deriv', 'predict_linear', 'double_exponential_smoothing'];

/** The types of metrics that a function is made for. */
function preferred(within: string | undefined): readonly MetricType[] {
  if (within === undefined) {
    return [];
  }
  if (growing.includes(within)) {
    return ['counter', 'histogram', 'summary'];
  }
  if (within.startsWith('histogram_')) {
    return ['histogram', 'gaugehistogram'];
  }
  return moving.includes(within) || /^(?:avg|min|max|quantile|stddev|stdvar)_over_time$/.test(within)
    ? ['gauge']
    : [];
}
