import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  extentOf,
  firstFrom,
  nearestIndex,
  niceRange,
  niceStep,
  valueTicks,
} from '../../../../src/renderer/data/scale.ts';

describe('an axis of values', () => {
  for (const [range, most, counting, at] of [
    [[0, 1], 5, 'decimal', [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[0, 97], 4, 'decimal', [0, 25, 50, 75]],
    [[-3, 3], 6, 'decimal', [-3, -2, -1, 0, 1, 2, 3]],
    [[0, 3 * 1024 ** 3], 4, 'binary', [0, 1024 ** 3, 2 * 1024 ** 3, 3 * 1024 ** 3]],
    [[0, 700], 6, 'binary', [0, 128, 256, 384, 512, 640]],
    [[0, 1500], 6, 'seconds', [0, 300, 600, 900, 1200, 1500]],
    [[0, 0.3], 3, 'seconds', [0, 0.1, 0.2, 0.3]],
    [[1e-9, 5e-9], 4, 'decimal', [1e-9, 2e-9, 3e-9, 4e-9, 5e-9]],
  ] as const) {
    it(`from ${range[0]} to ${range[1]} has round marks, ${counting}`, () =>
      assert.deepEqual(valueTicks(range, most, counting).at, at));
  }

  it('is never without an end, whatever the range', () => {
    for (const range of [
      [NaN, NaN],
      [0, Infinity],
      [5, 5],
      [3, 1],
      [-1e308, 1e308],
    ] as const) {
      assert.ok(valueTicks(range, 5).at.length <= 1000);
    }
    assert.equal(niceStep(NaN), 1);
  });

  it('takes in zero when that is near, and leaves air else', () => {
    assert.deepEqual(niceRange([10, 110]), [0, 116]);
    assert.deepEqual(niceRange([1000, 1100]), [994, 1106]);
    assert.deepEqual(niceRange([1000, 1100], { withZero: true }), [0, 1106]);
    assert.deepEqual(niceRange([-110, -10]), [-116, 0]);
    assert.deepEqual(niceRange([-1, 1]), [-1.12, 1.12]);
  });

  it('has room around a single value', () => {
    assert.deepEqual(niceRange([0, 0]), [0, 1]);
    assert.deepEqual(niceRange([10, 10]), [0, 12]);
    assert.deepEqual(niceRange([-10, -10]), [-12, 0]);
  });
});

describe('columns of numbers', () => {
  const ascending = Float64Array.of(0, 10, 20, 30);

  it('have the lowest and highest number that can be drawn', () => {
    assert.deepEqual(extentOf(Float64Array.of(NaN, 3, Infinity, -2, -Infinity)), [-2, 3]);
    assert.deepEqual(extentOf(Float64Array.of(5, 3, 1), 1, 2), [3, 3]);
    assert.equal(extentOf(Float64Array.of(NaN, Infinity)), undefined);
  });

  it('are searched for what is nearest', () => {
    assert.deepEqual(
      [-5, 4, 6, 14, 29, 99].map((wanted) => nearestIndex(ascending, wanted)),
      [0, 0, 1, 1, 3, 3],
    );
    assert.equal(nearestIndex(new Float64Array(), 1), -1);
  });

  it('are searched for the first that is not too low', () => {
    assert.deepEqual(
      [-5, 0, 1, 30, 31].map((least) => firstFrom(ascending, least)),
      [0, 0, 1, 3, 4],
    );
  });
});
