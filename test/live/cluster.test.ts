import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { describeWith, makePlace } from './given.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';

describeWith('a real cluster', ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('cluster');
  let cluster: RealCluster;

  before(async () => {
    cluster = await startCluster(folders, place);
  });
  after(async () => {
    await cluster?.stop();
    place.remove();
  });

  it('gives pods a node, and has them ready', async () => {
    const { kubectl } = cluster;
    await kubectl.run(['create', 'deployment', 'web', '--image=nginx:1.29']);
    await kubectl.run(['wait', '--for=condition=Available', 'deployment/web', '--timeout=60s']);
    const { items } = await kubectl.get<{ items: { spec: { nodeName: string } }[] }>([
      'pods',
      '-l',
      'app=web',
    ]);
    assert.deepEqual(
      items.map(({ spec }) => spec.nodeName),
      ['fargate-1'],
    );
  });

  it('refuses fields that no object has', async () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'odd' }, dada: {} };
    await assert.rejects(cluster.kubectl.apply(manifest), /unknown field "dada"|field not declared/);
  });
});
