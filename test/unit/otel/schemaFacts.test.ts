import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { adotVersions, olderAdotVersions } from '../../../src/otel/adotVersions.ts';
import type { ComponentKind } from '../../../src/otel/collectorSchemas.ts';
import { fieldAt, releaseOf } from './schemas.ts';

/** What a release has, by kind; those that go by an older name too have it in brackets. */
const components: Readonly<Partial<Record<ComponentKind, string>>> = {
  receivers:
    'awscontainerinsightreceiver awsecscontainermetrics awsxray file_log(filelog) jaeger kafka otlp prometheus statsd zipkin',
  processors:
    'attributes batch cumulativetodelta deltatorate filter groupbytrace k8s_attributes(k8sattributes) memory_limiter metrics_transform(metricstransform) metricsgeneration probabilistic_sampler resource resource_detection(resourcedetection) span tail_sampling',
  exporters:
    'awscloudwatchlogs awsemf awsxray datadog debug file kafka load_balancing(loadbalancing) logzio otlp_grpc(otlp) otlp_http(otlphttp) prometheus prometheus_remote_write(prometheusremotewrite) signalfx',
  connectors: '',
  extensions: 'awsproxy ecs_observer file_storage health_check pprof sigv4auth zpages',
};

describe('the components of ADOT 0.49', () => {
  const release = releaseOf('0.49.0');
  for (const [kind, names] of Object.entries(components) as [ComponentKind, string][]) {
    it(`${kind}: ${names}`, () => {
      const known = names.split(' ').filter((name) => name !== '');
      const types = known.flatMap((name) => name.split(/[()]/).filter((part) => part !== ''));
      assert.deepEqual(release.types(kind), types.toSorted());
      for (const name of known) {
        const [type = '', alias] = name.split(/[()]/);
        assert.equal(release.component(kind, type)?.aliasOf, undefined);
        if (alias !== undefined) {
          const other = release.component(kind, alias);
          assert.equal(other?.aliasOf, type);
          assert.equal(other?.type, alias);
          assert.equal(other?.schema.title, release.component(kind, type)?.schema.title);
        }
      }
    });
  }

  for (const [kind, type, signals] of [
    ['receivers', 'otlp', 'traces metrics logs profiles'],
    ['receivers', 'prometheus', 'metrics'],
    ['receivers', 'statsd', 'metrics'],
    ['receivers', 'awsxray', 'traces'],
    ['receivers', 'file_log', 'logs'],
    ['processors', 'batch', 'traces metrics logs'],
    ['processors', 'metrics_transform', 'metrics'],
    ['exporters', 'prometheus_remote_write', 'metrics'],
    ['exporters', 'load_balancing', 'traces metrics logs'],
    ['extensions', 'sigv4auth', ''],
  ] as const) {
    it(`${kind}/${type} takes part in ${signals || 'no signal'}`, () =>
      assert.deepEqual(
        release.component(kind, type)?.signals,
        signals.split(' ').filter((signal) => signal !== ''),
      ));
  }

  it('say how far each component is', () => {
    assert.deepEqual(release.component('exporters', 'prometheus_remote_write')?.stability, {
      metrics: 'beta',
    });
    assert.deepEqual(release.component('extensions', 'sigv4auth')?.stability, { extension: 'beta' });
    assert.equal(release.component('receivers', 'otlp')?.stability['metrics'], 'stable');
  });
});

