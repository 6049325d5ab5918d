import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { refusesAt } from '../unit/otel/prometheus/cases.ts';
import { prometheusCases } from '../unit/otel/prometheus/configs.ts';
import { adotReleases } from './build/parts.ts';
import { describeWith } from './given.ts';
import { validateConfig } from './servers/collector.ts';

const parts = ['newestCollector', 'oldestCollector'] as const;

describeWith('what collectors refuse under a prometheus receiver', parts, (folders) => {
  for (const part of parts) {
    const version = adotReleases[part];
    describe(`of ADOT ${version}`, () => {
      for (const prometheusCase of prometheusCases) {
        const isRefused = refusesAt(prometheusCase, version);
        if (isRefused !== undefined) {
          it(`is what we say: ${prometheusCase.what}`, () => {
            const answer = validateConfig(folders[part], around(prometheusCase.config));
            assert.equal(answer !== undefined, isRefused, answer ?? 'taken');
          });
        }
      }
    });
  }
});

function around(config: string): string {
  const indented = config.replaceAll(/^/gm, '      ');
  return `receivers:\n  prometheus:\n    config:\n${indented}
exporters: {debug: {}}
service: {pipelines: {metrics: {receivers: [prometheus], exporters: [debug]}}}
`;
}
