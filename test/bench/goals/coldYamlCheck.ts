import * as assert from 'node:assert/strict';
import type { ColdInput, ColdOutput } from '../child/coldCheck.ts';
import { judge } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { Goal } from '../goal.ts';
import { playRounds } from '../rounds.ts';
import { saidByBoth } from '../said.ts';
import { median } from '../statistics.ts';

const text: GoalText = {
  id: 'Y4',
  what: 'Load and first result for a 5,000-line manifest, times faster than yaml-language-server',
  bound: 'atLeast',
  goal: 4,
};

/** Y4: what the first file costs, in fresh processes. */
export const coldYamlCheck: Goal = {
  texts: [text],
  run: async ({ builds }) => {
    const outputs = { coldOurs: [] as ColdOutput[], coldYamlServer: [] as ColdOutput[] };
    const play = (bundle: keyof typeof outputs) => async () => {
      const input: ColdInput = {
        bundle: builds.child(bundle),
        root: new URL('../../../', import.meta.url).href,
      };
      const output = await runFresh<ColdOutput>(builds.child('coldCheck'), input);
      outputs[bundle].push(output);
      return output.loadMs + output.firstMs;
    };
    const [ours = [], peer = []] = await playRounds([play('coldOurs'), play('coldYamlServer')], {
      rounds: 11,
    });
    const said = (output: ColdOutput | undefined): string[] =>
      (output?.said ?? []).filter((one) => saidByBoth.test(one)).sort();
    assert.deepEqual(said(outputs.coldOurs[0]), said(outputs.coldYamlServer[0]));
    assert.ok(said(outputs.coldOurs[0]).length > 0, 'nothing found: nothing compared');

    const parts = (bundle: keyof typeof outputs): string => {
      const middle = (part: 'loadMs' | 'firstMs'): string =>
        median(outputs[bundle].map((output) => output[part])).toFixed(0);
      return `load ${middle('loadMs')} ms, first result ${middle('firstMs')} ms`;
    };
    return [
      judge(
        text,
        ours.map((cost, round) => ({ ours: cost, peer: peer[round] ?? NaN })),
        [`ours: ${parts('coldOurs')}`, `peer: ${parts('coldYamlServer')}`],
      ),
    ];
  },
};
