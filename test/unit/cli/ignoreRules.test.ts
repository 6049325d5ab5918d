import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ignoreRules } from '../../../src/cli/ignoreRules.ts';

const cases: readonly [rules: string, path: string, isIgnored: boolean][] = [
  ['a.yaml', 'a.yaml', true],
  ['a.yaml', 'b/a.yaml', true],
  ['a.yaml', 'aa.yaml', false],
  ['/a.yaml', 'a.yaml', true],
  ['/a.yaml', 'b/a.yaml', false],
  ['b/a.yaml', 'b/a.yaml', true],
  ['b/a.yaml', 'c/b/a.yaml', false],
  ['dist/', 'dist/', true],
  ['dist/', 'dist', false],
  ['dist', 'x/dist/', true],
  ['*.yaml', 'x/a.yaml', true],
  ['*.yaml', 'x/a.yml', false],
  ['a*c*.yaml', 'abcd.yaml', true],
  ['a*c*.yaml', 'abd.yaml', false],
  ['?.yaml', 'a.yaml', true],
  ['?.yaml', 'ab.yaml', false],
  ['*.yaml\n!keep.yaml', 'keep.yaml', false],
  ['!keep.yaml\n*.yaml', 'keep.yaml', true],
  ['# a.yaml', '# a.yaml', false],
  ['a.yaml\r\nb.yaml', 'a.yaml', true],
  ['**/a.yaml', 'a.yaml', false],
  ['[ab].yaml', 'a.yaml', false],
  ['a**********************b', `a${'x'.repeat(50)}`, false],
];

describe('.gitignore', () => {
  for (const [rules, path, isIgnored] of cases) {
    it(`${JSON.stringify(rules)} ${isIgnored ? 'ignores' : 'keeps'} ${path}`, () => {
      assert.equal(ignoreRules(rules)(path), isIgnored);
    });
  }
});
