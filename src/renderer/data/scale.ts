/** Marks on an axis, and how far apart they are. */
export interface Ticks {
  at: readonly number[];
  step: number;
}

/** The lowest and highest finite number, or `undefined` when there is none. */
export function extentOf(values: Float64Array, from = 0, to = values.length): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let index = from; index < to; index += 1) {
    const value = values[index] as number;
    if (value < low && value !== -Infinity) {
      low = value;
    }
    if (value > high && value !== Infinity) {
      high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/**
 * The range that an axis shows for values from `low` to `high`: it takes in 0 when that is near, and leaves some air.
 * A single value gets a range of its own size.
 */
export function niceRange(
  [low, high]: readonly [number, number],
  { withZero = false } = {},
): [number, number] {
  if (low === high) {
    return [Math.min(0, low * 1.2), low === 0 ? 1 : Math.max(0, high * 1.2)];
  }
  const air = (high - low) * 0.06;
  const isNearZero =
    withZero || (low >= 0 ? low <= (high - low) * 0.8 : high <= 0 && -high <= (high - low) * 0.8);
  const bottom = isNearZero && low >= 0 ? 0 : low - air;
  const top = isNearZero && high <= 0 ? 0 : high + air;
  return Number.isFinite(top - bottom) ? [bottom, top] : [low, high];
}

const decimal = [1, 2, 2.5, 5, 10] as const;

/** Steps that read well in units of 1,024. */
const binarySteps: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** Steps that read well in seconds, above one. */
const secondSteps: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800],
  ...[3600, 7200, 14_400, 21_600, 43_200, 86_400],
];

/** The smallest pleasant step that is not under `least`; decimal steps, unless the unit counts in another way. */
export function niceStep(least: number, counting: 'decimal' | 'binary' | 'seconds' = 'decimal'): number {
  if (!(least > 0) || !Number.isFinite(least)) {
    return 1;
  }
  if (counting === 'binary' && least >= 1) {
    const power = 1024 ** Math.floor(Math.log2(least) / 10);
    return power * (binarySteps.find((one) => one * power >= least) ?? 1024);
  }
  if (counting === 'seconds' && least > 1) {
    return secondSteps.find((one) => one >= least) ?? 86_400 * niceStep(least / 86_400);
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (decimal.find((one) => one * power >= least * (1 - 1e-9)) ?? 10);
}

/** At most `most` marks in the range, on multiples of a pleasant step. */
export function valueTicks(
  [low, high]: readonly [number, number],
  most: number,
  counting: 'decimal' | 'binary' | 'seconds' = 'decimal',
): Ticks {
  const step = niceStep((high - low) / Math.max(1, most), counting);
  const at: number[] = [];
  const first = Math.ceil(low / step - 1e-9);
  for (let index = first; index * step <= high + step * 1e-9 && at.length < 1000; index += 1) {
    // Multiplied, not added up: 0.1 + 0.2 would be no mark. `|| 0` takes the sign off a zero.
    at.push(Number((index * step).toPrecision(12)) || 0);
  }
  return { at, step };
}

/** Of ascending numbers the index of the one nearest to `wanted`; -1 of none. */
export function nearestIndex(ascending: Float64Array, wanted: number): number {
  const last = ascending.length - 1;
  if (last < 0) {
    return -1;
  }
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return Math.abs((ascending[high] as number) - wanted) < Math.abs((ascending[low] as number) - wanted)
    ? high
    : low;
}

/** Of ascending numbers the first index that is not under `least`. */
export function firstFrom(ascending: Float64Array | Uint32Array, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
