const units = [
  ['year', 31_536_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
  ['millisecond', 0.001],
] as const;

/** A duration in words of a language (BCP 47): `1 hour 30 minutes`, with units as Prometheus counts them. Weeks stand alone. */
export function durationInWords(seconds: number, language: string): string {
  let rest = Math.round(Math.abs(seconds) * 1_000) / 1_000;
  if (rest === 0) {
    return written(0, 'second', language);
  }
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(Math.round((rest / length) * 1e6) / 1e6);
    const isMixedWeek = unit === 'week' && Math.abs(rest - count * length) > 0.0005;
    if (count > 0 && !isMixedWeek) {
      parts.push(written(count, unit, language));
      rest = Math.round((rest - count * length) * 1_000) / 1_000;
    }
  }
  return `${seconds < 0 ? '-' : ''}${parts.join(' ')}`;
}

function written(count: number, unit: (typeof units)[number][0], language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
