import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check, config, fixed, found } from './check.ts';
import type { Given } from './check.ts';

type Case = readonly [name: string, text: string, expected: readonly string[], given?: Given];

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [name, text, expected, given] of cases) {
      it(name, () => {
        assert.deepEqual(found(text, given), expected);
      });
    }
  });
}

/** A config that writes to this endpoint, signed by this extension, with more settings of the exporter. */
function writing(endpoint: string, signer = '{region: eu-west-1}', more = ', send_metadata: true'): string {
  return config({
    exporters: `  prometheus_remote_write: {endpoint: "${endpoint}", auth: {authenticator: sigv4auth}${more}}`,
    extensions: `  health_check: {endpoint: "0.0.0.0:13133"}\n  sigv4auth: ${signer}`,
    service: `  extensions: [health_check, sigv4auth]
  pipelines:
    metrics:
      receivers: [prometheus]
      processors: [memory_limiter, batch]
      exporters: [prometheus_remote_write]`,
  });
}

const amp = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1';
const good = `${amp}/api/v1/remote_write`;
const quoted = (url: string): string => JSON.stringify(url);

table('The endpoint of remote write', [
  ['ends in its path once', writing(good), []],
  ['is not only the workspace', writing(amp), [`collector/remote-write-path warning ${quoted(amp)}`]],
  [
    'has the path once',
    writing(`${good}/api/v1/remote_write`),
    [`collector/remote-write-path warning ${quoted(`${good}/api/v1/remote_write`)}`],
  ],
  ['has no slash behind', writing(`${good}/`), [`collector/remote-write-path warning ${quoted(`${good}/`)}`]],
  [
    'is not for queries',
    writing(`${amp}/api/v1/query`),
    [`collector/remote-write-path warning ${quoted(`${amp}/api/v1/query`)}`],
  ],
  [
    'names a workspace',
    writing('https://aps-workspaces.eu-west-1.amazonaws.com/'),
    ['collector/remote-write-path warning "https://aps-workspaces.eu-west-1.amazonaws.com/"'],
  ],
  [
    'is https',
    writing(good.replace('https', 'http')),
    [`collector/remote-write-not-https warning ${quoted(good.replace('https', 'http'))}`],
  ],
  [
    'is a URL',
    writing(good.replace('https://', '')),
    [`collector/bad-endpoint error ${quoted(good.replace('https://', ''))}`],
  ],
  [
    'is a URL, which old collectors see at their start',
    writing(good.replace('https://', '')).replaceAll('prometheus_remote_write', 'prometheusremotewrite'),
    [`collector/bad-endpoint warning ${quoted(good.replace('https://', ''))}`],
    { version: '0.43.0' },
  ],
  ['may be a placeholder', writing('<YOUR_ENDPOINT>'), []],
  ['may be a variable', writing('${env:URL}'), []],
  [
    'is looked at where the variable is known',
    writing('${env:URL}'),
    ['collector/remote-write-path warning "${env:URL}"'],
    { env: { URL: amp } },
  ],
  ['may be another server', writing('http://thanos:19291/api/v1/receive'), []],
  ['is not empty', writing(''), ['collector/no-remote-write-endpoint warning endpoint']],
  [
    'has an id that begins with ws-',
    writing(good.replace('ws-1', 'prod')),
    [`collector/bad-workspace-id information ${quoted(good.replace('ws-1', 'prod'))}`],
  ],
]);

describe('Fixes of the endpoint', () => {
  for (const [name, url, code, expected] of [
    ['add the path', amp, 'collector/remote-write-path', good],
    ['leave one path', `${good}/api/v1/remote_write`, 'collector/remote-write-path', good],
    ['write instead of reading', `${amp}/api/v1/query_range`, 'collector/remote-write-path', good],
    ['use https', good.replace('https', 'http'), 'collector/remote-write-not-https', good],
    ['add the scheme', good.replace('https://', ''), 'collector/bad-endpoint', good],
  ] as const) {
    it(name, () => {
      assert.equal(fixed(writing(url), code), writing(expected));
    });
  }

  it('leave variables alone', () => {
    assert.equal(
      fixed(writing('${env:URL}'), 'collector/remote-write-path', { env: { URL: amp } }),
      undefined,
    );
  });
});

