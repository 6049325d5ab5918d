import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RangePlan } from '../../../src/query/plan.ts';
import { gridOf } from '../../../src/query/reading/grid.ts';
import type { HistogramSample, Labels, QueryAnswer } from '../../../src/query/result.ts';
import { checkPlan } from '../../../src/query/steps.ts';
import { alignToStep, createTails, isLocal } from '../../../src/query/tail.ts';
import { Random } from '../../live/random.ts';

const signal = new AbortController().signal;

/** A series that is there from one time to another, with a sample now and then: a number, NaN or a histogram. */
interface Source {
  labels: Labels;
  from: number;
  to: number;
  salt: number;
}

/** What a server with these series answers: each sample depends on its series and its time alone. */
function evaluate(sources: readonly Source[], plan: RangePlan): QueryAnswer {
  const { start, step, points } = gridOf(plan);
  const values: number[] = [];
  const nans: number[] = [];
  const histograms: HistogramSample[] = [];
  const series: Labels[] = [];
  for (const { labels, from, to, salt } of sources) {
    const row = Array.from({ length: points }, (_, at) => sampleAt(start + at * step, { from, to, salt }));
    if (row.every((sample) => sample === undefined)) {
      continue;
    }
    row.forEach((sample, at) => {
      if (sample === 'histogram') {
        histograms.push({ series: series.length, at, count: start + at * step, sum: salt, buckets: [] });
      } else if (Number.isNaN(sample)) {
        nans.push(values.length);
      }
      values.push(typeof sample === 'number' ? sample : NaN);
    });
    series.push(labels);
  }
  return {
    result: {
      kind: 'range',
      ...{ start: start / 1000, step: step / 1000, points, series },
      ...{ values: Float64Array.from(values), nans: Uint32Array.from(nans), histograms },
    },
    ...{ warnings: [], infos: [], stats: undefined },
  };
}

function sampleAt(
  millis: number,
  { from, to, salt }: Omit<Source, 'labels'>,
): number | 'histogram' | undefined {
  const dice = Math.abs(Math.imul(Math.floor(millis / 1000) ^ salt, 0x9e3779b1)) % 100;
  if (millis < from || millis > to || dice < 15) {
    return undefined;
  }
  return dice < 20 ? NaN : dice < 25 ? 'histogram' : millis * salt;
}

