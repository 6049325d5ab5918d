import type { Labels, QueryResult } from '../../query/result.ts';
import { numberText } from '../expectations/judge.ts';
import { eachSample } from './samples.ts';

/**
 * A result as CSV with a head line: a row for each sample, its time (RFC 3339), a column for each label, the value; a native histogram has its
 * count and its sum. Text that a spreadsheet would take for a formula has an apostrophe before it.
 * https://www.rfc-editor.org/rfc/rfc4180, https://owasp.org/www-community/attacks/CSV_Injection
 */
export function asCsv(result: QueryResult): string {
  const names = labelNames(result);
  const hasHistograms = 'histograms' in result && result.histograms.length > 0;
  const rows = [row(['time', ...names, 'value', ...(hasHistograms ? ['count', 'sum'] : [])].map(cell))];
  eachSample(result, ({ labels, time, value, histogram }) => {
    rows.push(
      row([
        timeCell(time),
        ...names.map((name) => cell(own(labels, name))),
        typeof value === 'string' ? cell(value) : histogram === undefined ? numberText(value) : '',
        ...(hasHistograms
          ? [histogram, histogram].map((one, at) => (one ? numberText(at === 0 ? one.count : one.sum) : ''))
          : []),
      ]),
    );
  });
  return rows.join('');
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
