import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { judge } from '../../../../src/notebook/expectations/judge.ts';
import { readExpectation } from '../../../../src/notebook/expectations/readExpectation.ts';
import type { HistogramSample, QueryResult } from '../../../../src/query/result.ts';

const histogram: HistogramSample = { series: 0, at: 0, count: 1, sum: 1, buckets: [] };

const instant = (...values: number[]): QueryResult => ({
  ...{ kind: 'instant', time: 0, values: Float64Array.from(values), histograms: [] },
  series: values.map((_, at) => ({ __name__: 'up', job: `j${at}` })),
});
const range = (points: number, values: number[], nans: number[] = []): QueryResult => ({
  ...{ kind: 'range', start: 0, step: 1, points, histograms: [] },
  series: Array.from({ length: values.length / points }, (_, at) => ({ job: `j${at}` })),
  values: Float64Array.from(values),
  nans: Uint32Array.from(nans),
});
const samples = (...series: number[][]): QueryResult => ({
  kind: 'samples',
  series: series.map((_, at) => ({ job: `j${at}` })),
  offsets: Uint32Array.from([0, ...series.map((_, at) => series.slice(0, at + 1).flat().length)]),
  times: new Float64Array(series.flat().length),
  values: Float64Array.from(series.flat()),
  histograms: [],
});
const scalar = (value: number): QueryResult => ({ kind: 'scalar', time: 0, value });
const string: QueryResult = { kind: 'string', time: 0, value: 'x' };

const holds: readonly [text: string, result: QueryResult][] = [
  ['> 0', instant(1, 2)],
  ['>0', scalar(1)],
  ['>= 1e3', scalar(1000)],
  ['!= -0.5', scalar(1)],
  ['< +Inf', instant(5)],
  ['== NaN', scalar(NaN)],
  ['> 1', range(3, [0, 0, 2, 0, 0, 3])],
  ['> 1', range(2, [0, 2, 9, NaN])],
  ['== 1 series', range(2, [0, 2, 9, NaN])],
  ['== 2 series', range(2, [0, 2, 9, NaN], [3])],
  ['== NaN', range(2, [0, NaN], [1])],
  ['> 0', samples([1, 2], [3])],
  ['== 2 series', samples([1, 2], [3])],
  ['== 0 series', instant()],
  ['< 3 series', instant(1, 2)],
  ['absent', instant()],
  ['absent', range(1, [NaN])],
  ['present', scalar(0)],
  ['present', string],
  ['within 5m', instant(1)],
];

const fails: readonly [text: string, result: QueryResult, why: RegExp, offending: readonly string[]][] = [
  ['> 0', instant(), /no series/, []],
  ['> 0', instant(1, 0, -1), /> 0; 2 of 3/, ['up{job="j1"} 0', 'up{job="j2"} -1']],
  ['> 0', instant(0), /> 0, and it is 0/, ['up{job="j0"} 0']],
  ['> 0', scalar(NaN), /NaN/, ['{} NaN']],
  ['> 0', string, /no number/, ['{} no number']],
  ['> 0', range(2, [5, 0]), /0/, ['{job="j0"} 0']],
  ['> 0', samples([1, 0]), /1 of 2/, ['{job="j0"} 0']],
  ['== 4 series', instant(1), /== 4, and it is 1/, ['up{job="j0"} 1']],
  ['absent', instant(1), /there are 1/, ['up{job="j0"} 1']],
  ['present', instant(), /no series/, []],
  ['present', range(2, [1, NaN]), /no series/, []],
  [
    '> 0',
    { ...instant(NaN), histograms: [histogram] } as QueryResult,
    /no number/,
    ['up{job="j0"} no number'],
  ],
];

const span = { start: 0, end: 0 };
const judged = (text: string, result: QueryResult) => {
  const expectation = readExpectation(text, span);
  assert.ok(expectation);
  return judge(expectation, result);
};

describe('expectations', () => {
  for (const [text, result] of holds) {
    it(`hold: ${text} of ${result.kind}`, () => assert.deepEqual(judged(text, result), { holds: true }));
  }
  for (const [text, result, why, offending] of fails) {
    it(`do not hold: ${text} of ${result.kind}, because ${why.source}`, () => {
      const judgement = judged(text, result);
      assert.ok(!judgement.holds);
      assert.match(judgement.why, why);
      assert.deepEqual(
        judgement.offending.map(({ series, value }) => `${series} ${value}`),
        offending,
      );
      assert.equal(judgement.count, offending.length);
    });
  }

  it('name a few of many series', () => {
    const judgement = judged('> 0', instant(...new Array<number>(1000).fill(0)));
    assert.ok(!judgement.holds);
    assert.equal(judgement.offending.length, 10);
    assert.equal(judgement.count, 1000);
  });

  it('say how long they may be waited for', () => {
    assert.equal(readExpectation('> 0 within 5m', span)?.within, 300);
    assert.equal(readExpectation('absent', span)?.within, undefined);
  });
});
