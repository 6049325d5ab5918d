import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { back, runSteps } from '../../../src/features/steps.ts';
import type { StepAnswer } from '../../../src/features/steps.ts';

/** Runs three steps that answer in turn; gives back the end and what each question saw. */
async function answering(...answers: StepAnswer<string>[]) {
  const seen: string[] = [];
  const step = (
    state: string,
    { title, step: at, totalSteps }: { title: string; step: number; totalSteps: number },
  ) => {
    seen.push(`${title} ${at}/${totalSteps} ${state}`);
    return Promise.resolve(answers.shift());
  };
  return { end: await runSteps('T', [step, step, step], 'start'), seen };
}

describe('runSteps', () => {
  it('hands each step what the one before it made', async () => {
    const { end, seen } = await answering('a', 'b', 'c');
    assert.equal(end, 'c');
    assert.deepEqual(seen, ['T 1/3 start', 'T 2/3 a', 'T 3/3 b']);
  });

  it('goes back, and keeps what was answered', async () => {
    const { end, seen } = await answering('a', 'b', back, back, 'd', 'e', 'f');
    assert.equal(end, 'f');
    assert.deepEqual(seen.slice(3), ['T 2/3 b', 'T 1/3 b', 'T 2/3 d', 'T 3/3 e']);
  });

  for (const at of [0, 1, 2]) {
    it(`ends when step ${at + 1} is cancelled`, async () => {
      const { end, seen } = await answering(...['a', 'b', 'c'].slice(0, at), undefined, 'z');
      assert.equal(end, undefined);
      assert.equal(seen.length, at + 1);
    });
  }

  it('has nothing to ask without steps', async () => {
    assert.equal(await runSteps('T', [], 'start'), 'start');
  });
});
