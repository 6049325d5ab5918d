import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import { collectorModel } from '../../../src/otel/collectorModel.ts';
import type { CollectorModel } from '../../../src/otel/collectorModel.ts';
import type { Span } from '../../../src/problem.ts';

const text = `receivers:
  prometheus: {config: {scrape_configs: [{job_name: a, auth: {authenticator: not-an-id}}]}}
  file_log: {include: [x], storage: file_storage/logs}
processors:
  batch:
  memory_limiter/small: {check_interval: 1s}
exporters:
  prometheusremotewrite/amp:
    endpoint: https://example.com
    auth: {authenticator: sigv4auth}
  otlp_grpc:
    sending_queue: {storage: file_storage/logs}
    middlewares: [{id: zpages}]
  file: {path: /x, encoding: otlp_encoding}
connectors:
  forward:
extensions:
  sigv4auth: {region: eu-west-1}
  file_storage/logs: {directory: /tmp}
  zpages:
service:
  extensions: [sigv4auth, zpages]
  pipelines:
    metrics/amp:
      receivers: [prometheus]
      processors: [ memory_limiter / small, batch]
      exporters: [prometheusremotewrite/amp, forward]
    metrics:
      receivers: [forward]
      exporters: otlp_grpc
`;

const read = (source: string): CollectorModel => collectorModel(readYamlFile(source)[0]?.root);
const cut = (source: string, { start, end }: Span): string => source.slice(start, end);

describe('collectorModel', () => {
  const model = read(text);

  it('lists every component of every section with its parts', () => {
    assert.deepEqual(
      model.components.map(({ kind, id, type, name }) => [kind, id, type, name]),
      [
        ['extensions', 'sigv4auth', 'sigv4auth', undefined],
        ['extensions', 'file_storage/logs', 'file_storage', 'logs'],
        ['extensions', 'zpages', 'zpages', undefined],
        ['receivers', 'prometheus', 'prometheus', undefined],
        ['receivers', 'file_log', 'file_log', undefined],
        ['processors', 'batch', 'batch', undefined],
        ['processors', 'memory_limiter/small', 'memory_limiter', 'small'],
        ['exporters', 'prometheusremotewrite/amp', 'prometheusremotewrite', 'amp'],
        ['exporters', 'otlp_grpc', 'otlp_grpc', undefined],
        ['exporters', 'file', 'file', undefined],
        ['connectors', 'forward', 'forward', undefined],
      ],
    );
  });

  it('knows what names a component, in the order of the text', () => {
    const uses = (kind: Parameters<CollectorModel['definition']>[0], id: string): unknown =>
      model.definition(kind, id)?.uses.map(({ role, owner, span }) => [role, owner, cut(text, span)]);
    assert.deepEqual(uses('extensions', 'sigv4auth'), [
      ['authenticator', 'prometheusremotewrite/amp', 'sigv4auth'],
      ['service-extension', undefined, 'sigv4auth'],
    ]);
    assert.deepEqual(uses('extensions', 'file_storage/logs'), [
      ['storage', 'file_log', 'file_storage/logs'],
      ['storage', 'otlp_grpc', 'file_storage/logs'],
    ]);
    assert.deepEqual(uses('extensions', 'zpages'), [
      ['middleware', 'otlp_grpc', 'zpages'],
      ['service-extension', undefined, 'zpages'],
    ]);
    assert.deepEqual(uses('processors', 'memory_limiter/small'), [
      ['processor', 'metrics/amp', 'memory_limiter / small'],
    ]);
    assert.deepEqual(uses('connectors', 'forward'), [
      ['exporter', 'metrics/amp', 'forward'],
      ['receiver', 'metrics', 'forward'],
    ]);
    assert.deepEqual(uses('exporters', 'file'), []);
  });

  it('leaves what only looks like a reference', () => {
    assert.deepEqual(
      model.extensionUses.map(({ id }) => id),
      ['file_storage/logs', 'sigv4auth', 'file_storage/logs', 'zpages', 'otlp_encoding'],
    );
  });

  it('reads pipelines with their signal, and one scalar as a list of one', () => {
    assert.deepEqual(
      model.pipelines.map((one) => [
        one.id,
        one.signal,
        one.name,
        cut(text, one.keySpan),
        one.receivers.map(({ id }) => id),
        one.processors.map(({ id }) => id),
        one.exporters.map(({ id }) => id),
      ]),
      [
        [
          'metrics/amp',
          'metrics',
          'amp',
          'metrics/amp',
          ['prometheus'],
          ['memory_limiter/small', 'batch'],
          ['prometheusremotewrite/amp', 'forward'],
        ],
        ['metrics', 'metrics', undefined, 'metrics', ['forward'], [], ['otlp_grpc']],
      ],
    );
  });

  it('leads a reference to its definition', () => {
    const [amp, metrics] = model.pipelines;
    assert.equal(amp?.exporters[1] && model.target(amp.exporters[1])?.kind, 'connectors');
    assert.equal(metrics?.exporters[0] && model.target(metrics.exporters[0])?.id, 'otlp_grpc');
    const encoding = model.extensionUses.find(({ role }) => role === 'encoding');
    assert.equal(encoding && model.target(encoding), undefined);
  });

  for (const [name, broken, components, pipelines] of [
    ['nothing', '', 0, 0],
    ['a scalar', 'receivers', 0, 0],
    ['sections that are no mappings', 'receivers: 5\nservice: []\n', 0, 0],
    ['a section without content', 'receivers:\nexporters:\n  debug:\n', 1, 0],
    ['pipelines being typed', 'service:\n  extensions:\n  pipelines:\n    metrics:\n', 0, 1],
    ['keys that are no scalars', 'receivers: {[a]: 1, b: 2}\n', 1, 0],
    ['null in a list', 'service: {pipelines: {metrics: {receivers: [~, otlp, "", {a: b}]}}}', 0, 1],
  ] as const) {
    it(`gives what can be read of ${name}`, () => {
      const some = read(broken);
      assert.equal(some.components.length, components);
      assert.equal(some.pipelines.length, pipelines);
    });
  }
});
