import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LogEntry } from '../../../../src/kube/logs/logEntries.ts';
import { LogQueue } from '../../../../src/kube/logs/logQueue.ts';

const line = (text: string): LogEntry => ({ kind: 'line', pod: 'p', container: 'c', text });

describe('log queue', () => {
  it('makes writers wait when it is full, until the reader has taken everything', async () => {
    const queue = new LogQueue(1_000);
    let written = 0;
    const writing = (async () => {
      for (; written < 10; written++) {
        await queue.push([line('x'.repeat(400))]);
      }
      queue.close();
    })();
    await new Promise(setImmediate);
    assert.equal(written, 2);
    const sizes: number[] = [];
    while (await queue.hasMore()) {
      sizes.push(queue.take().length);
      await new Promise(setImmediate);
    }
    await writing;
    assert.equal(
      sizes.reduce((sum, size) => sum + size),
      10,
    );
    assert.ok(Math.max(...sizes) <= 3, `held ${Math.max(...sizes)} lines`);
  });

  it('gives out what is there before it ends or fails', async () => {
    const queue = new LogQueue(1_000);
    await queue.push([line('last')]);
    queue.fail(new Error('broken'));
    assert.equal(await queue.hasMore(), true);
    assert.equal(queue.take().length, 1);
    await assert.rejects(queue.hasMore(), /broken/);
  });

  it('lets writers go when it is closed', async () => {
    const queue = new LogQueue(10);
    const stuck = queue.push([line('too much')]);
    queue.close();
    await stuck;
  });
});
