import type { Expression, VectorSelector } from '../ast.ts';
import { labelListsOf } from '../labelArguments.ts';
import type { MetricSource, SeriesFilter } from '../metricSource.ts';
import { parseQuery } from '../parse.ts';
import { patient } from '../patient.ts';
import { goQuoted } from '../goText.ts';
import { expressionsAt, labelOrigin, seriesFilter } from '../seriesFilter.ts';
import type { LabelOrigin } from '../seriesFilter.ts';
import type { Fit, Fits } from './fits.ts';
import { literal } from './items.ts';
import type { Item } from './items.ts';
import { insideQuotes } from './metricItems.ts';

interface Items {
  items: readonly Item[];
  isAll: boolean;
}

/** The expressions around what is written at the cursor, the innermost first, and where in the query it begins. */
function around({ place }: Fits): { path: Expression[]; at: number } {
  const { text, touched, before } = place;
  const at = touched?.start ?? before.at(-1)?.end ?? 0;
  return { path: expressionsAt(parseQuery(text).expression, at).reverse(), at };
}

function selectorIn(path: readonly Expression[]): VectorSelector | undefined {
  return path.find((one) => one.kind === 'selector');
}

/** Names of labels: of the series that the other matchers select, or of those that a list of labels is about. */
export async function labelItems(
  { where }: Fit & { kind: 'label' },
  fits: Fits,
  source: MetricSource,
  signal: AbortSignal,
): Promise<Items> {
  const { path, at } = around(fits);
  const selector = where === 'argument' || !inBraces(fits) ? undefined : selectorIn(path);
  const current = selector?.matchers.find(({ start, end }) => start <= at && at < end);
  const origin =
    selector === undefined ? listOrigin(path, at) : { filters: [seriesFilter(selector, current)] };
  const { names, isAll } = await namesOf(origin, source, signal);
  const hidden = new Set(['__name__', ...(selector ? [] : listed(path, at))]);
  const used = new Set(selector?.matchers.filter((one) => one !== current).map(({ label }) => label.text));
  const followed = /^(?:=|!=|!~)/.test(fits.place.after?.text ?? '');
  const items = names
    .filter((name) => !hidden.has(name))
    .map((name): Item => {
      const written = fits.quote === undefined ? writtenLabel(name) : insideQuotes(name, fits.quote);
      const goesOn = where === 'braces' && !followed;
      return {
        ...{ label: name, kind: 'label', order: used.has(name) ? 6 : 2 },
        snippet: goesOn ? `${literal(written)}="$1"$0` : literal(written),
        ...(goesOn && { triggersNext: true }),
      };
    });
  return { items, isAll };
}

function inBraces({ place: { before, open } }: Fits): boolean {
  return before[open.at(-1) ?? -1]?.text === '{';
}

/** A label's name as it is written outside of quotes. */
function writtenLabel(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : goQuoted(name);
}

/** Where the labels of the list that the place is in come from: what is aggregated, or both sides of an operator. */
function listOrigin(path: readonly Expression[], at: number): LabelOrigin {
  for (const one of path) {
    if (one.kind === 'aggregation' || one.kind === 'call') {
      const series = one.args.find(({ kind }) => kind !== 'number' && kind !== 'string');
      return series === undefined ? { filters: [undefined] } : labelOrigin(series);
    }
    if (one.kind === 'binary' && at >= one.operatorSpan.end) {
      const { group } = one.matching;
      const isGroup = group !== undefined && group.start <= at && at <= group.end;
      const sides = [labelOrigin(one.left), labelOrigin(one.right)];
      const [left, right] = sides;
      const single = isGroup ? (group.side === 'left' ? right : left) : undefined;
      return single ?? both(sides);
    }
  }
  return { filters: [undefined] };
}

function both(sides: readonly LabelOrigin[]): LabelOrigin {
  const only = sides.flatMap((side) => side.only ?? []);
  const filters = sides.flatMap((side) => side.filters);
  return { filters, ...(only.length > 0 && { only }) };
}

/** The labels that stand in the list already. */
function listed(path: readonly Expression[], at: number): string[] {
  const own = path.flatMap(labelListsOf).find(({ start, end }) => start <= at && at <= end);
  return (own?.labels ?? []).filter(({ start, end }) => at < start || end <= at).map(({ text }) => text);
}

async function namesOf(
  { only = [], filters }: LabelOrigin,
  source: MetricSource,
  signal: AbortSignal,
): Promise<{ names: string[]; isAll: boolean }> {
  const answers = await Promise.all(
    filters.map((filter) => patient(source.labelNames(filter, signal), signal)),
  );
  const names = new Set([...only, ...answers.flatMap((answer) => answer ?? [])]);
  return { names: [...names].sort(), isAll: answers.every((answer) => answer !== undefined) };
}

/** The values that a label has in the series that the other matchers select. */
export async function valueItems(fits: Fits, source: MetricSource, signal: AbortSignal): Promise<Items> {
  const { place, quote } = fits;
  const { path, at } = around(fits);
  const selector = selectorIn(path);
  const operator = place.before.at(-1);
  const matcher = selector?.matchers.find(({ start, end }) => start < at && at <= end);
  if (selector === undefined || matcher === undefined || operator === undefined) {
    return { items: [], isAll: true };
  }
  const filter: SeriesFilter = seriesFilter(selector, matcher);
  const label = matcher.label.text;
  const values = await patient(source.labelValues(label, filter, signal), signal);
  const isRegex = operator.text === '=~' || operator.text === '!~';
  const written = (value: string): string => {
    const meant = isRegex ? value.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`) : value;
    return quote === undefined ? goQuoted(meant) : insideQuotes(meant, quote);
  };
  const { fitting, isAll } = fittingOf(values ?? [], fits.typed);
  const items = fitting.map((value): Item => ({
    ...{ label: value, kind: 'labelValue', snippet: literal(written(value)), order: 2 },
    filter: quote === undefined ? goQuoted(value) : value,
  }));
  return { items, isAll: isAll && values !== undefined };
}

const mostValues = 500;

/** All values, or of too many those that hold what was typed. */
function fittingOf(values: readonly string[], typed: string): { fitting: string[]; isAll: boolean } {
  const some = values.filter((value) => value !== '');
  if (some.length <= mostValues) {
    return { fitting: some, isAll: true };
  }
  const small = typed.replace(/^["'`]/, '').toLowerCase();
  const fitting = some.filter((value) => value.toLowerCase().includes(small));
  return { fitting: fitting.slice(0, mostValues), isAll: fitting.length <= mostValues };
}
