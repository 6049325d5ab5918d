import type { QueryResult } from '../../query/result.ts';
import { firstFrom } from '../data/scale.ts';
import { visibleText } from '../wording/text.ts';
import { summarize } from '../data/seriesData.ts';
import type { Word } from '../wording/words.ts';

export interface Column {
  /** A label's name, or a word of the page. */
  title: string | { word: Word };
  isNumber: boolean;
}

/** A result in rows. Cells are made when they are asked for. */
export interface Rows {
  columns: readonly Column[];
  count: number;
  /** How many labels have no column, because there are too many. */
  leftOut: number;
  text(row: number, column: number): string;
  /** NaN for what is no number. */
  number(row: number, column: number): number;
}

const maxLabels = 20;
const cellLimit = 300;

/** The rows of a result: series with what they come to, or every raw sample with its time. */
export function rowsOf(result: QueryResult): Rows {
  switch (result.kind) {
    case 'string':
      return valueRows(
        () => visibleText(result.value, cellLimit),
        () => NaN,
        1,
      );
    case 'scalar':
      return valueRows(
        () => exact(result.value),
        () => result.value,
        1,
      );
    case 'instant':
      return instantRows(result);
    case 'range':
      return rangeRows(result);
    case 'samples':
      return sampleRows(result);
  }
}

const number = (word: Word): Column => ({ title: { word }, isNumber: true });

function valueRows(text: Rows['text'], value: Rows['number'], count: number): Rows {
  return { columns: [number('valueColumn')], count, leftOut: 0, text, number: value };
}

/** The shortest text that is exactly this number, as Prometheus writes it. */
export function exact(value: number): string {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}

type Vector = Extract<QueryResult, { series: unknown }>;

/** Label columns, and behind them those that are numbers. */
function withLabels(
  { series }: Vector,
  rest: {
    columns: readonly Column[];
    count: number;
    seriesOf: (row: number) => number;
    number: Rows['number'];
    text?: Rows['text'];
  },
): Rows {
  const names = new Set<string>();
  for (const labels of series) {
    for (const name of Object.keys(labels)) {
      names.add(name);
    }
  }
  const sorted = [...names].sort(
    (a, b) => Number(b === '__name__') - Number(a === '__name__') || (a < b ? -1 : 1),
  );
  const labels = sorted.slice(0, maxLabels);
  const { columns, count, seriesOf } = rest;
  const own = (row: number, column: number): number => rest.number(row, column - labels.length);
  return {
    columns: [...labels.map((title) => ({ title: visibleText(title, 80), isNumber: false })), ...columns],
    count,
    leftOut: sorted.length - labels.length,
    number: (row, column) => (column < labels.length ? NaN : own(row, column)),
    text: (row, column) => {
      const label = labels[column];
      return label === undefined
        ? (rest.text?.(row, column - labels.length) ?? exact(own(row, column)))
        : visibleText(series[seriesOf(row)]?.[label] ?? '', cellLimit);
    },
  };
}

function instantRows(result: Extract<QueryResult, { kind: 'instant' }>): Rows {
  const { histograms, series, values } = result;
  const seriesOf = (row: number): number => row;
  if (histograms.length === 0) {
    return withLabels(result, {
      ...{ columns: [number('valueColumn')], count: series.length, seriesOf },
      number: (row) => values[row] ?? NaN,
    });
  }
  const bySeries = new Map(histograms.map((sample) => [sample.series, sample]));
  const cell = (row: number, column: number): number => {
    const sample = bySeries.get(row);
    const own = sample && [sample.count, sample.sum, sample.sum / sample.count];
    return column === 3 ? (values[row] ?? NaN) : (own?.[column] ?? NaN);
  };
  const hasValues = values.some((value) => !Number.isNaN(value));
  return withLabels(result, {
    columns: [number('count'), number('sum'), number('mean'), ...(hasValues ? [number('valueColumn')] : [])],
    ...{ count: series.length, seriesOf, number: cell },
    text: (row, column) => (Number.isNaN(cell(row, column)) ? '' : exact(cell(row, column))),
  });
}

function rangeRows(result: Extract<QueryResult, { kind: 'range' }>): Rows {
  const { series, values, points, histograms } = result;
  // Histograms come down to how many they counted.
  const counts = new Map<number, number[]>();
  for (const { series: index, count } of histograms) {
    const own = counts.get(index);
    if (own === undefined) {
      counts.set(index, [count]);
    } else {
      own.push(count);
    }
  }
  const known: ([number, number, number, number] | undefined)[] = [];
  const summary = (row: number): readonly number[] => {
    const seen = known[row];
    if (seen !== undefined) {
      return seen;
    }
    const { last, least, mean, most } = summarize(values.subarray(row * points, (row + 1) * points)) ??
      summarize(Float64Array.from(counts.get(row) ?? [])) ?? { last: NaN, least: NaN, mean: NaN, most: NaN };
    return (known[row] = [endsWithNan(result, row) ? NaN : last, least, mean, most]);
  };
  return withLabels(result, {
    columns: [number('last'), number('least'), number('mean'), number('most')],
    ...{ count: series.length, seriesOf: (row) => row },
    number: (row, column) => summary(row)[column] ?? NaN,
  });
}

