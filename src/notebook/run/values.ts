import * as l10n from '@vscode/l10n';
import type { QueryResult } from '../../query/result.ts';
import { numberText } from '../expectations/judge.ts';
import { durationText } from '../../query/steps.ts';
import type { Place } from './references.ts';

/** A text to put into a query, or why there is none. */
export type Filled = { text: string } | { why: string };

/** Values that one regular expression is made of at most. */
const mostValues = 10_000;

/** The number that a result comes to, as it is written at a place: of one value, or one series, of whose points the last. */
export function valueText(name: string, result: QueryResult, place: Place): Filled {
  if (result.kind === 'string') {
    return place.kind === 'string' ? { text: inString(result.value, place.quote) } : { why: noNumber(name) };
  }
  const values = lastValues(result);
  const [value] = values;
  if (values.length !== 1 || value === undefined) {
    return { why: l10n.t('{0} has to come to one value here, and it has {1} series.', name, values.length) };
  }
  return numberAt(value, name, place);
}

/** A number as it is written at a place. */
export function numberAt(value: number, name: string, { kind }: Place): Filled {
  switch (kind) {
    case 'duration':
      return value >= 0.001 && value < 1e9 ? { text: durationText(value) } : { why: noDuration(name, value) };
    case 'expression':
      return { text: value < 0 || Object.is(value, -0) ? `(${numberText(value)})` : numberText(value) };
    case 'string':
    case 'name':
      return { text: numberText(value) };
  }
}

function noNumber(name: string): string {
  return l10n.t('{0} is a text, and a number is needed here.', name);
}

function noDuration(name: string, value: number): string {
  return l10n.t('{0} is {1}, which is no duration in seconds.', name, numberText(value));
}

function lastValues(result: Exclude<QueryResult, { kind: 'string' }>): readonly number[] {
  switch (result.kind) {
    case 'scalar':
      return [result.value];
    case 'instant':
      return [...result.values];
    case 'samples':
      return result.series.map((_, at) => result.values[(result.offsets[at + 1] ?? 0) - 1] ?? NaN);
    case 'range':
      return result.series.map((_, at) => {
        const own = result.values.subarray(at * result.points, (at + 1) * result.points);
        return own.findLast((value) => !Number.isNaN(value)) ?? NaN;
      });
  }
}

/**
 * The values that a label has in a result, as they are written at a place: a regular expression of RE2 that matches each of them and nothing
 * else, or, where none is taken, the one value itself. Without values the expression matches nothing.
 */
export function labelText(
  { name, label }: { name: string; label: string },
  result: QueryResult,
  place: Place,
): Filled {
  const series = result.kind === 'scalar' || result.kind === 'string' ? [] : result.series;
  const values = [...new Set(series.flatMap((labels) => labels[label] ?? []))].sort();
  if (values.length > mostValues) {
    return {
      why: l10n.t('{0} has {1} values of {2}, more than a query can hold.', name, values.length, label),
    };
  }
  if (place.kind === 'string' && !place.isExact) {
    const pattern = values.length === 0 ? nothing : values.map(quoteRegex).join('|');
    return { text: inString(pattern, place.quote) };
  }
  const [value] = values;
  if (values.length !== 1 || value === undefined) {
    return {
      why:
        place.kind === 'string'
          ? l10n.t('{0} has {1} values of {2}. Several go with =~ and !~ only.', name, values.length, label)
          : l10n.t('{0} has to have one value of {1} here, and it has {2}.', name, label, values.length),
    };
  }
  return { text: place.kind === 'string' ? inString(value, place.quote) : value };
}

/** Matches no text at all. */
const nothing = String.raw`[^\x00-\x{10FFFF}]`;

/** The text as a regular expression that matches it alone. https://github.com/google/re2/wiki/Syntax */
function quoteRegex(text: string): string {
  return text
    .replaceAll(/[\\.+*?()|[\]{}^$]/g, (char) => `\\${char}`)
    .replaceAll(/[\p{Cc}`]/gu, (char) => `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The text as it stands between quotes. https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
function inString(text: string, quote: string): string {
  if (quote === '`') {
    return text;
  }
  return text.replaceAll(/[\\\n\r"']/g, (char) => {
    return char === '\n'
      ? '\\n'
      : char === '\r'
        ? '\\r'
        : char === '\\' || char === quote
          ? `\\${char}`
          : char;
  });
}
