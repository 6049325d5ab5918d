import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { csvPieces } from '../../../../src/notebook/export/csv.ts';
import { prometheusJsonPieces } from '../../../../src/notebook/export/prometheusJson.ts';
import type { QueryPlan } from '../../../../src/query/plan.ts';
import { readAnswer } from '../../../../src/query/reading/answer.ts';
import type { QueryResult } from '../../../../src/query/result.ts';
import { answerOf, hostileLabels, instantOf, newYear, rangeOf, samplesOf } from '../results.ts';

const histogram = {
  series: 0,
  count: 3,
  sum: 1.5,
  buckets: [{ boundaries: 0 as const, lower: 0, upper: 1, count: 3 }],
};

const tables: readonly [title: string, result: QueryResult, lines: readonly string[]][] = [
  ['a number', { kind: 'scalar', time: newYear, value: -1 }, ['time,value', '2026-01-01T00:00:00.000Z,-1']],
  ['a text', { kind: 'string', time: 0, value: '=1+1' }, ['time,value', "1970-01-01T00:00:00.000Z,'=1+1"]],
  [
    'series of one moment',
    instantOf([{ job: 'a,"b"', __name__: 'up' }, 1], [{ pod: '@x\ny' }, NaN]),
    [
      'time,__name__,job,pod,value',
      '2026-01-01T00:00:00.000Z,up,"a,""b""",,1',
      '2026-01-01T00:00:00.000Z,,,"\'@x\ny",NaN',
    ],
  ],
  [
    'a range, without its gaps',
    { ...rangeOf(0.1, [{ a: '1' }, [1, NaN, NaN, Infinity]]), nans: Uint32Array.of(1) },
    [
      'time,a,value',
      '2026-01-01T00:00:00.000Z,1,1',
      '2026-01-01T00:00:00.100Z,1,NaN',
      '2026-01-01T00:00:00.300Z,1,+Inf',
    ],
  ],
  [
    'raw samples',
    samplesOf([{ a: '1' }, [1, 2]], [{ a: '2' }, [3]]),
    [
      'time,a,value',
      '2026-01-01T00:00:00.000Z,1,1',
      '2026-01-01T00:00:15.000Z,1,2',
      '2026-01-01T00:00:00.000Z,2,3',
    ],
  ],
  [
    'native histograms',
    { ...rangeOf(60, [{ a: '1' }, [NaN, NaN]]), histograms: [{ ...histogram, at: 1 }] },
    ['time,a,value,count,sum', '2026-01-01T00:01:00.000Z,1,,3,1.5'],
  ],
  ['nothing', instantOf(), ['time,value']],
];

describe('CSV', () => {
  for (const [title, result, lines] of tables) {
    it(`of ${title}`, () =>
      assert.equal([...csvPieces(result)].join(''), lines.map((line) => `${line}\r\n`).join('')));
  }
  it('comes in pieces, in which no row is lost', () => {
    const values = Array.from({ length: 2500 }, (_, index) => index);
    const pieces = [...csvPieces(rangeOf(60, [{ a: '1' }, values], [{ a: '2' }, values]))];
    assert.ok(pieces.length > 2);
    const rows = pieces.join('').split('\r\n');
    assert.deepEqual(
      rows.slice(1, -1).map((row) => row.slice(row.indexOf(',') + 1)),
      ['1', '2'].flatMap((a) => values.map((value) => `${a},${value}`)),
    );
  });
  it('is no formula, whatever labels hold', () => {
    for (const char of ['=', '+', '-', '@', '\t', '\r']) {
      const csv = [...csvPieces(instantOf([{ [`${char}n`]: `${char}v` }, 1]))].join('');
      assert.doesNotMatch(csv, /(?:^|[,\n"])[=+\-@\t\r](?!\n)/);
    }
  });
});

const instantPlan: QueryPlan = { kind: 'instant', query: 'x', time: newYear };
const rangePlan: QueryPlan = { kind: 'range', query: 'x', start: newYear, end: newYear + 3 * 60, step: 60 };
const limits = { maxBytes: 1e9, maxCells: 1e6, maxObjectBytes: 1e8, attempts: 1, maxWaitSeconds: 1 };

const round: readonly [title: string, result: QueryResult, plan: QueryPlan][] = [
  ['a number', { kind: 'scalar', time: newYear, value: -0.1 }, instantPlan],
  ['a text', { kind: 'string', time: newYear, value: 'a"b' }, instantPlan],
  ['series of one moment', instantOf([{ a: '1' }, 1e-300], [{ a: '2' }, -Infinity]), instantPlan],
  ['hostile labels', instantOf([{ ...hostileLabels, long: 'l', lone: 'x' }, 1]), instantPlan],
  ['a range', rangeOf(60, [{ a: '1' }, [1, NaN, 3, 4]], [{ a: '2' }, [NaN, 1, 2, 3]]), rangePlan],
  ['raw samples', samplesOf([{ a: '1' }, [1, 2, 3]], [{ a: '2' }, [1]]), instantPlan],
  [
    'native histograms',
    { ...rangeOf(60, [{ a: '1' }, [NaN, 1, NaN, NaN]]), histograms: [{ ...histogram, at: 0 }] },
    rangePlan,
  ],
];

describe('JSON as Prometheus writes it', () => {
  for (const [title, result, plan] of round) {
    it(`of ${title} reads as what it was`, () => {
      const json = [...prometheusJsonPieces(answerOf(result, { warnings: ['w'] }))].join('');
      const read = readAnswer(new TextEncoder().encode(json), plan, limits);
      assert.deepEqual(read.result, result);
      assert.deepEqual(read.warnings, ['w']);
    });
  }
});
