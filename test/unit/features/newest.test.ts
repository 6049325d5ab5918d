import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createNewest } from '../../../src/features/newest.ts';

/** Reads that end when the test says so, and what was handed on of them. */
function reads(): {
  read: () => ReturnType<typeof Promise.withResolvers<string>> & { done: Promise<void> };
  adopted: string[];
} {
  const newest = createNewest();
  const adopted: string[] = [];
  return {
    adopted,
    read: () => {
      const answer = Promise.withResolvers<string>();
      const done = newest(
        () => answer.promise,
        (text) => adopted.push(text),
      );
      return { ...answer, done };
    },
  };
}

describe('reads that may overtake each other', () => {
  it('hand on what was read, one after the other', async () => {
    const { read, adopted } = reads();
    for (const text of ['first', 'second']) {
      const one = read();
      one.resolve(text);
      await one.done;
    }
    assert.deepEqual(adopted, ['first', 'second']);
  });

  it('do not hand on what comes late for an older question', async () => {
    const { read, adopted } = reads();
    const [old, recent] = [read(), read()];
    recent.resolve('recent');
    await recent.done;
    old.resolve('old');
    await old.done;
    assert.deepEqual(adopted, ['recent']);
  });

  it('do not hand on an older answer either when the newer one still has to come', async () => {
    const { read, adopted } = reads();
    const [old, recent] = [read(), read()];
    old.resolve('old');
    await old.done;
    assert.deepEqual(adopted, []);
    recent.resolve('recent');
    await recent.done;
    assert.deepEqual(adopted, ['recent']);
  });

  it('fail to whoever asked last, and to nobody else', async () => {
    const { read, adopted } = reads();
    const [old, recent] = [read(), read()];
    old.reject(new Error('old'));
    await old.done;
    recent.reject(new Error('recent'));
    await assert.rejects(recent.done, /recent/);
    assert.deepEqual(adopted, []);
  });

  it('fail where what was read cannot be taken', async () => {
    const newest = createNewest();
    const asked = newest(
      () => Promise.resolve('x'),
      () => {
        throw new Error('not to be taken');
      },
    );
    await assert.rejects(asked, /not to be taken/);
  });
});
