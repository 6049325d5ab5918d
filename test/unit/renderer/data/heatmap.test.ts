import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HistogramBucket } from '../../../../src/query/result.ts';
import { gridOf, intensity } from '../../../../src/renderer/data/heatmap.ts';
import type { Grid } from '../../../../src/renderer/data/heatmap.ts';
import { rangeOf } from '../../../ui/chartPage/samples.ts';

/** Rows of a grid from the lowest. */
function rows(grid: Grid | undefined): number[][] {
  const columns = grid?.times.length ?? 0;
  return Array.from({ length: (grid?.edges.length ?? 1) - 1 }, (_, row) => [
    ...(grid?.counts.slice(row * columns, (row + 1) * columns) ?? []),
  ]);
}

const bucket = (lower: number, upper: number, count: number): HistogramBucket => ({
  boundaries: 0,
  lower,
  upper,
  count,
});

describe('a heatmap', () => {
  it('of classic buckets shows what each holds beyond the one below, whatever their order', () => {
    const counts: Record<string, number[]> = { '+Inf': [10, 20], '1': [4, 9], '0.5': [1, 9] };
    const series = Object.keys(counts).map((le) => ({ le }));
    const grid = gridOf(rangeOf(series, (s, p) => counts[series[s]?.le ?? '']?.[p] ?? NaN, { points: 2 }));
    assert.deepEqual(grid?.edges, [0, 0.5, 1, Infinity]);
    assert.deepEqual(rows(grid), [
      [1, 9],
      [3, 0],
      [6, 11],
    ]);
    assert.equal(grid?.most, 11);
  });

  it('adds up the series that only other labels set apart', () => {
    const series = [
      { le: '1', job: 'a' },
      { le: '1', job: 'b' },
      { le: '+Inf', job: 'a' },
      { le: '+Inf', job: 'b' },
    ];
    assert.deepEqual(rows(gridOf(rangeOf(series, (s) => s + 1, { points: 1 }))), [[3], [4]]);
  });

  it('never goes below zero where buckets disagree, and takes no sample for none', () => {
    const series = [{ le: '1' }, { le: '2' }, { le: '+Inf' }];
    assert.deepEqual(rows(gridOf(rangeOf(series, (s) => [5, 3, NaN][s] ?? NaN, { points: 1 }))), [
      [5],
      [0],
      [0],
    ]);
  });

  it('has no lower border where values may be negative', () => {
    const series = [{ le: '-1' }, { le: '0' }, { le: '+Inf' }];
    assert.deepEqual(gridOf(rangeOf(series, () => 1, { points: 1 }))?.edges, [-Infinity, -1, 0, Infinity]);
  });

  it('is none without a bound that is a number', () => {
    assert.equal(gridOf(rangeOf([{ le: 'x' }, {}], () => 1, { points: 1 })), undefined);
  });

  it('of native histograms has a row for each bucket, and spreads the wide ones', () => {
    const grid = gridOf({
      ...rangeOf([{}], () => NaN, { points: 2 }),
      histograms: [
        { series: 0, at: 0, count: 6, sum: 0, buckets: [bucket(1, 2, 2), bucket(2, 4, 4)] },
        { series: 0, at: 1, count: 6, sum: 0, buckets: [bucket(1, 4, 6)] },
      ],
    });
    assert.deepEqual(grid?.edges, [1, 2, 4]);
    assert.deepEqual(rows(grid), [
      [2, 3],
      [4, 3],
    ]);
  });

  it('never has more rows than can be seen, and loses no count by that', () => {
    const buckets = Array.from({ length: 1000 }, (_, index) => bucket(index, index + 1, 1));
    const grid = gridOf({
      ...rangeOf([{}], () => NaN, { points: 1 }),
      histograms: [{ series: 0, at: 0, count: 1000, sum: 0, buckets }],
    });
    assert.ok((grid?.edges.length ?? 0) <= 66, String(grid?.edges.length));
    assert.equal(
      rows(grid)
        .flat()
        .reduce((sum, count) => sum + count, 0),
      1000,
    );
  });

  it('paints more the stronger, and nothing not at all', () => {
    assert.equal(intensity(0, 10), 0);
    assert.ok(intensity(1, 1000) > 0.1);
    assert.ok(intensity(500, 1000) < intensity(1000, 1000));
    assert.equal(intensity(1000, 1000), 1);
  });
});
