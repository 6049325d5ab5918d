// npm run bench [-- --json FILE] [-- --only A1,K1]
import { readFileSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import { parseArgs } from 'node:util';
import { buildAll } from './builds.ts';
import { formatRatio, isFailure, judgeFailure } from './finding.ts';
import type { Outcome } from './finding.ts';
import type { Bench, Goal } from './goal.ts';
import { activation } from './goals/activation.ts';
import { charts } from './goals/charts.ts';
import { coldYamlCheck } from './goals/coldYamlCheck.ts';
import { collectorPods } from './goals/collectorPods.ts';
import { entrySize } from './goals/entrySize.ts';
import { firstExpansion } from './goals/firstExpansion.ts';
import { promqlCheck } from './goals/promqlCheck.ts';
import { promqlCompletion } from './goals/promqlCompletion.ts';
import { painting } from './goals/painting.ts';
import { queryPath } from './goals/queryPath.ts';
import { workspaceTree } from './goals/workspaceTree.ts';
import { yamlCheck } from './goals/yamlCheck.ts';
import { ServerPool } from './servers/start.ts';

const goals: readonly Goal[] = [
  activation,
  entrySize,
  firstExpansion,
  collectorPods,
  workspaceTree,
  painting,
  queryPath,
  yamlCheck,
  coldYamlCheck,
  charts,
  promqlCheck,
  promqlCompletion,
];

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
process.exitCode = await main(values);

async function main({ json, only }: { json?: string; only?: string }): Promise<number> {
  const known = goals.flatMap(({ texts }) => texts.map(({ id }) => id));
  const wanted = only?.split(',').map((id) => id.trim()) ?? known;
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    console.error(`There is no goal ${unknown.join(', ')}, only ${known.join(', ')}.`);
    return 2;
  }
  console.log(describeMachine());
  const builds = await buildAll();
  const pool = new ServerPool();
  const bench: Bench = { builds, servers: (size) => pool.get(size) };
  const outcomes: Outcome[] = [];
  try {
    for (const goal of goals.filter(({ texts }) => texts.some(({ id }) => wanted.includes(id)))) {
      outcomes.push(...(await runTwiceAtMost(goal, bench)));
    }
  } finally {
    await pool.stop();
    builds.remove();
  }
  if (json !== undefined) {
    const findings = outcomes.map(({ finding }) => finding);
    writeFileSync(json, `${JSON.stringify(findings, undefined, 2)}\n`);
  }
  const judged = outcomes.filter(({ text }) => text.isInformation !== true);
  const failed = judged.filter(isFailure);
  console.log(`\n${judged.length - failed.length} goals hold, ${failed.length} do not`);
  return failed.length === 0 ? 0 : 1;
}

/** A noisy minute may spoil one run; two in a row are the code's own fault. */
async function runTwiceAtMost(goal: Goal, bench: Bench): Promise<Outcome[]> {
  const first = await runOnce(goal, bench);
  if (!first.some(isFailure)) {
    return first;
  }
  console.log('\nOnce more:');
  return runOnce(goal, bench);
}

async function runOnce(goal: Goal, bench: Bench): Promise<Outcome[]> {
  let outcomes: Outcome[];
  try {
    outcomes = await goal.run(bench);
  } catch (error) {
    outcomes = goal.texts.map((text) => judgeFailure(text, error));
  }
  outcomes.forEach(print);
  return outcomes;
}

function print(outcome: Outcome): void {
  const { text, finding, details } = outcome;
  const { id, what, bound, goal, isInformation } = text;
  const sign = bound === 'atLeast' ? '>=' : '<=';
  const verdict = finding.holds ? 'holds' : isFailure(outcome) ? 'DOES NOT HOLD' : 'over';
  const lines = [
    `${id}  ${what}`,
    `${formatRatio(finding.ratio, bound)}, ${isInformation ? 'target' : 'goal'} ${sign} ${formatRatio(goal, bound)}: ${verdict}`,
    ...details,
  ];
  console.log(`\n${lines.join('\n    ')}`);
}

/** Ratios of two runs are not to be compared unless these lines agree. */
function describeMachine(): string {
  const { devDependencies = {}, dependencies = {} } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const peers = ['esbuild', 'yaml-language-server', '@aws-sdk/client-amp', '@kubernetes/client-node']
    .map((name) => `${name} ${devDependencies[name] ?? dependencies[name] ?? '?'}`)
    .join(', ');
  const load = os
    .loadavg()
    .map((figure) => figure.toFixed(2))
    .join(' ');
  const cpus = os.cpus();
  return `Node ${process.versions.node}, ${peers}\n${cpus.length} CPUs (${cpus[0]?.model ?? '?'}), load average ${load}`;
}
