import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { expandDollars } from '../../../../src/otel/relabel/dollars.ts';
import { expandTemplate, parseTemplate } from '../../../../src/otel/relabel/template.ts';

const groups = ['whole', 'one', 'two', undefined];
const names = new Map([
  ['n', [3, 2]],
  ['01', [1]],
]);

describe('expandTemplate', () => {
  for (const [template, expected] of [
    ['$1:$2', 'one:two'],
    ['$0', 'whole'],
    ['${1}_x', 'one_x'],
    ['$1_x', ''],
    ['$3', ''],
    ['$9', ''],
    ['$n', 'two'],
    ['${01}', 'one'],
    ['$$1', '$1'],
    ['$', '$'],
    ['a$-b', 'a$-b'],
    ['${', '${'],
    ['${1', '${1'],
    ['${}', '${}'],
    ['$ü', ''],
    ['$99999999999', ''],
    ['', ''],
  ]) {
    it(`gives ${JSON.stringify(expected)} for ${template}`, () => {
      assert.equal(expandTemplate(parseTemplate(template ?? ''), groups, names), expected);
    });
  }

  it('takes no time by the square of a long template', () => {
    assert.doesNotThrow(() => parseTemplate('$'.repeat(1_000_001)));
    assert.doesNotThrow(() => parseTemplate('${a'.repeat(100_000)));
  });
});

describe('expandDollars', () => {
  for (const [text, expected] of [
    ['$$1', '$1'],
    ['$1', '$1'],
    ['$${1}', '${1}'],
    ['$$$${x}', '$${x}'],
    ['a', 'a'],
    ['${', '${'],
    ['${x}', undefined],
    ['a${env:X}b', undefined],
    ['$$${x}', undefined],
  ] as const) {
    it(`makes ${expected} of ${text}`, () => {
      assert.equal(expandDollars(text), expected);
    });
  }
});
