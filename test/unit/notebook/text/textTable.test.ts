import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readDirectives } from '../../../../src/notebook/directives/readDirectives.ts';
import type { CellOutcome } from '../../../../src/notebook/run/outcome.ts';
import { savedOutput } from '../../../../src/notebook/text/savedOutput.ts';
import { sparkline } from '../../../../src/notebook/text/sparkline.ts';
import { textTable } from '../../../../src/notebook/text/textTable.ts';
import type { QueryAnswer } from '../../../../src/query/result.ts';
import { answerOf, hostileLabels, instantOf, newYear, rangeOf, samplesOf } from '../results.ts';

const shown: readonly [title: string, answer: QueryAnswer, lines: readonly string[]][] = [
  ['a number', answerOf({ kind: 'scalar', time: 0, value: Infinity }), ['+Inf']],
  ['a text', answerOf({ kind: 'string', time: 0, value: 'a\nb' }), ['a\\u000ab']],
  ['nothing', answerOf(instantOf()), ['No series']],
  [
    'series of one moment',
    answerOf(
      instantOf(
        [{ __name__: 'up', job: 'a', pod: 'pod-1' }, 1],
        [{ __name__: 'up', job: 'a', pod: 'ポッド' }, 0.25],
        [{ __name__: 'up', job: 'a' }, NaN],
      ),
    ),
    [
      '3 series at 2026-01-01 00:00:00 UTC, up{job="a"}',
      '',
      'pod     value',
      'pod-1       1',
      'ポッド   0.25',
      '          NaN',
    ],
  ],
  [
    'one series',
    answerOf(instantOf([{ job: 'a' }, 5])),
    ['1 series at 2026-01-01 00:00:00 UTC, {job="a"}', '', 'value', '    5'],
  ],
  [
    'a range',
    answerOf(rangeOf(60, [{ a: '1' }, [0, 7, NaN, 3.5]], [{ a: '2' }, [5, 5, 5, 5]]), {
      warnings: ['w\nw'],
      infos: ['i'],
    }),
    [
      '2 series from 2026-01-01 00:00:00 UTC to 2026-01-01 00:03:00 UTC',
      '',
      'a  course  least  most  last',
      '1  ▁█ ▅        0     7   3.5',
      '2  ▅▅▅▅        5     5     5',
      'Warning: w\\u000aw',
      'Note: i',
    ],
  ],
  [
    'raw samples',
    answerOf(samplesOf([{ a: '1' }, [1, 2]], [{ a: '2' }, [3]])),
    [
      '2 series with 3 samples',
      '',
      'a  course  least  most  last',
      '1  ▁█          1     2     2',
      '2  ▅           3     3     3',
    ],
  ],
  [
    'a native histogram',
    answerOf({
      ...{ kind: 'instant', time: newYear, series: [{}], values: Float64Array.of(NaN) },
      histograms: [{ series: 0, at: 0, count: 3, sum: 1.5, buckets: [] }],
    }),
    ['1 series at 2026-01-01 00:00:00 UTC', '', '           value', 'count 3, sum 1.5'],
  ],
];

describe('an answer as text', () => {
  for (const [title, answer, lines] of shown) {
    it(`shows ${title}`, () => assert.deepEqual(textTable(answer).split('\n'), lines));
  }

  it('is in the time zone of the notebook', () => {
    assert.match(
      textTable(answerOf(instantOf([{}, 1])), { timezone: 'Asia/Tokyo' }),
      /2026-01-01 09:00:00 GMT\+9/,
    );
  });

  it('names series where they have many labels', () => {
    const labels = Object.fromEntries([...'abcdefgh'].map((name) => [name, name]));
    const text = textTable(answerOf(instantOf([labels, 1], [{}, 2])));
    assert.match(text, /^\{a="a", b="b"/m);
  });

  for (const more of [{}, { other: '1' }]) {
    it(`is inert and short, whatever labels hold (${Object.keys(more).length} more)`, () => {
      const text = textTable(
        answerOf(instantOf([{ ...hostileLabels, ...more }, 1], [more, 2]), {
          warnings: [hostileLabels['rtl'] ?? ''],
        }),
      );
      assert.doesNotMatch(text, /[\p{Bidi_Control}\p{Surrogate}\u2028]/u);
      assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u);
      assert.ok(text.length < 3000, String(text.length));
      assert.ok(text.split('\n').length < 8);
    });
  }

  it('has few of many series', () => {
    const series = Array.from({ length: 1234 }, (_, at) => [{ a: String(at) }, at] as const);
    const lines = textTable(answerOf(instantOf(...series)), { mostSeries: 10 }).split('\n');
    assert.equal(lines.length, 14);
    assert.equal(lines.at(-1), '… and 1,224 more');
  });
});

const bars: readonly [values: readonly number[], line: string][] = [
  [[], ''],
  [[1], '▅'],
  [[0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█'],
  [[NaN, 0, Infinity, -Infinity, 1], ' ▁↑↓█'],
  [[-1e308, 1e308], '▁█'],
  [[NaN], ' '],
];

describe('a row of bars', () => {
  for (const [values, line] of bars) {
    it(`for ${values.join(' ')}`, () => assert.equal(sparkline(values), line));
  }
  it('keeps peaks when there are more values than bars', () => {
    const values = new Array<number>(1000).fill(0).with(567, 9);
    assert.equal(sparkline(values, 10), '▁▁▁▁▁█▁▁▁▁');
  });
});

describe('what is saved of a result', () => {
  const directives = readDirectives('# @expect > 0');
  const about = { id: '0', directives, tookMs: 1, asked: 1 };
  const [expectation] = directives.expects;
  assert.ok(expectation);
  const done: CellOutcome = {
    ...about,
    state: 'done',
    plan: { kind: 'instant', query: 'up', time: newYear },
    answer: answerOf(instantOf([{ a: '1' }, 0])),
    expectations: [{ expectation, judgement: { holds: false, why: 'No.', offending: [], count: 1 } }],
  };
  it('is nothing when it is off', () => assert.equal(savedOutput(done, 'off'), null));
  it('is a line in short', () => {
    assert.equal(savedOutput(done, 'summary'), '✗ > 0: No.\n1 series at 2026-01-01 00:00:00 UTC');
  });
  it('is the table in full', () => {
    assert.match(savedOutput(done, 'full') ?? '', /^✗ > 0: No\.\n1 series .*\n\nvalue\n {4}0$/);
  });
  it('is what went wrong', () => {
    const failed: CellOutcome = { ...about, state: 'failed', failure: { code: 'x', message: 'a\u202eb' } };
    assert.equal(savedOutput(failed, 'full'), 'Failed: a\\u202eb');
  });
  it('stays when the run was cancelled', () => {
    assert.equal(savedOutput({ ...about, state: 'cancelled' }, 'full'), undefined);
  });
});
