import { metricTypes } from '../metricSource.ts';
import type { MetricFacts, MetricType } from '../metricSource.ts';

/** What a server's metadata says of a metric or of a family of them, as it words it. */
export interface MetadataEntry {
  name: string;
  type: string;
  help: string;
  unit: string;
}

const longestHelp = 1_000;

/** The series that families have besides their own name, and what type these are. */
const members: Readonly<Record<string, readonly (readonly [suffix: string, type: MetricType])[]>> = {
  counter: [['_total', 'counter']],
  histogram: [
    ['_bucket', 'histogram'],
    ['_count', 'counter'],
    ['_sum', 'counter'],
  ],
  gaugehistogram: [
    ['_bucket', 'gaugehistogram'],
    ['_gcount', 'gauge'],
    ['_gsum', 'gauge'],
  ],
  summary: [
    ['_count', 'counter'],
    ['_sum', 'counter'],
  ],
  info: [['_info', 'info']],
};

/**
 * Names of metrics with what the metadata says of them or of the family that they belong to. Without any names (servers may refuse to list
 * them) those of the metadata stand for themselves.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#metric-types
 */
export function metricFacts(names: readonly string[], metadata: readonly MetadataEntry[]): MetricFacts[] {
  const known = new Map<string, MetricFacts>();
  for (const entry of metadata) {
    const facts = factsOf(entry);
    for (const [suffix, type] of members[entry.type] ?? []) {
      const name = entry.name.endsWith(suffix) ? entry.name : entry.name + suffix;
      known.set(name, { ...facts, name, type });
    }
  }
  // What is said of a name itself counts more than what is said of a family.
  for (const entry of metadata) {
    known.set(entry.name, factsOf(entry));
  }
  const all = names.length > 0 ? names : metadata.map(({ name }) => name);
  return all.map((name) => known.get(name) ?? { name });
}

function factsOf({ name, type, help, unit }: MetadataEntry): MetricFacts {
  const known = metricTypes.find((one) => one === type);
  return {
    name,
    ...(known !== undefined && { type: known }),
    ...(help !== '' && { help: help.slice(0, longestHelp) }),
    ...(unit !== '' && { unit }),
  };
}
