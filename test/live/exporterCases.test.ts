import * as assert from 'node:assert/strict';
import { it } from 'mocha';
import { configWith, exporterCases } from '../unit/otel/rules/queueConfigs.ts';
import { describeWith } from './given.ts';
import { validateConfigs } from './servers/collector.ts';

describeWith(
  'the settings of exporters that the newest collector refuses',
  ['newestCollector'],
  (folders) => {
    it('are those that we name', async () => {
      const answers = await validateConfigs(folders.newestCollector, exporterCases.map(configWith));
      const refused = exporterCases.filter((_, index) => answers[index] !== undefined);
      const expected = exporterCases.filter((one) => one.refused.length > 0);
      assert.deepEqual(
        refused.map(({ what }) => what),
        expected.map(({ what }) => what),
      );
    });
  },
);
