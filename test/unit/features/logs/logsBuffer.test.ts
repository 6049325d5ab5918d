import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LogBuffer } from '../../../../src/features/logs/logsBuffer.ts';

function makeBuffer(maxLines: number, maxLength = 1_000_000): LogBuffer {
  return new LogBuffer({ maxLines, maxLength, describeDropped: (count) => `(${count} dropped)` });
}

/** The channel as it looks after every change. */
function play(buffer: LogBuffer, batches: readonly string[][]): { shown: string; replaced: number } {
  let shown = '';
  let replaced = 0;
  for (const batch of batches) {
    const { kind, text } = buffer.add(batch);
    replaced += kind === 'replace' ? 1 : 0;
    shown = kind === 'replace' ? text : shown + text;
  }
  return { shown, replaced };
}

describe('log buffer', () => {
  it('appends as long as there is room', () => {
    assert.deepEqual(play(makeBuffer(10), [['a', 'b'], [], ['c']]), { shown: 'a\nb\nc\n', replaced: 0 });
  });

  it('keeps the tail and says how much was dropped, in all', () => {
    const batches = Array.from({ length: 30 }, (_, at) => [`line ${at}`]);
    const { shown, replaced } = play(makeBuffer(10), batches);
    const lines = shown.trimEnd().split('\n');
    assert.equal(lines.at(-1), 'line 29');
    assert.ok(lines.length <= 13, `${lines.length} lines`);
    const dropped = Number(/^\((\d+) dropped\)$/.exec(lines[0] ?? '')?.[1]);
    assert.equal(lines[1], `line ${dropped}`);
    assert.ok(replaced < 10, `written anew ${replaced} times`);
  });

  it('bounds the length too, whatever the number of lines', () => {
    const long = 'x'.repeat(100);
    const { shown } = play(
      makeBuffer(1_000, 500),
      Array.from({ length: 50 }, () => [long]),
    );
    assert.ok(shown.length < 800, `${shown.length} long`);
  });

  it('takes a batch larger than everything', () => {
    const { shown } = play(makeBuffer(3), [Array.from({ length: 20 }, (_, at) => String(at))]);
    assert.equal(shown, '(17 dropped)\n17\n18\n19\n');
  });

  it('begins anew when cleared', () => {
    const buffer = makeBuffer(3);
    play(buffer, [Array.from({ length: 20 }, (_, at) => String(at))]);
    buffer.clear();
    assert.deepEqual(play(buffer, [['a']]), { shown: 'a\n', replaced: 0 });
    assert.match(play(buffer, [['b', 'c', 'd', 'e']]).shown, /^\(2 dropped\)/);
  });
});
