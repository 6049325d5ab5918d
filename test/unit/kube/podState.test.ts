import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describePod } from '../../../src/kube/pods.ts';
import { PodState } from '../../../src/kube/podState.ts';

const pod = (restartCount: number) =>
  describePod({
    metadata: { name: 'p', uid: 'u' },
    spec: { containers: [{ name: 'c' }] },
    status: { containerStatuses: [{ name: 'c', restartCount }] },
  });
const never = new AbortController().signal;

describe('pod state', () => {
  it('takes no older state for news', () => {
    const state = new PodState(pod(2));
    state.update(pod(1));
    assert.equal(state.container('c')?.restarts, 2);
    state.update(pod(3));
    assert.equal(state.container('c')?.restarts, 3);
  });

  const ends: readonly [title: string, end: (state: PodState, abort: AbortController) => void][] = [
    ['what it waits for is true', (state) => state.update(pod(1))],
    ['the pod is gone', (state) => state.remove()],
    ['the signal aborts', (_, abort) => abort.abort()],
  ];
  for (const [title, end] of ends) {
    it(`waits until ${title}`, async () => {
      const state = new PodState(pod(0));
      const abort = new AbortController();
      let isDone = false;
      const waiting = state
        .until(() => (state.container('c')?.restarts ?? 0) > 0, { signal: abort.signal })
        .then(() => {
          isDone = true;
        });
      state.update(pod(0));
      await new Promise(setImmediate);
      assert.equal(isDone, false);
      end(state, abort);
      await waiting;
    });
  }

  it('waits no longer than it is told to', async () => {
    await new PodState(pod(0)).until(() => false, { signal: never, timeoutMs: 5 });
  });
});
