import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import type { DirectiveName } from '../../../../src/notebook/directives/directives.ts';
import { readDirectives } from '../../../../src/notebook/directives/readDirectives.ts';
import { setDirective } from '../../../../src/notebook/directives/setDirective.ts';
import { suggestDirectives } from '../../../../src/notebook/directives/suggestDirectives.ts';

const values = (text: string): Record<string, unknown> => {
  const { lines, problems, expects, ...rest } = readDirectives(text);
  assert.deepEqual(
    problems.map(({ code }) => code),
    [],
  );
  assert.ok(lines.length > 0);
  return expects.length > 0 ? { ...rest, expects: expects.map((one) => one.text) } : rest;
};

const good: readonly [text: string, values: Record<string, unknown>][] = [
  ['# @range 6h', { range: 21_600 }],
  ['  #@range   1h30m  \nup', { range: 5400 }],
  ['# @range 90', { range: 90 }],
  ['# @step 500ms', { step: 0.5 }],
  ['# @instant', { isInstant: true }],
  ['up # x\n# @name errors_5m\r\n# @chart bar', { name: 'errors_5m', chart: 'bar' }],
  ['# @at 2026-01-01T00:00Z', { at: Date.UTC(2026, 0, 1) / 1000 }],
  ['# @at 2026-01-01', { at: Date.UTC(2026, 0, 1) / 1000 }],
  ['# @at 2026-01-01 09:00:30.5+09:00', { at: Date.UTC(2026, 0, 1) / 1000 + 30.5 }],
  ['# @at 2024-02-29T23:59-01:30', { at: Date.UTC(2024, 2, 1, 1, 29) / 1000 }],
  ['# @at 1700000000', { at: 1_700_000_000 }],
  ['# @budget 5M', { budget: 5_000_000 }],
  ['# @budget 1.5k', { budget: 1500 }],
  ['# @budget 2,000_000', { budget: 2_000_000 }],
  ['# @expect > 0\n# @expect == 4 series within 5m', { expects: ['> 0', '== 4 series within 5m'] }],
];

const bad: readonly [text: string, code: string, at: string, fix?: string][] = [
  ['# @rnage 6h', 'notebook/unknown-directive', 'rnage', '# @range 6h'],
  ['# @alice look', 'notebook/unknown-directive', 'alice'],
  ['# @range', 'notebook/bad-directive', 'range'],
  ['# @range 6 H', 'notebook/bad-directive', '6 H', '# @range 6h'],
  ['# @range 0s', 'notebook/bad-directive', '0s'],
  ['# @step 1m1h', 'notebook/bad-directive', '1m1h'],
  ['# @instant please', 'notebook/bad-directive', 'please', '# @instant '],
  ['# @at yesterday', 'notebook/bad-directive', 'yesterday'],
  ['# @at 2026-02-30', 'notebook/bad-directive', '2026-02-30'],
  ['# @at 2026-01-01T24:00Z', 'notebook/bad-directive', '2026-01-01T24:00Z'],
  ['# @name 5 xx', 'notebook/bad-directive', '5 xx', '# @name _5_xx'],
  ['# @chart lines', 'notebook/bad-directive', 'lines', '# @chart line'],
  ['# @expect = 4', 'notebook/bad-directive', '= 4', '# @expect ==  4'],
  ['# @expect > many', 'notebook/bad-directive', '> many'],
  ['# @expect == 1.5 series', 'notebook/bad-directive', '== 1.5 series'],
  ['# @expect > 0 within soon', 'notebook/bad-directive', '> 0 within soon'],
  ['# @budget lots', 'notebook/bad-directive', 'lots'],
  ['# @budget 0', 'notebook/bad-directive', '0'],
  ['# @range 1h\n# @range 2h', 'notebook/repeated-directive', '@range 1h'],
];

