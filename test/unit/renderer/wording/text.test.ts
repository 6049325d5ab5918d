import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commonLabels, nameSeries, seriesName, visibleText } from '../../../../src/renderer/wording/text.ts';
import { words, wordsIn } from '../../../../src/renderer/wording/words.ts';
import type { Word } from '../../../../src/renderer/wording/words.ts';

describe('a text of a server', () => {
  for (const [what, given, shown] of [
    ['line breaks', 'a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['controls', '\u0000\u001b[31m\u007f', '\\u0000\\u001b[31m\\u007f'],
    ['marks that turn text around', 'abc\u202edef\u2066', 'abc\\u202edef\\u2066'],
    ['what has no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['markup, as it is', '<b>&amp;', '<b>&amp;'],
    ['letters of any script', 'نص 日本語 é', 'نص 日本語 é'],
  ] as const) {
    it(`shows ${what}`, () => assert.equal(visibleText(given, 100), shown));
  }

  it('is cut, but not through a character', () => {
    assert.equal(visibleText('abcdef', 3), 'abc…');
    assert.equal(visibleText('ab😀', 3), 'ab…');
    assert.ok(visibleText('x'.repeat(1e6), 80).length <= 81);
  });
});

describe('the name of a series', () => {
  it('is what sets it apart', () => {
    const series = [
      { __name__: 'up', job: 'a', env: 'x' },
      { __name__: 'up', job: 'b', env: 'x' },
    ];
    assert.deepEqual([...commonLabels(series)], ['__name__', 'env']);
    assert.equal(nameSeries(series, 'query')(1), '{job="b"}');
  });

  it('is whole when it is alone, or the same as another', () => {
    assert.equal(nameSeries([{ __name__: 'up', job: 'a' }], 'query')(0), 'up{job="a"}');
    assert.equal(nameSeries([{ a: '1' }, { a: '1' }], 'query')(0), '{a="1"}');
  });

  it('is the query when there are no labels', () => assert.equal(nameSeries([{}], 'sum(up)')(0), 'sum(up)'));

  it('has an end', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`label${index}`, 'x'.repeat(1000)]),
    );
    assert.ok(seriesName(labels, new Set()).length < 500);
  });
});

describe("the page's words", () => {
  const holes = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();

  for (const word of Object.keys(words) as Word[]) {
    it(`${word} is there in both languages, with the same holes`, () => {
      const [english, japanese] = words[word];
      assert.ok(english.length > 0 && japanese.length > 0);
      assert.deepEqual(holes(japanese), holes(english));
      assert.match(japanese, /[\u3040-\u30ff\u4e00-\u9fff]|～|^PNG|\$\{0\}/);
    });
  }

  it('come in the language that was asked for', () => {
    assert.equal(wordsIn('ja-JP')('table'), '表');
    assert.equal(wordsIn('de')('table'), 'Table');
    assert.equal(wordsIn('en')('rowsOf', '1', '{0}'), '1 of {0} rows');
  });
});