describe('asking for the tail', () => {
  const base = 1_790_000_000_000;
  const names = ['a', 'b', 'job', '日本', '🙂', '\uffff'];

  it('gives what asking for all gives, however the window slides', async () => {
    const random = new Random(51);
    let reusedPoints = 0;
    for (let round = 0; round < 400; round += 1) {
      // In the order of their labels, as Prometheus has them: one after the other by bytes.
      const sources = random
        .shuffle(names)
        .slice(0, 1 + random.below(5))
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .map((name): Source => {
          const from = base + random.below(7200_000) - 3600_000;
          const to = random.chance(50) ? from + random.below(3600_000) : Infinity;
          return { labels: { job: name, z: '1' }, from, to, salt: 1 + random.below(1000) };
        });
      const step = random.one([1, 15, 60]);
      const settleSeconds = random.one([0, 30, 600]);
      let time = base;
      let asked: RangePlan[] = [];
      const tails = createTails({
        run: (plan) => Promise.resolve((asked.push(plan), evaluate(sources, plan))),
        ...{ now: () => time, settleSeconds },
      });
      let length = 60 * (1 + random.below(60));
      for (let turn = 0; turn < 5; turn += 1) {
        asked = [];
        const end = time / 1000;
        const plan: RangePlan = { kind: 'range', query: 'q', start: end - length, end, step };
        const { answer, reused } = await tails.run('cell', plan, { signal });
        assert.deepStrictEqual(answer, evaluate(sources, alignToStep(plan)));
        assert.equal(asked.length, 1);
        const grid = gridOf(asked[0] ?? plan);
        assert.equal(grid.points + (reused?.points ?? 0), gridOf(alignToStep(plan)).points);
        reusedPoints += reused?.points ?? 0;
        time += 1000 * random.below(300);
        length += random.chance(20) ? random.below(120) - 60 : 0;
      }
    }
    assert.ok(reusedPoints > 50_000, String(reusedPoints));
  });

  it('asks for no more points than servers answer, wherever the range begins', () => {
    for (const start of [1_790_000_000, 1_790_000_000.6, 1_790_000_000.999]) {
      const plan: RangePlan = { kind: 'range', query: 'q', start, end: start + 11_000.5, step: 1 };
      assert.equal(checkPlan(plan), undefined);
      const aligned = alignToStep(plan);
      assert.equal(checkPlan(aligned), undefined, String(start));
      assert.deepEqual([aligned.start % 1, aligned.end], [0, Math.floor(plan.end)]);
    }
  });

  it('asks again for what was too young to be complete', async () => {
    let time = 10_000_000;
    const asked: RangePlan[] = [];
    const tails = createTails({
      run: (plan) => Promise.resolve((asked.push(plan), evaluate([], plan))),
      now: () => time,
    });
    const run = (): ReturnType<typeof tails.run> =>
      tails.run(
        'cell',
        { kind: 'range', query: 'up', start: time / 1000 - 3600, end: time / 1000, step: 60 },
        { signal },
      );
    await run();
    time += 60_000;
    const { reused } = await run();
    assert.deepEqual(reused, { points: 50, asked: 11 });
    const [first = assert.fail(), second = assert.fail()] = asked;
    assert.deepEqual([second.start, second.end], [first.end - 540, first.end + 60]);
  });

  const fresh: [what: string, change: (plan: RangePlan) => RangePlan, warnings?: string[]][] = [
    ['another query', (plan) => ({ ...plan, query: 'down' })],
    ['another step', (plan) => ({ ...plan, step: 30 })],
    ['an earlier start', (plan) => ({ ...plan, start: plan.start - 3600 })],
    [
      'a window that has slid past all that is known',
      (plan) => ({ ...plan, start: plan.end + 60, end: plan.end + 3660 }),
    ],
    ['the same window', (plan) => ({ ...plan, start: plan.start - 60, end: plan.end - 60 })],
    ['an answer with warnings', (plan) => plan, ['partial']],
  ];
  for (const [what, change, warnings = []] of fresh) {
    it(`asks for all after ${what}`, async () => {
      const tails = createTails({
        run: (plan) => Promise.resolve({ ...evaluate([], plan), warnings }),
        ...{ now: () => 1e12, settleSeconds: 0 },
      });
      const plan: RangePlan = { kind: 'range', query: 'up', start: 36_000, end: 39_600, step: 60 };
      const slid = { ...plan, start: plan.start + 60, end: plan.end + 60 };
      await tails.run('cell', plan, { signal });
      assert.equal((await tails.run('cell', change(slid), { signal })).reused, undefined);
    });
  }

  it('keeps to one key, and forgets when it is told to or there is too much', async () => {
    const source = { labels: {}, from: 0, to: Infinity, salt: 1 };
    const tails = createTails({
      run: (plan) => Promise.resolve(evaluate([source], plan)),
      ...{ now: () => 1e12, settleSeconds: 0, maxCells: 130 },
    });
    let slide = 0;
    const isReused = async (key: string): Promise<boolean> => {
      slide += 60;
      const plan: RangePlan = {
        kind: 'range',
        query: 'up',
        start: 36_000 + slide,
        end: 39_600 + slide,
        step: 60,
      };
      return (await tails.run(key, plan, { signal })).reused !== undefined;
    };
    assert.deepEqual([await isReused('a'), await isReused('b'), await isReused('a')], [false, false, true]);
    // Each has 61 numbers: a third one is too much.
    assert.deepEqual([await isReused('c'), await isReused('a'), await isReused('b')], [false, true, false]);
    tails.forget('b');
    assert.deepEqual([await isReused('b'), await isReused('a')], [false, true]);
    tails.forget();
    assert.equal(await isReused('a'), false);
  });

  it('is not for queries whose points depend on more than their own past', () => {
    const local = [
      'rate(x[5m])',
      'x{a="@ end()"} # @ start()',
      "x offset 5m - y{b='offset -5m'}",
      'start',
      'x{start="1"}',
    ];
    const others = [
      'x @ end()',
      'x @ 1790000000',
      'rate(x[5m] @ start())',
      'x offset -5m',
      'x OFFSET  -5m',
      'x[step()]',
      'x[range()]',
      'x offset (0 - 5m)',
    ];
    assert.deepEqual(
      local.filter((query) => !isLocal(query)),
      [],
    );
    assert.deepEqual(others.filter(isLocal), []);
  });
});
