import { entryOf, itemsOf, textOf, valueAt } from '../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { Collector } from './collector.ts';
import type { CollectorModel, ComponentDefinition, Pipeline } from './collectorModel.ts';
import { prometheusDialect } from './prometheus/dialect.ts';
import { durationOf, readJobs } from './prometheus/job.ts';
import type { ScrapeJob } from './prometheus/job.ts';
import { compileRe2, isRe2Problem } from './re2.ts';
import { remoteWriteTypes } from './rules/rule.ts';

/** What a collector config tells of the series that it writes by Prometheus remote write. */
export interface CollectedSeries {
  jobs: readonly CollectedJob[];
  /** Whether the exporter puts `_total` behind the names of counters. */
  addsTotal: boolean;
  /** Whether a metric may be among them: false only where rules or filters leave its name out. */
  mayWrite(metric: string): boolean;
}

export interface CollectedJob {
  /** `undefined` where only the running collector knows it. */
  name: string | undefined;
  /** Between two scrapes; `undefined` where only the running collector knows it. */
  intervalSeconds: number | undefined;
}

/** `undefined` for a config in which no pipeline of metrics leads to Prometheus remote write. */
export function collectedSeries(
  { release }: Pick<Collector, 'release'>,
  model: CollectorModel,
): CollectedSeries | undefined {
  const writing = model.pipelines.flatMap((pipeline) => {
    const exporters = pipeline.exporters
      .flatMap((one) => model.target(one) ?? [])
      .filter(({ kind, type }) => kind === 'exporters' && remoteWriteTypes.some((one) => one === type));
    return pipeline.signal === 'metrics' && exporters.length > 0 ? [{ pipeline, exporters }] : [];
  });
  if (writing.length === 0) {
    return undefined;
  }
  const read = writing.map(({ pipeline }) => readPipeline(pipeline, model, release.version));
  return {
    jobs: read.flatMap(({ jobs }) => jobs),
    addsTotal: writing.every(({ exporters }) => exporters.every(addsSuffixes)),
    mayWrite: (metric) => read.some(({ mayPass }) => namesBefore(metric).some(mayPass)),
  };
}

/**
 * From ADOT 0.48 on the strategy says so, before `add_metric_suffixes`; both are on unless somebody switches them off.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/prometheusremotewriteexporter
 */
function addsSuffixes({ value }: ComponentDefinition): boolean {
  const strategy = textOf(valueAt(value, 'translation_strategy'));
  return strategy === undefined
    ? [undefined, 'true'].includes(textOf(valueAt(value, 'add_metric_suffixes')))
    : strategy.endsWith('WithSuffixes');
}

/** What a series may have been called before the exporter put suffixes behind the name, or took a histogram apart. */
function namesBefore(metric: string): string[] {
  return [metric, metric.replace(/_total$/, ''), metric.replace(/_(?:bucket|sum|count)$/, '')];
}

interface ReadPipeline {
  jobs: readonly CollectedJob[];
  mayPass: (name: string) => boolean;
}

function readPipeline(
  { receivers, processors }: Pipeline,
  model: CollectorModel,
  version: string,
): ReadPipeline {
  const sources = receivers.map((one) => readReceiver(model.target(one), version));
  const filters = processors.flatMap((one) => {
    const found = model.target(one);
    return found?.type === 'filter' ? [nameFilter(valueAt(found.value, 'metrics'))] : [];
  });
  return {
    jobs: sources.flatMap(({ jobs }) => jobs),
    mayPass: (name) =>
      sources.some(({ mayPass }) => mayPass(name)) && filters.every((passes) => passes(name)),
  };
}

const everything = (): boolean => true;

function readReceiver(definition: ComponentDefinition | undefined, version: string): ReadPipeline {
  const config = definition?.type === 'prometheus' ? valueAt(definition.value, 'config') : undefined;
  if (config === undefined) {
    return { jobs: [], mayPass: everything };
  }
  const shared = valueAt(config, 'global');
  const jobs = readJobs(config, prometheusDialect(version));
  return {
    jobs: jobs.map((job) => ({ name: job.name, intervalSeconds: intervalOf(job, shared) })),
    // Targets may come from elsewhere too, and then nothing is known of them.
    mayPass: jobs.length === 0 ? everything : (name) => jobs.some((job) => mayKeep(job, name)),
  };
}

/** A minute unless something is written: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
function intervalOf({ node }: ScrapeJob, shared: YamlNode | undefined): number | undefined {
  const entry = [entryOf(node, 'scrape_interval'), entryOf(shared, 'scrape_interval')].find(
    (one) => one !== undefined,
  );
  const ms = entry === undefined ? 60_000 : durationOf(entry);
  return ms === undefined || ms === 0 ? undefined : ms / 1000;
}

/** Rules that look at nothing but the name decide by it; the other ones may let it pass. */
function mayKeep({ metricRules }: ScrapeJob, name: string): boolean {
  for (const { rule } of metricRules.rules) {
    if (rule === undefined || rule.targetLabel === '__name__') {
      return true;
    }
    const isByName = rule.sourceLabels.length === 1 && rule.sourceLabels[0] === '__name__';
    if (isByName && (rule.action === 'keep' || rule.action === 'drop')) {
      if (rule.regex.test(name) !== (rule.action === 'keep')) {
        return false;
      }
    }
  }
  return true;
}

/** The lists of names of the processor `filter`; conditions may let everything pass. */
function nameFilter(metrics: YamlNode | undefined): (name: string) => boolean {
  const include = namesIn(valueAt(metrics, 'include'));
  const exclude = namesIn(valueAt(metrics, 'exclude'));
  return (name) => include?.(name) !== false && exclude?.(name) !== true;
}

/** `undefined` where no names are listed, or not all are known. */
function namesIn(list: YamlNode | undefined): ((name: string) => boolean) | undefined {
  const names = itemsOf(valueAt(list, 'metric_names')).map(textOf);
  const type = textOf(valueAt(list, 'match_type'));
  if (names.length === 0 || names.some((name) => name === undefined || name.includes('$'))) {
    return undefined;
  }
  const known = names.filter((name) => name !== undefined);
  if (type === 'strict') {
    return (name) => known.includes(name);
  }
  const compiled = known.map(compileRe2);
  return type === 'regexp' && !compiled.some(isRe2Problem)
    ? (name) => compiled.some((one) => !isRe2Problem(one) && one.test(name))
    : undefined;
}