table('Signing', [
  [
    'is for the region of the workspace',
    writing(good, '{region: us-east-1}'),
    ['collector/region-mismatch warning us-east-1'],
  ],
  ['takes the region from the host', writing(good, '{}'), []],
  ['may have its region from the environment', writing(good, '{region: "${env:AWS_REGION}"}'), []],
  [
    'is compared with the environment where it is known',
    writing(good, '{region: "${env:AWS_REGION}"}'),
    ['collector/region-mismatch warning "${env:AWS_REGION}"'],
    { env: { AWS_REGION: 'us-east-1' } },
  ],
  [
    'is for aps',
    writing(good, '{region: eu-west-1, service: execute-api}'),
    ['collector/sigv4-service warning execute-api'],
  ],
  [
    'is for a region that there is',
    writing('https://vpce-1.example.com/workspaces/ws-1/api/v1/remote_write', '{region: eu-west}'),
    ['collector/bad-region warning eu-west'],
  ],
  [
    'is not left out',
    config({
      exporters: `  prometheus_remote_write: {endpoint: "${good}", send_metadata: true}`,
      service:
        '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [prometheus_remote_write]}',
    }),
    ['collector/amp-without-sigv4 warning endpoint'],
  ],
]);

it('Signing is added as a whole', () => {
  const text = config({
    exporters: `  prometheus_remote_write:\n    endpoint: ${good}\n    send_metadata: true`,
    service:
      '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [prometheus_remote_write]}',
  });
  const after = fixed(text, 'collector/amp-without-sigv4') ?? '';
  assert.ok(after.includes('send_metadata: true\n    auth:\n      authenticator: sigv4auth\n'), after);
  assert.ok(after.includes('\n  sigv4auth:\n    region: eu-west-1\n    service: aps\nservice:'), after);
  assert.deepEqual(found(after), []);
});

table('Remote write', [
  [
    'sends metadata to AMP',
    writing(good, '{}', ''),
    ['collector/no-metadata information prometheus_remote_write'],
  ],
  ['sends metadata elsewhere as it likes', writing('http://x/y', '{}', ''), []],
  [
    'has a queue with room',
    writing('http://x/y', '{}', ', remote_write_queue: {queue_size: 0}'),
    ['collector/empty-queue error 0'],
  ],
  [
    'may have no queue',
    writing('http://x/y', '{}', ', remote_write_queue: {enabled: false, queue_size: 0}'),
    [],
  ],
  [
    'names suffixes by strategy',
    writing('http://x/y', '{}', ', add_metric_suffixes: false'),
    ['collector/deprecated-setting information add_metric_suffixes'],
  ],
  [
    'names suffixes by a field before 0.48',
    writing('http://x/y', '{}', ', add_metric_suffixes: false').replaceAll(
      'prometheus_remote_write',
      'prometheusremotewrite',
    ),
    [],
    { version: '0.47.0' },
  ],
  [
    'needs 2.0 for names in UTF-8',
    writing('http://x/y', '{}', ', translation_strategy: NoTranslation'),
    ['collector/strategy-needs-remote-write-2 error NoTranslation'],
  ],
  [
    'has 2.0 behind a gate',
    writing(
      'http://x/y',
      '{}',
      ', translation_strategy: NoTranslation, protobuf_message: io.prometheus.write.v2.Request',
    ),
    ['collector/remote-write-2-gated error io.prometheus.write.v2.Request'],
  ],
  [
    'has 2.0 with the gate',
    writing(
      'http://x/y',
      '{}',
      ', translation_strategy: NoTranslation, protobuf_message: io.prometheus.write.v2.Request',
    ),
    [],
    { args: ['--feature-gates=+exporter.prometheusremotewritexporter.EnableSendingRW2'] },
  ],
]);

it('The field for suffixes becomes a strategy', () => {
  const text = writing('http://x/y', '{}', ', add_metric_suffixes: false');
  assert.equal(
    fixed(text, 'collector/deprecated-setting'),
    writing('http://x/y', '{}', ', translation_strategy: UnderscoreEscapingWithoutSuffixes'),
  );
});

