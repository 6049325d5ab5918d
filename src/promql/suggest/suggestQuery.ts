import type { MetricSource } from '../metricSource.ts';
import { fitsAt } from './fits.ts';
import type { Fit, Fits } from './fits.ts';
import {
  aggregationItems,
  durationItems,
  functionItems,
  keywordItems,
  literal,
  matchOperatorItems,
  operatorItems,
  snippetItems,
} from './items.ts';
import type { Item, QuerySuggestion } from './items.ts';
import { labelItems, valueItems } from './labelItems.ts';
import { metricItems } from './metricItems.ts';

/** A variable that the query's surroundings know: of a notebook, or of Grafana. */
export interface QueryVariable {
  /** As it is written: `${x}`, `$__rate_interval`. */
  text: string;
  detail?: string;
}

export interface SuggestOptions {
  /** What is not known when it ends is left out. */
  signal: AbortSignal;
  variables?: readonly QueryVariable[];
}

export interface QuerySuggestions {
  suggestions: readonly QuerySuggestion[];
  /** Whether typing on may bring others. */
  isIncomplete: boolean;
}

/** As many as a person can look through. */
const mostSuggestions = 500;

const nothing: QuerySuggestions = { suggestions: [], isIncomplete: false };

/**
 * What could be written at a place of a query, 500 at most: metrics and functions at once, labels and their values as soon as the source
 * knows them. Does not throw, and waits no longer than the signal lets it.
 */
export async function suggestQuery(
  text: string,
  offset: number,
  source: MetricSource,
  options: SuggestOptions,
): Promise<QuerySuggestions> {
  const fits = fitsAt(text, offset);
  if (fits === undefined || fits.kinds.length === 0) {
    return nothing;
  }
  const { replace } = fits;
  const found: QuerySuggestion[] = [];
  let isIncomplete = false;
  for (const fit of fits.kinds) {
    const { items, isAll } = await itemsOf(fit, fits, source, options);
    const room = mostSuggestions - found.length;
    isIncomplete ||= !isAll || items.length > room;
    for (const item of items.slice(0, room)) {
      found.push('replace' in item ? item : { ...item, replace });
    }
  }
  return { suggestions: found, isIncomplete };
}

interface Items {
  items: readonly (Item | QuerySuggestion)[];
  isAll: boolean;
}

async function itemsOf(fit: Fit, fits: Fits, source: MetricSource, options: SuggestOptions): Promise<Items> {
  if (fit.kind === 'metric' || fit.kind === 'quotedMetric') {
    // Room for the functions, which are few.
    const about = fit.kind === 'metric' ? { within: fit.within } : { isQuoted: true };
    return metricItems(source.metrics(), fits, { limit: mostSuggestions - 150, ...about });
  }
  if (fit.kind === 'label') {
    return labelItems(fit, fits, source, options.signal);
  }
  if (fit.kind === 'labelValue') {
    return valueItems(fits, source, options.signal);
  }
  return { items: fixedItems(fit, fits, options), isAll: true };
}

function fixedItems(
  fit: Exclude<Fit, { kind: 'metric' | 'quotedMetric' | 'label' | 'labelValue' }>,
  fits: Fits,
  { variables = [] }: SuggestOptions,
): readonly (Item | QuerySuggestion)[] {
  switch (fit.kind) {
    case 'function':
      return functionItems(fits, fit.gives);
    case 'aggregation':
      return aggregationItems(fits);
    case 'snippet':
      return snippetItems();
    case 'keyword':
      return keywordItems(fits, fit.words);
    case 'operator':
      return operatorItems(fits);
    case 'matchOperator':
      return matchOperatorItems();
    case 'duration':
      return durationItems(fits, fit.where);
    case 'variable':
      return variables.map(({ text, detail }) => ({
        ...{ label: text, kind: 'variable', snippet: literal(text), order: 5 },
        ...(detail !== undefined && { detail }),
      }));
  }
}
