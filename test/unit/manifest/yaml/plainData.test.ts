import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { readYaml } from '../../../../src/manifest/yaml/yaml.ts';

describe('toData', () => {
  for (const text of [
    'a: 1\nb: [c, null, {d: 1.5}]\ne: "f"\n',
    'base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\nall: {<<: [*b, {z: 4, x: 5}]}\n',
    'a: &a [1, 2]\nb: *a\n',
    '1: a\ntrue: b\n',
    'text: |\n  a\n  b\n',
    '- - a\n  - b\n-\n',
    'a:\n',
  ]) {
    it(`is what the yaml package makes of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readYaml(text), parse(text, { merge: true }));
    });
  }

  it('has `__proto__` as a key like any other', () => {
    const data = readYaml('__proto__: {a: 1}\n') as object;
    assert.deepEqual(Object.keys(data), ['__proto__']);
    assert.equal('a' in data, false);
  });

  it('takes a quoted merge key for a key', () => assert.deepEqual(readYaml('"<<": 1\n'), { '<<': 1 }));

  it('leaves out what a bomb of aliases would come to', () => {
    const bomb = `a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n${Array.from(
      { length: 12 },
      (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(10)}]\n`,
    ).join('')}`;
    assert.equal(typeof readYaml(bomb), 'object');
  });

  it('has nothing of an empty file', () => assert.equal(readYaml(''), undefined));
});