/** Whether the last sample of a series says that it is no number, rather than that there is none. */
function endsWithNan(
  { nans, values, points }: Extract<QueryResult, { kind: 'range' }>,
  series: number,
): boolean {
  const end = (series + 1) * points;
  const last = nans[firstFrom(nans, end) - 1];
  return (
    last !== undefined &&
    last >= series * points &&
    values.subarray(last, end).every((value) => Number.isNaN(value))
  );
}

function sampleRows(result: Extract<QueryResult, { kind: 'samples' }>): Rows {
  const { offsets, times, values, histograms } = result;
  const seriesOf = (row: number): number => {
    let [low, high] = [0, result.series.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      [low, high] = (offsets[middle] ?? 0) <= row ? [middle, high] : [low, middle];
    }
    return low;
  };
  const counts = new Map(histograms.map(({ at, count }) => [at, count]));
  return withLabels(result, {
    ...{ columns: [number('time'), number('valueColumn')], count: times.length, seriesOf },
    number: (row, column) => (column === 0 ? (times[row] ?? NaN) : (counts.get(row) ?? values[row] ?? NaN)),
    text: (row, column) =>
      column === 0
        ? new Date((times[row] ?? 0) * 1000).toISOString()
        : exact(counts.get(row) ?? values[row] ?? NaN),
  });
}

export interface Order {
  column: number;
  isDescending: boolean;
}

/** The rows that hold the text, in order: numbers by size with NaN last, texts by their letters, equals as they were. */
export function arrange(
  rows: Rows,
  { filter, order, language }: { filter: string; order?: Order; language: string },
): Uint32Array {
  const wanted = filter.trim().toLowerCase();
  const all = new Uint32Array(rows.count);
  let count = 0;
  for (let row = 0; row < rows.count; row += 1) {
    if (
      wanted === '' ||
      rows.columns.some((_, column) => rows.text(row, column).toLowerCase().includes(wanted))
    ) {
      all[count] = row;
      count += 1;
    }
  }
  const kept = all.slice(0, count);
  return order === undefined ? kept : sorted(rows, kept, { order, language });
}

function sorted(
  rows: Rows,
  kept: Uint32Array,
  { order: { column, isDescending }, language }: { order: Order; language: string },
): Uint32Array {
  const sign = isDescending ? -1 : 1;
  if (rows.columns[column]?.isNumber) {
    const keys = new Float64Array(rows.count);
    for (const row of kept) {
      keys[row] = rows.number(row, column);
    }
    return kept.sort((one, other) => {
      const [a, b] = [keys[one] as number, keys[other] as number];
      const [noA, noB] = [Number.isNaN(a), Number.isNaN(b)];
      return noA || noB
        ? Number(noA) - Number(noB) || one - other
        : a === b
          ? one - other
          : a < b
            ? -sign
            : sign;
    });
  }
  const { compare } = new Intl.Collator(language, { numeric: true });
  const keys: string[] = [];
  for (const row of kept) {
    keys[row] = rows.text(row, column);
  }
  return kept.sort((one, other) => sign * compare(keys[one] ?? '', keys[other] ?? '') || one - other);
}

/** Rows that are in the page. */
export interface RowWindow {
  from: number;
  to: number;
}

/**
 * Which rows to have in the page while some are in sight: a few more on either side. The ones of `before` as long as all that are in
 * sight are among them, so that what is selected stays.
 */
export function windowOf(
  { scrollTop, height, rowHeight }: { scrollTop: number; height: number; rowHeight: number },
  count: number,
  before?: RowWindow,
): RowWindow {
  const beyond = 10;
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const inSight = Math.ceil(Math.max(0, height) / rowHeight);
  const last = Math.min(count, first + inSight + 1);
  if (before && before.from <= first && before.to >= last) {
    return before;
  }
  const to = Math.min(count, first + inSight + beyond);
  return { from: Math.max(0, Math.min(first - beyond, to)), to };
}

/** The rows as text that spreadsheets read. https://www.rfc-editor.org/rfc/rfc4180 */
export function delimited(
  rows: Rows,
  shown: Iterable<number>,
  { separator, titleOf }: { separator: ',' | '\t'; titleOf: (column: Column) => string },
): string {
  const lines = [rows.columns.map((column) => quoted(titleOf(column), separator)).join(separator)];
  for (const row of shown) {
    lines.push(
      rows.columns.map((column, at) => cellOf(rows, { row, at, column, separator })).join(separator),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

function cellOf(
  rows: Rows,
  { row, at, column, separator }: { row: number; at: number; column: Column; separator: ',' | '\t' },
): string {
  const text = rows.text(row, at);
  // A spreadsheet would run a label value that looks like a formula.
  return quoted(!column.isNumber && /^[=+\-@]/.test(text) ? `'${text}` : text, separator);
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
