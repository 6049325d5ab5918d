import * as assert from 'node:assert/strict';
import { decodeShown, encodeShown } from '../../../src/query/codec.ts';
import type { RangePlan } from '../../../src/query/plan.ts';
import { readAnswer } from '../../../src/query/reading/answer.ts';
import type { Labels, RangeResult } from '../../../src/query/result.ts';
import { judge, judgeOnce } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { rangeAnswer } from '../fixtures/rangeAnswer.ts';
import type { Goal } from '../goal.ts';
import { playRounds } from '../rounds.ts';
import { median } from '../statistics.ts';
import type { Round } from '../statistics.ts';

const reading: GoalText = {
  id: 'Q1',
  what: '1,000 series of 1,000 points from the bytes of an answer to columns, times faster than JSON.parse and reshaping',
  bound: 'atLeast',
  goal: 7,
};
const payload: GoalText = {
  id: 'Q2-payload',
  what: 'What goes to the page of it, at most this part of what Prometheus sent',
  bound: 'atMost',
  goal: 0.35,
};
const path: GoalText = {
  id: 'Q2',
  what: 'From the bytes of the answer to columns in the page, times faster than passing the answer on for the page to parse',
  bound: 'atLeast',
  goal: 5,
};

const limits = { maxCells: 10_000_000, maxObjectBytes: 10_000_000 };

/** Q1 and Q2: what a large answer costs before a pixel of it is drawn. */
export const queryPath: Goal = {
  texts: [reading, payload, path],
  run: async () => {
    const { plan, bytes } = rangeAnswer(1000, 1000);
    const about = { cell: 'cell', plan, timezone: 'UTC', language: 'en' };
    const ours = (): RangeResult => {
      const { result } = readAnswer(bytes, plan, limits);
      assert.ok(result.kind === 'range');
      return result;
    };
    const encoded = (): Uint8Array => encodeShown({ answer: readAnswer(bytes, plan, limits), about });
    const wholePath = (): RangeResult => {
      const result = decodeShown(encoded())?.answer.result;
      assert.ok(result?.kind === 'range');
      return result;
    };
    const peer = (): Columns => parseAndReshape(bytes, plan);
    for (const { series, values } of [ours(), wholePath()]) {
      assert.deepEqual(series, peer().series);
      // By their bytes: a NaN is a NaN, and -0 is not 0.
      assert.ok(
        Buffer.from(values.buffer, values.byteOffset, values.byteLength).equals(
          Buffer.from(peer().values.buffer),
        ),
      );
    }

    const [read = [], whole = [], parsed = []] = await playRounds(
      [timed(ours), timed(wholePath), timed(peer)],
      {
        ...{ rounds: 15, warmUps: 3 },
      },
    );
    const against = (costs: readonly number[]): Round[] =>
      costs.map((cost, round) => ({ ours: cost, peer: parsed[round] ?? NaN }));
    const ms = (costs: readonly number[]): string => `${median(costs).toFixed(1)} ms`;
    const size = encoded().length;
    const megabytes = (length: number): string => `${(length / 1e6).toFixed(1)} MB`;
    return [
      judge(reading, against(read), [`${megabytes(bytes.length)} in ${ms(read)}, peer ${ms(parsed)}`]),
      judgeOnce(payload, size / bytes.length, [`${megabytes(size)} of ${megabytes(bytes.length)}`]),
      judge(path, against(whole), [`reading, packing and unpacking in ${ms(whole)}, peer ${ms(parsed)}`]),
    ];
  },
};

/** Milliseconds that this thread worked for one run: what else the machine does is left out. Each is long enough for the clock. */
function timed(job: () => unknown): () => number {
  const clock = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  return () => {
    const before = clock();
    job();
    return clock() - before;
  };
}

interface Columns {
  series: Labels[];
  values: Float64Array<ArrayBuffer>;
}

/** What one gets the usual way. */
function parseAndReshape(bytes: Buffer, { start, end, step }: RangePlan): Columns {
  const { data } = JSON.parse(bytes.toString()) as {
    data: { result: { metric: Labels; values: [number, string][] }[] };
  };
  const points = Math.floor((end - start) / step) + 1;
  const values = new Float64Array(data.result.length * points).fill(NaN);
  data.result.forEach((one, series) => {
    for (const [time, value] of one.values) {
      values[series * points + Math.round((time - start) / step)] = Number(value);
    }
  });
  return { series: data.result.map(({ metric }) => metric), values };
}
