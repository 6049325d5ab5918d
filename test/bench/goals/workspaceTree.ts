import * as assert from 'node:assert/strict';
import type { TreeInput, TreeOutput } from '../child/workspaceTree.ts';
import { judge } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { Goal } from '../goal.ts';
import { median, ratioOf } from '../statistics.ts';
import type { Round } from '../statistics.ts';

const text: GoalText = {
  id: 'S2',
  what: "Tree of 1,000 workspaces, times faster than over the SDK's paginator with its default page size",
  bound: 'atLeast',
  goal: 1.8,
};

/** S2: the tree of 1,000 workspaces. */
export const workspaceTree: Goal = {
  texts: [text],
  run: async ({ builds, servers }) => {
    const { env, connection } = await servers('huge');
    const { rounds, listings, workspaces } = await runFresh<TreeOutput>(
      builds.child('workspaceTree'),
      { connection, rounds: 41 } satisfies TreeInput,
      { env },
    );
    assert.ok(workspaces >= 1000, `only ${workspaces} workspaces`);
    return [judge(text, rounds, [describe('tree', rounds), describe('listing alone', listings)])];
  },
};

function describe(what: string, rounds: readonly Round[]): string {
  const ours = median(rounds.map((round) => round.ours));
  const peer = median(rounds.map((round) => round.peer));
  return `${what} ${ours.toFixed(1)} ms, peer ${peer.toFixed(1)} ms (${ratioOf(rounds, 'atLeast').median.toFixed(2)}x)`;
}
