import type { Clock } from './clock.ts';
import { knownLanguage } from './clock.ts';
import type { Unit } from './unit.ts';
import type { Say } from './words.ts';

/** Writes a value with its unit. With `step` it is as precise as marks that far apart need, else it has four digits that count. */
export type Format = (value: number, step?: number) => string;

interface Scale {
  /** From this size on, in the unit itself. */
  from: number;
  per: number;
  suffix: string;
}

const thousands: readonly Scale[] = [
  { from: 1e18, per: 1, suffix: '' },
  { from: 1e15, per: 1e15, suffix: 'P' },
  { from: 1e12, per: 1e12, suffix: 'T' },
  { from: 1e9, per: 1e9, suffix: 'G' },
  { from: 1e6, per: 1e6, suffix: 'M' },
  { from: 1e4, per: 1e3, suffix: 'k' },
];
const bytes: readonly Scale[] = ['EiB', 'PiB', 'TiB', 'GiB', 'MiB', 'KiB', 'B'].map((suffix, index) => ({
  from: index === 6 ? 0 : 1024 ** (6 - index),
  per: 1024 ** (6 - index),
  suffix,
}));
const bits: readonly Scale[] = ['Tbit', 'Gbit', 'Mbit', 'kbit', 'bit'].map((suffix, index) => ({
  from: index === 4 ? 0 : 1000 ** (4 - index),
  per: 1000 ** (4 - index),
  suffix,
}));
const seconds: readonly Scale[] = [
  { from: 2 * 86_400, per: 86_400, suffix: 'd' },
  { from: 2 * 3600, per: 3600, suffix: 'h' },
  { from: 120, per: 60, suffix: 'min' },
  { from: 1, per: 1, suffix: 's' },
  { from: 1e-3, per: 1e-3, suffix: 'ms' },
  { from: 1e-6, per: 1e-6, suffix: 'µs' },
  { from: 0, per: 1e-9, suffix: 'ns' },
];

/** How numbers of a unit are written in a language. */
export function formatIn(
  unit: Unit,
  { language, clock, say, digits = 4 }: { language: string; clock: Clock; say: Say; digits?: number },
): Format {
  const numbers = numbersIn(language, digits);
  if (unit.kind === 'date') {
    return (value, step = 1) => special(value) ?? clock.format(value, step);
  }
  const isPercent = unit.kind === 'ratio' || unit.kind === 'percent';
  return (value, step) => {
    const odd = special(value);
    if (odd !== undefined) {
      return odd;
    }
    const text = isPercent
      ? `${numbers(unit.kind === 'ratio' ? value * 100 : value, unit.kind === 'ratio' ? step && step * 100 : step)} %`
      : scaled(value, step, { scales: scalesOf(unit), suffix: unit.suffix, numbers });
    return unit.isPerSecond ? say('perSecond', text) : text;
  };
}

function special(value: number): string | undefined {
  return Number.isFinite(value) ? undefined : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function scalesOf({ kind }: Unit): readonly Scale[] {
  return kind === 'seconds' ? seconds : kind === 'bytes' ? bytes : kind === 'bits' ? bits : thousands;
}

function scaled(
  value: number,
  step: number | undefined,
  { scales, suffix, numbers }: { scales: readonly Scale[]; suffix: string | undefined; numbers: Format },
): string {
  const size = Math.abs(value);
  const { per, suffix: prefix } = (size === 0
    ? scales.find(({ per: one }) => one === 1)
    : scales.find(({ from }) => size >= from)) ?? { per: 1, suffix: '' };
  const number = numbers(value / per, step && step / per);
  const whole = `${prefix}${suffix ?? ''}`;
  return whole === '' ? number : `${number} ${whole}`;
}

function numbersIn(language: string, digits: number): Format {
  const locale = knownLanguage(language);
  const made = new Map<string, Intl.NumberFormat>();
  const formatted = (value: number, key: string, options: Intl.NumberFormatOptions): string => {
    let format = made.get(key);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, options);
      made.set(key, format);
    }
    return format.format(value);
  };
  return (value, step) => {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e18)) {
      return value.toExponential(3).replace(/\.?0+e/, 'e');
    }
    if (step === undefined) {
      const shown = Math.max(digits, size >= 1 ? Math.floor(Math.log10(size)) + 1 : 0);
      return formatted(value, `digits${shown}`, { maximumSignificantDigits: shown });
    }
    const places = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
    // Steps such as 0.25 need one digit more than their size tells.
    const isRound = Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) < 1e-6;
    const shown = Math.min(12, isRound ? places : places + 1);
    return formatted(value, `step${shown}`, { maximumFractionDigits: shown });
  };
}
