import type { Labels, QueryResult } from '../../query/result.ts';
import { numberText } from '../expectations/judge.ts';
import { samplesOf } from './samples.ts';

/** Rows of one piece: few enough that making one is not felt. */
const rowsAtOnce = 1000;

/**
 * A result as CSV with a head line: a row for each sample, its time (RFC 3339), a column for each label, the value; a native histogram has its
 * count and its sum. Text that a spreadsheet would take for a formula has an apostrophe before it. It comes in pieces of many rows.
 * https://www.rfc-editor.org/rfc/rfc4180, https://owasp.org/www-community/attacks/CSV_Injection
 */
export function* csvPieces(result: QueryResult): Generator<string> {
  const names = labelNames(result);
  const hasHistograms = 'histograms' in result && result.histograms.length > 0;
  let rows = [row(['time', ...names.map(cell), 'value', ...(hasHistograms ? ['count', 'sum'] : [])])];
  // Series have their labels and most of their times in common: a million rows are made of few texts.
  const times = new Map<number, string>();
  let current: { series: number; cells: string } | undefined;
  for (const { series, labels, time, value, histogram } of samplesOf(result)) {
    if (current?.series !== series) {
      current = { series, cells: names.map((name) => `${cell(own(labels, name))},`).join('') };
    }
    const written = times.get(time) ?? timeCell(time);
    times.set(time, written);
    const number = typeof value === 'string' ? cell(value) : histogram ? '' : numberText(value);
    const more = histogram
      ? `,${numberText(histogram.count)},${numberText(histogram.sum)}`
      : hasHistograms
        ? ',,'
        : '';
    rows.push(`${written},${current.cells}${number}${more}\r\n`);
    if (rows.length >= rowsAtOnce) {
      yield rows.join('');
      rows = [];
    }
  }
  yield rows.join('');
}

function labelNames(result: QueryResult): string[] {
  const names = 'series' in result ? result.series.flatMap((labels) => Object.keys(labels)) : [];
  return [...new Set(names)].sort(
    (a, b) => Number(b === '__name__') - Number(a === '__name__') || (a < b ? -1 : 1),
  );
}

function own(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

function row(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function timeCell(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
