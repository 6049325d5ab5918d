import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Lifetime } from '../../host/lifetime.ts';

describe('Lifetime', () => {
  it('ends things in reverse order, once', async () => {
    const lifetime = new Lifetime();
    const ended: string[] = [];
    lifetime.onEnd(() => void ended.push('first'));
    lifetime.onEnd(() => void ended.push('second'));
    await Promise.all([lifetime.end(), lifetime.end()]);
    assert.deepEqual(ended, ['second', 'first']);
    assert.equal(lifetime.signal.aborted, true);
  });

  it('ends what is nested in it, and that only once', async () => {
    const lifetime = new Lifetime();
    const inner = lifetime.nested();
    let ends = 0;
    inner.onEnd(() => void ends++);
    await inner.end();
    await lifetime.end();
    assert.equal(ends, 1);
  });

  it('ends at once what comes too late', async () => {
    const lifetime = new Lifetime();
    await lifetime.end();
    let ended = false;
    lifetime.onEnd(() => {
      ended = true;
    });
    await lifetime.end();
    assert.equal(ended, true);
  });
});