const set: readonly [text: string, name: DirectiveName, value: string | undefined, after: string][] = [
  ['up', 'range', '6h', '# @range 6h\nup'],
  ['', 'range', '6h', '# @range 6h\n'],
  ['# @name a\nup', 'range', '6h', '# @name a\n# @range 6h\nup'],
  ['# @name a', 'range', '6h', '# @name a\n# @range 6h'],
  ['#@range 1h  \nup', 'range', '6h', '#@range 6h  \nup'],
  ['up\n# @range 1h', 'step', '1m', '# @step 1m\nup\n# @range 1h'],
  ['# @range 1h\nup', 'range', undefined, 'up'],
  ['up\n# @range 1h', 'range', undefined, 'up'],
  ['# @range 1h', 'range', undefined, ''],
  ['# @range 1h\n# @range 2h\nup', 'range', '3h', '# @range 1h\n# @range 3h\nup'],
  ['# @range 1h\n# @range 2h\nup', 'range', undefined, 'up'],
  ['up\n# @range 1h\n# @range 2h', 'range', undefined, 'up\n'],
  ['up', 'instant', '', '# @instant\nup'],
  ['up', 'expect', '>\n0', '# @expect > 0\nup'],
  ['up', 'step', undefined, 'up'],
];

describe('directives of a cell', () => {
  for (const [text, wanted] of good) {
    it(`are read: ${JSON.stringify(text)}`, () => assert.deepEqual(values(text), wanted));
  }
  for (const [text, code, at, fixed] of bad) {
    it(`that cannot be read are told: ${JSON.stringify(text)}`, () => {
      const { problems } = readDirectives(text);
      assert.deepEqual(
        problems.map((problem) => [problem.code, text.slice(problem.span.start, problem.span.end)]),
        [[code, at]],
      );
      const fix = problems[0]?.fixes?.[0];
      assert.equal(fix && applyEdits(text, fix.edits), fixed);
    });
  }

  it('are comments of lines alone', () => {
    assert.deepEqual(readDirectives('up # @range 6h\n# see @range 6h\n# @ range').lines, []);
  });

  it('have their places', () => {
    const text = 'up\n  # @range  6h ';
    const [line] = readDirectives(text).lines;
    assert.ok(line);
    assert.equal(text.slice(line.start, line.end), '@range  6h');
    assert.equal(text.slice(line.valueSpan.start, line.valueSpan.end), '6h');
  });

  for (const [text, name, value, after] of set) {
    it(`are set: ${JSON.stringify(text)} with ${name} ${String(value)}`, () => {
      assert.equal(applyEdits(text, setDirective(text, name, value)), after);
    });
  }

  it('are read in time from a million of them', function () {
    this.timeout(2000);
    readDirectives('# @range 6h\n'.repeat(1_000_000));
    readDirectives(`# @${'a'.repeat(5_000_000)}`);
    readDirectives('#'.repeat(1_000_000) + ' '.repeat(1_000_000));
  });
});

const suggested: readonly [marked: string, after: string][] = [
  ['#|', '# @range '],
  ['# |\nup', '# @range \nup'],
  ['# @|', '# @range '],
  ['# @st|eps 1m', '# @range  1m'],
  ['# @chart |', '# @chart line'],
  ['# @chart b|ar', '# @chart line'],
  ['# @expect |', '# @expect > 0'],
];

describe('suggestions in a comment', () => {
  for (const [marked, after] of suggested) {
    it(`begin with the first: ${JSON.stringify(marked)}`, () => {
      const offset = marked.indexOf('|');
      const text = marked.replace('|', '');
      const [first] = suggestDirectives(text, offset);
      assert.ok(first);
      assert.equal(applyEdits(text, [{ ...first.replace, text: first.snippet }]), after);
    });
  }
  for (const marked of ['|', 'up|', 'up # @|', '# words |', '# @instant |', '# @nothing |']) {
    it(`are none: ${marked}`, () => {
      assert.deepEqual(suggestDirectives(marked.replace('|', ''), marked.indexOf('|')), []);
    });
  }
});
