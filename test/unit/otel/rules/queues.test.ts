import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check, found } from './check.ts';
import { configWith, exporterCases } from './queueConfigs.ts';

const errors = (text: string, version = '0.49.0'): string[] =>
  check(text, { version })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);

describe('What an exporter cannot do without', () => {
  for (const one of exporterCases) {
    it(`is known of ${one.what}`, () => {
      assert.deepEqual(
        errors(configWith(one)).sort(),
        // A missing field is told for each of them, at one place.
        [...one.refused].sort(),
      );
    });
  }

  it('is not judged where a variable decides', () => {
    const settings = 'endpoint: "a:1", sending_queue: {enabled: "${env:ON}", queue_size: 0}';
    assert.deepEqual(errors(configWith({ what: '', exporter: 'otlp', settings, refused: [] })), []);
    const size = 'endpoint: "a:1", sending_queue: {sizer: items, queue_size: "${env:SIZE}", batch: {}}';
    assert.deepEqual(errors(configWith({ what: '', exporter: 'otlp', settings: size, refused: [] })), []);
  });
});

describe('The exporters of own telemetry', () => {
  const telemetry = (text: string): string =>
    `receivers: {otlp: {protocols: {grpc: }}}\nexporters: {debug: }\nservice: {pipelines: {metrics: {receivers: [otlp], exporters: [debug]}}, telemetry: ${text}}\n`;
  const cases: readonly [what: string, text: string, unknown: string[]][] = [
    [
      'readers that are known',
      '{metrics: {readers: [{pull: {exporter: {prometheus: {}}}}, {periodic: {exporter: {console: {}}}}]}}',
      [],
    ],
    ['a reader that is not', '{metrics: {readers: [{pull: {exporter: {foo: {}}}}]}}', ['foo']],
    ['a pushing one that pulls', '{metrics: {readers: [{pull: {exporter: {otlp: {}}}}]}}', ['otlp']],
    [
      'processors that are known',
      '{traces: {processors: [{batch: {exporter: {otlp: {}}}}]}, logs: {processors: [{simple: {exporter: {console: {}}}}]}}',
      [],
    ],
    ['a processor that is not', '{traces: {processors: [{foo: {}}]}}', ['foo']],
    ['an exporter of spans that is not', '{traces: {processors: [{batch: {exporter: {foo: {}}}}]}}', ['foo']],
    [
      'an exporter of log records that is not',
      '{logs: {processors: [{simple: {exporter: {foo: {}}}}]}}',
      ['foo'],
    ],
  ];
  for (const [what, text, unknown] of cases) {
    it(`are told apart: ${what}`, () => {
      const expected = unknown.map((key) => `collector/unknown-field ${key}`);
      assert.deepEqual(errors(telemetry(text)), expected);
      const older = unknown.map((key) => `collector/unknown-field warning ${key}`);
      const foundThere = found(telemetry(text), { version: '0.46.0' });
      assert.deepEqual(
        foundThere.filter((one) => one.startsWith('collector/unknown-field')),
        older,
      );
      assert.deepEqual(errors(telemetry(text), '0.43.0'), []);
    });
  }
});
