import type { LoadInput, LoadOutput } from '../child/load.ts';
import { judge } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { Goal } from '../goal.ts';
import { playAgainst } from '../rounds.ts';
import { median } from '../statistics.ts';

const text: GoalText = {
  id: 'A1',
  what: 'Entry require + activate, at most this part of the eager-all bundle',
  bound: 'atMost',
  goal: 0.05,
};

/** A1: what a window pays for having the extension installed. */
export const activation: Goal = {
  texts: [text],
  run: async ({ builds }) => {
    const load = (entry: string) => async () => {
      const input: LoadInput = { entry, inExtensionHost: true };
      const { loadMs } = await runFresh<LoadOutput>(builds.child('load'), input);
      return loadMs;
    };
    const rounds = await playAgainst(load(builds.entry), load(builds.eager), { rounds: 21 });
    const oursMs = median(rounds.map(({ ours }) => ours));
    const peerMs = median(rounds.map(({ peer }) => peer));
    return [
      judge(text, rounds, [
        `entry ${oursMs.toFixed(1)} ms, eager-all ${peerMs.toFixed(0)} ms, each in a fresh process`,
      ]),
    ];
  },
};