/** Defaults of 0.49, most of them written down from the components' documents. */
const defaults: readonly [component: string, path: string, value: unknown][] = [
  ['receivers/prometheus', 'trim_metric_suffixes', false],
  ['receivers/prometheus', 'api_server enabled', false],
  ['receivers/prometheus', 'api_server max_connections', 512],
  ['receivers/prometheus', 'api_server server_config endpoint', '127.0.0.1:9090'],
  ['receivers/prometheus', 'api_server server_config read_timeout', '10m'],
  ['receivers/prometheus', 'initial_scrape_offset', '0s'],
  ['receivers/prometheus', 'config global scrape_interval', '1m'],
  ['receivers/prometheus', 'config global scrape_timeout', '10s'],
  ['receivers/prometheus', 'config global metric_name_validation_scheme', 'utf8'],
  ['receivers/prometheus', 'config global metric_name_escaping_scheme', 'allow-utf-8'],
  ['receivers/prometheus', 'config scrape_configs * metrics_path', '/metrics'],
  ['receivers/prometheus', 'config scrape_configs * scheme', 'http'],
  ['receivers/prometheus', 'config scrape_configs * honor_labels', false],
  ['receivers/prometheus', 'config scrape_configs * honor_timestamps', true],
  ['receivers/prometheus', 'config scrape_configs * follow_redirects', true],
  ['receivers/prometheus', 'config scrape_configs * enable_http2', true],
  ['receivers/prometheus', 'config scrape_configs * enable_compression', true],
  ['receivers/prometheus', 'config scrape_configs * relabel_configs * separator', ';'],
  ['receivers/prometheus', 'config scrape_configs * relabel_configs * regex', '(.*)'],
  ['receivers/prometheus', 'config scrape_configs * relabel_configs * replacement', '$1'],
  ['receivers/prometheus', 'config scrape_configs * relabel_configs * action', 'replace'],
  ['receivers/otlp', 'protocols grpc endpoint', 'localhost:4317'],
  ['receivers/otlp', 'protocols http endpoint', 'localhost:4318'],
  ['receivers/otlp', 'protocols http metrics_url_path', '/v1/metrics'],
  ['receivers/statsd', 'endpoint', 'localhost:8125'],
  ['receivers/statsd', 'aggregation_interval', '1m'],
  ['exporters/prometheus_remote_write', 'timeout', '5s'],
  ['exporters/prometheus_remote_write', 'retry_on_failure enabled', true],
  ['exporters/prometheus_remote_write', 'retry_on_failure initial_interval', '50ms'],
  ['exporters/prometheus_remote_write', 'retry_on_failure randomization_factor', 0.5],
  ['exporters/prometheus_remote_write', 'retry_on_failure multiplier', 1.5],
  ['exporters/prometheus_remote_write', 'retry_on_failure max_interval', '30s'],
  ['exporters/prometheus_remote_write', 'retry_on_failure max_elapsed_time', '5m'],
  ['exporters/prometheus_remote_write', 'remote_write_queue enabled', true],
  ['exporters/prometheus_remote_write', 'remote_write_queue queue_size', 10000],
  ['exporters/prometheus_remote_write', 'remote_write_queue num_consumers', 5],
  ['exporters/prometheus_remote_write', 'max_batch_size_bytes', 3000000],
  ['exporters/prometheus_remote_write', 'max_batch_request_parallelism', undefined],
  ['exporters/prometheus_remote_write', 'resource_to_telemetry_conversion enabled', false],
  ['exporters/prometheus_remote_write', 'target_info enabled', true],
  ['exporters/prometheus_remote_write', 'disable_scope_info', false],
  ['exporters/prometheus_remote_write', 'add_metric_suffixes', true],
  ['exporters/prometheus_remote_write', 'send_metadata', false],
  ['exporters/prometheus_remote_write', 'protobuf_message', 'prometheus.WriteRequest'],
  ['exporters/prometheus_remote_write', 'wal enabled', true],
  ['exporters/prometheus_remote_write', 'write_buffer_size', 524288],
  ['exporters/prometheus_remote_write', 'max_idle_conns', 100],
  ['exporters/prometheus_remote_write', 'idle_conn_timeout', '1m30s'],
  ['exporters/prometheus_remote_write', 'force_attempt_http2', true],
  ['exporters/debug', 'verbosity', 'basic'],
  ['exporters/debug', 'sampling_initial', 2],
  ['exporters/debug', 'sampling_thereafter', 1],
  ['exporters/debug', 'use_internal_logger', true],
  ['processors/batch', 'timeout', '200ms'],
  ['processors/batch', 'send_batch_size', 8192],
  ['processors/batch', 'send_batch_max_size', 0],
  ['processors/batch', 'metadata_cardinality_limit', 1000],
  ['processors/memory_limiter', 'check_interval', '0s'],
  ['processors/memory_limiter', 'min_gc_interval_when_soft_limited', '10s'],
  ['processors/memory_limiter', 'max_gc_interval_when_hard_limited', '30s'],
  ['processors/filter', 'error_mode', 'ignore'],
  ['processors/resource_detection', 'detectors', ['env']],
  ['processors/resource_detection', 'override', true],
  ['processors/resource_detection', 'timeout', '5s'],
  ['processors/resource_detection', 'eks resource_attributes k8s.cluster.name enabled', false],
  ['extensions/health_check', 'endpoint', 'localhost:13133'],
  ['extensions/health_check', 'path', '/'],
  ['extensions/pprof', 'endpoint', 'localhost:1777'],
  ['extensions/zpages', 'endpoint', 'localhost:55679'],
  ['service', 'telemetry logs level', 'info'],
  ['service', 'telemetry logs encoding', 'console'],
  ['service', 'telemetry logs output_paths', ['stderr']],
  ['service', 'telemetry logs sampling tick', '10s'],
  ['service', 'telemetry metrics level', 'normal'],
  [
    'service',
    'telemetry metrics readers',
    [
      {
        pull: {
          exporter: {
            prometheus: {
              host: 'localhost',
              port: 8888,
              without_scope_info: true,
              without_type_suffix: true,
              without_units: true,
            },
          },
        },
      },
    ],
  ],
];

