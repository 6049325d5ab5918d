import { resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Span } from '../../problem.ts';
import { prometheusDialect } from './dialect.ts';
import type { PrometheusDialect } from './dialect.ts';
import { checkDiscovery } from './discovery.ts';
import { checkHttpClient } from './httpClient.ts';
import { readJobs, withMerged } from './job.ts';
import type { ScrapeJob } from './job.ts';
import {
  checkEmptyJobs,
  checkExternalLabels,
  checkIntervals,
  checkJobNames,
  checkNameSchemes,
  checkProtocols,
} from './jobRules.ts';
import { checkLabelSources } from './labelSources.ts';
import { checkRuleSets } from './ruleSets.ts';
import { checkConfigSchema } from './schema.ts';
import type { PrometheusRelease } from './schema.ts';
import { checkSections, checkThereAreJobs, nothingToScrape } from './sections.ts';
import { checkStaticTargets } from './staticTargets.ts';

export interface PrometheusContext {
  release: PrometheusRelease;
  /** What the spans count in: fixes take out whole lines. */
  text: string;
  /** Whether the receiver has a `target_allocator`, which gives it jobs. */
  hasTargetAllocator?: boolean;
  /** Where the receiver stands, to say there that it has no config at all; without it that is not said. */
  receiver?: Span;
}

/**
 * What is wrong with the `config` of a prometheus receiver in this release: what it refuses (errors), and what it
 * takes though it is hardly meant. Spans are offsets as those of the nodes. Never throws.
 */
export function checkPrometheusConfig(node: YamlNode | undefined, context: PrometheusContext): Problem[] {
  const own = resolved(node);
  if (own?.kind !== 'map') {
    const isNothing = own === undefined || (own.kind === 'scalar' && own.value === null);
    return isNothing && context.receiver && !context.hasTargetAllocator
      ? [nothingToScrape(context.receiver)]
      : [];
  }
  const config = withMerged(own);
  const dialect = prometheusDialect(context.release.version);
  const jobs = readJobs(config, dialect);
  return [
    ...checkConfigSchema(own, { ...context, dialect }),
    ...checkSections(config),
    ...(context.hasTargetAllocator ? [] : checkThereAreJobs(config)),
    ...checkExternalLabels(config, dialect),
    ...checkEmptyJobs(config),
    ...checkJobNames(jobs),
    ...checkIntervals(config, jobs),
    ...checkProtocols(config, jobs, dialect),
    ...checkNameSchemes(config, jobs, dialect),
    ...jobs.flatMap((job) => checkJob(job, dialect)),
  ];
}

function checkJob(job: ScrapeJob, dialect: PrometheusDialect): Problem[] {
  return [
    ...checkHttpClient(job.node),
    ...checkStaticTargets(job),
    ...checkDiscovery(job, dialect),
    ...job.targetRules.problems,
    ...job.metricRules.problems,
    ...checkLabelSources(job),
    ...checkRuleSets(job),
  ];
}