const limiter = (settings: string): string =>
  config({ processors: `  memory_limiter: {check_interval: 1s, ${settings}}\n  batch:` });

table('The memory limiter', [
  [
    'keeps the spike below the limit',
    limiter('limit_mib: 100, spike_limit_mib: 100'),
    ['collector/spike-over-limit error 100'],
  ],
  [
    'keeps the spike below the limit in percent',
    limiter('limit_percentage: 50, spike_limit_percentage: 60'),
    ['collector/spike-over-limit error 60'],
  ],
  ['is not judged by variables', limiter('limit_mib: "${env:X}", spike_limit_mib: 100'), []],
  [
    'stays below the limit of the pod',
    limiter('limit_mib: 500'),
    ['collector/memory-limit-over-pod warning 500'],
    { pod: { memoryLimitMiB: 512, probes: [] } },
  ],
  ['fits into the pod', limiter('limit_mib: 400'), [], { pod: { memoryLimitMiB: 512, probes: [] } }],
  [
    'stays below what Fargate gives',
    limiter('limit_mib: 500'),
    ['collector/memory-limit-over-pod warning 500'],
    { pod: { memoryLimitMiB: 2048, memoryRequestMiB: 400, onFargate: true, probes: [] } },
  ],
  [
    'may pass the request elsewhere',
    limiter('limit_mib: 500'),
    [],
    { pod: { memoryLimitMiB: 2048, memoryRequestMiB: 400, probes: [] } },
  ],
  [
    'stays below GOMEMLIMIT',
    limiter('limit_mib: 500'),
    ['collector/go-memory-limit-below information 500'],
    { env: { GOMEMLIMIT: '300MiB' } },
  ],
  ['fits to GOMEMLIMIT', limiter('limit_mib: 500'), [], { env: { GOMEMLIMIT: '400MiB' } }],
]);

const batch = (settings: string): string =>
  config({ processors: `  memory_limiter: {check_interval: 1s, limit_mib: 100}\n  batch: {${settings}}` });

table('Batches', [
  [
    'hold what fills them',
    batch('send_batch_size: 100, send_batch_max_size: 50'),
    ['collector/batch-max-below-size error 50'],
  ],
  [
    'hold what fills them by default',
    batch('send_batch_max_size: 1000'),
    ['collector/batch-max-below-size error 1000'],
  ],
  ['may be without end', batch('send_batch_size: 100, send_batch_max_size: 0'), []],
  [
    'are told apart by different keys',
    batch('metadata_keys: [a, B, b]'),
    ['collector/repeated-metadata-key error b'],
  ],
]);

const retry = (settings: string): string =>
  config({
    exporters: `  otlp_http: {endpoint: "http://x", retry_on_failure: {${settings}}}`,
    service:
      '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], exporters: [otlp_http]}',
    processors: '  batch:',
  }).replace('  batch:\n', '  {}\n');

table('Retries', [
  [
    'do not end before the first',
    retry('initial_interval: 10s, max_elapsed_time: 5s, max_interval: 1s'),
    ['collector/retry-ends-early error 5s'],
  ],
  [
    'do not end before the longest pause by default',
    retry('max_elapsed_time: 20s'),
    ['collector/retry-ends-early error 20s'],
  ],
  ['may go on for ever', retry('max_elapsed_time: 0'), []],
  [
    'are looked at even when they are off',
    retry('enabled: false, max_elapsed_time: 1s'),
    ['collector/retry-ends-early error 1s'],
  ],
  [
    'are not looked at before 0.49 when they are off',
    retry('enabled: false, max_elapsed_time: 1s, max_interval: -1s').replaceAll('otlp_http', 'otlphttp'),
    [],
    { version: '0.47.0' },
  ],
  ['fit', retry('max_elapsed_time: 1m'), []],
]);

const relabel = (replacement: string): string =>
  config({
    receivers: `  prometheus:\n    config: {scrape_configs: [{job_name: a, relabel_configs: [{target_label: b, replacement: ${replacement}}]}]}`,
  });

