import type { MetricFacts, MetricIndex } from './metricSource.ts';
import { createNameSearch } from './nameSearch.ts';
import type { NameSearch } from './nameSearch.ts';

/**
 * Makes the names of metrics ready for looking up: sorted for what begins so, and joined for what holds a text somewhere.
 * Of a name that comes twice the first one counts. The names are sorted once, here; 100,000 of them take some 100 ms.
 */
export function createMetricIndex(facts: Iterable<MetricFacts>): MetricIndex {
  const byName = new Map<string, MetricFacts>();
  for (const one of facts) {
    if (!byName.has(one.name)) {
      byName.set(one.name, one);
    }
  }
  const names = [...byName.keys()].sort(byCodeUnits);
  let search: NameSearch | undefined;
  return {
    size: names.length,
    facts: (name) => byName.get(name),
    withPrefix: (prefix, limit) => {
      const from = firstNotBelow(names, prefix);
      const end = prefix === '' ? names.length : endOfPrefix(names, prefix, from);
      return { names: names.slice(from, Math.min(end, from + limit)), isAll: end - from <= limit };
    },
    containing: (text, limit) => {
      search ??= createNameSearch(names);
      return search(text, limit);
    },
  };
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The place of the first name that is not sorted before the text. */
function firstNotBelow(names: readonly string[], text: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Behind the last name that begins so: all of them lie together. */
function endOfPrefix(names: readonly string[], prefix: string, from: number): number {
  let low = from;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle]?.startsWith(prefix)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
