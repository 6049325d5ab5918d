import { partsOf } from './ast.ts';
import type { Expression, Matcher, VectorSelector } from './ast.ts';
import { goQuoted } from './goText.ts';
import type { SeriesFilter } from './metricSource.ts';

/**
 * The series that a selector is about, as a selector that a server takes: its matchers that are whole and hold no variable, without the
 * one that is left out. `undefined` where these would select everything, which servers refuse.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#finding-series-by-label-matchers
 */
export function seriesFilter({ metric, matchers }: VectorSelector, leftOut?: Matcher): SeriesFilter {
  const isPlain = metric !== undefined && /^[A-Za-z_:][\w:]*$/.test(metric.text);
  const whole = matchers.filter((one) => one !== leftOut && isWhole(one));
  const name = metric === undefined || metric.isOpen ? '' : metric.text;
  if (name === '' && !whole.some(restricts)) {
    return undefined;
  }
  const parts = [...(name === '' || isPlain ? [] : [goQuoted(name)]), ...whole.map(written)];
  return `${isPlain ? name : ''}${parts.length > 0 ? `{${parts.join(', ')}}` : ''}`;
}

function isWhole({ label, operator, value }: Matcher): boolean {
  return (
    !label.isOpen &&
    (operator === undefined
      ? label.text !== '' && !isPlainLabel(label.text)
      : value !== undefined && !/\$[{\w]|\[\[/.test(value.value))
  );
}

function isPlainLabel(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

function written({ label, operator, value }: Matcher): string {
  const name = isPlainLabel(label.text) ? label.text : goQuoted(label.text);
  return operator === undefined ? name : `${name}${operator}${goQuoted(value?.value ?? '')}`;
}

/** Whether series without the label are left out, as far as a look at it tells. */
function restricts({ operator, value }: Matcher): boolean {
  const text = value?.value ?? '';
  return (
    operator === undefined ||
    (operator === '=' ? text !== '' : operator === '=~' && /^\w/.test(text) && !/[|?*]/.test(text))
  );
}

/** Where the labels of what an expression gives come from. */
export interface LabelOrigin {
  /** The only labels there are, where an aggregation says so. */
  only?: readonly string[];
  /** Series whose labels are there; empty where nothing is known. */
  filters: readonly SeriesFilter[];
}

const mostFilters = 4;

/** The labels that an expression's series may have: those of its selectors, unless an aggregation leaves only some of them. */
export function labelOrigin(expression: Expression): LabelOrigin {
  const filters = new Set<SeriesFilter>();
  const only = new Set<string>();
  let isOpen = false;
  const pending: Expression[] = [expression];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (one.kind === 'aggregation' && one.grouping?.kind === 'by') {
      one.grouping.labels.forEach(({ text }) => only.add(text));
    } else if (one.kind === 'selector') {
      filters.add(seriesFilter(one));
      isOpen = true;
    } else {
      pending.push(...partsOf(one));
    }
  }
  const some = [...filters].slice(0, mostFilters);
  return isOpen || only.size === 0 ? { filters: some } : { only: [...only], filters: [] };
}

/** The expressions around an offset, the outermost first; what ends there counts too. */
export function expressionsAt(root: Expression, offset: number): Expression[] {
  const found: Expression[] = [];
  let next: Expression | undefined = root;
  while (next !== undefined) {
    found.push(next);
    const inside: readonly Expression[] = partsOf(next).filter(
      ({ start, end }) => start <= offset && offset <= end,
    );
    // Between two that meet there, the one that is being written.
    next = inside.findLast(({ start }) => start < offset) ?? inside[0];
  }
  return found;
}
