import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { QueryPlan } from '../../../src/query/plan.ts';
import { placeIn } from '../../../src/query/queryError.ts';
import { checkPlan, suggestStep, durationText } from '../../../src/query/steps.ts';

function range(seconds: number, step: number): QueryPlan {
  return { kind: 'range', query: 'up', start: 1_790_000_000, end: 1_790_000_000 + seconds, step };
}

describe('the guard of the step', () => {
  it('lets through what Prometheus answers', () => {
    for (const plan of [range(11_000, 1), range(0, 1), range(3600, 15), range(11, 0.001)]) {
      assert.equal(checkPlan(plan), undefined);
    }
    assert.equal(checkPlan({ kind: 'instant', query: '1', time: 5 }), undefined);
  });

  it('says which step will do', () => {
    const problem = checkPlan(range(6 * 3600, 1));
    assert.deepEqual([problem?.code, problem?.suggestedStep], ['notebook/too-many-points', 2]);
    assert.match(problem?.message ?? '', /step of 1s makes 21,600 points .* at most 11,000\. A step of 2s/);
    assert.equal(checkPlan(range(11_001, 1))?.suggestedStep, 2);
  });

  it('refuses what is no range', () => {
    assert.equal(checkPlan(range(-1, 1))?.code, 'notebook/bad-range');
    assert.equal(checkPlan(range(NaN, 1))?.code, 'notebook/bad-range');
    assert.equal(checkPlan({ kind: 'instant', query: '1', time: NaN })?.code, 'notebook/bad-range');
    for (const step of [0, -1, NaN, 0.0001]) {
      assert.deepEqual(checkPlan(range(3600, step))?.suggestedStep, 10);
    }
  });

  it('suggests steps that people use, and always one that passes', () => {
    assert.deepEqual(
      [60, 300, 3600, 6 * 3600, 86_400, 7 * 86_400, 30 * 86_400].map((seconds) =>
        durationText(suggestStep(seconds)),
      ),
      ['1s', '1s', '10s', '1m', '5m', '30m', '2h'],
    );
    for (let seconds = 1; seconds < 1e12; seconds *= 3.7) {
      assert.ok(checkPlan(range(seconds, suggestStep(seconds, 11_000))) === undefined, String(seconds));
    }
  });

  it('writes durations as PromQL does', () => {
    assert.deepEqual([0, 0.25, 90, 5400, 90_061.5].map(durationText), [
      '0s',
      '250ms',
      '1m30s',
      '1h30m',
      '1d1h1m1s500ms',
    ]);
  });
});

describe('the place that a server names', () => {
  const rows: [text: string, query: string, place: string | undefined][] = [
    ['invalid parameter "query": 1:4: parse error: unexpected identifier', 'up + foo)', '+'],
    ['1:6: parse error: x', 'up + foo)', 'foo'],
    ['2:3: parse error: x', 'up +\n  sum(', 'sum'],
    ['3:1: parse error: unexpected end of input', 'up +\n\n', ''],
    ['1:6: parse error: x', '"é" + 日', '+'],
    ['PromQL info: metric might not be a counter: "foo" (1:6)', 'rate(foo[5m])', 'foo'],
    ['1:100: parse error: x', 'up', ''],
    ['9:1: parse error: x', 'up', undefined],
    ['1:0: parse error: x', 'up', undefined],
    ['query timed out at 10:30', 'up', undefined],
  ];
  for (const [text, query, place] of rows) {
    it(`${JSON.stringify(query)}: ${text}`, () => {
      const span = placeIn(text, query);
      assert.equal(span && query.slice(span.start, span.end), place);
    });
  }
});
