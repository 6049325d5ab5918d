import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gather } from '../../../../../src/features/notebook/export/gather.ts';

/** Nothing wakes it: waiting for it is waiting. */
const clock = new Int32Array(new SharedArrayBuffer(4));

/** Pieces that take a while each. */
function* slow(count: number, seen: (made: number) => void): Generator<string> {
  for (let made = 1; made <= count; made += 1) {
    Atomics.wait(clock, 0, 0, 15);
    seen(made);
    yield `é${made} `;
  }
}

describe('gather', () => {
  it('puts the pieces together, and lets others have their turn in between', async () => {
    let made = 0;
    const turns: number[] = [];
    const timer = setInterval(() => turns.push(made), 1);
    const bytes = await gather(
      slow(12, (now) => {
        made = now;
      }),
      new AbortController().signal,
    );
    clearInterval(timer);
    assert.equal(new TextDecoder().decode(bytes), 'é1 é2 é3 é4 é5 é6 é7 é8 é9 é10 é11 é12 ');
    assert.ok(turns.some((seen) => seen > 0 && seen < 12));
  });

  it('stops at a signal', async () => {
    const stop = new AbortController();
    let made = 0;
    const bytes = await gather(
      slow(100, (now) => {
        made = now;
        if (now === 3) {
          stop.abort();
        }
      }),
      stop.signal,
    );
    assert.equal(bytes, undefined);
    assert.equal(made, 3);
  });
});
