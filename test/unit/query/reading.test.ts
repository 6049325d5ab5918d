import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { QueryPlan } from '../../../src/query/plan.ts';
import { readAnswer } from '../../../src/query/reading/answer.ts';
import { Malformed, TooLarge, createCursor } from '../../../src/query/reading/cursor.ts';
import { readMillis, readSampleValue } from '../../../src/query/reading/numbers.ts';
import type { QueryAnswer, QueryResult } from '../../../src/query/result.ts';
import { Random } from '../../live/random.ts';
import { randomInstant, randomNumber, randomRange, readPlainly } from './serverAnswers.ts';

const limits = { maxCells: 100_000, maxObjectBytes: 1_000_000 };
const range: QueryPlan = { kind: 'range', query: 'up', start: 1000, end: 1060, step: 15 };
const instant: QueryPlan = { kind: 'instant', query: 'up', time: 1000 };

function read(text: string, plan: QueryPlan = range): QueryAnswer {
  return readAnswer(Buffer.from(text), plan, limits);
}

function matrix(...series: readonly string[]): string {
  return `{"status":"success","data":{"resultType":"matrix","result":[${series.join(',')}]}}`;
}

/** A NaN is a NaN, but -0 is not 0. */
function same(one: QueryResult, other: QueryResult, about: string): void {
  assert.deepStrictEqual(one, other, about);
}

