import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readDirectives } from '../../../../src/notebook/directives/readDirectives.ts';
import { judge } from '../../../../src/notebook/expectations/judge.ts';
import { asHuman } from '../../../../src/notebook/headless/asHuman.ts';
import { asJson } from '../../../../src/notebook/headless/asJson.ts';
import { asJunit } from '../../../../src/notebook/headless/asJunit.ts';
import { exitStatus } from '../../../../src/notebook/headless/runNotebook.ts';
import type { ReportedCell, RunReport } from '../../../../src/notebook/headless/runNotebook.ts';
import type { CellFailure } from '../../../../src/notebook/run/outcome.ts';
import type { QueryAnswer } from '../../../../src/query/result.ts';
import { answerOf, hostileLabels, instantOf } from '../results.ts';

const about = (text: string, title: string) => ({ title, line: 10, text, directives: readDirectives(text) });

const done = (text: string, answer: QueryAnswer, title = 'up'): ReportedCell => {
  const { directives, ...rest } = about(text, title);
  return {
    ...rest,
    outcome: {
      ...{ id: '0', directives, tookMs: 7, asked: 1, state: 'done', answer },
      plan: { kind: 'instant', query: text, time: 0 },
      expectations: directives.expects.map((expectation) => ({
        expectation,
        judgement: judge(expectation, answer.result),
      })),
    },
  };
};
const failed = (text: string, failure: CellFailure, title = 'bad'): ReportedCell => {
  const { directives, ...rest } = about(text, title);
  return { ...rest, outcome: { id: '1', directives, tookMs: 0, asked: 1, state: 'failed', failure } };
};
const cancelled = (): ReportedCell => {
  const { directives, ...rest } = about('up', 'late');
  return { ...rest, outcome: { id: '2', directives, tookMs: 0, asked: 0, state: 'cancelled' } };
};
const report = (...cells: ReportedCell[]): RunReport => ({
  ...{ file: 'a.promql.md', server: 'http://localhost:9090', tookMs: 1234, cells },
});

const one = answerOf(instantOf([{ __name__: 'up', job: 'a' }, 1], [{ __name__: 'up', job: 'b' }, 0]));
const refusedAt: CellFailure = { code: 'bad_data', message: '1:1: parse error', span: { start: 4, end: 7 } };
const unreachable: CellFailure = {
  code: 'network',
  message: 'No way.',
  advice: { code: 'network', what: 'No way' },
};

const mixed = report(
  done('# @expect > 0', one, 'targets'),
  done('# @expect >= 0\n# @expect == 2 series', one, 'good'),
  done('up', one, 'query 3'),
  failed('# @rnage 1h\nfoo(up)', { ...refusedAt, span: { start: 12, end: 15 } }),
  failed('${x}', unreachable),
  cancelled(),
);

describe('a report for people', () => {
  it('has a line for each cell, why something does not hold, and where a query is wrong', () => {
    assert.deepEqual(asHuman(mixed, false).split('\n'), [
      'a.promql.md → http://localhost:9090',
      '',
      '✗ targets  7 ms',
      '    ✗ > 0: Every value should be > 0; 1 of 2 are not.',
      '      up{job="b"} 0',
      '✓ good  7 ms',
      '    ✓ >= 0',
      '    ✓ == 2 series',
      '· query 3  7 ms  2 series at 2026-01-01 00:00:00 UTC',
      '✗ bad  0 ms',
      '    Line 11: 1:1: parse error',
      '      foo(up)',
      '      ^^^',
      '    Warning: There is no directive @rnage. Did you mean @range?',
      '✗ bad  0 ms',
      '    No way.',
      '– late  0 ms',
      '    Cancelled',
      '',
      '1 passed, 3 failed, 1 without expectations, 1 cancelled 1234 ms',
      '',
    ]);
  });

  it('has times in the zone of the notebook', () => {
    assert.match(
      asHuman({ ...report(done('up', one)), timezone: 'Asia/Tokyo' }, false),
      /at 2026-01-01 09:00:00 GMT\+9/,
    );
  });

  it('has colours only where they are wanted', () => {
    assert.ok(asHuman(mixed, true).includes('\u001b[31m✗\u001b[0m targets'));
    assert.ok(!asHuman(mixed, false).includes('\u001b'));
  });
});

