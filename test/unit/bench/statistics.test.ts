import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { holds, median, quantile, ratioOf } from '../../bench/statistics.ts';
import type { Round } from '../../bench/statistics.ts';

const rounds = (...pairs: [ours: number, peer: number][]): Round[] =>
  pairs.map(([ours, peer]) => ({ ours, peer }));

describe('bench statistics', () => {
  const quantiles: [values: number[], q: number, expected: number][] = [
    [[7], 0.25, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.25, 2],
    [[10, 20], 0.25, 12.5],
    [[5, 1, 3], 0, 1],
    [[5, 1, 3], 1, 5],
    [[100, 9, 20], 0.5, 20],
  ];
  for (const [values, q, expected] of quantiles) {
    it(`quantile ${q} of ${values.join(' ')} is ${expected}`, () =>
      assert.equal(quantile(values, q), expected));
  }

  it('leaves the list as it was', () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it('has no quantile of nothing', () => assert.throws(() => median([]), /quantile of nothing/));

  it('compares each round with itself, not the medians of each side', () => {
    // Medians of the sides: 20 / 2 = 10; of the rounds' own ratios: 2.
    const noisy = rounds([1, 20], [2, 4], [40, 60], [50, 100], [2, 4]);
    assert.equal(ratioOf(noisy, 'atLeast').median, 2);
  });

  it('has its bad quartile below for times and above for parts', () => {
    const steps = rounds([1, 1], [1, 2], [1, 4], [1, 8], [1, 16]);
    assert.deepEqual(ratioOf(steps, 'atLeast'), { median: 4, badQuartile: 2 });
    assert.deepEqual(ratioOf(steps, 'atMost'), { median: 0.25, badQuartile: 0.5 });
  });

  const verdicts: [ratio: number, bound: 'atLeast' | 'atMost', goal: number, expected: boolean][] = [
    [10, 'atLeast', 10, true],
    [9.99, 'atLeast', 10, false],
    [0.05, 'atMost', 0.05, true],
    [0.0501, 'atMost', 0.05, false],
    [NaN, 'atLeast', 10, false],
    [NaN, 'atMost', 1, false],
  ];
  for (const [ratio, bound, goal, expected] of verdicts) {
    it(`${ratio} ${expected ? 'keeps' : 'misses'} ${bound} ${goal}`, () =>
      assert.equal(holds(ratio, bound, goal), expected));
  }
});