table('Dollars', [
  ['in braces name a variable', relabel('"${1}"'), ['collector/bad-variable-name error ${1}']],
  [
    'in braces name a variable in the middle',
    relabel('"a${1}b"'),
    ['collector/bad-variable-name error ${1}'],
  ],
  ['in braces name something', relabel('"${}"'), ['collector/bad-variable-name error ${}']],
  ['name what can be a variable', relabel('"${a-b}"'), ['collector/bad-variable-name error ${a-b}']],
  ['are escaped by another', relabel('"$${1} $$${A}"'), []],
  ['without braces are left alone', relabel('a:$1'), []],
  ['name a provider', relabel('"${vault:secret}"'), ['collector/unknown-provider error ${vault:secret}']],
  [
    'have a default behind env only',
    relabel('"${ABC:-b} ${A:-b}"'),
    ['collector/unknown-provider error ${ABC:-b}', 'collector/unknown-provider error ${A:-b}'],
  ],
  ['may have a default', relabel('"${env:A:-b}"'), []],
  [
    'name a variable that the container has',
    relabel('"${env:A} ${B} ${AWS_REGION} ${env:C:-c}"'),
    ['collector/unset-variable warning ${B}'],
    { envNames: new Set(['A', 'C']) },
  ],
  ['may nest', relabel('"${env:${A}}"'), []],
  [
    'without braces were variables before 0.41',
    relabel('"$1:$$2"'),
    ['collector/bare-dollar warning $1'],
    { origin: { kind: 'old-image', version: '0.42.0', written: '0.40.0' } },
  ],
  [
    'without braces are left alone from 0.41 on',
    relabel('"$1"'),
    [],
    { origin: { kind: 'old-image', version: '0.42.0', written: '0.41.1' } },
  ],
]);

describe('Fixes of dollars', () => {
  it('name the provider of a default', () => {
    assert.equal(fixed(relabel('"${A:-b}"'), 'collector/unknown-provider'), relabel('"${env:A:-b}"'));
  });

  for (const [before, after, given] of [
    ['"a${1}b"', '"a$${1}b"', {}],
    ['"$1:$$2"', '"$$1:$$2"', { origin: { kind: 'old-image', version: '0.42.0', written: '0.40.0' } }],
  ] as const) {
    it(`turn ${before} into ${after}`, () => {
      const code = before.includes('{') ? 'collector/bad-variable-name' : 'collector/bare-dollar';
      assert.equal(fixed(relabel(before), code, given), relabel(after));
    });
  }
});

const health = (settings: string): string => config({ extensions: `  health_check:${settings}` });
const probed: Given = {
  pod: {
    probes: [
      {
        kind: 'liveness',
        port: '13133',
        node: { kind: 'alias', name: '', target: undefined, start: 0, end: 0 },
      },
    ],
  },
};

table('The health check', [
  [
    'is on localhost by default',
    health(''),
    ['collector/health-check-on-localhost warning health_check'],
    probed,
  ],
  [
    'is on localhost',
    health(' {endpoint: "localhost:13133"}'),
    ['collector/health-check-on-localhost warning "localhost:13133"'],
    probed,
  ],
  [
    'is on an address of the machine itself',
    health(' {endpoint: "127.0.0.1:13133"}'),
    ['collector/health-check-on-localhost warning "127.0.0.1:13133"'],
    probed,
  ],
  ['is where the kubelet asks', health(' {endpoint: "0.0.0.0:13133"}'), [], probed],
  ['is on the address of the pod', health(' {endpoint: "${env:MY_POD_IP}:13133"}'), [], probed],
  ['may be on localhost where nobody asks', health(''), [], { pod: { probes: [] } }],
  ['may be on localhost outside Kubernetes', health(''), [], { kind: 'file' }],
  [
    'was open before 0.41',
    health(''),
    [],
    { origin: { kind: 'old-image', version: '0.42.0', written: '0.40.0' }, ...probed },
  ],
]);

describe('Fixes of the health check', () => {
  for (const [before, after] of [
    ['', '\n    endpoint: 0.0.0.0:13133'],
    [' {endpoint: "localhost:9"}', ' {endpoint: 0.0.0.0:9}'],
    ['\n    path: /x', '\n    path: /x\n    endpoint: 0.0.0.0:13133'],
    [' null', ' {endpoint: 0.0.0.0:13133}'],
  ] as const) {
    it(`open ${JSON.stringify(before)}`, () => {
      assert.equal(fixed(health(before), 'collector/health-check-on-localhost'), health(after));
    });
  }
});