describe('defaults of ADOT 0.49', () => {
  for (const [component, path, value] of defaults) {
    it(`${component} ${path}: ${JSON.stringify(value) ?? 'none'}`, () => {
      const field = fieldAt('0.49.0', component, path);
      assert.ok(field !== undefined, 'the field is there');
      assert.deepEqual(field.default, value);
    });
  }

  it('are those of the release: filter took errors on itself in 0.49', () =>
    assert.equal(fieldAt('0.48.0', 'processors/filter', 'error_mode')?.default, 'propagate'));
});

/** Words, formats and limits that a field is held to. */
const kinds: readonly [component: string, path: string, expected: object][] = [
  [
    'receivers/prometheus',
    'config scrape_configs *',
    { required: ['job_name'], additionalProperties: false },
  ],
  ['receivers/prometheus', 'config scrape_configs * scrape_interval', { format: 'prometheus-duration' }],
  ['receivers/prometheus', 'config scrape_configs * body_size_limit', { format: 'prometheus-size' }],
  ['receivers/prometheus', 'config scrape_configs * relabel_configs * regex', { format: 're2' }],
  [
    'receivers/prometheus',
    'config scrape_configs * relabel_configs * modulus',
    { type: 'integer', minimum: 0 },
  ],
  [
    'receivers/prometheus',
    'config scrape_configs * relabel_configs * action',
    {
      ignoreCase: true,
      enum: 'drop dropequal hashmod keep keepequal labeldrop labelkeep labelmap lowercase replace uppercase'.split(
        ' ',
      ),
    },
  ],
  [
    'receivers/prometheus',
    'config scrape_configs * kubernetes_sd_configs * role',
    { enum: 'endpoints endpointslice ingress node pod service'.split(' ') },
  ],
  ['receivers/prometheus', 'config scrape_configs * kubernetes_sd_configs *', { required: ['role'] }],
  ['processors/memory_limiter', 'check_interval', { type: 'string', format: 'go-duration' }],
  ['exporters/prometheus_remote_write', 'auth authenticator', { format: 'component-id' }],
  ['exporters/file', 'format', { enum: ['json', 'proto'] }],
  ['exporters/otlp_grpc', 'endpoint', { type: 'string' }],
  ['processors/tail_sampling', 'policies * name', { type: 'string' }],
  ['processors/tail_sampling', 'policies * latency threshold_ms', { type: 'integer' }],
  ['service', 'extensions *', { format: 'component-id' }],
];

describe('what fields are held to', () => {
  for (const [component, path, expected] of kinds) {
    it(`${component} ${path}`, () => {
      const field: object = fieldAt('0.49.0', component, path) ?? {};
      assert.deepEqual({ ...field, ...expected }, field);
    });
  }

  it('ways to find targets are keys by their own names, not by those of their folders', () => {
    const keys = Object.keys(
      fieldAt('0.49.0', 'receivers/prometheus', 'config scrape_configs *')?.properties ?? {},
    );
    const names = keys.flatMap((key) => /^(.*)_sd_configs$/.exec(key)?.[1] ?? []);
    assert.deepEqual(
      names.toSorted(),
      'aws azure consul digitalocean dns docker dockerswarm ec2 ecs elasticache eureka file gce hetzner http ionos kubernetes kuma lightsail linode marathon msk nerve nomad openstack outscale ovhcloud puppetdb rds scaleway serverset stackit triton uyuni vultr'
        .split(' ')
        .toSorted(),
    );
    assert.ok(keys.includes('static_configs'));
  });

  it('what a component brings by itself need not be written', () => {
    assert.deepEqual(releaseOf('0.49.0').component('exporters', 'otlp_grpc')?.schema.required, ['endpoint']);
    const inner = fieldAt('0.49.0', 'exporters/load_balancing', 'protocol otlp');
    assert.deepEqual(inner?.required, []);
  });

  it('a relabel rule has none of the keys that only other tools know', () => {
    const rule = fieldAt('0.49.0', 'receivers/prometheus', 'config scrape_configs * relabel_configs *');
    assert.deepEqual(
      Object.keys(rule?.properties ?? {}),
      'action modulus regex replacement separator source_labels target_label'.split(' '),
    );
  });
});

describe('releases without schemas', () => {
  it('are older than all with, in order, and end with the first that manifests of today could be made of', () => {
    const all = [...adotVersions, ...olderAdotVersions];
    const dates = all.map(({ date }) => date);
    assert.deepEqual(dates, dates.toSorted().toReversed());
    assert.equal(new Set(all.map(({ version }) => version)).size, all.length);
    assert.deepEqual(all.at(-1), { version: '0.21.0', upstream: '0.58.0', date: '2022-08-25' });
  });
});
