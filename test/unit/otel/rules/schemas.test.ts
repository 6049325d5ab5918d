import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { checkCollector } from '../../../../src/otel/checkCollector.ts';
import { readCollectorFile } from '../../../../src/otel/collectorFile.ts';
import { previewUpgrade } from '../../../../src/otel/upgrade/previewUpgrade.ts';
import type { Problem } from '../../../../src/problem.ts';
import { collectorSchemas as schemas } from '../schemas.ts';
import { config } from './check.ts';

function problems(text: string, adotVersion = '0.49.0'): Problem[] {
  return readCollectorFile(text, { schemas, adotVersion }).collectors.flatMap(checkCollector);
}

const found = (text: string, version?: string): string[] =>
  problems(text, version).map(
    ({ code, severity, span }) => `${code} ${severity} ${text.slice(span.start, span.end)}`,
  );

const writer = (settings: string): string =>
  config({
    exporters: `  prometheusremotewrite: {endpoint: "http://x/y"${settings}}`,
    service:
      '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [prometheusremotewrite]}',
  });

describe('checkCollector with the schemas of the releases', () => {
  for (const version of schemas.versions) {
    it(`has nothing to say against a sound config on ADOT ${version}`, () => {
      assert.deepEqual(found(config(), version), []);
    });
  }

  for (const [name, text, version, expected] of [
    [
      'a key that is none',
      config({ processors: '  memory_limiter: {check_interval: 1s, limit_mib: 1}\n  batch: {timout: 1s}' }),
      '0.49.0',
      ['collector/unknown-field error timout'],
    ],
    [
      'what a component lacks, at its id',
      config({ processors: '  memory_limiter:\n  batch:' }),
      '0.49.0',
      ['collector/missing-field error memory_limiter'],
    ],
    [
      'what a component with other settings lacks, at its id',
      config({ processors: '  memory_limiter: {limit_mib: 1}\n  batch:' }),
      '0.49.0',
      ['collector/missing-field error memory_limiter'],
    ],
    [
      'a field of later releases',
      writer(', disable_scope_info: true'),
      '0.47.0',
      ['collector/unknown-field error disable_scope_info'],
    ],
    ['a field that is there', writer(', disable_scope_info: true'), '0.48.0', []],
    [
      'a field that is gone',
      writer(', export_created_metric: {enabled: true}'),
      '0.44.0',
      ['collector/removed-field error export_created_metric'],
    ],
    ['a field that is still there', writer(', export_created_metric: {enabled: true}'), '0.43.0', []],
    [
      'a field that was never there',
      writer(', sending_queue: {enabled: true}'),
      '0.43.0',
      ['collector/removed-field error sending_queue'],
    ],
    [
      'a field of the receiver that is gone',
      config({
        receivers:
          '  prometheus:\n    use_start_time_metric: true\n    config: {scrape_configs: [{job_name: a}]}',
      }),
      '0.47.0',
      ['collector/removed-field error use_start_time_metric'],
    ],
    [
      'a level that is none',
      config({ exporters: '  debug: {verbosity: debug}' }),
      '0.49.0',
      ['collector/unknown-value error debug'],
    ],
    [
      'loglevel',
      config({ exporters: '  debug: {loglevel: debug}' }),
      '0.49.0',
      ['collector/removed-field error loglevel'],
    ],
    [
      'a list that is a mapping',
      config({
        service:
          '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: {debug: }}',
      }),
      '0.49.0',
      ['collector/unused-component hint debug', 'collector/wrong-type error exporters'],
    ],
    [
      'a pipeline’s key that is none',
      config({
        service:
          '  extensions: [health_check]\n  pipelines:\n    metrics: {receivers: [prometheus], processors: [memory_limiter, batch], exporters: [debug], exporter: []}',
      }),
      '0.49.0',
      ['collector/unknown-field error exporter'],
    ],
    [
      'an address of own metrics once',
      `${config()}  telemetry: {metrics: {address: ":8888"}}\n`,
      '0.49.0',
      ['collector/telemetry-address error address'],
    ],
  ] as const) {
    it(`finds ${name} on ADOT ${version}`, () => {
      const own = found(text, version).filter((one) => !one.startsWith('collector/deprecated-name'));
      assert.deepEqual(own, expected);
    });
  }

  for (const [name, before, code, after] of [
    [
      'the queue under its own name',
      writer(', sending_queue: {queue_size: 5}'),
      'collector/removed-field',
      writer(', remote_write_queue: {queue_size: 5}'),
    ],
    [
      'loglevel as verbosity',
      config({ exporters: '  debug: {loglevel: info}' }),
      'collector/removed-field',
      config({ exporters: '  debug: {verbosity: normal}' }),
    ],
    [
      'nothing of what is gone',
      writer(', export_created_metric: {enabled: true}, timeout: 5s'),
      'collector/removed-field',
      writer(', timeout: 5s'),
    ],
  ] as const) {
    it(`writes ${name}`, () => {
      const fix = problems(before).find((one) => one.code === code)?.fixes?.[0];
      assert.equal(fix && applyEdits(before, fix.edits), after);
    });
  }

  it('takes a config of 0.42 with fields of its time to 0.49, and back to what 0.42 takes', () => {
    const text = `${config({
      receivers:
        '  prometheus:\n    use_start_time_metric: true\n    config:\n      scrape_configs: [{job_name: a}]',
      processors:
        '  memory_limiter: {check_interval: 1s, limit_mib: 100}\n  metricstransform: {transforms: []}\n  batch:',
      exporters:
        '  prometheusremotewrite:\n    endpoint: http://x/y\n    export_created_metric: {enabled: true}\n    add_metric_suffixes: false',
      service:
        '  extensions: [health_check]\n  pipelines:\n    metrics:\n      receivers: [prometheus]\n      processors: [memory_limiter, metricstransform, batch]\n      exporters: [prometheusremotewrite]\n  telemetry:\n    metrics:\n      address: 0.0.0.0:8888',
    })}---\nkind: Pod\nspec: {containers: [{image: "aws-otel-collector:v0.42.0"}]}\n`;
    const there = previewUpgrade(text, { schemas, target: '0.49.0' });
    assert.deepEqual(
      there?.steps.map(({ kind, span }) => [kind, text.slice(span.start, span.end)]),
      [
        ['refused', 'use_start_time_metric'],
        ['changed', 'memory_limiter'],
        ['renamed', 'metricstransform'],
        ['renamed', 'prometheusremotewrite'],
        ['refused', 'export_created_metric'],
        ['renamed', 'add_metric_suffixes'],
        ['refused', 'address'],
      ],
    );
    assert.deepEqual(found(there.text), []);
    const back = previewUpgrade(there.text, { schemas, target: '0.42.0' });
    assert.ok(back);
    assert.deepEqual(
      problems(back.text, '0.42.0').filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.ok(back.text.includes('add_metric_suffixes: false'), back.text);
    assert.deepEqual(back.left, []);
  });

  it('leaves to a person what has no other way to say it', () => {
    const text = `${writer(', disable_scope_info: true')}---\nkind: Pod\nspec: {containers: [{image: "aws-otel-collector:v0.48.0"}]}\n`;
    const back = previewUpgrade(text, { schemas, target: '0.47.0' });
    assert.deepEqual(
      back?.left.map(({ code, message }) => [code, message]),
      [
        [
          'collector/unknown-field',
          'disable_scope_info came with ADOT 0.48.0; the collector of 0.47.0 refuses it.',
        ],
      ],
    );
  });
});
