import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { QueryResult } from '../../../../src/query/result.ts';
import { arrange, delimited, rowsOf, windowOf } from '../../../../src/renderer/table/tableRows.ts';
import type { Column, Order } from '../../../../src/renderer/table/tableRows.ts';
import { nativeSamples, rangeOf } from '../../../ui/chartPage/samples.ts';

const instant: QueryResult = {
  ...{ kind: 'instant', time: 0, histograms: [] },
  series: [
    { __name__: 'up', job: 'b10' },
    { __name__: 'up', job: 'B9' },
    { job: '=1+1' },
    { __name__: 'up', job: 'a"x,y' },
  ],
  values: Float64Array.of(2, NaN, 10, -1),
};
const title = ({ title: text }: Column): string => (typeof text === 'string' ? text : text.word);
const arranged = (filter: string, order?: Order): number[] => [
  ...arrange(rowsOf(instant), { filter, language: 'en', ...(order && { order }) }),
];

const look = { height: 240, rowHeight: 24 };

describe('the table of a result', () => {
  it('has a column for each label, the name first, and behind them the value', () => {
    const rows = rowsOf(instant);
    assert.deepEqual(rows.columns.map(title), ['__name__', 'job', 'valueColumn']);
    assert.deepEqual([rows.text(2, 0), rows.text(2, 1), rows.text(2, 2)], ['', '=1+1', '10']);
  });

  it('sorts numbers by their size with NaN last, both ways', () => {
    assert.deepEqual(arranged('', { column: 2, isDescending: false }), [3, 0, 2, 1]);
    assert.deepEqual(arranged('', { column: 2, isDescending: true }), [2, 0, 3, 1]);
  });

  it('sorts texts as people do', () => {
    assert.deepEqual(arranged('', { column: 1, isDescending: false }), [2, 3, 1, 0]);
  });

  it('finds text in any column and any case', () => {
    assert.deepEqual(arranged('b'), [0, 1]);
    assert.deepEqual(arranged(' 10 '), [0, 2]);
    assert.deepEqual(arranged('nothing'), []);
  });

  it('is copied so that a spreadsheet gets the same cells, and runs none', () => {
    const csv = delimited(rowsOf(instant), [0, 2, 3], { separator: ',', titleOf: title });
    assert.equal(csv, `__name__,job,valueColumn\r\nup,b10,2\r\n,'=1+1,10\r\nup,"a""x,y",-1\r\n`);
    assert.equal(
      delimited(rowsOf(instant), [0], { separator: '\t', titleOf: title }).split('\r\n')[1],
      'up\tb10\t2',
    );
  });

  it('of series over time says what each comes to', () => {
    const rows = rowsOf(rangeOf([{ a: '1' }], (_, point) => [4, NaN, 2][point] ?? NaN, { points: 3 }));
    assert.deepEqual(rows.columns.map(title), ['a', 'last', 'least', 'mean', 'most']);
    assert.deepEqual(
      [1, 2, 3, 4].map((column) => rows.number(0, column)),
      [2, 2, 3, 4],
    );
  });

  it('tells a last sample that is NaN from one that is not there', () => {
    const result = rangeOf([{ a: '1' }, { a: '2' }], (_, point) => [4, NaN, NaN][point] ?? NaN, {
      points: 3,
    });
    const rows = rowsOf({ ...result, nans: Uint32Array.of(1) });
    assert.deepEqual([rows.text(0, 1), rows.text(1, 1)], ['NaN', '4']);
    const earlier = rangeOf([{ a: '1' }], (_, point) => [NaN, 4, NaN][point] ?? NaN, { points: 3 });
    assert.equal(rowsOf({ ...earlier, nans: Uint32Array.of(0) }).text(0, 1), '4');
  });

  it('of raw samples has a row for each, with its time', () => {
    const rows = rowsOf({
      ...{
        kind: 'samples',
        series: [{ a: 'x' }, { a: 'none' }, { a: 'y' }],
        offsets: Uint32Array.of(0, 2, 2, 3),
        histograms: [],
      },
      ...{ times: Float64Array.of(10, 20, 15), values: Float64Array.of(1, 2, 3) },
    });
    assert.equal(rows.count, 3);
    assert.deepEqual(
      [0, 1, 2].map((row) => rows.text(row, 0)),
      ['x', 'x', 'y'],
    );
    assert.deepEqual([rows.text(2, 1), rows.text(2, 2)], ['1970-01-01T00:00:15.000Z', '3']);
  });

  it('of histograms has their count, sum and mean', () => {
    const [histogram] = nativeSamples(1);
    const rows = rowsOf({
      kind: 'instant',
      time: 0,
      series: [{}],
      values: Float64Array.of(NaN),
      histograms: histogram ? [{ ...histogram, count: 5, sum: 10 }] : [],
    });
    assert.deepEqual(rows.columns.map(title), ['count', 'sum', 'mean']);
    assert.deepEqual(
      [0, 1, 2].map((column) => rows.text(0, column)),
      ['5', '10', '2'],
    );
  });

  it('has no more label columns than can be looked through, and says so', () => {
    const labels = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`l${index}`, 'x']));
    const rows = rowsOf(rangeOf([labels], () => 1, { points: 1 }));
    assert.equal(rows.columns.length, 24);
    assert.equal(rows.leftOut, 480);
  });

  it('has only the rows in sight in the page, and a few around', () => {
    assert.deepEqual(windowOf({ ...look, scrollTop: 0 }, 10_000), { from: 0, to: 20 });
    assert.deepEqual(windowOf({ ...look, scrollTop: 24 * 5000 }, 10_000), { from: 4990, to: 5020 });
    assert.deepEqual(windowOf({ ...look, scrollTop: 24 * 9995 }, 10_000), { from: 9985, to: 10_000 });
    assert.deepEqual(windowOf({ ...look, scrollTop: 1e9 }, 3), { from: 3, to: 3 });
    assert.deepEqual(windowOf({ ...look, scrollTop: 0 }, 0), { from: 0, to: 0 });
  });

  it('keeps the rows that are in the page while all in sight are among them', () => {
    const before = windowOf({ ...look, scrollTop: 24 * 5000 }, 10_000);
    for (const row of [4990, 5000.5, 5009]) {
      assert.equal(windowOf({ ...look, scrollTop: 24 * row }, 10_000, before), before, String(row));
    }
    for (const row of [4989.9, 5010]) {
      const { from, to } = windowOf({ ...look, scrollTop: 24 * row }, 10_000, before);
      assert.ok(from <= Math.floor(row) && to > row + 10, String(row));
    }
    const all = windowOf({ ...look, scrollTop: 0 }, 3);
    assert.equal(windowOf({ ...look, scrollTop: 0 }, 3, all), all);
  });

  it('sorts ten thousand rows', () => {
    const many = rowsOf({
      kind: 'instant',
      time: 0,
      histograms: [],
      series: Array.from({ length: 10_000 }, (_, index) => ({ job: `job-${(index * 7919) % 10_000}` })),
      values: new Float64Array(10_000),
    });
    const order = arrange(many, { filter: '', language: 'en', order: { column: 0, isDescending: false } });
    assert.equal(many.text(order[1] ?? 0, 0), 'job-1');
  });
});
