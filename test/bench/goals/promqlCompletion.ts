import * as assert from 'node:assert/strict';
import { createMetricIndex } from '../../../src/promql/metricIndex.ts';
import type { MetricSource } from '../../../src/promql/metricSource.ts';
import { suggestQuery } from '../../../src/promql/suggest/suggestQuery.ts';
import { judge } from '../finding.ts';
import type { GoalText, Outcome } from '../finding.ts';
import type { Goal } from '../goal.ts';
import { promqlComplete } from '../peers/promqlComplete.ts';
import { playAgainst, repeat } from '../rounds.ts';
import { median } from '../statistics.ts';

const than = "times faster than codemirror-promql's HybridComplete";
const thousands: GoalText = {
  id: 'P4',
  what: `Completion of a metric among 10,000, ${than}`,
  bound: 'atLeast',
  goal: 50,
};
const many: GoalText = {
  id: 'P4-many',
  what: `Completion of a metric among 100,000, ${than}`,
  bound: 'atLeast',
  goal: 300,
};

/** As somebody types them: after the first letters, within a word, at its end, and one that there is not. */
const typed = ['n', 'node', 'node_memory_7', 'seconds_total', 'http_requests_12', 'nothing_like_it'];
const queries = typed.map((word) => `sum by (job) (rate(${word}`);

/** P4: warm, in one process. The peer gives every name each time, and the editor filters them; ours gives 500 at most. */
export const promqlCompletion: Goal = {
  texts: [thousands, many],
  run: async () => [await measure(thousands, 10_000, 15), await measure(many, 100_000, 9)],
};

async function measure(text: GoalText, count: number, rounds: number): Promise<Outcome> {
  const names = metricNames(count);
  const source = sourceOf(names);
  const peer = promqlComplete(names, queries);
  await compare(names, source, peer.complete);
  const signal = new AbortController().signal;
  const played = await playAgainst(
    repeat(async () => {
      for (const query of queries) {
        await suggestQuery(query, query.length, source, { signal });
      }
    }),
    repeat(async () => {
      for (const query of queries) {
        await peer.complete(query);
      }
    }),
    { rounds, warmUps: 5 },
  );
  const ms = (side: 'ours' | 'peer'): string =>
    (median(played.map((round) => round[side])) / typed.length).toFixed(3);
  return judge(text, played, [`${count} names, one completion: ${ms('ours')} ms, peer ${ms('peer')} ms`]);
}

/** Whatever the peer knows is found with us too, at the latest when its name is typed on. */
async function compare(
  names: readonly string[],
  source: MetricSource,
  complete: (query: string) => Promise<readonly string[]>,
): Promise<void> {
  const theirs = new Set(await complete(queries[1] ?? ''));
  const signal = new AbortController().signal;
  for (let at = 0; at < names.length; at += Math.ceil(names.length / 200)) {
    const name = names[at] ?? '';
    assert.ok(theirs.has(name), name);
    for (let length = 1; ; length += 1) {
      const query = `rate(${name.slice(0, length)}`;
      const { suggestions, isIncomplete } = await suggestQuery(query, query.length, source, { signal });
      assert.ok(suggestions.length <= 500);
      if (!isIncomplete || length === name.length) {
        assert.ok(
          suggestions.some(({ label }) => label === name),
          name,
        );
        break;
      }
    }
  }
}

function sourceOf(names: readonly string[]): MetricSource {
  const index = createMetricIndex(
    names.map((name) => ({ name, type: 'counter', help: `What ${name} counts.` })),
  );
  return {
    metrics: () => index,
    labelNames: () => Promise.resolve([]),
    labelValues: () => Promise.resolve([]),
    glance: () => Promise.resolve(undefined),
  };
}

const areas = [
  'node_memory',
  'node_cpu',
  'http_requests',
  'go_gc',
  'container_network',
  'kube_pod_status',
  'aws_ec2',
];
const ends = ['total', 'seconds_total', 'bytes', 'ratio', 'seconds_bucket'];

function metricNames(count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `${areas[at % areas.length] ?? ''}_${at.toString(36)}${at}_${ends[at % ends.length] ?? ''}`,
  );
}
