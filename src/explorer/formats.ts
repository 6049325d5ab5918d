const units: readonly [letter: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
];

/** Ids of AWS accounts, the longest numbers in names, have twelve. */
const keyDigits = 12;

/** Names whose characters sort as their codes do, in any collation that tells punctuation apart: most names are such. */
const plainKey = /^[ .0-9a-z-]*$/;

/** Moments, counts and the order of names in the words of one locale. */
export interface Formats {
  /** The moment to the second, with its time zone. */
  describeTime: (then: Date) => string;
  /** `10,000,000` */
  describeCount: (count: number) => string;
  /** A sorted copy. Numbers in names count as numbers: `team-2` before `team-10`. Those of one name sort by `then`. */
  sortByName: <T>(items: readonly T[], nameOf: (item: T) => string, then?: (a: T, b: T) => number) => T[];
}

/**
 * The formats of a locale, in BCP 47. Making an Intl object costs far more than using it, the first of its kind most of
 * all: each is made when it is first needed, and kept.
 */
export function createFormats(locale: string): Formats {
  const collator = once(() => new Intl.Collator(locale));
  const moments = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }));
  const counts = once(() => new Intl.NumberFormat(locale));
  return {
    describeTime: (then) => moments().format(then),
    describeCount: (count) => counts().format(count),
    sortByName: (items, nameOf, then = () => 0) => {
      // Keys once for each: a collator that reads numbers itself takes four times as long.
      const keyed = items.map((item) => ({ item, key: nameKey(nameOf(item)) }));
      const compare = keyed.every(({ key }) => plainKey.test(key)) ? compareCodes : collator().compare;
      return keyed.sort((a, b) => compare(a.key, b.key) || then(a.item, b.item)).map(({ item }) => item);
    },
  };
}

/** How long ago, in the largest whole unit, as kubectl writes it: `5d`, `3h`, `12m`, `40s`. */
export function describeAge(then: Date, nowMs: number): string {
  const ageSeconds = Math.max(0, Math.floor((nowMs - then.getTime()) / 1000));
  const [letter, seconds] = units.find(([, size]) => ageSeconds >= size) ?? ['s', 1];
  return `${Math.floor(ageSeconds / seconds)}${letter}`;
}

function compareCodes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A name with its numbers so long that they sort as numbers. */
function nameKey(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(keyDigits, '0'));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
