import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chooseChart, possibleCharts } from '../../../../src/renderer/data/choice.ts';
import type { Labels, QueryResult } from '../../../../src/query/result.ts';
import type { ChartKind } from '../../../../src/query/shown.ts';
import { buckets, jobs, nativeSamples, rangeOf, shownOf, wave } from '../../../ui/chartPage/samples.ts';

const instant = (series: readonly Labels[]): QueryResult => ({
  ...{ kind: 'instant', time: 0, series, values: new Float64Array(series.length), histograms: [] },
});
const raw = (): QueryResult => ({
  ...{ kind: 'samples', series: [{}], offsets: Uint32Array.of(0, 2), histograms: [] },
  ...{ times: Float64Array.of(1, 2), values: Float64Array.of(1, 2) },
});
const native = { ...rangeOf([{}], () => NaN, { points: 9 }), histograms: nativeSamples(9) };

const kinds: readonly [what: string, result: QueryResult, kind: ChartKind][] = [
  ['series over time', rangeOf(jobs(3), wave), 'line'],
  ['buckets over time', buckets(), 'heatmap'],
  ['two buckets over time', rangeOf([{ le: '1' }, { le: '+Inf' }], wave), 'line'],
  [
    'one bucket of many jobs',
    rangeOf(
      jobs(5).map((labels) => ({ ...labels, le: '1' })),
      wave,
    ),
    'line',
  ],
  ['native histograms over time', native, 'heatmap'],
  [
    'native histograms among numbers',
    { ...rangeOf([{}], wave, { points: 9 }), histograms: nativeSamples(1) },
    'line',
  ],
  ['raw samples', raw(), 'line'],
  ['one value', instant(jobs(1)), 'value'],
  ['values that one label sets apart', instant(jobs(5)), 'bar'],
  [
    'values that two labels set apart',
    instant([
      { a: '1', b: '1' },
      { a: '2', b: '2' },
    ]),
    'table',
  ],
  ['values where one has a label more', instant([{ a: '1' }, { b: '2' }]), 'table'],
  ['many values', instant(jobs(200)), 'table'],
  [
    'one histogram',
    {
      ...rangeOf([{}], wave),
      ...{
        kind: 'instant',
        time: 0,
        series: [{}],
        values: Float64Array.of(NaN),
        histograms: nativeSamples(1),
      },
    },
    'bar',
  ],
  ['a scalar', { kind: 'scalar', time: 0, value: 1 }, 'value'],
  ['a text', { kind: 'string', time: 0, value: '' }, 'value'],
];

describe('the chart of a result', () => {
  for (const [what, result, kind] of kinds) {
    it(`of ${what} is a ${kind}`, () => assert.equal(chooseChart(shownOf('x', result)), kind));
  }

  it('is what the person chose, if the result can be shown so', () => {
    assert.equal(chooseChart(shownOf('x', rangeOf(jobs(3), wave), { chart: 'stacked' })), 'stacked');
    assert.equal(chooseChart(shownOf('x', rangeOf(jobs(3), wave), { chart: 'heatmap' })), 'line');
    assert.equal(
      chooseChart(shownOf('x', { kind: 'scalar', time: 0, value: 1 }, { chart: 'line' })),
      'value',
    );
  });

  it('is always one of those that are offered', () => {
    for (const [what, result, kind] of kinds.filter(([, { kind: shape }]) => shape !== 'string')) {
      assert.ok(possibleCharts(result).includes(kind), what);
    }
  });
});
