import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { checkCollector } from '../../../../src/otel/checkCollector.ts';
import { readCollectorFile } from '../../../../src/otel/collectorFile.ts';
import { checkReleases } from '../../../../src/otel/rules/releaseOfImage.ts';
import { collectorManifest } from '../../../../src/recipe/collectorManifest.ts';
import { oldRecipe } from '../../../live/oldRecipe.ts';
import { collectorSchemas as schemas } from '../schemas.ts';

const template = readFileSync(
  new URL('../../../../templates/adot-collector-fargate.yaml', import.meta.url),
  'utf8',
);
const endpoint = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1f';

function found(text: string): string[] {
  return readCollectorFile(text, { schemas }).collectors.flatMap((collector) =>
    checkCollector(collector).map(
      ({ code, severity, span }) =>
        `${code} ${severity} ${collector.source?.slice(span.start, span.end) ?? ''}`,
    ),
  );
}

describe('The collector of the recipe', () => {
  for (const version of schemas.versions) {
    it(`as we write it gives nothing on ADOT ${version}`, () => {
      const text = collectorManifest(template, {
        endpoint,
        region: 'eu-west-1',
        namespace: 'adot-col',
        version,
      });
      const [collector] = readCollectorFile(text, { schemas }).collectors;
      assert.deepEqual([collector?.release.version, collector?.origin?.kind], [version, 'image']);
      assert.deepEqual(found(text), []);
    });
  }

  it('as it was in 2021 has a finding for each of its defects', () => {
    const { manifest } = oldRecipe({
      namespace: 'adot-col',
      endpoint: `${endpoint}/api/v1/remote_write`,
      region: 'eu-west-1',
    });
    assert.deepEqual(found(manifest), [
      'collector/no-metadata information prometheusremotewrite',
      'collector/deprecated-name information prometheusremotewrite',
      'collector/removed-component error logging',
      'collector/health-check-on-localhost warning health_check',
      'collector/debug-page-open warning :1888',
      'collector/debug-page-open warning :55679',
      'pipeline/no-memory-limiter information metrics',
      'pipeline/no-batch information metrics',
    ]);
  });
});

describe('checkReleases', () => {
  const manifest = (image: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: |\n    receivers: {otlp: }\n    exporters: {debug: }\n---\nkind: Pod\nspec:\n  containers:\n    - image: ${image}\n`;
  for (const [image, expected] of [
    ['aws-otel-collector:v0.49.0', []],
    ['aws-otel-collector:latest', []],
    ['aws-otel-collector:v0.30.0', ['collector/old-release warning v0.30.0']],
    ['aws-otel-collector:v0.41.1', ['collector/old-release warning v0.41.1']],
    ['aws-otel-collector:v0.60.0', ['collector/newer-release information v0.60.0']],
    ['otel/opentelemetry-collector-contrib:0.156.0', ['collector/other-distribution information 0.156.0']],
  ] as const) {
    it(`says of ${image}: ${expected.join(', ') || 'nothing'}`, () => {
      const text = manifest(image);
      assert.deepEqual(
        checkReleases(readCollectorFile(text, { schemas })).map(
          ({ code, severity, span }) => `${code} ${severity} ${text.slice(span.start, span.end)}`,
        ),
        expected,
      );
    });
  }

  it('says in one sentence what an old release lacks', () => {
    const [problem] = checkReleases(readCollectorFile(manifest('aws-otel-collector:v0.33.1'), { schemas }));
    assert.match(problem?.message ?? '', /no debug exporter and no filelog/);
  });
});
