import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeAt } from '../../../../src/assist/describe/describe.ts';
import type { DescribeContext } from '../../../../src/assist/look.ts';
import { readmeOf } from '../../../../src/assist/readme.ts';
import { createTexts } from '../../../../src/assist/describe/texts.ts';
import { durationWords } from '../../../../src/assist/suggest/durations.ts';
import type { CollectorRelease, CollectorSchemas } from '../../../../src/otel/collectorSchemas.ts';
import { inConfigMap, marked } from '../marked.ts';
import { smallRelease } from '../release.ts';

const texts = createTexts({
  'exporters/prometheus_remote_write': 'Writes to Prometheus.',
  'exporters/prometheus_remote_write.timeout': 'How long a request may take.',
  'queue.Config.queue_size': 'How much may wait.',
  '*.separator': 'Between the labels.',
  'receivers/otlp': 'Takes OTLP.',
  'service.pipelines': 'The ways of data.',
  'label:__meta_kubernetes_pod_label_*': 'A label of the pod.',
});

/** An older release without the remote-write exporter's timeout and without the file storage, but with a field that is gone. */
const older: CollectorRelease = {
  ...smallRelease,
  version: '0.48.0',
  component: (kind, type) => {
    const component = smallRelease.component(kind, type);
    if (type === 'file_storage') {
      return undefined;
    }
    const { timeout, ...others } = component?.schema.properties ?? {};
    const properties = { ...others, export_created_metric: { type: 'object' as const } };
    return component && timeout ? { ...component, schema: { ...component.schema, properties } } : component;
  },
};
const schemas: CollectorSchemas = {
  versions: ['0.49.0', '0.48.0', '0.47.0'],
  release: (version) => (version === '0.49.0' ? smallRelease : older),
};

const config = (exporter: string): string =>
  inConfigMap(
    `receivers:\n  otlp:\n${exporter}\nservice:\n  extensions: [sigv4auth]\n  pipelines:\n    metrics:\n      receivers: [otlp]\n      exporters: [debug]\n`,
  );

function told(text: string, context: DescribeContext = { texts, schemas }): [string, string] | undefined {
  const { file, offset } = marked(text);
  const found = describeAt(file, offset, context);
  return found && [file.text.slice(found.span.start, found.span.end), found.markdown];
}

const prw = (text: string): string => config(`exporters:\n  prometheus_remote_write:\n${text}`);

