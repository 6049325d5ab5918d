import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RawSelector, RawWorkload } from '../../../src/kube/objects.ts';
import { formatSelector } from '../../../src/kube/selectors.ts';
import { describeWorkload } from '../../../src/kube/workloads.ts';

describe('selectors', () => {
  const cases: readonly [selector: RawSelector | undefined, text: string | undefined][] = [
    [undefined, undefined],
    [{}, undefined],
    [{ matchLabels: { app: 'a', 'x.io/y': 'b' } }, 'app=a,x.io/y=b'],
    [{ matchExpressions: [{ key: 'k', operator: 'In', values: ['a', 'b'] }] }, 'k in (a,b)'],
    [{ matchExpressions: [{ key: 'k', operator: 'NotIn', values: ['a'] }] }, 'k notin (a)'],
    [
      {
        matchExpressions: [
          { key: 'k', operator: 'Exists' },
          { key: 'l', operator: 'DoesNotExist' },
        ],
      },
      'k,!l',
    ],
    [{ matchLabels: { a: '1' }, matchExpressions: [{ key: 'k', operator: 'Exists' }] }, 'a=1,k'],
  ];
  for (const [selector, text] of cases) {
    it(`writes ${text ?? 'nothing'}`, () => assert.equal(formatSelector(selector), text));
  }
});

describe('workloads', () => {
  const raw: RawWorkload = {
    metadata: {
      name: 'w',
      namespace: 'n',
      uid: 'u',
      ownerReferences: [{ kind: 'OpenTelemetryCollector', name: 'cr', uid: 'x' }],
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'w' } },
      template: {
        spec: {
          containers: [
            { name: 'app', image: 'app:1', volumeMounts: [{ name: 'app-config' }] },
            {
              name: 'otc',
              image: 'amazon/aws-otel-collector:v0.49.0',
              volumeMounts: [{ name: 'config' }, { name: 'all' }],
              env: [
                { name: 'AOT_CONFIG_CONTENT', valueFrom: { configMapKeyRef: { name: 'by-env', key: 'k' } } },
              ],
            },
          ],
          volumes: [
            { name: 'app-config', configMap: { name: 'not-ours' } },
            {
              name: 'config',
              configMap: { name: 'conf', items: [{ key: 'collector.yaml', path: 'c.yaml' }] },
            },
            { name: 'all', projected: { sources: [{ configMap: { name: 'projected' } }, {}] } },
          ],
        },
      },
    },
    status: { readyReplicas: 2 },
  };

  it('finds the collector’s container and only its ConfigMaps', () => {
    assert.deepEqual(describeWorkload('Deployment', raw), {
      kind: 'Deployment',
      namespace: 'n',
      name: 'w',
      uid: 'u',
      image: 'amazon/aws-otel-collector:v0.49.0',
      tag: 'v0.49.0',
      container: 'otc',
      configMaps: [
        { name: 'conf', keys: ['collector.yaml'] },
        { name: 'projected', keys: [] },
        { name: 'by-env', keys: ['k'] },
      ],
      replicas: { wanted: 3, ready: 2 },
      customResource: 'cr',
      selector: 'app=w',
    });
  });

  it('counts a DaemonSet by its nodes', () => {
    const { replicas } = describeWorkload('DaemonSet', {
      ...raw,
      spec: {},
      status: { desiredNumberScheduled: 5, numberReady: 4 },
    });
    assert.deepEqual(replicas, { wanted: 5, ready: 4 });
  });

  it('takes a Deployment without replicas for one of one', () => {
    assert.deepEqual(describeWorkload('Deployment', { metadata: raw.metadata }).replicas, {
      wanted: 1,
      ready: 0,
    });
  });
});
