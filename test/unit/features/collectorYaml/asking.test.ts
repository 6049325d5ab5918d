import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { createAsking } from '../../../../src/features/collectorYaml/asking.ts';

/** A service that answers when the test says so, and a clock that goes when the test says so. */
function made(): {
  read: () => string;
  isAsking: () => boolean;
  answer: (text: string) => Promise<void>;
  fail: () => Promise<void>;
  pass: (ms: number) => void;
  asked: () => number;
  failures: unknown[];
} {
  const open: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
  const failures: unknown[] = [];
  let nowMs = 0;
  let count = 0;
  const asking = createAsking(
    'none',
    () => {
      count += 1;
      return new Promise<string>((resolve, reject) => open.push({ resolve, reject }));
    },
    { onFailure: (error) => failures.push(error), nowMs: () => nowMs },
  );
  return {
    read: () => asking.read(),
    isAsking: () => asking.isAsking,
    answer: async (text) => {
      open.shift()?.resolve(text);
      await nextTurn();
    },
    fail: async () => {
      open.shift()?.reject(new Error('no'));
      await nextTurn();
    },
    pass: (ms) => (nowMs += ms),
    asked: () => count,
    failures,
  };
}

describe('createAsking', () => {
  it('asks nothing before it is read', () => assert.equal(made().asked(), 0));

  it('reads as nothing until there is an answer, and asks once', async () => {
    const one = made();
    assert.deepEqual([one.read(), one.read(), one.isAsking(), one.asked()], ['none', 'none', true, 1]);
    await one.answer('a');
    assert.deepEqual([one.read(), one.isAsking(), one.asked()], ['a', false, 1]);
  });

  it('keeps an answer for a minute, then gives it while it asks again', async () => {
    const one = made();
    one.read();
    await one.answer('a');
    one.pass(60_000);
    assert.deepEqual([one.read(), one.asked()], ['a', 1]);
    one.pass(1);
    assert.deepEqual([one.read(), one.asked()], ['a', 2]);
    await one.answer('b');
    assert.equal(one.read(), 'b');
  });

  it('waits for an answer however long it takes', () => {
    const one = made();
    one.read();
    one.pass(600_000);
    assert.deepEqual([one.read(), one.asked()], ['none', 1]);
  });

  it('keeps what it knows when asking fails, and does not ask again at once', async () => {
    const one = made();
    one.read();
    await one.answer('a');
    one.pass(60_001);
    one.read();
    await one.fail();
    assert.deepEqual([one.read(), one.asked(), one.failures.length], ['a', 2, 1]);
  });
});
