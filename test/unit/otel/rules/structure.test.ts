import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { config, fixed, found } from './check.ts';
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

const service = (pipeline: string): string =>
  `  extensions: [health_check]\n  pipelines:\n    metrics:\n      receivers: [prometheus]\n${pipeline}`;

const pipeline = (processors: string, exporters = '[debug]'): string =>
  service(`      processors: [${processors}]\n      exporters: ${exporters}`);

describe('checkCollector', () => {
  for (const version of ['0.42.0', '0.45.0', '0.48.0', '0.49.0']) {
    it(`has nothing to say against a sound config on ADOT ${version}`, () => {
      assert.deepEqual(found(config(), { version }), []);
    });
  }

  for (const text of ['', 'a', '[]', '{}', 'receivers:', 'receivers: {otlp', '\u0000: \ud800']) {
    it(`does not throw at ${JSON.stringify(text)}`, () => {
      assert.ok(Array.isArray(found(text)));
    });
  }

  it('is not slowed down by a config of two thousand components', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `  debug/${index}:`).join('\n');
    const names = Array.from({ length: 2000 }, (_, index) => `debug/${index}`).join(', ');
    const text = config({ exporters: many, service: pipeline('memory_limiter, batch', `[${names}]`) });
    assert.doesNotThrow(() => found(text));
  }).timeout(20_000);
});

table('Sections', [
  [
    'take a misspelt one',
    config({ more: 'exporter:\n  x:\n' }),
    ['collector/unknown-section error exporter'],
  ],
  [
    'take one of another kind',
    config({ more: 'x-common: {}\n' }),
    ['collector/unknown-section error x-common'],
  ],
  [
    'have to be mappings',
    config({ more: 'connectors: [a]\n' }),
    ['collector/section-not-a-mapping error connectors'],
  ],
  ['may come from a file', config({ more: 'connectors: ${file:/x.yaml}\n' }), []],
  [
    'need receivers and exporters',
    'service:\n  pipelines:\n    metrics: {receivers: [], exporters: []}\nextensions:\n',
    [
      'collector/missing-section error service',
      'collector/missing-section error service',
      'pipeline/no-receiver error receivers',
      'pipeline/no-exporter error exporters',
    ],
  ],
  [
    'need a pipeline',
    config({
      service: '  extensions: [health_check]\n  pipelines:',
      receivers: '  prometheus: {config: {scrape_configs: [{job_name: a}]}}',
      processors: '  batch:',
    }),
    [
      'collector/unused-component hint prometheus',
      'collector/unused-component hint batch',
      'collector/unused-component hint debug',
      'collector/missing-section error pipelines',
    ],
  ],
  [
    'may be missing where configs are merged',
    'receivers:\n  otlp: {protocols: {grpc: }}\nexporters:\nservice:\n  pipelines:\n    metrics: {receivers: [otlp, other]}\n',
    [],
    { args: ['--config=/a.yaml', '--config=/b.yaml'] },
  ],
]);

table('Ids', [
  [
    'have a type of letters, digits and underscores',
    config({ exporters: '  debug:\n  de-bug:' }),
    ['collector/bad-component-id error de-bug'],
  ],
  [
    'have a name behind a slash',
    config({ exporters: '  debug/:', service: pipeline('memory_limiter, batch', '[debug/]') }),
    ['collector/bad-component-id error debug/', 'collector/bad-component-id error debug/'],
  ],
  [
    'of pipelines have good names',
    config({
      service: service('      exporters: [debug]\n      processors: [memory_limiter, batch]\n').replace(
        'metrics:',
        'metrics/a b:',
      ),
    }),
    ['collector/bad-component-id error metrics/a b'],
  ],
  [
    'stand in lists alone',
    config({ service: pipeline('memory_limiter, batch', '[{debug: {verbosity: basic}}, debug]') }),
    ['collector/bad-component-id error debug'],
  ],
]);

