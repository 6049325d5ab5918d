import { entriesOf, keyOf, resolved } from './yaml/yamlNode.ts';
import type { YamlNode } from './yaml/yamlNode.ts';

const components = ['receivers', 'processors', 'exporters', 'extensions', 'connectors'] as const;

/**
 * Whether the mapping is a collector config: pipelines, or receivers with a section that goes with them; for one that somebody
 * is still typing, a section with components that collectors have, and nothing beside the sections. Other kinds of files
 * have a `service`, `receivers` (Alertmanager) or `extensions` of their own, but none of these together.
 * https://opentelemetry.io/docs/collector/configuration/
 */
export function looksLikeCollectorConfig(node: YamlNode | undefined): boolean {
  const sections = sectionsOf(node);
  if (sections === undefined) {
    return false;
  }
  const isSection = (name: string): boolean => sections.has(name) && isMapOrEmpty(sections.get(name));
  const service = sections.get('service');
  if (isFilled(service) && entriesOf(service).some((entry) => keyOf(entry) === 'pipelines')) {
    return true;
  }
  if (isSection('receivers') && (isSection('exporters') || isSection('service')) && !isEmpty(sections)) {
    return true;
  }
  return isBeginning(sections);
}

/** Whether the text has a word that a config cannot do without: what has none need not be read as YAML. */
export function mayHoldCollectorConfig(text: string): boolean {
  return text.length > 8 && /(?:receivers|processors|exporters|extensions|connectors|service)\b/.test(text);
}

type Sections = ReadonlyMap<string, YamlNode | undefined>;

function sectionsOf(node: YamlNode | undefined): Sections | undefined {
  const map = resolved(node);
  return map?.kind === 'map'
    ? new Map(map.entries.map((entry) => [keyOf(entry) ?? '', resolved(entry.value)]))
    : undefined;
}

function isFilled(node: YamlNode | undefined): boolean {
  return node?.kind === 'map' && node.entries.length > 0;
}

function isMapOrEmpty(node: YamlNode | undefined): boolean {
  return node === undefined || node.kind === 'map' || (node.kind === 'scalar' && node.value === null);
}

function isEmpty(sections: Sections): boolean {
  return [...sections.values()].every((node) => !isFilled(node));
}

function isBeginning(sections: Sections): boolean {
  const known = new Set<string>([...components, 'service']);
  // A word that is being typed has no value yet.
  const hasOthers = [...sections].some(([name, node]) => !known.has(name) && node !== undefined);
  if (hasOthers || [...known].some((name) => !isMapOrEmpty(sections.get(name)))) {
    return false;
  }
  const hasComponent = components.some((name) =>
    entriesOf(sections.get(name)).some((entry) => isComponentId(keyOf(entry))),
  );
  return hasComponent || isService(sections.get('service'));
}

function isService(node: YamlNode | undefined): boolean {
  const keys = entriesOf(node).map((entry) => keyOf(entry) ?? '');
  return keys.some((key) => key === 'extensions' || key === 'telemetry') && keys.length <= 3;
}

/** `otlp`, `prometheus/own`: types of the components that ADOT has had, in their old and new spellings. */
function isComponentId(id: string | undefined): boolean {
  const type = /^([a-z][a-z\d_]*)(?:\/.*)?$/s.exec(id ?? '')?.[1];
  return type !== undefined && types.has(type.replaceAll('_', ''));
}

/** Without underscores. https://github.com/aws-observability/aws-otel-collector#built-in-components */
const types: ReadonlySet<string> = new Set(
  `otlp otlphttp otlpgrpc prometheus prometheusremotewrite awsprometheusremotewrite statsd zipkin jaeger kafka filelog
  awsxray awsecscontainermetrics awscontainerinsightreceiver awsemf awscloudwatchlogs awsfirehose cloudwatch xray
  attributes batch memorylimiter resource resourcedetection probabilisticsampler span filter transform metricstransform
  metricsgeneration cumulativetodelta deltatorate groupbytrace groupbyattrs tailsampling k8sattributes experimentalmetricsgeneration
  debug logging file loadbalancing datadog dynatrace sapm signalfx logzio splunkhec
  healthcheck pprof zpages sigv4auth awsproxy ecsobserver ecstaskobserver filestorage headerssetter basicauth bearertokenauth oauth2client
  k8scluster k8sevents k8sobjects kubeletstats hostmetrics nop forward spanmetrics count routing servicegraph`.split(
    /\s+/,
  ),
);
