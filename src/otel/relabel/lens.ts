import { entryOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Span } from '../../problem.ts';
import { prometheusDialect } from '../prometheus/dialect.ts';
import { readJobs, withMerged } from '../prometheus/job.ts';
import type { ScrapeJob } from '../prometheus/job.ts';
import { buildLabels } from './labels.ts';
import type { LabelBuilder, Labels } from './labels.ts';
import type { ReadRule } from './readRules.ts';
import { applyRule } from './relabel.ts';
import { discoveredLabels, finishTarget } from './scrapeTarget.ts';
import { recordChanges } from './steps.ts';

/** What a rule does to the targets that reach it. */
export interface RuleEffect {
  /** Of the rule. */
  span: Span;
  /** Targets that it keeps; `undefined` when nobody can say here, which holds for all rules behind it too. */
  kept: number | undefined;
  /** Targets that reach it. */
  of: number;
  /** Labels that it writes or deletes, on how many targets; the most frequent first. */
  changes: readonly { name: string; set: number; deleted: number }[];
}

/** What becomes of the targets of a job. */
export interface JobLens {
  job: ScrapeJob;
  /** As the first rule finds them; their numbers are those of `end`. */
  targets: readonly Labels[];
  effects: readonly RuleEffect[];
  /** Behind all rules; `undefined` when a rule cannot be told. */
  end: JobEnd | undefined;
}

export interface JobEnd {
  /** Targets that are scraped, each once. */
  scraped: number;
  /** Targets that are another one again, in all labels, and are scraped once. */
  same: number;
  /**
   * Targets that differ only in labels that series do not have, such as their path, so that their series are the same: numbers
   * of targets, in groups.
   */
  colliding: readonly (readonly number[])[];
  /** Targets that rules kept and that cannot be scraped. */
  failed: readonly { target: number; why: 'no-address' | 'bad-address' | 'bad-interval' }[];
}

/**
 * The lens over each job of a receiver's `config`. `targetsOf` gives the targets that discovery found for a job (one of
 * all of the config), as `listTargetsOf` and `parseTargets` have them; none where it knows none. Targets keep their numbers.
 */
export function relabelLenses(
  node: YamlNode | undefined,
  {
    version,
    targetsOf,
  }: { version: string; targetsOf: (job: ScrapeJob, jobs: readonly ScrapeJob[]) => readonly Labels[] },
): JobLens[] {
  const own = resolved(node);
  if (own?.kind !== 'map') {
    return [];
  }
  const config = withMerged(own);
  const global = entryOf(config, 'global')?.value;
  const jobs = readJobs(config, prometheusDialect(version));
  return jobs.map((job) =>
    lensOf(
      job,
      targetsOf(job, jobs).map((target) => discoveredLabels(target, job, global)),
    ),
  );
}

/** The lens over one job, whose targets have the labels of the job already. */
export function lensOf(job: ScrapeJob, targets: readonly Labels[]): JobLens {
  let left = targets.map((labels, target) => ({ target, builder: buildLabels(labels) }));
  let isKnown = true;
  const effects = job.targetRules.rules.map((read): RuleEffect => {
    isKnown &&= read.rule !== undefined;
    const of = left.length;
    if (!isKnown) {
      return { span: read.span, kept: undefined, of: 0, changes: [] };
    }
    const counts = new Map<string, { set: number; deleted: number }>();
    left = left.filter(({ builder }) => applyCounted(read, builder, counts));
    return { span: read.span, kept: left.length, of, changes: sorted(counts) };
  });
  const end = isKnown
    ? endOf(left.map(({ target, builder }) => ({ target, labels: builder.labels })))
    : undefined;
  return { job, targets, effects, end };
}

function applyCounted(
  { rule }: ReadRule,
  builder: LabelBuilder,
  counts: Map<string, { set: number; deleted: number }>,
): boolean {
  if (rule === undefined) {
    return true;
  }
  const recorder = recordChanges(builder);
  const kept = applyRule(rule, recorder.builder);
  for (const { name, after } of recorder.changes()) {
    const count = counts.get(name) ?? { set: 0, deleted: 0 };
    count[after === undefined ? 'deleted' : 'set'] += 1;
    counts.set(name, count);
  }
  return kept;
}

function sorted(counts: ReadonlyMap<string, { set: number; deleted: number }>): RuleEffect['changes'] {
  return [...counts]
    .map(([name, count]) => ({ name, ...count }))
    .sort((a, b) => b.set + b.deleted - a.set - a.deleted || (a.name < b.name ? -1 : 1));
}

function endOf(kept: readonly { target: number; labels: Labels }[]): JobEnd {
  const failed: JobEnd['failed'][number][] = [];
  const whole = new Set<string>();
  const bySeries = new Map<string, number[]>();
  let same = 0;
  for (const { target, labels } of kept) {
    const finished = finishTarget(labels);
    if ('failure' in finished) {
      failed.push({ target, why: finished.failure });
      continue;
    }
    const all = keyOf(finished.labels, () => true);
    if (whole.has(all)) {
      same += 1;
      continue;
    }
    whole.add(all);
    const series = keyOf(finished.labels, (name) => !name.startsWith('__'));
    const others = bySeries.get(series);
    if (others) {
      others.push(target);
    } else {
      bySeries.set(series, [target]);
    }
  }
  const colliding = [...bySeries.values()].filter(({ length }) => length > 1);
  return { scraped: whole.size, same, colliding, failed };
}

function keyOf(labels: Labels, isWanted: (name: string) => boolean): string {
  return JSON.stringify([...labels].filter(([name]) => isWanted(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