describe('describeAt', () => {
  for (const [title, text, on, parts] of [
    [
      'a field with type, default, meaning, releases and a link',
      prw('    time│out: 10s'),
      'timeout',
      [
        /^\*\*timeout\*\* · duration, default `5s`\n/,
        /How long a request may take\./,
        /Since ADOT 0\.49\.0\./,
        /\(https:\/\/github\.com\/open-telemetry\/opentelemetry-collector-contrib\/blob\/v0\.156\.0\/exporter\/prometheusremotewriteexporter\/README\.md\)$/,
      ],
    ],
    ['a required field', prw('    │endpoint: x'), 'endpoint', [/^\*\*endpoint\*\* · text, required/]],
    ['a deprecated field', prw('    add_metric_suffixes│: true'), 'add_metric_suffixes', [/Deprecated\./]],
    [
      'a field of a shared definition',
      config('exporters:\n  debug:\n    sending_queue:\n      queue_│size: 1'),
      'queue_size',
      [/whole number, default `1000`/, /How much may wait\./],
    ],
    [
      'fixed values',
      config('exporters:\n  debug:\n    verbosity: ba│sic'),
      'basic',
      [/^\*\*verbosity\*\*/, /One of: `basic`, `normal`, `detailed`/],
    ],
    [
      'a field in brackets',
      config('exporters:\n  debug: {verb│osity: basic}'),
      'verbosity',
      [/^\*\*verbosity\*\*/],
    ],
    [
      'a component where it is defined',
      config('exporters:\n  prometheus_remote│_write/a:'),
      'prometheus_remote_write/a',
      [/^\*\*prometheus_remote_write\*\* · exporter · metrics\n/, /Writes to Prometheus\./],
    ],
    [
      'an older name of a component',
      config('exporters:\n  prometheusremotewrite│:'),
      'prometheusremotewrite',
      [/Writes to Prometheus\./, /An older name of `prometheus_remote_write`/],
    ],
    [
      'a field that is gone',
      prw('    export_created│_metric: {}'),
      'export_created_metric',
      [/^\*\*export_created_metric\*\*/, /Up to ADOT 0\.48\.0, gone since\./],
    ],
    [
      'a component that came later',
      config('extensions:\n  file_st│orage:'),
      'file_storage',
      [/Since ADOT 0\.49\.0\./],
    ],
    [
      'a member of a pipeline',
      config('').replace('[otlp]', '[ot│lp]'),
      'otlp',
      [/^\*\*otlp\*\* · receiver/, /Takes OTLP\./],
    ],
    [
      'an extension in service',
      config('').replace('[sigv4auth]', '[sigv4│auth]'),
      'sigv4auth',
      [/extension · beta/],
    ],
    ['an authenticator', prw('    auth: {authenticator: sig│v4auth}'), 'sigv4auth', [/extension · beta/]],
    ['a pipeline', config('').replace('metrics:', 'met│rics:'), 'metrics', [/otlp → debug$/]],
    ['a section', config('').replace('pipelines', 'pipe│lines'), 'pipelines', [/The ways of data\./]],
    ['a duration in words', prw('    timeout: 3│00s'), '300s', [/^`300s` = 5 min$/]],
    [
      'a variable that the container has',
      prw('    endpoint: https://${env:REG│ION}/x'),
      '${env:REGION}',
      [/`REGION` is `eu-west-1`/],
    ],
    [
      'a variable that nobody knows',
      prw('    endpoint: ${O│THER:-x}'),
      '${OTHER:-x}',
      [/`OTHER`.*unset, it is `x`/],
    ],
  ] as const) {
    it(`says of ${title}`, () => {
      const found = told(text);
      assert.equal(found?.[0], on);
      parts.forEach((part) => {
        assert.match(found[1], part);
      });
    });
  }

  it('says of a label what it means', () => {
    const rule = (label: string): string =>
      inConfigMap(
        `receivers:\n  prometheus:\n    config:\n      scrape_configs:\n        - relabel_configs:\n            - source_labels: [a, ${label}]\nservice:\n  pipelines: {}\n`,
      );
    assert.deepEqual(told(rule('__meta_kubernetes_pod_│label_app')), [
      '__meta_kubernetes_pod_label_app',
      '`__meta_kubernetes_pod_label_app`\n\nA label of the pod.',
    ]);
    assert.match(told(rule('x').replace('source_labels', 'separator│'))?.[1] ?? '', /Between the labels\./);
  });

  it('says of an image which release it is', () => {
    const found = told('image: public.ecr.aws/aws-observability/aws-otel-│collector:v0.43.3\n');
    assert.deepEqual(found, [
      'aws-otel-collector:v0.43.3',
      '**ADOT 0.43.0** of 2025-03-12, built from OpenTelemetry Collector contrib 0.117.0',
    ]);
  });

  for (const [title, text] of [
    ['comments', prw('    # time│out')],
    ['space', prw('    endpoint: x\n  │')],
    ['keys that the schema does not know', prw('    unkn│own: 1')],
    ['what is outside of a config', `${config('')}---\nki│nd: Service\n`],
  ] as const) {
    it(`says nothing of ${title}`, () => assert.equal(told(text), undefined));
  }

  it('does without texts and other releases', () => {
    assert.match(
      told(prw('    time│out: 10s'), {})?.[1] ?? '',
      /^\*\*timeout\*\* · duration, default `5s`\n\n\[/,
    );
  });
});

describe('durationWords', () => {
  for (const [text, words] of [
    ['90m', '1 h 30 min'],
    ['1d12h', '1 d 12 h'],
    ['1500ms', '1 s 500 ms'],
    ['0s', '0 ms'],
    ['1.5h', '1 h 30 min'],
    ['5', undefined],
    ['1h 5m', undefined],
  ] as const) {
    it(`${text} is ${words ?? 'none'}`, () => assert.equal(durationWords(text), words));
  }
});

describe('readmeOf', () => {
  for (const [kind, type, path] of [
    ['receivers', 'otlp', 'opentelemetry-collector/blob/v0.156.0/receiver/otlpreceiver'],
    ['exporters', 'otlp_grpc', 'opentelemetry-collector/blob/v0.156.0/exporter/otlpexporter'],
    [
      'receivers',
      'awscontainerinsightreceiver',
      'opentelemetry-collector-contrib/blob/v0.156.0/receiver/awscontainerinsightreceiver',
    ],
    [
      'processors',
      'k8s_attributes',
      'opentelemetry-collector-contrib/blob/v0.156.0/processor/k8sattributesprocessor',
    ],
    [
      'extensions',
      'file_storage',
      'opentelemetry-collector-contrib/blob/v0.156.0/extension/storage/filestorage',
    ],
  ] as const) {
    it(`of ${kind}/${type}`, () =>
      assert.equal(
        readmeOf({ kind, type }, '0.156.0'),
        `https://github.com/open-telemetry/${path}/README.md`,
      ));
  }
});