const pages = (endpoint: string): string =>
  config({
    extensions: `  pprof: {endpoint: "${endpoint}"}`,
    service:
      '  extensions: [pprof]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [debug]}',
  });

table('Debug pages', [
  ['are not for everybody', pages(':1777'), ['collector/debug-page-open warning ":1777"']],
  [
    'are not for everybody by another name',
    pages('[::]:1777'),
    ['collector/debug-page-open warning "[::]:1777"'],
  ],
  ['stay on localhost', pages('localhost:1777'), []],
]);

const otlp = (settings: string, name = 'otlp'): string =>
  config({
    receivers: `  prometheus: {config: {scrape_configs: [{job_name: a}]}}\n  ${name}:${settings}`,
    service: `  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus, ${name}], processors: [memory_limiter, batch], exporters: [debug]}`,
  });
const alone: Given = { pod: { probes: [], isAlone: true } };

table('The OTLP receiver', [
  ['needs a protocol', otlp(''), ['collector/otlp-without-protocol error otlp']],
  [
    'needs a protocol below protocols',
    otlp('\n    protocols:'),
    ['collector/otlp-without-protocol error protocols'],
  ],
  ['has one', otlp('\n    protocols:\n      grpc:'), []],
  [
    'is open where nothing shares its pod',
    otlp('\n    protocols:\n      grpc:\n      http: {endpoint: "0.0.0.0:4318"}'),
    ['collector/otlp-on-localhost information grpc'],
    alone,
  ],
  [
    'may be on localhost beside other containers',
    otlp('\n    protocols:\n      grpc:'),
    [],
    { pod: { probes: [], isAlone: false } },
  ],
]);

it('The OTLP receiver gets both protocols', () => {
  assert.equal(
    fixed(otlp(''), 'collector/otlp-without-protocol'),
    otlp(
      '\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n      http:\n        endpoint: 0.0.0.0:4318',
    ),
  );
});

table('Ports', [
  [
    'are taken once',
    otlp(' {protocols: {grpc: {endpoint: "0.0.0.0:13133"}}}'),
    ['collector/port-taken-twice warning "0.0.0.0:13133"'],
  ],
  [
    'may be the same on other addresses',
    otlp(' {protocols: {grpc: {endpoint: "10.0.0.1:9"}, http: {endpoint: "10.0.0.2:9"}}}'),
    [],
  ],
]);

const telemetry = (text: string): string => `${config()}  telemetry:\n    metrics:\n${text}`;

table('Own metrics', [
  [
    'have an address that is going',
    telemetry('      address: ":8888"\n'),
    ['collector/telemetry-address warning address'],
    { version: '0.43.0' },
  ],
  [
    'have no address any more',
    telemetry('      address: ":8888"\n'),
    ['collector/telemetry-address error address'],
    { version: '0.44.0' },
  ],
  ['need a reader', telemetry('      readers: []\n'), ['collector/no-telemetry-reader error []']],
  ['need no reader without a level', telemetry('      level: none\n      readers: []\n'), []],
  [
    'have views in detail',
    telemetry('      views: [{selector: {}}]\n'),
    ['collector/views-without-detailed error views'],
  ],
  ['have views in detail, with it', telemetry('      level: detailed\n      views: [{selector: {}}]\n'), []],
  [
    'have views as they like before 0.44',
    telemetry('      views: [{selector: {}}]\n'),
    [],
    { version: '0.43.0' },
  ],
]);

it('An address of own metrics becomes a reader', () => {
  assert.equal(
    fixed(telemetry('      address: "${env:IP}:8888"\n      level: basic\n'), 'collector/telemetry-address'),
    telemetry(
      '      readers:\n        - pull:\n            exporter:\n              prometheus:\n                host: "${env:IP}"\n                port: 8888\n      level: basic\n',
    ),
  );
});

const filter = (settings: string): string =>
  config({
    processors: `  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  filter:\n${settings}\n  batch:`,
    service:
      '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, filter, batch], exporters: [debug]}',
  });

