import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parseAllDocuments } from 'yaml';
import { selectsCollector } from '../../../src/recipe/fargateSelectors.ts';

describe('selectsCollector', () => {
  for (const [namespace, labels, isSelected] of [
    ['adot-col', {}, true],
    ['adot-*', {}, true],
    ['adot-co?', {}, true],
    ['*', {}, true],
    ['adot', {}, false],
    ['adot-col-2', {}, false],
    ['adot.col', {}, false],
    ['ADOT-COL', {}, false],
    ['adot-col', { component: 'adot-collector' }, true],
    ['adot-col', { app: 'aws-*', component: '*' }, true],
    ['adot-col', { component: 'web' }, false],
    ['adot-col', { component: 'adot-collector', team: 'x' }, false],
  ] as const) {
    it(`${namespace} ${JSON.stringify(labels)}`, () => {
      assert.equal(
        selectsCollector(
          [
            { namespace: 'other', labels: {} },
            { namespace, labels },
          ],
          'adot-col',
        ),
        isSelected,
      );
    });
  }

  it('no selector selects nothing', () => assert.equal(selectsCollector([], 'adot-col'), false));

  it('knows the labels that the manifest gives its pods', () => {
    const text = readFileSync(
      new URL('../../../templates/adot-collector-fargate.yaml', import.meta.url),
      'utf8',
    );
    const deployment = parseAllDocuments(text).find((document) => document.get('kind') === 'Deployment');
    const { spec } = deployment?.toJS() as {
      spec: { template: { metadata: { labels: Record<string, string> } } };
    };
    const { labels } = spec.template.metadata;
    assert.ok(selectsCollector([{ namespace: 'n', labels }], 'n'));
  });
});
