/** Milliseconds of each unit, in the order in which they may stand. */
const units: readonly (readonly [unit: string, ms: number])[] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

const pattern = new RegExp(`^${units.map(([unit]) => `(?:(\\d+)${unit})?`).join('')}$`);

/** As many nanoseconds as Go's durations hold, in milliseconds. */
const mostMs = 2 ** 63 / 1e6;

/**
 * A duration as PromQL writes it, `1h30m`, in seconds; `undefined` where Prometheus refuses it: units twice or in another order,
 * longer than 292 years. https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations
 */
export function durationSeconds(text: string): number | undefined {
  const found = text === '' ? null : pattern.exec(text);
  if (found === null) {
    return undefined;
  }
  let ms = 0;
  units.forEach(([, length], at) => {
    ms += Number(found[at + 1] ?? 0) * length;
  });
  return ms < mostMs ? ms / 1000 : undefined;
}