table('Components', [
  [
    'that are unknown',
    config({ exporters: '  debug:\n  nothing_like_it: {}' }),
    ['collector/unknown-component error nothing_like_it'],
  ],
  [
    'of contrib',
    config({ processors: '  memory_limiter: {limit_mib: 1}\n  batch:\n  transform:' }),
    ['collector/unknown-component error transform'],
  ],
  [
    'in a newer image than we know are a warning',
    config({ processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  transform:' }),
    ['collector/unknown-component warning transform'],
    { origin: { kind: 'newer-image', version: '0.49.0', written: '0.60.0' } },
  ],
  [
    'of other distributions are none of ours',
    config({ processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  transform:' }),
    ['collector/unused-component hint transform'],
    { origin: { kind: 'other', version: '0.49.0' } },
  ],
  [
    'that are gone',
    config({ exporters: '  logging:', service: pipeline('memory_limiter, batch', '[logging]') }),
    ['collector/removed-component error logging'],
    { version: '0.42.0' },
  ],
  [
    'under their old name',
    config({
      processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  metricstransform:',
      service: pipeline('memory_limiter, metricstransform, batch'),
    }),
    ['collector/deprecated-name information metricstransform'],
  ],
  [
    'under their old name where there is no other',
    config({
      processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  metricstransform:',
      service: pipeline('memory_limiter, metricstransform, batch'),
    }),
    [],
    { version: '0.48.0' },
  ],
  [
    'under a name of the future',
    config({
      processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  metrics_transform:',
      service: pipeline('memory_limiter, metrics_transform, batch'),
    }),
    ['collector/unknown-component error metrics_transform'],
    { version: '0.48.0' },
  ],
  [
    'that are announced to go',
    config({ exporters: '  datadog:', service: pipeline('memory_limiter, batch', '[datadog]') }),
    ['collector/deprecated-component information datadog'],
  ],
]);

describe('Fixes of components', () => {
  for (const [name, text, code, given, expected] of [
    [
      'logging becomes debug wherever it is named, and prints as much',
      config({
        exporters: '  logging/x:\n    loglevel: debug # all',
        service: pipeline('memory_limiter, batch', '["logging/x"]'),
      }),
      'collector/removed-component',
      {},
      config({
        exporters: '  debug/x:\n    verbosity: detailed # all',
        service: pipeline('memory_limiter, batch', '["debug/x"]'),
      }),
    ],
    [
      'an old name becomes the new one',
      config({
        exporters: '  otlp: {endpoint: "x:1"}',
        service: pipeline('memory_limiter, batch', '\n        - otlp'),
      }),
      'collector/deprecated-name',
      {},
      config({
        exporters: '  otlp_grpc: {endpoint: "x:1"}',
        service: pipeline('memory_limiter, batch', '\n        - otlp_grpc'),
      }),
    ],
    [
      'a new name becomes the old one for an older release',
      config({
        exporters: '  prometheus_remote_write/amp: {endpoint: "http://x"}',
        service: pipeline('memory_limiter, batch', '[prometheus_remote_write/amp]'),
      }),
      'collector/unknown-component',
      { version: '0.48.0' },
      config({
        exporters: '  prometheusremotewrite/amp: {endpoint: "http://x"}',
        service: pipeline('memory_limiter, batch', '[prometheusremotewrite/amp]'),
      }),
    ],
    [
      'a slip of the pen is mended',
      config({
        processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  Batch:',
        service: pipeline('memory_limiter, Batch'),
      }),
      'collector/unknown-component',
      {},
      config({
        processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:',
        service: pipeline('memory_limiter, batch'),
      }),
    ],
    [
      'memory_ballast goes with its place in service.extensions',
      config({
        extensions: '  memory_ballast:\n    size_mib: 64\n  health_check: {endpoint: "0.0.0.0:13133"}',
        service: pipeline('memory_limiter, batch').replace(
          '[health_check]',
          '[memory_ballast, health_check]',
        ),
      }),
      'collector/removed-component',
      {},
      config(),
    ],
    [
      'awsprometheusremotewrite becomes remote write with an extension that signs',
      config({
        exporters:
          '  awsprometheusremotewrite:\n    endpoint: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write\n    aws_auth:\n      region: eu-west-1\n      service: aps\n      role_arn: arn:aws:iam::1:role/x\n    timeout: 5s',
        service: pipeline('memory_limiter, batch', '[awsprometheusremotewrite]'),
      }),
      'collector/removed-component',
      { version: '0.48.0' },
      config({
        exporters:
          '  prometheusremotewrite:\n    endpoint: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write\n    auth:\n      authenticator: sigv4auth\n    timeout: 5s',
        extensions:
          '  health_check: {endpoint: "0.0.0.0:13133"}\n  sigv4auth:\n    region: eu-west-1\n    service: aps\n    assume_role:\n      arn: arn:aws:iam::1:role/x',
        service: pipeline('memory_limiter, batch', '[prometheusremotewrite]').replace(
          '[health_check]',
          '[health_check, sigv4auth]',
        ),
      }),
    ],
  ] as const) {
    it(name, () => {
      assert.equal(fixed(text, code, given), expected);
    });
  }

  it('an old name stays where the new one is taken', () => {
    const text = config({
      exporters: '  otlp: {endpoint: "x:1"}\n  otlp_grpc: {endpoint: "x:1"}',
      service: pipeline('memory_limiter, batch', '[otlp, otlp_grpc]'),
    });
    assert.equal(fixed(text, 'collector/deprecated-name'), undefined);
  });
});

table('References', [
  [
    'to nothing',
    config({ service: pipeline('memory_limiter, batch, nope', '[debug, gone]') }),
    ['collector/undefined-reference error nope', 'collector/undefined-reference error gone'],
  ],
  [
    'to a receiver that is an exporter',
    config({ service: pipeline('memory_limiter, batch').replace('[prometheus]', '[prometheus, debug]') }),
    ['collector/undefined-reference error debug'],
  ],
  [
    'to an extension that is not there',
    config({ service: pipeline('memory_limiter, batch').replace('[health_check]', '[health_check, pprof]') }),
    ['collector/undefined-reference error pprof'],
  ],
  [
    'to a section from a file',
    config({
      exporters: '  <<: ${file:/x}\n  debug:',
      service: pipeline('memory_limiter, batch', '[debug, gone]'),
    }),
    [],
  ],
  [
    'from nowhere',
    config({ exporters: '  debug:\n  debug/idle:' }),
    ['collector/unused-component hint debug/idle'],
  ],
  [
    'to an authenticator that is not defined',
    config({
      exporters: '  otlp_http: {endpoint: x, auth: {authenticator: sigv4}}',
      service: pipeline('memory_limiter, batch', '[otlp_http]'),
    }),
    ['collector/undefined-extension warning sigv4'],
  ],
  [
    'to an authenticator that is not started',
    config({
      exporters: '  otlp_http: {endpoint: x, auth: {authenticator: sigv4auth}}',
      extensions: '  health_check: {endpoint: "0.0.0.0:13133"}\n  sigv4auth: {}',
      service: pipeline('memory_limiter, batch', '[otlp_http]'),
    }),
    ['collector/extension-not-enabled warning sigv4auth'],
  ],
  [
    'of an extension that nothing starts',
    config({ extensions: '  health_check: {endpoint: "0.0.0.0:13133"}\n  zpages:' }),
    ['collector/extension-not-enabled warning zpages'],
  ],
]);

describe('Fixes of references', () => {
  for (const [name, text, code, expected] of [
    [
      'start an extension',
      config({ extensions: '  health_check: {endpoint: "0.0.0.0:13133"}\n  zpages:' }),
      'collector/extension-not-enabled',
      '  extensions: [health_check, zpages]\n',
    ],
    [
      'start an extension where none is',
      'extensions:\n  zpages:\nreceivers: {otlp: {protocols: {grpc: }}}\nexporters: {debug: }\nservice:\n  pipelines:\n    logs: {receivers: [otlp], exporters: [debug]}\n',
      'collector/extension-not-enabled',
      'service:\n  extensions: [zpages]\n  pipelines:\n',
    ],
    [
      'define an extension',
      config({
        service: pipeline('memory_limiter, batch').replace('[health_check]', '[health_check, pprof]'),
      }),
      'collector/undefined-reference',
      '  health_check: {endpoint: "0.0.0.0:13133"}\n  pprof:\nservice',
    ],
    [
      'mend a name',
      config({ service: pipeline('memory_limiter, batch', '[debgu]') }),
      'collector/undefined-reference',
      'exporters: [debug]',
    ],
    [
      'remove what is not used',
      config({ exporters: '  debug/idle:\n    verbosity: basic\n  debug:' }),
      'collector/unused-component',
      'exporters:\n  debug:\n',
    ],
  ] as const) {
    it(name, () => {
      const text2 = fixed(text, code) ?? '';
      assert.ok(text2.includes(expected), text2);
    });
  }
});

table('Pipelines', [
  [
    'have a signal',
    config({ service: pipeline('memory_limiter, batch').replace('metrics:', 'metric/a:') }),
    ['pipeline/unknown-signal error metric/a'],
  ],
  [
    'of profiles need a gate',
    config({
      service: `${pipeline('memory_limiter, batch')}\n    profiles: {receivers: [otlp], exporters: [debug]}`,
      receivers: '  prometheus: {config: {scrape_configs: [{job_name: a}]}}\n  otlp: {protocols: {grpc: }}',
    }),
    [
      'pipeline/profiles-gated error profiles',
      'pipeline/wrong-signal error otlp',
      'pipeline/wrong-signal error debug',
    ],
  ],
  [
    'of profiles with the gate',
    config({ service: `${pipeline('memory_limiter, batch')}\n    profiles: {receivers: [], exporters: []}` }),
    ['pipeline/no-receiver error receivers', 'pipeline/no-exporter error exporters'],
    { args: ['--feature-gates=+a.b,service.profilesSupport'] },
  ],
  [
    'need a receiver and an exporter',
    config({ service: `${pipeline('memory_limiter, batch')}\n    logs:` }),
    ['pipeline/no-receiver error logs', 'pipeline/no-exporter error logs'],
  ],
  [
    'take components of their signal',
    config({
      receivers: '  prometheus: {config: {scrape_configs: [{job_name: a}]}}\n  filelog: {include: [a]}',
      service: pipeline('memory_limiter, batch').replace('[prometheus]', '[prometheus, filelog]'),
    }),
    ['pipeline/wrong-signal error filelog'],
    { version: '0.44.0' },
  ],
  [
    'of wrong signals pass validation before 0.44',
    config({
      receivers: '  prometheus: {config: {scrape_configs: [{job_name: a}]}}\n  filelog: {include: [a]}',
      service: pipeline('memory_limiter, batch').replace('[prometheus]', '[prometheus, filelog]'),
    }),
    ['pipeline/wrong-signal warning filelog'],
    { version: '0.43.0' },
  ],
  [
    'name a processor once',
    config({ service: pipeline('memory_limiter, batch, batch') }),
    ['pipeline/duplicate-processor error batch'],
  ],
  [
    'name an exporter once',
    config({ service: pipeline('memory_limiter, batch', '[debug, debug]') }),
    ['pipeline/listed-twice warning debug'],
  ],
  [
    'begin with the memory limiter',
    config({ service: pipeline('batch, memory_limiter') }),
    ['pipeline/memory-limiter-not-first warning memory_limiter'],
  ],
  [
    'filter before they batch',
    config({
      processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  filter:',
      service: pipeline('memory_limiter, batch, filter'),
    }),
    ['pipeline/batch-too-early warning batch'],
  ],
  [
    'that write remotely want both',
    config({
      exporters: '  prometheus_remote_write: {endpoint: "http://x/y"}',
      processors: '  attributes: {actions: [{key: a, action: delete}]}',
      service: pipeline('attributes', '[prometheus_remote_write]'),
    }),
    ['pipeline/no-memory-limiter information metrics', 'pipeline/no-batch information metrics'],
  ],
  [
    'do not write twice to one place',
    config({
      exporters:
        '  prometheus_remote_write/a: {endpoint: "http://x/y"}\n  prometheus_remote_write/b: {endpoint: "http://x/y"}\n  prometheus_remote_write/c: {endpoint: "http://x/y", external_labels: {a: b}}',
      service: pipeline(
        'memory_limiter, batch',
        '[prometheus_remote_write/a, prometheus_remote_write/b, prometheus_remote_write/c]',
      ),
    }),
    ['pipeline/written-twice warning prometheus_remote_write/b'],
  ],
]);

describe('Fixes of pipelines', () => {
  for (const [name, text, code, expected] of [
    [
      'put the memory limiter first',
      config({ service: pipeline('batch, memory_limiter') }),
      'pipeline/memory-limiter-not-first',
      'processors: [memory_limiter, batch]',
    ],
    [
      'put the memory limiter first in a block list',
      config({
        service: service(
          '      processors:\n        - batch # b\n        - memory_limiter\n      exporters: [debug]',
        ),
      }),
      'pipeline/memory-limiter-not-first',
      '- memory_limiter # b\n        - batch\n',
    ],
    [
      'put batch last',
      config({
        processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch:\n  filter:',
        service: pipeline('memory_limiter, batch, filter'),
      }),
      'pipeline/batch-too-early',
      'processors: [memory_limiter, filter, batch]',
    ],
    [
      'remove what stands twice',
      config({ service: pipeline('memory_limiter, batch, batch') }),
      'pipeline/duplicate-processor',
      'processors: [memory_limiter, batch]',
    ],
    [
      'remove what stands twice in a block list',
      config({
        service: service(
          '      processors: [memory_limiter, batch]\n      exporters:\n        - debug\n        - debug\n',
        ),
      }),
      'pipeline/listed-twice',
      'exporters:\n        - debug\n\n',
    ],
  ] as const) {
    it(name, () => {
      const text2 = fixed(text, code) ?? '';
      assert.ok(text2.includes(expected), text2);
    });
  }
});

/** ADOT has no connectors; other distributions do. */
const other: Given = { origin: { kind: 'other', version: '0.49.0' } };
const connecting = (connectors: string, receivers: string): string =>
  `${config({
    service: `  extensions: [health_check]
  pipelines:
    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [forward]}
    metrics/b: {receivers: [${receivers}], exporters: [debug]}`,
  })}connectors: {${connectors}}\n`;

table('Connectors', [
  ['lead from one pipeline to another', connecting('forward: {}', 'forward'), [], other],
  [
    'lead nowhere from one side',
    connecting('forward: {}', 'prometheus'),
    ['pipeline/one-sided-connector warning forward'],
    other,
  ],
  [
    'have an id of their own',
    connecting('forward: {}, debug: {}', 'forward'),
    ['collector/unused-component hint debug', 'collector/ambiguous-id error debug'],
    other,
  ],
]);
