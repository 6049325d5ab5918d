import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatRatio, isFailure, judge, judgeFailure, judgeOnce } from '../../bench/finding.ts';

describe('bench findings', () => {
  it('have exactly the fields of the file, with the ratio in the direction of the goal', () => {
    const faster = judge({ id: 'K1', what: 'faster', bound: 'atLeast', goal: 10 }, [{ ours: 2, peer: 40 }]);
    assert.deepEqual(faster.finding, { id: 'K1', what: 'faster', ratio: 20, goal: 10, holds: true });
    const part = judge({ id: 'A1', what: 'part', bound: 'atMost', goal: 0.05 }, [{ ours: 2, peer: 20 }]);
    assert.deepEqual(part.finding, { id: 'A1', what: 'part', ratio: 0.1, goal: 0.05, holds: false });
  });

  it('go by the median even when the bad quartile misses', () => {
    const rounds = [9, 9, 11, 12, 13].map((peer) => ({ ours: 1, peer }));
    const { finding, details } = judge({ id: 'X', what: '', bound: 'atLeast', goal: 10 }, rounds);
    assert.equal(finding.holds, true);
    assert.match(details[0] ?? '', /^p25 9\.00x over 5 rounds$/);
  });

  it('judge a single figure', () =>
    assert.equal(judgeOnce({ id: 'A2', what: '', bound: 'atMost', goal: 1 }, 1.01).finding.holds, false));

  it('fail by what does not hold, but not by information', () => {
    const text = { id: 'X', what: '', bound: 'atMost', goal: 1 } as const;
    assert.equal(isFailure(judgeOnce(text, 1)), false);
    assert.equal(isFailure(judgeOnce(text, 2)), true);
    assert.equal(isFailure(judgeOnce({ ...text, isInformation: true }, 2)), false);
  });

  it('fail by what could not be measured, as null in the file', () => {
    const outcome = judgeFailure(
      { id: 'X', what: 'w', bound: 'atLeast', goal: 2 },
      new Error('different pods'),
    );
    assert.equal(isFailure(outcome), true);
    assert.deepEqual(outcome.details, ['not measured: different pods']);
    assert.equal(
      JSON.stringify(outcome.finding),
      '{"id":"X","what":"w","ratio":null,"goal":2,"holds":false}',
    );
  });

  it('print times and parts', () => {
    assert.equal(formatRatio(1.834, 'atLeast'), '1.83x');
    assert.equal(formatRatio(23.45, 'atLeast'), '23.4x');
    assert.equal(formatRatio(0.0123, 'atMost'), '1.2 %');
  });
});
