import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFormats } from '../../../src/explorer/formats.ts';

const now = Date.UTC(2026, 10, 22, 12);
const ages: readonly [agoSeconds: number, locale: string, words: string][] = [
  [0, 'en', '0s'],
  [59, 'en', '59s'],
  [60, 'en', '1m'],
  [3_599, 'en', '59m'],
  [3_600, 'en', '1h'],
  [86_399, 'en', '23h'],
  [86_400, 'en', '1d'],
  [400 * 86_400, 'en', '400d'],
  // A clock that runs ahead makes nobody younger than new.
  [-30, 'en', '0s'],
  [3 * 86_400, 'de', '3 T'],
];

describe('formats', () => {
  for (const [agoSeconds, locale, words] of ages) {
    it(`${agoSeconds} s ago is ${words}`, () =>
      assert.equal(createFormats(locale).describeAge(new Date(now - agoSeconds * 1000), now), words));
  }

  it('a moment has its seconds and its time zone', () =>
    assert.match(createFormats('en').describeTime(new Date(now)), /^Nov \d\d, 2026, \d+:00:00\s[AP]M .+/));

  it('a count has its thousands apart', () => {
    assert.equal(createFormats('en').describeCount(10_000_000), '10,000,000');
    assert.equal(createFormats('de').describeCount(10_000_000), '10.000.000');
  });

  it('numbers in names count as numbers', () =>
    assert.deepEqual(['team-10', 'Team-9', 'team-2'].sort(createFormats('en').compareNames), [
      'team-2',
      'Team-9',
      'team-10',
    ]));
});
