import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  extentBetween,
  nearestPoint,
  seriesDataOf,
  summarize,
} from '../../../../src/renderer/data/seriesData.ts';
import type { SeriesData } from '../../../../src/renderer/data/seriesData.ts';
import { stackExtent, stackOf } from '../../../../src/renderer/data/stack.ts';
import { chosenSeries } from '../../../../src/renderer/charts/isolate.ts';
import { rangeOf, start } from '../../../ui/chartPage/samples.ts';

function dataOf(...rows: readonly (readonly number[])[]): SeriesData {
  const points = rows[0]?.length ?? 0;
  const data = seriesDataOf(
    rangeOf(
      rows.map((_, index) => ({ s: String(index) })),
      (s, p) => rows[s]?.[p] ?? NaN,
      { points, step: 10 },
    ),
  );
  assert.ok(data);
  return data;
}

describe('series on top of each other', () => {
  it('begin where the one below ends, gaps take no room', () => {
    const { low, high } = stackOf(dataOf([1, NaN, 3], [10, 20, 30]), [0, 1]);
    assert.deepEqual([...low], [0, 0, 0, 1, 0, 3]);
    assert.deepEqual([...high], [1, 0, 3, 11, 20, 33]);
  });

  it('grow downwards below zero', () => {
    const { low, high } = stackOf(dataOf([1], [-2], [3], [-4]), [0, 1, 2, 3]);
    assert.deepEqual([...low], [0, -2, 1, -6]);
    assert.deepEqual([...high], [1, 0, 4, -2]);
  });

  it('leave out those that are not shown', () => {
    const stack = stackOf(dataOf([1], [2], [4]), [0, 2]);
    assert.deepEqual([...stack.high], [1, 5]);
    assert.equal(stack.place.get(2), 1);
  });

  it('have a range that holds zero', () => {
    const stack = stackOf(dataOf([5, 6, 100], [1, -7, 0]), [0, 1]);
    assert.deepEqual(stackExtent(stack, 0, 2), [-7, 6]);
    assert.equal(stackExtent(stackOf(dataOf([NaN]), [0]), 0, 1), undefined);
  });
});

describe('series over time', () => {
  const data = dataOf([1, 5, NaN, 2], [10, 11, 12, 13]);

  it('have a range between two times, with the points that lines come from', () => {
    assert.deepEqual(extentBetween(data, [0], [start, start + 30]), [1, 5]);
    assert.deepEqual(extentBetween(data, [1], [start + 12, start + 18]), [11, 12]);
    assert.equal(extentBetween(data, [], [start, start + 30]), undefined);
  });

  it('have a point that is nearest, never one that is not there', () => {
    assert.deepEqual(nearestPoint(data, [0, 1], { time: start + 11, value: 4 }), {
      series: 0,
      point: 1,
      value: 5,
    });
    assert.deepEqual(nearestPoint(data, [0, 1], { time: start + 20, value: 4 }), {
      series: 1,
      point: 2,
      value: 12,
    });
    assert.equal(nearestPoint(data, [0], { time: start + 20, value: 4 }), undefined);
  });

  it('come down to four numbers', () => {
    assert.deepEqual(summarize(Float64Array.of(NaN, 2, 4, NaN)), { last: 4, least: 2, mean: 3, most: 4 });
    assert.deepEqual(summarize(Float64Array.of(1, Infinity)), { last: Infinity, least: 1, mean: 1, most: 1 });
    assert.equal(summarize(Float64Array.of(NaN)), undefined);
  });

  it('of raw samples have times of their own', () => {
    const raw = seriesDataOf({
      ...{ kind: 'samples', series: [{}, {}], offsets: Uint32Array.of(0, 2, 3), histograms: [] },
      ...{ times: Float64Array.of(10, 20, 15), values: Float64Array.of(1, 2, 3) },
    });
    assert.deepEqual([...(raw?.times(0) ?? [])], [10, 20]);
    assert.deepEqual([...(raw?.values(1) ?? [])], [3]);
    assert.deepEqual([raw?.start, raw?.end, raw?.shared], [10, 20, undefined]);
  });
});

describe('a click in the legend', () => {
  for (const [what, shown, clicked, isToggle, expected] of [
    ['shows a series alone', [0, 1, 2], 1, false, [1]],
    ['on the one that is alone shows all', [1], 1, false, [0, 1, 2]],
    ['on another one changes over', [1], 2, false, [2]],
    ['with Ctrl takes a series out', [0, 1, 2], 1, true, [0, 2]],
    ['with Ctrl brings it back to its place', [0, 2], 1, true, [0, 1, 2]],
    ['with Ctrl never leaves nothing', [1], 1, true, [0, 1, 2]],
  ] as const) {
    it(what, () => assert.deepEqual(chosenSeries(shown, { clicked, isToggle, count: 3 }), expected));
  }
});
