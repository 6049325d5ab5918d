const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const whole = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/**
 * The milliseconds of a duration as Go writes it, `1m30s`; `undefined` for what is none. A number alone is one of nanoseconds to the
 * collector. https://pkg.go.dev/time#ParseDuration
 */
export function goDurationMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d{1,19}$/.test(trimmed)) {
    return Number(trimmed) * 1e-6;
  }
  if (trimmed.length > 100 || !whole.test(trimmed)) {
    return undefined;
  }
  const sum = [...trimmed.matchAll(part)].reduce(
    (total, [, number = '', unit = '']) => total + Number(number) * (units[unit] ?? 0),
    0,
  );
  return trimmed.startsWith('-') ? -sum : sum;
}
