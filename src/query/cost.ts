import * as l10n from '@vscode/l10n';

/** What AMP asked for a billion query samples processed in most regions in 2026; a setting says otherwise. https://aws.amazon.com/prometheus/pricing/ */
const dollarsPerBillionSamples = 0.1;

const monthSeconds = 30 * 86_400;

/** US dollars for the query samples of one run, before any free tier. */
export function dollarsOf(samples: number, dollarsPerBillion = dollarsPerBillionSamples): number {
  return (samples / 1e9) * dollarsPerBillion;
}

/** US dollars for 30 days of runs like this one, as a dashboard that refreshes makes them. */
export function monthlyDollars(dollars: number, refreshSeconds: number): number {
  return dollars * (monthSeconds / refreshSeconds);
}

/** Localised: what a run cost, and what it would cost on a dashboard; `12.5k samples, less than $0.01 (refreshed every 30 s: $1.08 a month)`. */
export function costWords(
  samples: number,
  { dollarsPerBillion = dollarsPerBillionSamples, refreshSeconds = 30 } = {},
): string {
  const dollars = dollarsOf(samples, dollarsPerBillion);
  return l10n.t(
    '{0}, {1} (refreshed every {2} s: {3} a month)',
    ...[sampleWords(samples), dollarWords(dollars), refreshSeconds],
    dollarWords(monthlyDollars(dollars, refreshSeconds)),
  );
}

/** Localised: `12.5k samples`. */
export function sampleWords(samples: number): string {
  return samples === 1 ? l10n.t('1 sample') : l10n.t('{0} samples', shortNumber(samples));
}

/** Localised: with as many digits as anybody wants to know. */
export function dollarWords(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) {
    return l10n.t('less than ${0}', '0.01');
  }
  return `$${dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Three digits and a unit, as budgets are written: `12.5k`, `5M`, `1.2G`. */
export function shortNumber(value: number): string {
  const units: [number, string][] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const [size, unit] = units.find(([least]) => value >= least * 0.9995) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${unit}`;
}
