import {
  entriesOf,
  entryOf,
  hasKey,
  itemsOf,
  keyOf,
  resolved,
  textOf,
  valueAt,
} from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Span } from '../../problem.ts';
import { expandDollars } from '../relabel/dollars.ts';
import { readRelabelRules } from '../relabel/readRules.ts';
import type { ReadRules } from '../relabel/readRules.ts';
import { regexCompiler } from '../relabel/regex.ts';
import type { RegexCompiler } from '../relabel/regex.ts';
import type { PrometheusDialect } from './dialect.ts';
import type { NameScheme } from './names.ts';
import { parsePrometheusDuration } from './units.ts';

/** An item of `scrape_configs`. */
export interface ScrapeJob {
  node: YamlMap;
  /** Where something is said about the job as a whole: its first key. */
  place: Span;
  /** `undefined` where there is none, or it is known only where the collector runs. */
  name: string | undefined;
  kubernetes: readonly KubernetesDiscovery[];
  /** Kinds of discovery beside kubernetes and static, `ec2`. */
  otherDiscovery: readonly string[];
  targetRules: ReadRules;
  metricRules: ReadRules;
}

/** An item of `kubernetes_sd_configs`. */
export interface KubernetesDiscovery {
  node: YamlMap;
  place: Span;
  /** As it is written. */
  role: string | undefined;
  /** What of `attach_metadata` is switched on: `node`, `namespace`, ... */
  attached: readonly string[];
}

/** The jobs of a config that are mappings, in order. */
export function readJobs(config: YamlNode, dialect: PrometheusDialect): ScrapeJob[] {
  const scheme = schemeOf(entryOf(config, 'global')?.value) ?? dialect.names;
  const compile = regexCompiler(dialect.dotMatchesNewline);
  return itemsOf(entryOf(config, 'scrape_configs')?.value).flatMap((item) => {
    const node = resolved(item);
    return node?.kind === 'map' ? [readJob(node, item, { dialect, scheme, compile })] : [];
  });
}

function readJob(
  own: YamlMap,
  item: YamlNode,
  { dialect, scheme, compile }: { dialect: PrometheusDialect; scheme: NameScheme; compile: RegexCompiler },
): ScrapeJob {
  const node = withMerged(own);
  const written = dialect.jobsChooseNames ? (schemeOf(node) ?? scheme) : dialect.names;
  const rules = {
    compile,
    names: { source: dialect.names, written },
  };
  return {
    node,
    place: placeOf(own, item),
    name: nameOf(node),
    kubernetes: readKubernetes(node),
    otherDiscovery: otherDiscoveryOf(node),
    targetRules: readRelabelRules(entryOf(node, 'relabel_configs')?.value, rules),
    metricRules: readRelabelRules(entryOf(node, 'metric_relabel_configs')?.value, rules),
  };
}

/** The mapping with what its merge keys bring in: https://yaml.org/type/merge.html. Its own entries are the last and win. */
export function withMerged(map: YamlMap): YamlMap {
  if (!map.entries.some((entry) => hasKey(entry, '<<'))) {
    return map;
  }
  const merged = map.entries
    .filter((entry) => hasKey(entry, '<<'))
    .flatMap(({ value }) => {
      const source = resolved(value);
      const maps = source?.kind === 'sequence' ? source.items.toReversed().map(resolved) : [source];
      return maps.flatMap((one) => (one?.kind === 'map' ? one.entries : []));
    });
  return merged.length === 0 ? map : { ...map, entries: [...merged, ...map.entries] };
}

/** Where something is said about a whole mapping: its first key, or where the alias stands that leads to it. */
export function placeOf(node: YamlMap, item: YamlNode = node): Span {
  const first = item === node ? node.entries[0]?.key : item;
  return first ?? { start: node.start, end: Math.min(node.end, node.start + 1) };
}

/** The text of a scalar as Prometheus gets it; `undefined` for all else, and where it is known only at run time. */
export function scalarText(node: YamlNode | undefined): string | undefined {
  const text = textOf(node);
  return text === undefined ? undefined : expandDollars(text);
}

/**
 * Whether a field says something: it is there, and neither null nor empty. What is known only where the collector runs could
 * be either.
 */
export function isSaid(node: YamlNode | undefined, whenUnknown = false): boolean {
  const value = resolved(node);
  switch (value?.kind) {
    case 'scalar':
      return (
        value.value !== null && value.text !== '' && (whenUnknown || expandDollars(value.text) !== undefined)
      );
    case 'map':
      return value.entries.length > 0;
    case 'sequence':
      return value.items.length > 0;
    case undefined:
    default:
      return false;
  }
}

/** A duration field in milliseconds; `undefined` where none is written, or none that can be read. */
export function durationOf(entry: YamlEntry | undefined): number | undefined {
  const text = scalarText(entry?.value);
  return text === undefined ? undefined : parsePrometheusDuration(text);
}

function schemeOf(node: YamlNode | undefined): NameScheme | undefined {
  const scheme = textOf(entryOf(node, 'metric_name_validation_scheme')?.value);
  return scheme === 'legacy' || scheme === 'utf8' ? scheme : undefined;
}

function nameOf(node: YamlMap): string | undefined {
  return scalarText(entryOf(node, 'job_name')?.value) || undefined;
}

function readKubernetes(node: YamlMap): KubernetesDiscovery[] {
  return itemsOf(entryOf(node, 'kubernetes_sd_configs')?.value).flatMap((item) => {
    const own = resolved(item);
    if (own?.kind !== 'map') {
      return [];
    }
    const map = withMerged(own);
    return [
      {
        node: map,
        place: placeOf(own, item),
        role: scalarText(entryOf(map, 'role')?.value),
        attached: entriesOf(valueAt(map, 'attach_metadata')).flatMap((entry) => {
          const value = resolved(entry.value);
          return value?.kind === 'scalar' && value.value === true ? (keyOf(entry) ?? []) : [];
        }),
      },
    ];
  });
}

const discoveries = '_sd_configs';

function otherDiscoveryOf(node: YamlMap): string[] {
  return entriesOf(node).flatMap((entry) => {
    const key = keyOf(entry);
    const kind = key?.endsWith(discoveries) === true ? key.slice(0, -discoveries.length) : '';
    return kind === '' || kind === 'kubernetes' ? [] : [kind];
  });
}
