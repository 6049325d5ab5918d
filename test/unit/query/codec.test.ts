import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeShown, encodeShown } from '../../../src/query/codec.ts';
import type { QueryPlan } from '../../../src/query/plan.ts';
import { readAnswer } from '../../../src/query/reading/answer.ts';
import type { QueryAnswer } from '../../../src/query/result.ts';
import type { Shown, ShownAbout } from '../../../src/query/shown.ts';
import { Random } from '../../live/random.ts';
import { randomInstant, randomRange } from './serverAnswers.ts';

const plan: QueryPlan = { kind: 'instant', query: 'up', time: 1000 };
const about: ShownAbout = { cell: 'c1', name: 'errors', plan, timezone: 'UTC', language: 'ja', dollars: 0.1 };

function shown(answer: Partial<QueryAnswer> & Pick<QueryAnswer, 'result'>): Shown {
  return { about, answer: { warnings: [], infos: [], stats: undefined, ...answer } };
}

describe('what goes to the page', () => {
  it('arrives as it was', () => {
    const random = new Random(31);
    for (let round = 0; round < 1000; round += 1) {
      const { plan, text } = round % 2 === 0 ? randomRange(random) : randomInstant(random);
      const answer = readAnswer(Buffer.from(text), plan, { maxCells: 1e5, maxObjectBytes: 1e6 });
      const given = { about: { ...about, plan }, answer };
      assert.deepStrictEqual(decodeShown(encodeShown(given)), given, text);
    }
  });

  it('arrives in a Buffer that begins anywhere', () => {
    const result = { kind: 'scalar', time: 1, value: 2 } as const;
    const buffer = Buffer.concat([Buffer.alloc(3), encodeShown(shown({ result }))]).subarray(3);
    for (let at = 0; at < 8; at += 1) {
      const moved = Buffer.alloc(buffer.length + at);
      buffer.copy(moved, at);
      assert.deepStrictEqual(decodeShown(moved.subarray(at))?.answer.result, result);
    }
  });

  const others: [what: string, answer: Partial<QueryAnswer> & Pick<QueryAnswer, 'result'>][] = [
    [
      'raw samples',
      {
        result: {
          ...{ kind: 'samples', series: [{ a: 'b' }, {}], offsets: Uint32Array.of(0, 2, 2) },
          ...{ times: Float64Array.of(1, 2), values: Float64Array.of(NaN, 5) },
          histograms: [
            {
              series: 0,
              at: 0,
              count: 3,
              sum: Infinity,
              buckets: [{ boundaries: 3, lower: -1, upper: 1, count: 3 }],
            },
          ],
        },
      },
    ],
    ['a number that JSON has not', { result: { kind: 'scalar', time: 1.5, value: -Infinity } }],
    ['a text', { result: { kind: 'string', time: 1, value: '</script>\u2028\ud800' } }],
    [
      'what was said besides',
      {
        result: { kind: 'scalar', time: 1, value: -0 },
        ...{
          warnings: ['w'],
          infos: ['i'],
          stats: { totalSamples: 5, peakSamples: undefined, seconds: 0.1 },
        },
      },
    ],
  ];
  for (const [what, answer] of others) {
    it(`may be ${what}`, () => {
      assert.deepStrictEqual(decodeShown(encodeShown(shown(answer))), shown(answer));
    });
  }

  it('is looked at where it lies, and copied only when it lies badly', () => {
    const values = Float64Array.of(1, 2, 3);
    const series = [{}, {}, {}];
    const bytes = encodeShown(
      shown({ result: { kind: 'instant', time: 1, series, values, histograms: [] } }),
    );
    const bufferOf = (given: Uint8Array): ArrayBufferLike | undefined => {
      const result = decodeShown(given)?.answer.result;
      assert.ok(result?.kind === 'instant');
      assert.deepEqual(result.values, values);
      return result.values.buffer;
    };
    assert.equal(bufferOf(bytes), bytes.buffer);
    for (const offset of [1, 8]) {
      const moved = new Uint8Array(bytes.length + offset);
      moved.set(bytes, offset);
      assert.equal(bufferOf(moved.subarray(offset)) === moved.buffer, offset === 8);
    }
  });

  it('is nothing else', () => {
    for (const bytes of [
      [],
      [1, 2, 3],
      Buffer.from('AWQ1'),
      Buffer.from('AWQ1\u0002\0\0\0{}'),
      Buffer.from('{"status":"success"}'),
    ]) {
      assert.equal(decodeShown(Uint8Array.from(bytes)), undefined);
    }
    const bytes = encodeShown(shown({ result: { kind: 'scalar', time: 1, value: 1 } }));
    bytes[0] = 0;
    assert.equal(decodeShown(bytes), undefined);
  });
});
