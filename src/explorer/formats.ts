const steps: readonly [unit: string, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Ids of AWS accounts, the longest numbers in names, have twelve. */
const keyDigits = 12;

/** Ages, moments, counts and the order of names in the words of one locale. */
export interface Formats {
  /** How long ago, in the largest whole unit and the locale's shortest words: `5d`, `3h`, `12m`, `40s`. */
  describeAge: (then: Date, nowMs: number) => string;
  /** The moment to the second, with its time zone. */
  describeTime: (then: Date) => string;
  /** `10,000,000` */
  describeCount: (count: number) => string;
  /** Negative when `a` comes first. Numbers in names count as numbers: `team-2` before `team-10`. */
  compareNames: (a: string, b: string) => number;
  /** The same over `nameKey` of both, for those who sort very many: a collator that reads numbers takes four times as long. */
  compareKeys: (a: string, b: string) => number;
}

/**
 * The formats of a locale, in BCP 47. Making an Intl object costs far more than using it, the first of its kind most of
 * all: each is made when it is first needed, and kept.
 */
export function createFormats(locale: string): Formats {
  const names = once(() => new Intl.Collator(locale));
  const compareKeys = (a: string, b: string): number => names().compare(a, b);
  const moments = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }));
  const counts = once(() => new Intl.NumberFormat(locale));
  const ages = new Map<string, Intl.NumberFormat>();
  return {
    describeAge: (then, nowMs) => {
      const ageSeconds = Math.max(0, Math.floor((nowMs - then.getTime()) / 1000));
      const [unit, seconds] = steps.find(([, size]) => ageSeconds >= size) ?? ['second', 1];
      const format =
        ages.get(unit) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' });
      ages.set(unit, format);
      return format.format(Math.floor(ageSeconds / seconds));
    },
    describeTime: (then) => moments().format(then),
    describeCount: (count) => counts().format(count),
    compareNames: (a, b) => compareKeys(nameKey(a), nameKey(b)),
    compareKeys,
  };
}

/** A name with its numbers so long that they sort as numbers. */
export function nameKey(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(keyDigits, '0'));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
