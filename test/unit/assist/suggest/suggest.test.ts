import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { suggestAt } from '../../../../src/assist/suggest/suggest.ts';
import type { SuggestContext } from '../../../../src/assist/ask.ts';
import { createTexts } from '../../../../src/assist/describe/texts.ts';
import type { Suggestion } from '../../../../src/problem.ts';
import { inConfigMap, marked, taken } from '../marked.ts';

const service =
  'service:\n  extensions: [sigv4auth]\n  pipelines:\n    metrics:\n      receivers: [prometheus]\n';
const inExporters = (text: string): string => `receivers:\n  otlp:\nexporters:\n${text}\n${service}`;
const inJob = (text: string): string =>
  `receivers:\n  prometheus:\n    config:\n      scrape_configs:\n        - job_name: a\n${text}\n${service}`;
const inMetrics = (text: string): string =>
  `receivers:\n  otlp:\n  prometheus:\n  prometheus/own:\n  zipkin:\nprocessors:\n  batch:\n  filter/a:\n  tail_sampling:\n  memory_limiter:\nexporters:\n  debug:\n  awsxray:\nservice:\n  pipelines:\n    metrics:\n${text}\n`;

function suggestions(text: string, context?: SuggestContext): Suggestion[] {
  const { file, offset } = marked(text);
  return suggestAt(file, offset, context);
}

const labels = (text: string, context?: SuggestContext): string[] =>
  suggestions(text, context).map(({ label }) => label);

/** The lines that differ after the suggestion of this label was taken. */
function written(text: string, label: string, context?: SuggestContext): string {
  const { file, offset } = marked(text);
  const suggestion = suggestAt(file, offset, context).find((one) => one.label === label);
  assert.ok(
    suggestion,
    `${label} is not among ${suggestAt(file, offset, context)
      .map((one) => one.label)
      .join(', ')}`,
  );
  return changed(file.text, taken(file.text, suggestion));
}

/** The lines of a text that another one does not begin or end with. */
function changed(before: string, after: string): string {
  const [old, lines] = [before.split('\n'), after.split('\n')];
  const first = lines.findIndex((line, index) => line !== old[index]);
  let last = 0;
  while (
    last < lines.length - first &&
    lines.at(-1 - last) === old.at(-1 - last) &&
    last < old.length - first
  ) {
    last += 1;
  }
  return lines.slice(first, lines.length - last).join('\n');
}

