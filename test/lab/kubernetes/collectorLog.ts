import type { Pod } from './podTypes.ts';

/* What an ADOT collector prints, in zap's console format (time, level, caller, message, JSON, separated by tabs). */

/** What of a collector its log depends on. */
export interface CollectorFacts {
  adotVersion: string;
  /** service.instance.id: made anew at each start. */
  instanceId: string;
  namespace: string;
  app: ScrapedPod;
}

/** A pod that the collector scrapes. */
export interface ScrapedPod {
  name: string;
  namespace: string;
  uid: string;
  ip: string;
  node: string;
}

/** Upstream version inside an ADOT release, from ADOT's release notes. */
const upstream: Record<string, string> = {
  'v0.45.0': 'v0.131.0',
  'v0.48.0': 'v0.151.0',
  'v0.49.0': 'v0.156.0',
};

/** The lines of a start that goes well, up to the one that says that everything is ready. */
export function startupLines({ adotVersion, instanceId, namespace }: CollectorFacts, time: number): string[] {
  const version = upstream[adotVersion] ?? 'v0.156.0';
  const base = resourceJson(adotVersion, instanceId);
  const info = (caller: string, message: string, extra = ''): string =>
    `${iso(time)}\tinfo\t${caller}\t${message}\t{${base}${extra === '' ? '' : `, ${extra}`}}`;
  const extension = (id: string): string =>
    `"otelcol.component.id": "${id}", "otelcol.component.kind": "extension"`;
  const receiver =
    '"otelcol.component.id": "prometheus", "otelcol.component.kind": "receiver", "otelcol.signal": "metrics"';
  return [
    ...bannerLines(adotVersion, time),
    info(
      `service@${version}/service.go:224`,
      'Starting aws-otel-collector...',
      `"Version": "${adotVersion}", "NumCPU": 2`,
    ),
    info('extensions/extensions.go:41', 'Starting extensions...'),
    info('extensions/extensions.go:45', 'Extension is starting...', extension('health_check')),
    info(
      `healthcheckextension@${version}/healthcheckextension.go:32`,
      'Starting health_check extension',
      `${extension('health_check')}, "config": {"Endpoint":"0.0.0.0:13133","Path":"/"}`,
    ),
    info('extensions/extensions.go:62', 'Extension started.', extension('health_check')),
    info('extensions/extensions.go:45', 'Extension is starting...', extension('sigv4auth')),
    info('extensions/extensions.go:62', 'Extension started.', extension('sigv4auth')),
    info(`prometheusreceiver@${version}/metrics_receiver.go:157`, 'Starting discovery manager', receiver),
    info(
      'targetallocator/manager.go:201',
      'Scrape job added',
      `${receiver}, "jobName": "kubernetes-service-endpoints", "namespace": "${namespace}"`,
    ),
    info(
      'healthcheck/handler.go:132',
      'Health Check state change',
      `${extension('health_check')}, "status": "ready"`,
    ),
    info(`service@${version}/service.go:247`, 'Everything is ready. Begin running and processing data.'),
    info(`prometheusreceiver@${version}/metrics_receiver.go:216`, 'Starting scrape manager', receiver),
  ];
}

/**
 * The lines of a start that fails because the config still names the `logging` exporter. Since core 0.111 the collector has a
 * sentence of its own for that name (otelcol/internal/configunmarshaler/configs.go); others are "unknown type".
 */
export function failedStartLines(adotVersion: string, time: number): string[] {
  const error =
    'failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):';
  const detail = "'exporters' the logging exporter has been deprecated, use the debug exporter instead";
  return [
    ...bannerLines(adotVersion, time),
    `Error: ${error}`,
    '',
    detail,
    `${goTime(time)} application run finished with error: ${error}`,
    '',
    detail,
  ];
}

/**
 * One round of the debug exporter with `verbosity: detailed`: the metrics of one type with one index. The shape is that of
 * exporter/debugexporter/internal/otlptext; upstream calls it unstable.
 */
export function debugExporterLines(facts: CollectorFacts, time: number, round: number): string[] {
  const { adotVersion, instanceId, app } = facts;
  const index = Math.floor(round / 4) % 10;
  const metric = metrics[round % metrics.length] ?? metrics[0];
  const component =
    '"otelcol.component.id": "debug", "otelcol.component.kind": "exporter", "otelcol.signal": "metrics"';
  const json = `{${resourceJson(adotVersion, instanceId)}, ${component}`;
  return [
    `${iso(time)}\tinfo\tMetrics\t${json}, "resource metrics": 1, "metrics": 1, "data points": 1}`,
    `${iso(time)}\tinfo\tResourceMetrics #0`,
    'Resource SchemaURL: ',
    'Resource attributes:',
    '     -> service.name: Str(kubernetes-service-endpoints)',
    `     -> service.instance.id: Str(${app.ip}:8080)`,
    `     -> server.address: Str(${app.ip})`,
    '     -> server.port: Str(8080)',
    '     -> url.scheme: Str(http)',
    `     -> k8s.pod.name: Str(${app.name})`,
    `     -> k8s.pod.uid: Str(${app.uid})`,
    '     -> k8s.container.name: Str(prometheus-sample-app)',
    `     -> k8s.namespace.name: Str(${app.namespace})`,
    `     -> k8s.node.name: Str(${app.node})`,
    'ScopeMetrics #0',
    'ScopeMetrics SchemaURL: ',
    `InstrumentationScope github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver ${adotVersion}`,
    'Metric #0',
    ...(metric?.(index, goTimestamp(time), round) ?? []),
    `\t${json}}`,
  ];
}

