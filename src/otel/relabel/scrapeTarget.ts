import { entriesOf, entryOf, itemsOf, keyOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { durationOf, scalarText } from '../prometheus/job.ts';
import type { ScrapeJob } from '../prometheus/job.ts';
import { formatPrometheusDuration, parsePrometheusDuration } from '../prometheus/units.ts';
import type { Labels } from './labels.ts';

/**
 * A target as the rules of its job find it: what discovery knows of it, and what the job says where discovery says nothing.
 * `global` is that of the config. https://github.com/prometheus/prometheus/blob/main/scrape/target.go (PopulateDiscoveredLabels)
 */
export function discoveredLabels(target: Labels, job: ScrapeJob, global: YamlNode | undefined): Labels {
  const labels = new Map([...target].filter(([, value]) => value !== ''));
  for (const [name, value] of jobLabels(job, global)) {
    if (value !== '' && !labels.has(name)) {
      labels.set(name, value);
    }
  }
  return labels;
}

function jobLabels({ node, name = '' }: ScrapeJob, global: YamlNode | undefined): [string, string][] {
  const said = (field: string, normal: string): string => scalarText(entryOf(node, field)?.value) ?? normal;
  const interval = durationIn(node, global, 'scrape_interval') || 60_000;
  const timeout = durationIn(node, global, 'scrape_timeout') || Math.min(10_000, interval);
  return [
    ['job', name],
    ['__scrape_interval__', formatPrometheusDuration(interval)],
    ['__scrape_timeout__', formatPrometheusDuration(Math.min(timeout, interval))],
    ['__metrics_path__', said('metrics_path', '/metrics')],
    ['__scheme__', said('scheme', 'http')],
    ...entriesOf(valueAt(node, 'params')).flatMap((entry): [string, string][] => {
      const first = scalarText(itemsOf(entry.value)[0]);
      return first === undefined ? [] : [[`__param_${keyOf(entry) ?? ''}`, first]];
    }),
  ];
}

function durationIn(node: YamlNode, global: YamlNode | undefined, field: string): number {
  return durationOf(entryOf(node, field)) || durationOf(entryOf(global, field)) || 0;
}

/** What became of a target behind all rules. */
export type Finished =
  /** Its labels without those of discovery, and with `instance`. */
  | { labels: Labels }
  /** Why it is not scraped: it has no address, one with a path, or no time between scrapes that can be read. */
  | { failure: 'no-address' | 'bad-address' | 'bad-interval' };

/** What Prometheus does with a target that its rules have kept (PopulateLabels in the same file). */
export function finishTarget(kept: Labels): Finished {
  const address = kept.get('__address__') ?? '';
  const interval = parsePrometheusDuration(kept.get('__scrape_interval__') ?? '') ?? 0;
  const timeout = parsePrometheusDuration(kept.get('__scrape_timeout__') ?? '') ?? 0;
  if (address === '') {
    return { failure: 'no-address' };
  }
  if (address.includes('/')) {
    return { failure: 'bad-address' };
  }
  if (interval === 0 || timeout === 0 || timeout > interval) {
    return { failure: 'bad-interval' };
  }
  const labels = new Map([...kept].filter(([name]) => !name.startsWith('__meta_')));
  if (!labels.has('instance')) {
    labels.set('instance', address);
  }
  return { labels };
}
