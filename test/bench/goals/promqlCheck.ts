import * as assert from 'node:assert/strict';
import { checkQueryText } from '../../../src/lint/expressions.ts';
import { misusedQueries, usedQueries } from '../../unit/promql/usedQueries.ts';
import { judge } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import type { Goal } from '../goal.ts';
import { problemsOfPeer } from '../peers/promqlCheck.ts';
import { playAgainst, repeat } from '../rounds.ts';
import { median } from '../statistics.ts';

const text: GoalText = {
  id: 'P3',
  what: 'Problems of queries, regular expressions and lints included, times faster than codemirror-promql through EditorState',
  bound: 'atLeast',
  goal: 1.4,
};

/** As many of those that are refused as typing brings, beside those that are taken. */
const queries = [...usedQueries, ...misusedQueries.filter((_, at) => at % 12 === 0)];

const fewest = 119;

/** P3: warm, in one process, queries of dashboards and rules; only those that both judge alike are compared. */
export const promqlCheck: Goal = {
  texts: [text],
  run: async () => {
    const alike = queries.filter((query) => isRefused(query) === problemsOfPeer(query) > 0);
    const refused = alike.filter(isRefused).length;
    assert.ok(alike.length >= fewest, `only ${alike.length} of ${queries.length} judged alike`);
    assert.ok(refused >= 15 && alike.length - refused >= 90, `${refused} refused`);
    let run = 0;
    // Another text each time: nothing may be remembered.
    const each = (check: (query: string) => unknown) => (): void => {
      run += 1;
      for (const query of alike) {
        check(`${query} # ${run}`);
      }
    };
    const rounds = await playAgainst(
      repeat(
        each((query) => checkQueryText(query)),
        { now: ownTime, leastMs },
      ),
      repeat(each(problemsOfPeer), { now: ownTime, leastMs }),
      { rounds: 21, warmUps: 10 },
    );
    const us = (side: 'ours' | 'peer'): string =>
      ((median(rounds.map((round) => round[side])) / alike.length) * 1000).toFixed(1);
    return [
      judge(text, rounds, [
        `${alike.length} of ${queries.length} queries judged alike, ${refused} refused; one: ${us('ours')} us, peer ${us('peer')} us`,
      ]),
    ];
  },
};

/** The clock of a thread goes in steps of some milliseconds. */
const leastMs = 80;

/** Milliseconds that this thread has worked: what else the machine does is left out. */
function ownTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function isRefused(query: string): boolean {
  return checkQueryText(query).some(({ severity }) => severity === 'error');
}