type MetricLines = (index: number, timestamp: string, round: number) => string[];

const metrics: readonly MetricLines[] = [
  (index, timestamp, round) => [
    ...descriptor(`test_counter${index}`, 'This is my counter', 'Sum'),
    '     -> IsMonotonic: true',
    '     -> AggregationTemporality: Cumulative',
    ...point('NumberDataPoints', timestamp),
    `Value: ${(round * 0.493 + index).toFixed(6)}`,
  ],
  (index, timestamp, round) => [
    ...descriptor(`test_gauge${index}`, 'This is my gauge', 'Gauge'),
    ...point('NumberDataPoints', timestamp),
    `Value: ${wave(round).toFixed(6)}`,
  ],
  (index, timestamp, round) => [
    ...descriptor(`test_histogram${index}`, 'This is my histogram', 'Histogram'),
    '     -> AggregationTemporality: Cumulative',
    ...point('HistogramDataPoints', timestamp),
    `Count: ${round}`,
    `Sum: ${(round * 0.18).toFixed(6)}`,
    ...[0.1, 0.5, 1].map((bound, at) => `ExplicitBounds #${at}: ${bound.toFixed(6)}`),
    ...[0.44, 0.3, 0.21, 0.05].map((share, at) => `Buckets #${at}, Count: ${Math.floor(round * share)}`),
  ],
  (index, timestamp, round) => [
    ...descriptor(`test_summary${index}`, 'This is my summary', 'Summary'),
    ...point('SummaryDataPoints', timestamp),
    `Count: ${round}`,
    `Sum: ${(round * 0.5).toFixed(6)}`,
    ...[0.1, 0.5, 0.99].map(
      (quantile, at) =>
        `QuantileValue #${at}: Quantile ${quantile.toFixed(6)}, Value ${(quantile * wave(round)).toFixed(6)}`,
    ),
  ],
];

/** The version of an image's tag, e.g. v0.49.0; `latest` is the newest. */
export function adotVersionOf(image: string): string {
  const tag = /:([^:/]+)$/.exec(image)?.[1] ?? 'latest';
  return tag === 'latest' ? 'v0.49.0' : tag;
}

/** The pod as a scrape target sees it. */
export function scrapedPod({ metadata, spec, status }: Pod): ScrapedPod {
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    uid: metadata.uid ?? '',
    ip: status.podIP ?? '',
    node: spec.nodeName ?? '',
  };
}

function bannerLines(adotVersion: string, time: number): string[] {
  const stamp = goTime(time);
  const issue = 'https://github.com/aws-observability/aws-otel-collector/issues/2734';
  return [
    `${stamp} attn: users of the datadog, logzio, sapm, signalfx exporter components. please refer to ${issue} in regards to an upcoming breaking change`,
    `${stamp} AWS OTel Collector version: ${adotVersion}`,
    `${stamp} found no extra config, skip it, err: open /opt/aws/aws-otel-collector/etc/extracfg.txt: no such file or directory`,
  ];
}

function resourceJson(adotVersion: string, instanceId: string): string {
  return (
    `"resource": {"service.instance.id": "${instanceId}", "service.name": "aws-otel-collector", ` +
    `"service.version": "${adotVersion}"}`
  );
}

function descriptor(name: string, description: string, type: string): string[] {
  return [
    'Descriptor:',
    `     -> Name: ${name}`,
    `     -> Description: ${description}`,
    '     -> Unit: ',
    `     -> DataType: ${type}`,
  ];
}

function point(kind: string, timestamp: string): string[] {
  return [
    `${kind} #0`,
    'Data point attributes:',
    '     -> datapoint_id: Str(0)',
    '     -> foo_0: Str(bar_0)',
    `StartTimestamp: ${timestamp}`,
    `Timestamp: ${timestamp}`,
  ];
}

/** Something between 0 and 1 that moves. */
function wave(round: number): number {
  return 0.5 + 0.49 * Math.sin(round / 7);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** The log package of Go: 2026/11/22 10:00:00. */
function goTime(time: number): string {
  return iso(time).slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

/** Go's time.Time as text. */
function goTimestamp(time: number): string {
  return `${iso(time)
    .slice(0, 23)
    .replace('T', ' ')
    .replace(/\.?0+$/, '')} +0000 UTC`;
}
