import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { adotVersions } from '../../../../src/otel/adotVersions.ts';

interface Manifest {
  contributes: { configuration: { properties: Record<string, { enum?: string[] }> }[] };
}

describe('the setting adot.yaml.adotVersion', () => {
  it('offers every release that there is, newest first, and none', () => {
    const file = new URL('../../../../package.json', import.meta.url);
    const { contributes } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const offered = contributes.configuration.flatMap(
      ({ properties }) => properties['adot.yaml.adotVersion']?.enum ?? [],
    );
    assert.deepEqual(offered, ['', ...adotVersions.map(({ version }) => version)]);
  });
});
