import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readCommand } from '../../../src/cli/options.ts';
import type { Command } from '../../../src/cli/options.ts';

const known = {
  adotVersions: ['0.49.0', '0.48.0'],
  isRule: (code: string) => code === 'yaml/syntax' || code === 'placeholder/left',
};
const read = (line: string) => readCommand(line === '' ? [] : line.split(' '), known);

const check = { kind: 'check', paths: ['a'], format: 'human', adotVersion: undefined, levels: {} } as const;

const understood: readonly [line: string, command: Command][] = [
  ['', { kind: 'help' }],
  ['--help', { kind: 'help' }],
  ['check a -h', { kind: 'help' }],
  ['--version', { kind: 'version' }],
  ['-V', { kind: 'version' }],
  ['check a', check],
  ['check a -', { ...check, paths: ['a', '-'] }],
  ['check -- --help', { ...check, paths: ['--help'] }],
  ['check --format json a', { ...check, format: 'json' }],
  ['--format=sarif check a', { ...check, format: 'sarif' }],
  ['check a --format json --format github', { ...check, format: 'github' }],
  ['check a --adot 0.48.0', { ...check, adotVersion: '0.48.0' }],
  ['check a --adot v0.49', { ...check, adotVersion: '0.49.0' }],
  ['check a --adot 0.48.3', { ...check, adotVersion: '0.48.0' }],
  [
    'check a --severity yaml/syntax=off --severity=placeholder/left=error',
    { ...check, levels: { 'yaml/syntax': 'off', 'placeholder/left': 'error' } },
  ],
];

const refused: readonly [line: string, message: RegExp][] = [
  ['lint a', /no command lint/],
  ['--format json', /check or run\./],
  ['check', /Name the files/],
  ['check a --format xml', /no format xml; there are human, json, sarif, github/],
  ['check a --adot 0.12', /ADOT 0\.12 .* 0\.49\.0, 0\.48\.0/],
  ['check a --adot', /--adot needs a value/],
  ['check a --adot=', /--adot needs a value/],
  ['check a --fix', /no option --fix/],
  ['check a -x', /no option -x/],
  ['check a --severity yaml/syntax', /yaml\/syntax=error\|warning/],
  ['check a --severity yaml/syntax=loud', /yaml\/syntax=error\|warning/],
  ['check a --severity yaml/nothing=off', /no rule yaml\/nothing/],
];

describe('the command line', () => {
  for (const [line, command] of understood) {
    it(`understands: ${line}`, () => assert.deepEqual(read(line), command));
  }
  for (const [line, message] of refused) {
    it(`refuses: ${line}`, () => {
      const answer = read(line);
      assert.equal(answer.kind, 'misuse');
      assert.match('message' in answer ? answer.message : '', message);
    });
  }
});
