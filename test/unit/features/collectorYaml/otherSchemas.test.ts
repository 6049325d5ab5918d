import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hasOtherSchema } from '../../../../src/features/collectorYaml/otherSchemas.ts';

describe('hasOtherSchema', () => {
  for (const [path, schemas, expected] of [
    ['/w/k8s/a.yaml', {}, false],
    ['/w/k8s/a.yaml', { kubernetes: '*.yaml' }, true],
    ['/w/k8s/a.yaml', { kubernetes: ['*.yml', '/k8s/*'] }, true],
    ['/w/k8s/a.yaml', { kubernetes: 'k8s/**/*.yaml' }, false],
    ['/w/k8s/x/a.yaml', { kubernetes: 'k8s/**/*.yaml' }, true],
    ['/w/a.yaml', { kubernetes: '/k8s/*' }, false],
    ['/w/a.yaml', { 'https://a.test/b.json': 'a.yaml' }, true],
    ['/w/b.yaml', { 'https://a.test/b.json': 'a.yaml' }, false],
    ['/w/b.yaml', { 'https://a.test/b.json': { a: 1 } }, false],
    ['/w/alertmanager.yml', {}, true],
    ['/w/my-alertmanager.yml', {}, false],
    ['/w/adot.prometheus.rules.yaml', {}, true],
    ['/w/rules.yaml', {}, false],
  ] as const) {
    it(`${expected ? 'takes' : 'leaves'} ${path} with ${JSON.stringify(schemas)}`, () => {
      assert.equal(hasOtherSchema(path, 'a: 1', { schemas, usesStore: true }), expected);
    });
  }

  it('leaves names to nobody when the store is not asked', () =>
    assert.equal(hasOtherSchema('/w/alertmanager.yml', '', { schemas: {}, usesStore: false }), false));

  for (const line of ['# yaml-language-server: $schema=x.json', '# $schema: x.json']) {
    it(`heeds ${line}`, () => {
      const settings = { schemas: {}, usesStore: true };
      assert.equal(hasOtherSchema('/w/a.yaml', `---\n${line}\nkind: Pod`, settings), true);
      assert.equal(hasOtherSchema('/w/a.yaml', `kind: Pod # not ${line.slice(1)}`, settings), false);
    });
  }

  it('is quick with a pattern of many stars', () => {
    const settings = { schemas: { a: '*a'.repeat(2000) }, usesStore: false };
    assert.equal(hasOtherSchema(`/${'b'.repeat(4000)}`, '', settings), false);
  });
});
