import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { linesOf } from '../../../src/cli/report.ts';
import type { SourceFile } from '../../../src/lint/checker.ts';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { shippedSchemas } from './schemas.ts';

const folder = new URL('../../fixtures/old-recipe/', import.meta.url);
const files: readonly SourceFile[] = readdirSync(folder)
  .sort()
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));

/** Every finding in the recipe as it was published, by file and line. */
const table: Readonly<Record<string, readonly (readonly [line: number, code: string, about: string])[]>> = {
  'cluster-config.yaml': [
    [6, 'placeholder/left', '<YOUR_REGION>'],
    [7, 'eksctl/unsupported-version', "'1.21'"],
    [16, 'eksctl/policy-too-wide', 'attachPolicy'],
    [40, 'eksctl/all-logs', "'*'"],
  ],
  'eks-fargate-adot.yaml': [
    [10, 'kubernetes/nodes-proxy', 'nodes/proxy'],
    [16, 'kubernetes/dead-api-group', 'extensions'],
    [55, 'prometheus/endpoints-role', 'endpoints'],
    [61, 'collector/deprecated-name', 'prometheusremotewrite'],
    [62, 'placeholder/left', '<YOUR_ENDPOINT>'],
    [65, 'collector/removed-component', 'logging'],
    [68, 'collector/health-check-on-localhost', 'health_check'],
    [70, 'collector/debug-page-open', ':1888'],
    [72, 'collector/debug-page-open', ':55679'],
    [74, 'placeholder/left', '<YOUR_REGION>'],
    [79, 'pipeline/no-batch', 'metrics'],
    [79, 'pipeline/no-memory-limiter', 'metrics'],
    [92, 'recipe/node-port-on-fargate', 'NodePort'],
    [95, 'recipe/service-port-on-localhost', '8888'],
    [108, 'recipe/rolling-update', 'spec'],
    [123, 'kubernetes/image-without-version', 'latest'],
    [127, 'recipe/requests-below-limits', 'limits'],
  ],
  'prometheus-sample-app.yaml': [
    [26, 'placeholder/left', 'ACCOUNTID'],
    [26, 'placeholder/left', 'REGION'],
    [26, 'kubernetes/image-without-version', 'latest'],
  ],
};

describe('the recipe as it was published', () => {
  const found = createChecker({ ...shippedSchemas(), today: '2026-11-25' }).check(files);

  for (const { path, text } of files) {
    it(`has exactly the known defects: ${path}`, () => {
      const lines = linesOf(text);
      assert.deepEqual(
        (found.get(path) ?? []).map(({ code, span }) => [
          lines.placeOf(span).line,
          code,
          text.slice(span.start, span.end),
        ]),
        table[path],
      );
    });
  }

  it('is refused by the collector and by eksctl', () => {
    const errors = [...found.values()].flat().filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(({ code }) => code).sort(), [
      'collector/removed-component',
      'eksctl/unsupported-version',
    ]);
  });
});
