import * as assert from 'node:assert/strict';
import type { ExpandInput, ExpandOutput } from '../child/expand.ts';
import { formatRatio, judge } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { Goal } from '../goal.ts';
import { playRounds } from '../rounds.ts';
import { median, ratioOf } from '../statistics.ts';
import type { Round } from '../statistics.ts';

const text: GoalText = {
  id: 'A4',
  what: 'First expansion of workspaces, from loading the entry until they show, at most this part of eager-all',
  bound: 'atMost',
  goal: 0.4,
};

/** The bundles that a first expansion of workspaces reads, beside what they share. */
const expected = ['extension.cjs', 'l10n.cjs', 'aws.cjs'];

/**
 * A4: what it costs until the first workspaces show: loading, reading the profile, listing, painting. The part that both
 * sides do alike counts against us; only the machine's own certificates are not read. Loading alone is told, not judged.
 */
export const firstExpansion: Goal = {
  texts: [text],
  run: async ({ builds, servers }) => {
    const { env, connection } = await servers('small');
    const expand = (entry: string, bundles: readonly string[]): Promise<ExpandOutput> => {
      const input: ExpandInput = { entry, bundles, ...connection };
      return runFresh<ExpandOutput>(builds.child('expand'), input, { env });
    };

    // Once without help: what it reads by itself.
    const ours = await expand(builds.entry, []);
    const peer = await expand(builds.eager, []);
    assert.deepEqual(ours.shown, peer.shown);
    assert.ok(ours.shown.length > 0, 'no workspace showed');
    const read = builds.bundles.filter((bundle) => ours.files.includes(bundle));
    assert.deepEqual(read.toSorted(), expected.toSorted());

    const mine: ExpandOutput[] = [];
    const theirs: ExpandOutput[] = [];
    const play = (into: ExpandOutput[], entry: string, bundles: readonly string[]) => async () => {
      const output = await expand(entry, bundles);
      into.push(output);
      return whole(output);
    };
    await playRounds([play(mine, builds.entry, ['aws.cjs']), play(theirs, builds.eager, [])], {
      rounds: 21,
      warmUps: 0,
    });
    const paired = (cost: (output: ExpandOutput) => number): Round[] =>
      mine.map((output, round) => ({ ours: cost(output), peer: cost(theirs[round] ?? output) }));
    const loads = paired(({ loadMs }) => loadMs);
    const wholes = paired(whole);
    return [
      judge(text, wholes, [
        `${describe(wholes)}; read ${read.join(', ')} and ${ours.files.length - read.length} files that they share, not kube.cjs`,
        `loading alone: ${describe(loads)}, ${formatRatio(ratioOf(loads, 'atMost').median, 'atMost')}`,
      ]),
    ];
  },
};

function whole({ loadMs, expandMs }: ExpandOutput): number {
  return loadMs + expandMs;
}

function describe(rounds: readonly Round[]): string {
  const middle = (side: keyof Round): string => median(rounds.map((round) => round[side])).toFixed(0);
  return `${middle('ours')} ms, eager-all ${middle('peer')} ms`;
}
