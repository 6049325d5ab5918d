import * as assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { playAgainst, playRounds, repeat } from '../../bench/rounds.ts';

describe('bench rounds', () => {
  it('play everyone once a round and rotate who begins', async () => {
    const played: string[] = [];
    const contender = (name: string) => () => {
      played.push(name);
      return 1;
    };
    await playRounds(['a', 'b', 'c'].map(contender), { rounds: 4, warmUps: 0 });
    assert.equal(played.join(''), 'abcbcacababc');
  });

  it('throw the warm-up away and keep each contender in its own list', async () => {
    let call = 0;
    const costs = await playRounds([() => call++, () => -call++], { rounds: 2, warmUps: 1 });
    assert.equal(call, 6);
    // Warm-up: 0 and -1. Then b begins (-2, 3), then a (4, -5).
    assert.deepEqual(costs, [
      [3, 4],
      [-2, -5],
    ]);
  });

  it('pair ours and the peer of the same round', async () => {
    const ours = [1, 2, 3].values();
    const peer = [10, 20, 30].values();
    const rounds = await playAgainst(
      () => ours.next().value ?? NaN,
      () => Promise.resolve(peer.next().value ?? NaN),
      { rounds: 3, warmUps: 0 },
    );
    assert.deepEqual(rounds, [
      { ours: 1, peer: 10 },
      { ours: 2, peer: 20 },
      { ours: 3, peer: 30 },
    ]);
  });

  describe('repetitions', () => {
    /** A job that takes so long by a clock of its own. */
    const fakeJob = (tookMs: number) => {
      let time = 0;
      let runs = 0;
      return {
        job: () => {
          time += tookMs;
          runs++;
        },
        now: () => time,
        runs: () => runs,
      };
    };

    it('grow until a measurement is long enough, and give the time of one run', async () => {
      const { job, now, runs } = fakeJob(0.5);
      const measure = repeat(job, { leastMs: 15, now });
      assert.equal(await measure(), 0.5);
      const sizing = runs();
      await measure();
      assert.ok(runs() - sizing >= 30, `${runs() - sizing} runs`);
      assert.ok(runs() - sizing <= 60, `${runs() - sizing} runs`);
    });

    it('are one for a long job', async () => {
      const { job, now, runs } = fakeJob(40);
      const measure = repeat(job, { leastMs: 15, now });
      await measure();
      await measure();
      assert.equal(runs(), 2);
    });

    it('stay as they were sized', async () => {
      let tookMs = 1;
      let time = 0;
      let runs = 0;
      const measure = repeat(
        () => {
          time += tookMs;
          runs++;
        },
        { leastMs: 15, now: () => time },
      );
      await measure();
      const before = runs;
      await measure();
      const sized = runs - before;
      tookMs = 0.001;
      await measure();
      assert.equal(runs, before + 2 * sized);
    });

    it('wait for a job that promises', async () => {
      let isDone = false;
      await repeat(
        async () => {
          await nextTurn();
          isDone = true;
        },
        { leastMs: 0 },
      )();
      assert.ok(isDone);
    });
  });
});
