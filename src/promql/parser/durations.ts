/** Milliseconds of each unit, in the order in which they may stand. */
export const durationUnits: readonly (readonly [unit: string, ms: number])[] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

const pattern = new RegExp(`^${durationUnits.map(([unit]) => `(?:(\\d+)${unit})?`).join('')}$`);

/** As many nanoseconds as Go's durations hold, in milliseconds. */
const mostMs = 2 ** 63 / 1e6;

/**
 * A duration as PromQL writes it, `1h30m`, in seconds; `undefined` where Prometheus refuses it: units twice or in another order,
 * longer than 292 years. https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations
 */
export function durationSeconds(text: string): number | undefined {
  const ms = durationMs(text);
  return ms === undefined ? undefined : ms / 1000;
}

/** The same in milliseconds. */
export function durationMs(text: string): number | undefined {
  const found = text === '' ? null : pattern.exec(text);
  if (found === null) {
    return undefined;
  }
  let ms = 0;
  durationUnits.forEach(([, length], at) => {
    ms += Number(found[at + 1] ?? 0) * length;
  });
  return ms < mostMs ? ms : undefined;
}