describe('suggestAt: what is offered', () => {
  for (const [title, config, expected] of [
    ['sections that are missing, in order', `${inExporters('  debug:')}│`, ['extensions', 'processors']],
    [
      'components of a section, used up ones last, deprecated ones at the end',
      inExporters('  debug:\n  │'),
      ['awsxray', 'prometheus_remote_write', 'debug', 'datadog'],
    ],
    [
      'components where a word has been begun',
      inExporters('  pro│'),
      ['awsxray', 'debug', 'prometheus_remote_write', 'datadog'],
    ],
    [
      'fields, the required first, the deprecated last',
      inExporters('  prometheus_remote_write:\n    │'),
      ['endpoint', 'timeout', 'auth', 'external_labels', 'add_metric_suffixes'],
    ],
    [
      'fields that are not there yet',
      inExporters('  debug:\n    verbosity: basic\n    │\n    sending_queue:'),
      ['use_internal_logger'],
    ],
    [
      'fields in brackets',
      inExporters('  debug: {verbosity: basic, │}'),
      ['use_internal_logger', 'sending_queue'],
    ],
    [
      'fields of a shared definition',
      inExporters('  debug:\n    sending_queue:\n      │'),
      ['enabled', 'queue_size', 'storage'],
    ],
    [
      'fields while a key above is broken',
      inExporters('  debug:\n    verbosity\n    │'),
      ['verbosity', 'use_internal_logger', 'sending_queue'],
    ],
    [
      'fixed values, the default first',
      inExporters('  debug:\n    verbosity: │'),
      ['basic', 'normal', 'detailed'],
    ],
    [
      'fixed values without a space behind the colon',
      inExporters('  debug:\n    verbosity:│'),
      ['basic', 'normal', 'detailed'],
    ],
    ['fixed values in brackets', inExporters('  debug: {verbosity: │}'), ['basic', 'normal', 'detailed']],
    ['true and false', inExporters('  debug:\n    use_internal_logger: │'), ['true', 'false']],
    [
      'usual durations',
      inExporters('  prometheus_remote_write:\n    timeout: │'),
      ['5s', '200ms', '1s', '10s', '30s', '1m', '5m', '1h'],
    ],
    [
      'authenticators',
      `extensions:\n  health_check:\n  sigv4auth/b:\n${inExporters('  prometheus_remote_write:\n    auth:\n      authenticator: │')}`,
      ['sigv4auth/b'],
    ],
    ['storages', inExporters('  debug:\n    sending_queue:\n      storage: │'), ['file_storage']],
    ['signals', inMetrics('      receivers: []\n    │'), ['traces', 'logs', 'metrics']],
    ['lists of a pipeline', inMetrics('      receivers: []\n      │'), ['processors', 'exporters']],
    ['receivers of the signal', inMetrics('      receivers: [│]'), ['otlp', 'prometheus', 'prometheus/own']],
    [
      'receivers that are not listed yet',
      inMetrics('      receivers: [otlp, │]'),
      ['prometheus', 'prometheus/own'],
    ],
    [
      'receivers as a list of lines',
      inMetrics('      receivers:\n        - otlp\n        - │'),
      ['prometheus', 'prometheus/own'],
    ],
    ['receivers behind a colon', inMetrics('      receivers: │'), ['otlp', 'prometheus', 'prometheus/own']],
    [
      'processors in the advised order',
      inMetrics('      processors: [│]'),
      ['memory_limiter', 'filter/a', 'batch'],
    ],
    ['exporters of the signal', inMetrics('      exporters: [│]'), ['debug']],
    [
      'extensions that are not listed yet',
      `extensions:\n  health_check:\n  sigv4auth:\nreceivers:\n  otlp:\nservice:\n  extensions: [sigv4auth, │]\n  pipelines: {}\n`,
      ['health_check'],
    ],
    ['what stands in service', `${service}  │`, ['telemetry']],
    ['fields of telemetry', `${service}  telemetry:\n    logs:\n      level: │`, ['info', 'debug']],
    [
      'fields of a scrape config',
      inJob('          │'),
      ['scrape_interval', 'scheme', 'kubernetes_sd_configs', 'relabel_configs', 'metric_relabel_configs'],
    ],
    [
      'fields of a new item behind its dash',
      `receivers:\n  prometheus:\n    config:\n      scrape_configs:\n        - │\n${service}`,
      [
        'job_name',
        'scrape_interval',
        'scheme',
        'kubernetes_sd_configs',
        'relabel_configs',
        'metric_relabel_configs',
      ],
    ],
    [
      'roles',
      inJob('          kubernetes_sd_configs:\n            - role: │'),
      ['endpointslice', 'pod', 'service', 'node'],
    ],
    [
      'fields that a relabel action allows',
      inJob('          relabel_configs:\n            - action: keep\n              │'),
      ['source_labels', 'separator', 'regex'],
    ],
    [
      'only regex to drop labels',
      inJob('          relabel_configs:\n            - │\n              action: labeldrop'),
      ['regex'],
    ],
    [
      'all fields before there is an action',
      inJob('          relabel_configs:\n            - regex: a\n              │'),
      ['source_labels', 'separator', 'modulus', 'target_label', 'replacement', 'action'],
    ],
    [
      'fields of the branch that a type chooses',
      `processors:\n  tail_sampling:\n    policies:\n      - name: a\n        type: latency\n        │\n${inExporters('  debug:')}`,
      ['latency'],
    ],
    [
      'variables of the container',
      inExporters('  prometheus_remote_write:\n    endpoint: ${env:│'),
      ['${env:REGION}'],
    ],
    ['nothing in comments', inExporters('  debug: # │'), []],
    ['nothing in block scalars', inExporters('  debug:\n    verbosity: |\n      │'), []],
    ['nothing behind a closed bracket', inMetrics('      receivers: [otlp]│'), []],
  ] as const) {
    it(title, () => assert.deepEqual(labels(inConfigMap(config)), expected));
  }

  for (const [title, wrap] of [
    ['a bare file', (config: string) => config],
    ['a block scalar with CRLF', (config: string) => inConfigMap(config).replaceAll('\n', '\r\n')],
    [
      'a custom resource',
      (config: string) =>
        `apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata:\n  name: c\nspec:\n  config:\n${config.replaceAll(/^(?=.)/gm, '    ')}`,
    ],
    [
      'the last lines of a file, which its scalar leaves out',
      (config: string) => inConfigMap(config).trimEnd().replace('│', '│'),
    ],
  ] as const) {
    it(`the same in ${title}`, () => {
      const config = `${service}exporters:\n  debug:\n    │`;
      assert.deepEqual(labels(wrap(config)), ['verbosity', 'use_internal_logger', 'sending_queue']);
    });
  }

  it('values in a quoted scalar too', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\ndata:\n  relay: ${JSON.stringify(inExporters('  debug:\n    verbosity: ba│'))}\n`;
    assert.deepEqual(labels(text), ['basic', 'normal', 'detailed']);
    assert.match(written(text, 'detailed'), /verbosity: detailed\\nservice:/);
  });

  it('nothing outside of configs', () => {
    assert.deepEqual(labels(`${inConfigMap(service)}  other: │`), []);
    assert.deepEqual(labels(inConfigMap(service, '---\nkind: Service\n│')), []);
    assert.deepEqual(labels(inConfigMap(service).replace('data:', 'data: │')), []);
  });
});

describe('suggestAt: what labels a rule can read', () => {
  const rules = (text: string, roles = 'role: service'): string =>
    inConfigMap(
      inJob(`          kubernetes_sd_configs:\n            - ${roles}\n          relabel_configs:\n${text}`),
    );

  it('are those that the roles of the job set', () => {
    const found = labels(rules('            - source_labels: [│]'));
    assert.ok(found.includes('__meta_kubernetes_service_port_name'));
    assert.ok(!found.some((label) => label.includes('_pod_')));
    assert.ok(
      labels(rules('            - source_labels: [│]', 'role: pod')).includes('__meta_kubernetes_pod_phase'),
    );
  });

  it('are first those that earlier rules set, not those of later ones', () => {
    const text = rules(
      '            - target_label: one\n            - source_labels:\n                - │\n            - target_label: two',
    );
    assert.equal(labels(text)[0], 'one');
    assert.ok(!labels(text).includes('two'));
  });

  it('are those of the annotations in the file by name', () => {
    const tail = '---\nkind: Service\nmetadata:\n  annotations:\n    prometheus.io/scrape: "true"\n';
    const text = `${rules('            - source_labels: [__address__, │]')}${tail}`;
    assert.equal(labels(text)[0], '__meta_kubernetes_service_annotation_prometheus_io_scrape');
    assert.ok(!labels(text).includes('__address__'));
  });

  it('are the metric itself and what the target rules set for metrics', () => {
    const text = inConfigMap(
      inJob(
        '          relabel_configs:\n            - target_label: pod\n          metric_relabel_configs:\n            - source_labels: [│]',
      ),
    );
    assert.deepEqual(labels(text), ['__name__', 'pod', 'job', 'instance', 'le', 'quantile']);
  });
});

describe('suggestAt: what is written', () => {
  for (const [title, config, label, expected] of [
    [
      'a component with what it needs',
      inExporters('  │'),
      'prometheus_remote_write',
      '      prometheus_remote_write:\n        endpoint: https://aps-workspaces.REGION.amazonaws.com/workspaces/WORKSPACE_ID/api/v1/remote_write\n        auth:\n          authenticator: sigv4auth',
    ],
    [
      'a component of the same type under another name',
      inExporters('  debug:\n  debug/2:\n  │'),
      'debug',
      '      debug/3:\n        verbosity: basic',
    ],
    [
      'a field with its default',
      inExporters('  prometheus_remote_write:\n    │'),
      'timeout',
      '        timeout: 5s',
    ],
    [
      'a flag turned round',
      inExporters('  debug:\n    │'),
      'use_internal_logger',
      '        use_internal_logger: false',
    ],
    [
      'the key alone where it has a colon',
      inExporters('  debug:\n    verb│: detailed'),
      'verbosity',
      '        verbosity: detailed',
    ],
    [
      'a field behind a dash, the next ones below it',
      `receivers:\n  prometheus:\n    config:\n      scrape_configs:\n        - job_name: a\n        - │\n${service}`,
      'kubernetes_sd_configs',
      '            - kubernetes_sd_configs:\n                - role: ',
    ],
    [
      'an item with its dash where the list wants one',
      `receivers:\n  prometheus:\n    config:\n      scrape_configs:\n        │\n${service}`,
      'job_name',
      '            - job_name: ',
    ],
    [
      'a value with the space that is missing',
      inExporters('  debug:\n    verbosity:│'),
      'normal',
      '        verbosity: normal',
    ],
    [
      'a value in place of another',
      inExporters('  debug:\n    verbosity: det│ailed'),
      'normal',
      '        verbosity: normal',
    ],
    [
      'a list in brackets behind its key',
      inMetrics('      receivers: │'),
      'otlp',
      '          receivers: [otlp]',
    ],
    [
      'one more in brackets',
      inMetrics('      receivers: [otlp, │]'),
      'prometheus',
      '          receivers: [otlp, prometheus]',
    ],
    [
      'one more line of a list',
      inMetrics('      receivers:\n        - otlp\n        │'),
      'prometheus',
      '            - prometheus',
    ],
    [
      'a pipeline',
      inMetrics('      receivers: []\n    │'),
      'traces',
      '        traces:\n          receivers: []\n          processors: []\n          exporters: []',
    ],
    [
      'a pipeline of the same signal under another name',
      inMetrics('      receivers: []\n    │'),
      'metrics',
      '        metrics/2:\n          receivers: []\n          processors: []\n          exporters: []',
    ],
    [
      'a mapping on its own lines behind its colon',
      inExporters('  prometheus_remote_write:\n    auth: │'),
      'authenticator',
      '          authenticator: ',
    ],
    [
      'a dollar that stands for itself',
      inJob('          relabel_configs:\n            - │'),
      'replacement',
      '                - replacement: $1',
    ],
    [
      'a label with its open end',
      inJob(
        '          kubernetes_sd_configs:\n            - role: pod\n          relabel_configs:\n            - source_labels: [│]',
      ),
      '__meta_kubernetes_pod_label_*',
      '                - source_labels: [__meta_kubernetes_pod_label_name]',
    ],
    [
      'a variable',
      inExporters('  prometheus_remote_write:\n    endpoint: https://${env:R│'),
      '${env:REGION}',
      '        endpoint: https://${env:REGION}',
    ],
  ] as const) {
    it(title, () => assert.equal(written(inConfigMap(config), label), expected));
  }

  it('replaces a begun variable and nothing before it, so that it is found by what was typed', () => {
    const { file, offset } = marked(
      inConfigMap(inExporters('  prometheus_remote_write:\n    endpoint: https://${env:R│')),
    );
    const [suggestion] = suggestAt(file, offset);
    assert.equal(file.text.slice(suggestion?.replace.start, suggestion?.replace.end), '${env:R');
  });

  it('is numbered in the order that it is offered in', () => {
    const found = suggestions(inConfigMap(inExporters('  prometheus_remote_write:\n    │')));
    assert.deepEqual(
      found.map(({ order }) => order),
      found.map((_, index) => index),
    );
  });

  it('leads on to the values of a key', () => {
    const found = suggestions(inConfigMap(inExporters('  debug:\n    │')));
    assert.deepEqual(
      found.map(({ label, triggersNext }) => [label, triggersNext === true]),
      [
        ['verbosity', true],
        ['use_internal_logger', false],
        ['sending_queue', true],
      ],
    );
  });

  it('comes with type and default, stability, and a sentence', () => {
    const texts = createTexts({
      'exporters/debug.verbosity': 'How much it prints.',
      'exporters/debug': 'Prints.',
    });
    const [field] = suggestions(inConfigMap(inExporters('  debug:\n    │')), { texts });
    assert.equal(field?.detail, 'one of a few, default basic');
    assert.equal(field.documentation, 'How much it prints.');
    const debug = suggestions(inConfigMap(inExporters('  │')), { texts }).find(
      ({ label }) => label === 'debug',
    );
    assert.equal(debug?.detail, 'traces, metrics (alpha), logs');
    assert.equal(debug.documentation, 'Prints.');
  });
});

describe('suggestAt: live values', () => {
  const live = {
    remoteWriteUrls: () => [
      {
        url: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write',
        label: 'prod',
      },
    ],
    regions: () => ['us-east-1', 'eu-west-1'],
    namespaces: () => ['shop', 'adot'],
  };

  it('the remote-write URLs of workspaces', () => {
    const text = inConfigMap(inExporters('  prometheus_remote_write:\n    endpoint: │'));
    assert.match(
      written(text, 'prod', { live }),
      /endpoint: https:.*\/workspaces\/ws-1\/api\/v1\/remote_write$/,
    );
  });

  it('regions, that of the endpoint first', () => {
    const text = inConfigMap(
      `extensions:\n  sigv4auth:\n    region: │\n${inExporters('  prometheus_remote_write:\n    endpoint: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write')}`,
    );
    assert.deepEqual(labels(text, { live }), ['eu-west-1', 'us-east-1']);
    assert.deepEqual(labels(text), ['eu-west-1']);
  });

  it('namespaces, those of the file first', () => {
    const text = inConfigMap(
      inJob(
        '          kubernetes_sd_configs:\n            - role: pod\n              namespaces: {names: [│]}',
      ),
    );
    assert.deepEqual(labels(text, { live }), ['adot', 'shop']);
  });
});
