import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFormats, describeAge } from '../../../src/explorer/formats.ts';

const now = Date.UTC(2026, 10, 22, 12);
const ages: readonly [agoSeconds: number, words: string][] = [
  [0, '0s'],
  [59, '59s'],
  [60, '1m'],
  [3_599, '59m'],
  [3_600, '1h'],
  [86_399, '23h'],
  [86_400, '1d'],
  [400 * 86_400, '400d'],
  // A clock that runs ahead makes nobody younger than new.
  [-30, '0s'],
];

describe('formats', () => {
  for (const [agoSeconds, words] of ages) {
    it(`${agoSeconds} s ago is ${words}`, () =>
      assert.equal(describeAge(new Date(now - agoSeconds * 1000), now), words));
  }

  it('a moment has its seconds and its time zone', () =>
    assert.match(createFormats('en').describeTime(new Date(now)), /^Nov \d\d, 2026, \d+:00:00\s[AP]M .+/));

  it('a count has its thousands apart', () => {
    assert.equal(createFormats('en').describeCount(10_000_000), '10,000,000');
    assert.equal(createFormats('de').describeCount(10_000_000), '10.000.000');
  });

  describe('names', () => {
    const sort = (names: readonly string[], locale = 'en') =>
      createFormats(locale).sortByName(names, (name) => name);

    it('sort by their numbers as numbers, in any case', () => {
      assert.deepEqual(sort(['team-10', 'team-9', 'team-2']), ['team-2', 'team-9', 'team-10']);
      assert.deepEqual(sort(['team-10', 'Team-9', 'team-2']), ['team-2', 'Team-9', 'team-10']);
    });

    it('sort as their language does when they are words', () =>
      assert.deepEqual(sort(['Zürich', 'Ähre', 'bonn'], 'de'), ['Ähre', 'bonn', 'Zürich']));

    it('of one kind sort by what else is asked', () => {
      const items = [
        { name: 'a', at: 2 },
        { name: 'b', at: 0 },
        { name: 'a', at: 1 },
      ];
      const sorted = createFormats('en').sortByName(
        items,
        ({ name }) => name,
        (a, b) => a.at - b.at,
      );
      assert.deepEqual(
        sorted.map(({ at }) => at),
        [1, 2, 0],
      );
    });

    for (const locale of ['en', 'ja']) {
      it(`without letters of their own sort as the collation of ${locale} has them`, () => {
        const alphabet = ' .-059az';
        const names = Array.from({ length: 4_000 }, (_, at) => at.toString(8)).map((digits) =>
          digits.replace(/\d/g, (digit) => alphabet[Number(digit)] ?? ''),
        );
        // Its numbers would count as numbers: they are kept to one length.
        const keys = names.map((name) => name.replace(/\d+/g, (digits) => digits.padStart(12, '0')));
        const collated = [...new Set(keys)].sort(new Intl.Collator(locale).compare);
        assert.deepEqual(sort([...new Set(keys)].reverse(), locale), collated);
      });
    }
  });
});
