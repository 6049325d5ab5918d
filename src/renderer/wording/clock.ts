import type { Ticks } from '../data/scale.ts';

/** Times as people in one zone read them. All numbers are seconds since 1970. */
export interface Clock {
  /** Seconds to add to UTC for the zone's wall clock at that time. */
  offset(time: number): number;
  /** Date and time, as precise as points `step` seconds apart need. */
  format(time: number, step: number): string;
  /** Labels for the marks of an axis: the time of day, and the date below where a new one begins. */
  label(ticks: Ticks): string[];
}

const day = 86_400;

/** Distances of marks on a time axis, in seconds. */
const steps: readonly number[] = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800],
  ...[3600, 7200, 10_800, 14_400, 21_600, 43_200],
  ...[day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day, 365 * day],
];

/** The clock of a zone: `UTC`, `local`, or a name of the IANA database. A name that nobody knows counts as UTC. */
export function clockIn(timezone: string, language: string): Clock {
  const zone = knownZone(timezone);
  const formats = formatsIn(language, zone);
  const offset = offsetIn(zone);
  return {
    offset,
    format: (time, step) => {
      const shape = step < 1 ? 'whole.ms' : step < 60 ? 'whole.s' : 'whole';
      return formats(shape, time);
    },
    label: ({ at, step }) => {
      let shownDay = NaN;
      return at.map((time) => {
        const today = Math.floor((time + offset(time)) / day);
        const isNew = today !== shownDay;
        shownDay = today;
        if (step >= day) {
          return formats(step >= 300 * day ? 'year' : step >= 28 * day ? 'month' : 'day', time);
        }
        const clock = formats(step < 1 ? 'ms' : step < 60 ? 's' : 'clock', time);
        return isNew ? `${clock}\n${formats('day', time)}` : clock;
      });
    },
  };
}

function knownZone(timezone: string): string | undefined {
  if (timezone === 'local') {
    return undefined;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

type Shape = 'whole' | 'whole.s' | 'whole.ms' | 'clock' | 's' | 'ms' | 'day' | 'month' | 'year';

const clockParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const dateParts = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const withSeconds = { ...clockParts, second: '2-digit' } as const;
const withMs = { ...withSeconds, fractionalSecondDigits: 3 } as const;

const shapes: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  whole: { ...dateParts, ...clockParts },
  'whole.s': { ...dateParts, ...withSeconds },
  'whole.ms': { ...dateParts, ...withMs },
  clock: clockParts,
  s: withSeconds,
  ms: withMs,
  day: { month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  year: { year: 'numeric' },
};

function formatsIn(language: string, timeZone: string | undefined): (shape: Shape, time: number) => string {
  const made = new Map<Shape, Intl.DateTimeFormat>();
  return (shape, time) => {
    let format = made.get(shape);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(knownLanguage(language), {
        ...shapes[shape],
        ...(timeZone !== undefined && { timeZone }),
      });
      made.set(shape, format);
    }
    const ms = Math.round(time * 1000);
    return Math.abs(ms) <= 8.64e15 ? format.format(ms) : String(time);
  };
}

/** The tag itself when the page knows it, else English. */
export function knownLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function offsetIn(timeZone: string | undefined): (time: number) => number {
  if (timeZone === 'UTC') {
    return () => 0;
  }
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
    ...{ second: 'numeric', hourCycle: 'h23', era: 'short' },
    ...(timeZone !== undefined && { timeZone }),
  });
  return (time) => {
    const whole = Math.floor(time);
    if (!(Math.abs(whole) < 8.64e12)) {
      return 0;
    }
    const parts = Object.fromEntries(
      format.formatToParts(whole * 1000).map(({ type, value }) => [type, value]),
    );
    const part = (name: string): number => Number(parts[name]);
    const year = parts['era'] === 'BC' ? 1 - part('year') : part('year');
    const wall = new Date(0);
    wall.setUTCFullYear(year, part('month') - 1, part('day'));
    wall.setUTCHours(part('hour'), part('minute'), part('second'));
    return wall.getTime() / 1000 - whole;
  };
}

/** At most `most` marks from `low` to `high`, on round times of the clock's wall. */
export function timeTicks(low: number, high: number, most: number, { offset }: Pick<Clock, 'offset'>): Ticks {
  const least = (high - low) / Math.max(1, most);
  const step = steps.find((one) => one >= least) ?? Math.ceil(least / (365 * day)) * 365 * day;
  if (!(high > low)) {
    return { at: Number.isFinite(low) ? [low] : [], step };
  }
  const at = step >= 28 * day ? monthTicks(low, high, step, offset) : evenTicks(low, high, step, offset);
  return { at, step };
}

function evenTicks(low: number, high: number, step: number, offset: Clock['offset']): number[] {
  const at: number[] = [];
  // Weeks begin on Mondays; 1970 did on a Thursday.
  const origin = step % (7 * day) === 0 ? 4 * day : 0;
  let shift = offset(low);
  let index = Math.floor((low + shift - origin) / step);
  for (; at.length < 200; index += 1) {
    const wall = index * step + origin;
    // Near a change of the clocks the offset of the mark itself counts.
    shift = offset(wall - shift);
    const time = Number((wall - shift).toFixed(3));
    if (time > high) {
      return at;
    }
    if (time >= low && time > (at.at(-1) ?? -Infinity)) {
      at.push(time);
    }
  }
  return at;
}

function monthTicks(low: number, high: number, step: number, offset: Clock['offset']): number[] {
  const months = Math.max(1, Math.round(step / (30.4 * day)));
  const start = new Date((low + offset(low)) * 1000);
  const at: number[] = [];
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  for (let left = 400; left > 0; left -= 1, month += months) {
    const wall = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
    const time = wall - offset(wall - offset(wall));
    if (!(time <= high)) {
      return at;
    }
    if (time >= low) {
      at.push(time);
    }
  }
  return at;
}