table('Advice', [
  [
    'on detailed logs',
    config({ exporters: '  debug: {verbosity: detailed}' }),
    ['collector/debug-detailed information detailed'],
  ],
  [
    'on what filters do with errors',
    filter('    metrics: {metric: [a]}'),
    ['collector/filter-error-mode information filter'],
    { version: '0.48.0' },
  ],
  ['on what filters do with errors is not needed from 0.49 on', filter('    metrics: {metric: [a]}'), []],
  [
    'on what filters do with errors is taken',
    filter('    error_mode: ignore\n    metrics: {metric: [a]}'),
    [],
    { version: '0.48.0' },
  ],
  [
    'on detectors',
    config({
      processors:
        '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  resource_detection: {detectors: [env, ec2, eks]}\n  batch:',
      service:
        '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, resource_detection, batch], exporters: [debug]}',
    }),
    ['collector/detector-on-fargate information ec2'],
    { pod: { probes: [], onFargate: true } },
  ],
  [
    'on storage',
    config({
      extensions: '  file_storage: {directory: /x}',
      service:
        '  extensions: [file_storage]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [debug]}',
    }),
    ['collector/storage-on-fargate information file_storage'],
    { pod: { probes: [], onFargate: true } },
  ],
  [
    'on receivers of other places',
    config({
      receivers: '  awsecscontainermetrics:',
      service:
        '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [awsecscontainermetrics], processors: [memory_limiter, batch], exporters: [debug]}',
    }),
    ['collector/receiver-of-other-place warning awsecscontainermetrics'],
  ],
]);

const exporting = (exporter: string): string =>
  config({
    exporters: `  ${exporter}`,
    service: `  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [${exporter.split(':')[0] ?? ''}]}`,
  });
const processing = (processor: string): string =>
  config({
    processors: `  memory_limiter: {check_interval: 1s, limit_mib: 100}\n  ${processor}\n  batch:`,
    service: `  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, ${processor.split(':')[0] ?? ''}, batch], exporters: [debug]}`,
  });

table('What has no default', [
  ['is asked for', exporting('otlp_grpc:'), ['collector/missing-field error otlp_grpc']],
  [
    'is asked for where it is empty',
    exporting('otlp_http: {endpoint: ""}'),
    ['collector/missing-field error endpoint'],
  ],
  ['may be there by another name', exporting('otlp_http: {metrics_endpoint: "http://x"}'), []],
  ['may be a variable', exporting('otlp_grpc: {endpoint: "${env:X}"}'), []],
  [
    'is asked for in lists',
    processing('attributes: {actions: []}'),
    ['collector/missing-field error actions'],
  ],
  [
    'is asked for in receivers',
    config({ receivers: '  prometheus:' }),
    ['collector/missing-field error prometheus'],
  ],
  [
    'is asked for as one of two',
    config({ processors: '  memory_limiter: {check_interval: 1s}\n  batch:' }),
    ['collector/missing-field error memory_limiter'],
  ],
  [
    'is asked for at the start before 0.44',
    exporting('prometheus:'),
    ['collector/missing-field warning prometheus'],
    { version: '0.43.0' },
  ],
  [
    'is asked for by validate from 0.44 on',
    exporting('prometheus:'),
    ['collector/missing-field error prometheus'],
    { version: '0.44.0' },
  ],
  [
    'is an address for gRPC',
    exporting('otlp_grpc: {endpoint: "collector"}'),
    ['collector/bad-endpoint error "collector"'],
  ],
  [
    'is an address for gRPC without a path',
    exporting('otlp_grpc: {endpoint: "http://collector:4317/x"}'),
    ['collector/bad-endpoint error "http://collector:4317/x"'],
  ],
  ['is an address for gRPC of any kind', exporting('otlp_grpc: {endpoint: "https://[::1]:4317"}'), []],
  ['may be one of DNS', exporting('otlp_grpc: {endpoint: "dns:///collector:4317"}'), []],
  [
    'is the role of a token',
    writing(good, '{region: eu-west-1, assume_role: {web_identity_token_file: /x}}'),
    ['collector/missing-field error web_identity_token_file'],
  ],
]);

it('Every message is a sentence', () => {
  for (const { message } of check(writing(amp, '{region: x, service: y}', ''))) {
    assert.match(message, /^\S.*\.$/);
  }
});