describe('reading what a query came to', () => {
  it('gives bit by bit what JSON.parse and Number give, whatever the layout', () => {
    const random = new Random(11);
    for (let round = 0; round < 1500; round += 1) {
      const { plan, text } = round % 3 === 0 ? randomInstant(random) : randomRange(random);
      same(read(text, plan).result, readPlainly(text, plan), text);
    }
  });

  it('reads every number as Number does', () => {
    const random = new Random(12);
    const texts = Array.from({ length: 60_000 }, () => randomNumber(random));
    // Digits by the handful, where rounding is most likely to go wrong: halfway between two doubles, or nearly so.
    for (let round = 0; round < 60_000; round += 1) {
      const digits = Array.from({ length: 14 + random.below(7) }, () => random.below(10)).join('');
      const at = random.below(digits.length + 1);
      texts.push(
        `${digits.slice(0, at) || '0'}.${digits.slice(at)}${random.chance(50) ? random.below(100) : ''}`,
      );
      texts.push(`${2 ** 53 + 2 * random.below(1000) + 1}.${'0'.repeat(random.below(4))}${random.below(2)}`);
      texts.push(`0.${'0'.repeat(random.below(9))}${digits}`);
    }
    for (const text of texts) {
      const number = readSampleValue(createCursor(Buffer.from(`"${text}"`), 0));
      const expected = Number(text.replace('Inf', 'Infinity'));
      assert.ok(Object.is(number, expected), `${text}: ${number} instead of ${expected}`);
    }
  });

  it('reads times to the millisecond', () => {
    const rows: [string, number][] = [
      ['1790000000,', 1_790_000_000_000],
      ['1790000000.5,', 1_790_000_000_500],
      ['1790000000.123,', 1_790_000_000_123],
      ['1790000000.1239,', 1_790_000_000_124],
      ['1.79e9,', 1_790_000_000_000],
      ['-1.5,', -1500],
      ['0 ,', 0],
      ['8640000000000,', 8.64e15],
    ];
    for (const [text, millis] of rows) {
      assert.equal(readMillis(createCursor(Buffer.from(text), 0)), millis, text);
    }
    assert.throws(() => readMillis(createCursor(Buffer.from('1e300,'), 0)), Malformed);
  });

  it('tells a missing sample from one that is NaN', () => {
    const { result } = read(matrix('{"metric":{"a":"b"},"values":[[1000,"1"],[1030,"NaN"],[1060,"3"]]}'));
    assert.deepEqual(result, {
      ...{ kind: 'range', start: 1000, step: 15, points: 5, series: [{ a: 'b' }], histograms: [] },
      values: Float64Array.of(1, NaN, NaN, NaN, 3),
      nans: Uint32Array.of(2),
    });
  });

  it('finds the grid of a server that rounds the times in its own way', () => {
    const { result } = read(
      matrix(
        '{"metric":{"a":"1"},"values":[[990,"1"],[1005,"2"],[1050,"NaN"]]}',
        '{"metric":{"a":"2"},"values":[[1020,"4"]]}',
      ),
    );
    assert.deepEqual(result, {
      ...{ kind: 'range', start: 990, step: 15, points: 5, series: [{ a: '1' }, { a: '2' }], histograms: [] },
      values: Float64Array.of(1, 2, NaN, NaN, NaN, NaN, NaN, 4, NaN, NaN),
      nans: Uint32Array.of(4),
    });
  });

  it('is not led astray by white space, however much of it there is', () => {
    const wide = ' '.repeat(300);
    const { result } = read(
      matrix(
        `{"metric":{"a":"1"},"values":[[${wide}1000,"1"],[1015,"2"],${wide}[1030,"3"]]}`,
        `{"metric":{"a":"2"},"values":[[${wide}1015,"4"],[1030,"5"],${wide}[1060,"6"]]}`,
        '{"metric":{"a":"3"},"values":[[1000,"7"],[1015 ,"8"],[1045,"9"]]}',
      ),
    );
    assert.ok(result.kind === 'range');
    assert.deepEqual([...result.values], [1, 2, 3, NaN, NaN, NaN, 4, 5, NaN, 6, 7, 8, NaN, 9, NaN]);
  });

  it('reads raw samples, histograms between them', () => {
    const text = matrix(
      '{"metric":{},"values":[[1000.1,"1"],[1000.3,"2"]],"histograms":[[1000.2,{"count":"3","sum":"4"}]]}',
      '{"metric":{"a":"2"},"values":[]}',
    );
    assert.deepEqual(read(text, instant).result, {
      ...{ kind: 'samples', series: [{}, { a: '2' }], offsets: Uint32Array.of(0, 3, 3) },
      times: Float64Array.of(1000.1, 1000.2, 1000.3),
      values: Float64Array.of(1, NaN, 2),
      histograms: [{ series: 0, at: 1, count: 3, sum: 4, buckets: [] }],
    });
  });

  it('keeps warnings, informations and what the query cost', () => {
    const { warnings, infos, stats } = read(
      '{"status":"success","data":{"resultType":"matrix","result":[],"stats":{"timings":{"evalTotalTime":0.25},' +
        '"samples":{"totalQueryableSamples":42,"peakSamples":7,"totalQueryableSamplesPerStep":[[1,42]]}}},' +
        '"warnings":["w"],"infos":["i",1]}',
    );
    assert.deepEqual([warnings, infos], [['w'], ['i']]);
    assert.deepEqual(stats, { totalSamples: 42, peakSamples: 7, seconds: 0.25 });
  });

  const damaged: [what: string, text: string, isCut: boolean][] = [
    ['nothing', '', true],
    ['half a series', matrix('{"metric":{},"values":[[1000,"1"').slice(0, -4), true],
    ['a page', '<html>', false],
    ['an array', '[]', false],
    ['no data', '{"status":"success"}', false],
    ['an error', '{"status":"error","data":{"resultType":"matrix","result":[]}}', false],
    ['more behind it', `${matrix()}{}`, false],
    ['another type', matrix().replace('matrix', 'vector'), false],
    ['a value that is none', matrix('{"metric":{},"values":[[1000,"one"]]}'), false],
    ['a number without quotes', matrix('{"metric":{},"values":[[1000,1]]}'), false],
    ['no labels', matrix('{"values":[[1000,"1"]]}'), false],
    ['labels that are no texts', matrix('{"metric":{"a":1},"values":[]}'), false],
    ['times that go back', matrix('{"metric":{},"values":[[1015,"1"],[1000,"1"]]}'), false],
    ['times without a step', matrix('{"metric":{},"values":[[1000,"1"],[1000.001,"1"],[1060,"1"]]}'), false],
    [
      'a histogram that is none',
      matrix('{"metric":{},"histograms":[[1000,{"count":"1","sum":"1","buckets":[[9]]}]]}'),
      false,
    ],
    ['deep nesting', `{"x":${'['.repeat(100)}`, false],
  ];
  for (const [what, text, isCut] of damaged) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => read(text),
        (error) => error instanceof Malformed && error.isCut === isCut,
      );
    });
  }

  it('refuses more than there is room for', () => {
    const plan: QueryPlan = { ...range, end: 1000 + 15 * 10_000 };
    const series = '{"metric":{},"values":[[1000,"1"]]}';
    assert.equal(read(matrix(...Array<string>(9).fill(series)), plan).result.kind, 'range');
    assert.throws(() => read(matrix(...Array<string>(10).fill(series)), plan), TooLarge);
    assert.throws(() => read(matrix(`{"metric":{"a":"${'x'.repeat(1_000_000)}"},"values":[]}`)), TooLarge);
    const uneven = '{"metric":{},"values":[[1001,"1"],[1016,"1"],[151001,"1"]]}';
    assert.throws(() => read(matrix(...Array<string>(10).fill(uneven)), plan), TooLarge);
  });
});
