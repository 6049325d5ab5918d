import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Schema } from '../../../src/manifest/schema/schema.ts';
import { adotVersions, isAtLeast } from '../../../src/otel/adotVersions.ts';
import type { ComponentKind } from '../../../src/otel/collectorSchemas.ts';
import { readCollectorSchemas } from '../../../src/otel/readSchemas.ts';
import { behind, collectorSchemas, fieldAt, readSchemaFile, releaseOf } from './schemas.ts';

const kinds: readonly ComponentKind[] = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'];
const versions = adotVersions.map(({ version }) => version);

describe('the schemas of the releases', () => {
  it('are there for every release that a manifest can be made for', () => {
    assert.deepEqual(collectorSchemas.versions, versions);
    for (const version of versions) {
      assert.equal(releaseOf(version).version, version);
    }
  });

  it('are not there for others', () => assert.equal(collectorSchemas.release('0.41.0'), undefined));

  it('are read when they are asked for, with the newer ones they differ from', () => {
    const read: string[] = [];
    const schemas = readCollectorSchemas((name) => {
      read.push(name);
      return readSchemaFile(name);
    });
    assert.deepEqual(read, []);
    schemas.release('0.48.0');
    assert.deepEqual(read.toSorted(), ['collector/0.48.0.json', 'collector/0.49.0.json']);
    schemas.release('0.49.0');
    schemas.release('0.48.0');
    assert.equal(read.length, 2);
  });

  for (const version of versions) {
    it(`lead nowhere but to definitions, in ${version}`, () => {
      const release = releaseOf(version);
      const lost = new Set<string>();
      const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) {
          return;
        }
        const { $ref } = value as Schema;
        if ($ref !== undefined && behind(release, value) === undefined) {
          lost.add($ref);
        }
        Object.values(value).forEach(visit);
      };
      visit([release.service, release.definitions]);
      for (const kind of kinds) {
        visit(release.types(kind).map((type) => release.component(kind, type)?.schema));
      }
      assert.deepEqual([...lost], []);
    });
  }

  it('hold every default where it belongs, at any depth', () => {
    const release = releaseOf('0.49.0');
    for (const [component, path, value] of [
      ['exporters/prometheus_remote_write', 'timeout', '5s'],
      ['exporters/prometheus_remote_write', 'retry_on_failure initial_interval', '50ms'],
      ['exporters/otlp_http', 'retry_on_failure initial_interval', '5s'],
      ['receivers/otlp', 'protocols grpc endpoint', 'localhost:4317'],
    ] as const) {
      assert.equal(fieldAt('0.49.0', component, path)?.default, value, `${component} ${path}`);
    }
    const shared = release.definitions['configretry.BackOffConfig'];
    assert.equal(shared?.properties?.['initial_interval']?.default, '0s', 'the shared one stays as it is');
  });

  it('know a copy with other defaults by the name of its definition', () =>
    assert.equal(
      fieldAt('0.49.0', 'exporters/prometheus_remote_write', 'retry_on_failure')?.title,
      'configretry.BackOffConfig',
    ));
});

/** A name that came, from the first release that has it, or went, with the first that has not. */
const changes: readonly [component: string, path: string, came: string | undefined, went?: string][] = [
  ['exporters/debug', '', '0.42.0'],
  ['exporters/logging', '', undefined, '0.42.0'],
  ['extensions/memory_ballast', '', undefined, '0.42.0'],
  ['exporters/awsprometheusremotewrite', '', undefined, '0.21.0'],
  ['exporters/sapm', '', '0.42.0', '0.48.0'],
  ['exporters/prometheus_remote_write', '', '0.49.0'],
  ['exporters/prometheusremotewrite', '', '0.42.0'],
  ['exporters/load_balancing', '', '0.49.0'],
  ['exporters/otlp_grpc', '', '0.48.0'],
  ['exporters/otlp_http', '', '0.48.0'],
  ['exporters/otlp', '', '0.42.0'],
  ['processors/resource_detection', '', '0.49.0'],
  ['processors/metrics_transform', '', '0.49.0'],
  ['processors/k8s_attributes', '', '0.48.0'],
  ['receivers/file_log', '', '0.48.0'],
  ['service', 'telemetry metrics address', '0.42.0', '0.44.0'],
  ['exporters/prometheusremotewrite', 'export_created_metric', '0.42.0', '0.44.0'],
  ['exporters/prometheusremotewrite', 'max_batch_request_parallelism', '0.44.0'],
  ['exporters/prometheusremotewrite', 'protobuf_message', '0.44.0'],
  ['exporters/prometheusremotewrite', 'translation_strategy', '0.48.0'],
  ['exporters/prometheusremotewrite', 'disable_scope_info', '0.48.0'],
  ['exporters/prometheusremotewrite', 'sending_queue', undefined, '0.42.0'],
  ['extensions/sigv4auth', 'assume_role web_identity_token_file', '0.44.0'],
  ['extensions/sigv4auth', 'assume_role external_id', '0.48.0'],
  ['receivers/prometheus', 'api_server', '0.44.0'],
  ['receivers/prometheus', 'use_start_time_metric', '0.42.0', '0.47.0'],
  ['receivers/prometheus', 'start_time_metric_regex', '0.42.0', '0.47.0'],
  ['receivers/prometheus', 'report_extra_scrape_metrics', '0.42.0', '0.48.0'],
  ['receivers/prometheus', 'scrape_on_shutdown', '0.49.0'],
  ['receivers/prometheus', 'discovery_reload_on_startup', '0.49.0'],
  ['receivers/prometheus', 'initial_scrape_offset', '0.49.0'],
  ['processors/filter', 'metric_conditions', '0.48.0'],
  ['processors/memory_limiter', 'max_gc_interval_when_hard_limited', '0.49.0'],
];

describe('what changed between the releases', () => {
  for (const [component, path, came, went] of changes) {
    const named = path === '' ? component : `${component} ${path}`;
    const when = [came && `from ${came}`, went && `until ${went}`].filter(Boolean).join(' ');
    it(`${named}: ${when}`, () => {
      const slash = component.indexOf('/');
      for (const version of versions) {
        const expected =
          came !== undefined && isAtLeast(version, came) && !(went !== undefined && isAtLeast(version, went));
        const found =
          path === ''
            ? releaseOf(version).component(
                component.slice(0, slash) as ComponentKind,
                component.slice(slash + 1),
              )
            : fieldAt(version, component, path);
        assert.equal(found !== undefined, expected, version);
      }
    });
  }
});