describe('a report for programs', () => {
  it('is JSON', () => {
    const read = JSON.parse(asJson(mixed)) as { cells: Record<string, unknown>[] };
    assert.deepEqual(
      read.cells.map(({ verdict }) => verdict),
      ['failed', 'passed', 'ran', 'error', 'error', 'cancelled'],
    );
    assert.deepEqual(read.cells[3]?.['error'], { code: 'bad_data', message: '1:1: parse error' });
    assert.deepEqual(read.cells[0]?.['expectations'], [
      {
        ...{ text: '> 0', holds: false, why: 'Every value should be > 0; 1 of 2 are not.', count: 1 },
        offending: [{ series: 'up{job="b"}', value: '0' }],
      },
    ]);
  });
});

/** The names of the elements in the order in which they end; fails where the XML is not well-formed. */
function elements(xml: string): string[] {
  const ended: string[] = [];
  const open: string[] = [];
  const token =
    /<\?xml [^?<]*\?>\s*|<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|<\/([a-z-]+)>|(?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+/y;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const [, start, values, isEmpty, end] =
      token.exec(xml) ?? assert.fail(`not well-formed: ${xml.slice(at, at + 200)}`);
    assert.doesNotMatch(values ?? '', /&(?!(?:amp|lt|gt|quot|apos);)/);
    if (start !== undefined && isEmpty === '') {
      open.push(start);
    } else if (start !== undefined) {
      ended.push(start);
    } else if (end !== undefined) {
      assert.equal(open.pop(), end);
      ended.push(end);
    }
  }
  assert.deepEqual(open, []);
  return ended;
}

describe('JUnit XML', () => {
  it('has a case for each cell, failures and errors', () => {
    const xml = asJunit(mixed);
    assert.match(
      xml,
      /<testsuite name="a\.promql\.md" tests="6" failures="1" errors="2" skipped="1" time="1\.234">/,
    );
    assert.match(
      xml,
      /name="targets" file="a\.promql\.md" line="10" time="0\.007"><failure type="expectation"/,
    );
    assert.deepEqual(
      elements(xml).filter((name) => !['testcase', 'system-out'].includes(name)),
      ['failure', 'error', 'error', 'skipped', 'testsuite', 'testsuites'],
    );
  });
});

describe('reports of what nobody should have', () => {
  const labels = Object.values(hostileLabels).join('');
  const hostile = report(
    done(`# @expect > 0 \u0007\n`, answerOf(instantOf([hostileLabels, 0]), { warnings: [labels] }), labels),
    done('# @expect > 0', answerOf(instantOf([hostileLabels, 0]), { warnings: [labels] }), 'x'),
    failed(`${'x'.repeat(100_000)}\u202e`, {
      code: labels,
      message: labels,
      span: { start: 99_990, end: 100_001 },
    }),
    failed('', { code: 'a', message: ']]>\ufffe\u0000', span: { start: 50, end: 60 } }),
  );

  it('are well-formed XML', () => {
    const xml = asJunit(hostile);
    elements(xml);
    assert.doesNotMatch(xml.replaceAll('\n', ''), /[\p{Cc}\p{Surrogate}\p{Bidi_Control}\ufffe\uffff]/u);
  });
  it('are inert on a terminal, and not long', () => {
    const text = asHuman(hostile, false);
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Surrogate}\p{Bidi_Control}]/u);
    assert.ok(text.length < 20_000, String(text.length));
  });
  it('are JSON', () => {
    assert.ok(JSON.parse(asJson(hostile)));
  });
});

const statuses: readonly [title: string, report: RunReport, status: number][] = [
  ['everything holds', report(done('# @expect >= 0', one), done('up', one)), 0],
  ['something does not hold', report(done('# @expect > 0', one), done('up', one)), 1],
  ['a query is refused', report(failed('up', refusedAt)), 1],
  ['one of several has no answer', report(done('up', one), failed('up', unreachable)), 1],
  ['nobody answers', report(failed('up', unreachable), failed('up', unreachable)), 2],
  ['it is cancelled', report(cancelled()), 2],
];

describe('the exit status', () => {
  for (const [title, given, status] of statuses) {
    it(`is ${status} when ${title}`, () => assert.equal(exitStatus(given), status));
  }
});
