import * as l10n from '@vscode/l10n';

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

const whole = /^(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h|d|w|y)){1,9}$/;

/** The milliseconds of `1m30s`, `1d` and the like; `undefined` for everything else. */
export function durationMs(text: string): number | undefined {
  if (!whole.test(text)) {
    return undefined;
  }
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?)([a-zµ]+)/g)) {
    sum += Number(amount) * (units[unit ?? ''] ?? 0);
  }
  return sum;
}

/** A duration in words, `5 min` for `300s`; `undefined` for what is none. */
export function durationWords(text: string): string | undefined {
  const total = durationMs(text);
  if (total === undefined) {
    return undefined;
  }
  const parts: string[] = [];
  let rest = Math.round(total * 1000) / 1000;
  for (const [size, word] of [
    [86_400_000, (n: number) => l10n.t('{0} d', n)],
    [3_600_000, (n: number) => l10n.t('{0} h', n)],
    [60_000, (n: number) => l10n.t('{0} min', n)],
    [1000, (n: number) => l10n.t('{0} s', n)],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      parts.push(word(count));
    }
  }
  if (rest > 0 || parts.length === 0) {
    parts.push(l10n.t('{0} ms', Math.round(rest * 1000) / 1000));
  }
  return parts.join(' ');
}
