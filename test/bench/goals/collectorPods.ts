import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import type { PodsInput, PodsOutput } from '../child/collectorPods.ts';
import { judge } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { Goal } from '../goal.ts';
import { playRounds } from '../rounds.ts';
import { median } from '../statistics.ts';
import type { Round } from '../statistics.ts';

const speed: GoalText = {
  id: 'K1',
  what: 'Collector pods of a cluster of 10,000, times faster than listPodForAllNamespaces and a filter',
  bound: 'atLeast',
  goal: 10,
};
const heapSize: GoalText = {
  id: 'K1-heap',
  what: 'Heap that K1 leaves behind, at most this part of what the list leaves',
  bound: 'atMost',
  goal: 0.08,
};

const rounds = 15;
const megabyte = 1024 * 1024;

/** K1: the collector pods of a cluster of 10,000 pods, in fresh processes. */
export const collectorPods: Goal = {
  texts: [speed, heapSize],
  run: async ({ builds, servers }) => {
    const { env, kubeconfig, context } = await servers('huge');
    const input: PodsInput = {
      kubeconfig,
      context,
      bundle: path.join(path.dirname(builds.entry), 'kube.cjs'),
    };
    const find = (script: string): Promise<PodsOutput> =>
      runFresh<PodsOutput>(builds.child(script), input, { nodeArgs: ['--expose-gc'], env });

    const ours = await find('collectorPods');
    const peer = await find('allPods');
    assert.deepEqual(ours.names, peer.names);
    assert.ok(ours.names.length > 0, 'no collector pod found');
    assert.ok(peer.listed >= 10_000, `only ${peer.listed} pods in the cluster`);

    const measured: [PodsOutput[], PodsOutput[]] = [[], []];
    const play = (script: string, into: PodsOutput[]) => async () => {
      const output = await find(script);
      into.push(output);
      return output.ms;
    };
    const [mine, theirs] = measured;
    await playRounds([play('collectorPods', mine), play('allPods', theirs)], { rounds, warmUps: 0 });
    const paired = (cost: (output: PodsOutput) => number): Round[] =>
      mine.map((output, round) => ({ ours: cost(output), peer: cost(theirs[round] ?? output) }));
    const middle = (outputs: PodsOutput[], cost: (output: PodsOutput) => number): number =>
      median(outputs.map(cost));
    const inMegabytes = (outputs: PodsOutput[], cost: (output: PodsOutput) => number): string =>
      `${(middle(outputs, cost) / megabyte).toFixed(1)} MB`;
    const ms = ({ ms: took }: PodsOutput): number => took;
    const heap = ({ heapBytes }: PodsOutput): number => heapBytes;
    const filtered = ({ filteredBytes }: PodsOutput): number => filteredBytes;
    const peak = ({ peakBytes }: PodsOutput): number => peakBytes;
    return [
      judge(speed, paired(ms), [
        `${ours.names.length} of ${peer.listed} pods: ${middle(mine, ms).toFixed(0)} ms, peer ${middle(theirs, ms).toFixed(0)} ms`,
      ]),
      judge(heapSize, paired(heap), [
        `retained ${inMegabytes(mine, heap)}, peer ${inMegabytes(theirs, heap)} (${inMegabytes(theirs, filtered)} once it drops its list)`,
        `peak memory of the process ${inMegabytes(mine, peak)}, peer ${inMegabytes(theirs, peak)}`,
      ]),
    ];
  },
};
