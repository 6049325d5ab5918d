import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readFormatCommand } from '../../../src/cli/format/options.ts';

describe('the command line of format', () => {
  for (const [line, command] of [
    ['a.promql', { kind: 'format', paths: ['a.promql'], isCheck: false }],
    ['--check a.promql -', { kind: 'format', paths: ['a.promql', '-'], isCheck: true }],
    ['a.promql --check', { kind: 'format', paths: ['a.promql'], isCheck: true }],
    ['-- --check', { kind: 'format', paths: ['--check'], isCheck: false }],
    ['a.promql -h', { kind: 'formatHelp' }],
  ] as const) {
    it(`understands: ${line}`, () => {
      assert.deepEqual(readFormatCommand(line.split(' ')), command);
    });
  }

  for (const [line, message] of [
    ['', /Name the \.promql files/],
    ['--check', /Name the \.promql files/],
    ['a.promql --severity x', /no option --severity/],
  ] as const) {
    it(`refuses: ${line}`, () => {
      const read = readFormatCommand(line === '' ? [] : line.split(' '));
      assert.ok(read.kind === 'misuse');
      assert.match(read.message, message);
    });
  }
});
