import * as l10n from '@vscode/l10n';
import { chartKinds } from '../../query/shown.ts';
import { positiveSeconds } from '../durations.ts';
import { readExpectation } from '../expectations/readExpectation.ts';
import type { CellDirectives, DirectiveLine } from '../model.ts';
import { readTime } from './times.ts';

export const directiveNames = [
  'range',
  'step',
  'instant',
  'at',
  'name',
  'chart',
  'expect',
  'budget',
] as const;
export type DirectiveName = (typeof directiveNames)[number];

/** What a directive adds to a cell's others. */
export type Said = Partial<Omit<CellDirectives, 'problems' | 'lines'>>;

export interface Directive {
  /** In a few words. */
  about: () => string;
  /** Values to choose from or to begin with. */
  values: readonly string[];
  /** How a value has to look. */
  form: () => string;
  /** `undefined` for a value that is none. */
  read: (line: DirectiveLine) => Said | undefined;
}

const duration = (): string => l10n.t('It takes a duration such as 30s, 5m or 1h30m.');

function readDuration(key: 'range' | 'step'): Directive['read'] {
  return ({ value }) => {
    const seconds = positiveSeconds(value);
    return seconds === undefined ? undefined : { [key]: seconds };
  };
}

/** Every directive by its name. To a server they are comments like any other. */
export const directives: Readonly<Record<DirectiveName, Directive>> = {
  range: {
    about: () => l10n.t('How far back from now the query looks'),
    values: ['15m', '1h', '6h', '1d', '7d'],
    form: duration,
    read: readDuration('range'),
  },
  step: {
    about: () => l10n.t('Time from point to point'),
    values: ['15s', '30s', '1m', '5m'],
    form: duration,
    read: readDuration('step'),
  },
  instant: {
    about: () => l10n.t('Ask for one moment, not for a range'),
    values: [],
    form: () => l10n.t('Nothing stands behind it.'),
    read: ({ value }) => (value === '' ? { isInstant: true } : undefined),
  },
  at: {
    about: () => l10n.t('The moment to ask for, or the end of the range'),
    values: [],
    form: () => l10n.t('It takes a time such as 2026-01-01T00:00Z, or seconds since 1970.'),
    read: ({ value }) => {
      const at = readTime(value);
      return at === undefined ? undefined : { at };
    },
  },
  name: {
    about: () => l10n.t('Name of the result, for later cells'),
    values: [],
    form: () => l10n.t('It takes a name of letters, digits and underscores that begins with no digit.'),
    read: ({ value }) => (/^[a-z_]\w{0,99}$/i.test(value) ? { name: value } : undefined),
  },
  chart: {
    about: () => l10n.t('How the result is shown'),
    values: chartKinds,
    form: () => l10n.t('There are {0}.', chartKinds.join(', ')),
    read: ({ value }) => {
      const chart = chartKinds.find((kind) => kind === value);
      return chart === undefined ? undefined : { chart };
    },
  },
  expect: {
    about: () => l10n.t('What must hold of the result for the check to pass'),
    values: ['> 0', '== 1 series', 'present', 'absent', '> 0 within 5m'],
    form: () =>
      l10n.t('It takes a condition such as > 0, == 4 series, absent or present, and within 5m behind it.'),
    read: ({ value, valueSpan }) => {
      const expectation = readExpectation(value, valueSpan);
      return expectation === undefined ? undefined : { expects: [expectation] };
    },
  },
  budget: {
    about: () => l10n.t('Query samples that the query may cost at most'),
    values: ['100k', '1M', '5M'],
    form: () => l10n.t('It takes a number of samples such as 500k or 5M.'),
    read: ({ value }) => {
      const budget = readCount(value);
      return budget === undefined ? undefined : { budget };
    },
  },
};

const thousands: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9 };

/** A whole number, more than 0, with `k`, `M` or `G` for thousands, millions and billions. */
function readCount(text: string): number | undefined {
  const [, digits, unit = ''] =
    /^(\d{1,3}(?:[_,]?\d{3}){0,5}|\d{1,15}|\d{1,6}\.\d{1,3})([kmgb]?)$/i.exec(text) ?? [];
  const count = Number(digits?.replaceAll(/[_,]/g, '')) * (thousands[unit.toLowerCase()] ?? NaN);
  const whole = Math.round(count);
  return Math.abs(whole - count) < 1e-6 && whole > 0 ? whole : undefined;
}
