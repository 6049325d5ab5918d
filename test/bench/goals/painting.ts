import * as assert from 'node:assert/strict';
import type { PaintInput, Painted, PaintOutput } from '../child/paint.ts';
import { judgeOnce } from '../finding.ts';
import type { GoalText, Outcome } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { Goal } from '../goal.ts';
import { median } from '../statistics.ts';

const rounds = 11;
const time: GoalText = {
  id: 'T1',
  what: '1,000 workspaces and the collectors of 10,000 pods show, servers included, at most this part of a second',
  bound: 'atMost',
  goal: 1,
  isInformation: true,
};
const block: GoalText = {
  id: 'T2',
  what: 'Longest block of the extension host meanwhile, at most this part of 50 ms',
  bound: 'atMost',
  goal: 1,
  isInformation: true,
};

/** T1 and T2: the hard day of the tree. Printed, nothing fails by them. */
export const painting: Goal = {
  texts: [time, block],
  run: async ({ builds, servers }) => {
    const { env, connection, context } = await servers('huge');
    const input: PaintInput = { entry: builds.entry, ...connection, context };
    const paint = (): Promise<PaintOutput> => runFresh<PaintOutput>(builds.child('paint'), input, { env });
    // The first run has the replays ask the lab.
    const first = await paint();
    assert.ok(first.workspaces.shown > 0 && first.collectors.shown > 0, JSON.stringify(first));

    const outputs: PaintOutput[] = [];
    for (let round = 0; round < rounds; round++) {
      outputs.push(await paint());
    }
    return [
      sumUp(time, outputs, { of: ({ ms }) => ms, limitMs: 1000 }),
      withWork(sumUp(block, outputs, { of: ({ blockedMs }) => blockedMs, limitMs: 50 }), outputs),
    ];
  },
};

function sumUp(
  text: GoalText,
  outputs: readonly PaintOutput[],
  { of, limitMs }: { of: (painted: Painted) => number; limitMs: number },
): Outcome {
  const middle = { workspaces: 0, collectors: 0 };
  const details: string[] = [];
  for (const part of ['workspaces', 'collectors'] as const) {
    const figures = outputs.map((output) => of(output[part]));
    middle[part] = median(figures);
    details.push(
      `${part}: ${middle[part].toFixed(0)} ms, worst ${Math.max(...figures).toFixed(0)} ms of ${figures.length} fresh processes`,
    );
  }
  const worse = Math.max(middle.workspaces, middle.collectors);
  return judgeOnce(text, worse / limitMs, details);
}

/** A busy machine lengthens a block by whatever else runs: the work in it is told too. */
function withWork(outcome: Outcome, outputs: readonly PaintOutput[]): Outcome {
  const work = (part: 'workspaces' | 'collectors'): string =>
    `${part} ${median(outputs.map((output) => output[part].busyMs)).toFixed(0)} ms`;
  return {
    ...outcome,
    details: [...outcome.details, `of it work of this thread: ${work('workspaces')}, ${work('collectors')}`],
  };
}
