import assert from 'node:assert/strict';
import { matchesGlob } from 'node:path';
import { describe, it } from 'mocha';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import { suggestAt } from '../../../../src/assist/suggest/suggest.ts';
import { hasOtherSchema } from '../../../../src/features/collectorYaml/otherSchemas.ts';
import type { SchemaSettings } from '../../../../src/features/collectorYaml/otherSchemas.ts';
import { marked } from '../../assist/marked.ts';
import { manifestSchemas as manifests } from '../../manifest/kinds/schemas.ts';

const hasSchema = (path: string, text: string, settings: SchemaSettings): boolean =>
  hasOtherSchema(text, settings, (glob) => matchesGlob(path, glob));

describe('hasOtherSchema', () => {
  for (const [path, schemas, expected] of [
    ['/w/k8s/a.yaml', {}, false],
    ['/w/k8s/a.yaml', { 'https://a.test/b.json': { a: 1 }, c: [3, null], d: '', e: '/' }, false],
    ['/w/k8s/a.yaml', { other: 'b.yaml', kubernetes: ['*.yml', '/k8s/*'] }, true],
    ['/w/alertmanager.yml', {}, true],
    ['/w/my-alertmanager.yml', {}, false],
    ['/w/adot.prometheus.rules.yaml', {}, true],
    ['/w/rules.yaml', {}, false],
  ] as const) {
    it(`${expected ? 'takes' : 'leaves'} ${path} with ${JSON.stringify(schemas)}`, () => {
      assert.equal(hasSchema(path, 'a: 1', { schemas, usesStore: true }), expected);
    });
  }

  it('leaves names to nobody when the store is not asked', () =>
    assert.equal(hasSchema('/w/alertmanager.yml', '', { schemas: {}, usesStore: false }), false));

  for (const [text, expected] of [
    ['apiVersion: v1\nkind: Service\n', true],
    ['a: 1\n---\nkind: Deployment\napiVersion: "apps/v1"\n', true],
    ['apiVersion: v1\n', false],
    ['apiVersion:\nkind: Service\n', false],
    ["apiVersion: 'eksctl.io/v1alpha5'\nkind: ClusterConfig\n", false],
    ['apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\n', false],
    ['groups: []\n', false],
  ] as const) {
    it(`${expected ? 'leaves' : 'takes'} ${JSON.stringify(text)} beside the Kubernetes extension`, () => {
      const settings = { schemas: {}, usesStore: true };
      assert.equal(hasSchema('/w/a.yaml', text, { ...settings, hasKubernetesTools: true }), expected);
      assert.equal(hasSchema('/w/a.yaml', text, settings), false);
    });
  }

  for (const line of ['# yaml-language-server: $schema=x.json', '# $schema: x.json']) {
    it(`heeds ${line}`, () => {
      const settings = { schemas: {}, usesStore: true };
      assert.equal(hasSchema('/w/a.yaml', `---\n${line}\nkind: Pod`, settings), true);
      assert.equal(hasSchema('/w/a.yaml', `kind: Pod # not ${line.slice(1)}`, settings), false);
    });
  }
});

/** The language server of the YAML extension with a schema for the files of some patterns; none without patterns. */
async function offeredByServer(path: string, text: string, patterns: readonly string[]): Promise<string[]> {
  const service = getLanguageService({
    schemaRequestService: (uri) => Promise.reject(new Error(`nothing is fetched: ${uri}`)),
    workspaceContext: { resolveRelativePath: (relative) => relative },
  });
  const schema = { type: 'object', properties: { ours: { type: 'string' }, spec: { type: 'object' } } };
  const schemas = [{ uri: 'test://one.json', fileMatch: [...patterns], schema }];
  service.configure({ completion: true, schemas: patterns.length === 0 ? [] : schemas });
  const at = text.indexOf('│');
  const document = TextDocument.create(`file://${path}`, 'yaml', 1, text.replace('│', ''));
  const { items } = await service.doComplete(document, document.positionAt(at), false);
  return items.map(({ label }) => label);
}

describe('what the language server of the YAML extension offers', () => {
  const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n│';

  it('is nothing of ours without a schema, so that no key is offered twice', async () => {
    const { file, offset } = marked(text);
    const ours = suggestAt(file, offset, { manifests }).map(({ label }) => label);
    const theirs = await offeredByServer('/w/none/a.yaml', text, []);
    assert.ok(ours.includes('spec'));
    assert.deepEqual(
      theirs.filter((label) => ours.includes(label)),
      [],
    );
  });

  for (const [path, patterns, expected] of [
    ['/w/one/a.yaml', ['*.yaml'], true],
    ['/w/two/a.yaml', ['*.yml'], false],
    ['/w/k8s/a.yaml', ['/k8s/*'], true],
    ['/w/k8s/deep/a.yaml', ['k8s/*.yaml'], false],
    ['/w/k8s/deeper/a.yaml', ['k8s/**/*.yaml'], true],
    ['/w/three/a.yaml', ['a.yaml'], true],
    ['/w/four/ba.yaml', ['a.yaml'], false],
    ['/w/five/a.yaml', ['six/*', '{a,b}.yaml'], true],
    ['/w/seven/a.yaml', ['*.yaml', '!seven/*'], false],
  ] as const) {
    it(`${expected ? 'goes' : 'does not go'} by ${patterns.join(' ')} for ${path}`, async () => {
      const offered = await offeredByServer(path, text, patterns);
      assert.equal(offered.includes('ours'), expected, offered.join());
      assert.equal(hasSchema(path, text, { schemas: { one: patterns }, usesStore: false }), expected);
    });
  }
});
