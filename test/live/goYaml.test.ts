import * as assert from 'node:assert/strict';
import { it } from 'mocha';
import { goYamlTexts } from '../unit/manifest/yaml/goYaml/texts.ts';
import { adotReleases } from './build/parts.ts';
import { describeWith } from './given.ts';
import { validateConfigs } from './servers/collector.ts';

const parts = ['newestCollector', 'oldestCollector'] as const;

describeWith('the YAML that collectors refuse', parts, (folders) => {
  for (const part of parts) {
    it(`is what we say, of ADOT ${adotReleases[part]}`, async () => {
      const answers = await validateConfigs(
        folders[part],
        goYamlTexts.map(({ text }) => text),
      );
      const taken = goYamlTexts.filter((_, index) => answers[index] === undefined);
      const expected = goYamlTexts.filter(({ refused }) => refused.length === 0);
      assert.deepEqual(
        taken.map(({ what }) => what),
        expected.map(({ what }) => what),
      );
    });
  }
});
