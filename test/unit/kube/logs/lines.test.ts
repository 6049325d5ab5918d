import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LineSplitter } from '../../../../src/kube/logs/lines.ts';

function split(chunks: readonly (string | Buffer)[], options?: { maxLength?: number; mark?: string }) {
  const splitter = new LineSplitter(options);
  const lines = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)));
  return { lines, rest: splitter.end() };
}

describe('line splitter', () => {
  const cases: readonly [title: string, chunks: string[], lines: string[], rest: string | undefined][] = [
    ['whole lines', ['a\nb\n'], ['a', 'b'], undefined],
    ['a line over three chunks', ['a', 'b', 'c\nd'], ['abc'], 'd'],
    ['empty lines', ['\n\n', '\n'], ['', '', ''], undefined],
    ['Windows line ends, cut in two', ['a\r', '\nb\r\n'], ['a', 'b'], undefined],
    ['nothing', [''], [], undefined],
  ];
  for (const [title, chunks, lines, rest] of cases) {
    it(`splits ${title}`, () => assert.deepEqual(split(chunks), { lines, rest }));
  }

  it('puts characters together that a chunk’s end cuts, wherever it is', () => {
    const text = 'ä日本🎉\r\nend\n';
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at++) {
      assert.deepEqual(
        split([bytes.subarray(0, at), bytes.subarray(at)]).lines,
        ['ä日本🎉', 'end'],
        `cut at ${at}`,
      );
    }
  });

  it('cuts a line that is too long, and goes on with the next', () => {
    const { lines, rest } = split(['12345', '6789', '0\nnext\n1234567', '8'], { maxLength: 6, mark: '…' });
    assert.deepEqual({ lines, rest }, { lines: ['123456…', 'next', '123456…'], rest: undefined });
  });

  it('leaves a line of exactly the longest length whole', () => {
    assert.deepEqual(split(['123456\n'], { maxLength: 6, mark: '…' }).lines, ['123456']);
  });
});
