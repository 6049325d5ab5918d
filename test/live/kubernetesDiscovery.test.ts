import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { findCollectors } from '../../src/kube/collectors.ts';
import { createCollectors, createCrowd, createTeams } from './crowd.ts';
import { describeWith, makePlace } from './given.ts';
import { openContext } from './kube.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';
import { linesOf, openTree, untilShown } from './tree.ts';
import type { LiveTree } from './tree.ts';

describeWith('collectors among 10,000 pods of a real cluster', ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('discovery');
  let cluster: RealCluster;
  let tree: LiveTree;

  before(async () => {
    cluster = await startCluster(folders, place);
    const namespaces = await createTeams(cluster, 20);
    await createCollectors(cluster);
    // More than a page of each; what else runs makes it ten thousand and some.
    await createCrowd(cluster, { namespaces, deployments: 600, pods: 9_990 });
    tree = await openTree({ env: { KUBECONFIG: cluster.kubeconfig } });
  });
  after(async () => {
    tree?.dispose();
    await cluster?.stop();
    place.remove();
  });

  it('are found, all of them and nothing else', async () => {
    const open = await openContext(cluster.kubeconfig);
    const { collectors, searched, problems } = await findCollectors(open);
    open.close();
    assert.deepEqual(problems, []);
    assert.deepEqual(searched, { kind: 'cluster' });
    const found = collectors.map(({ kind, namespace, name, customResource, pods }) =>
      [kind, `${namespace}/${name}`, ...(customResource ? [customResource] : []), pods.length].join(' '),
    );
    assert.deepEqual(found.sort(), [
      'DaemonSet team-3/agent 1',
      'Deployment team-1/adot 2',
      'Deployment team-4/stuck 1',
      'Deployment team-5/cluster-collector cluster 1',
      'OpenTelemetryCollector team-5/beside beside 1',
      'Pod team-6/single 1',
      'StatefulSet team-2/gateway 3',
    ]);
    const pods = (await cluster.kubectl.run(['get', 'pods', '-A', '-o', 'name'])).trim().split('\n');
    assert.ok(pods.length >= 10_000, `${pods.length} pods`);
  });

  it('show in the tree with the state that they come to', async () => {
    const settled = await untilShown(
      () => tree.open('contexts', 'live', 'collectors'),
      (lines) => lines.filter((line) => /(\d)\/\1 ready/.test(line)).length === 6,
    );
    assert.deepEqual(settled, [
      'adot · team-1 · v0.49.0 · 2/2 ready',
      'gateway · team-2 · 0.156.0 · 3/3 ready',
      'agent · team-3 · 1.2 · 1/1 ready',
      'stuck · team-4 · v0.49.0 · 0/1 ready · Pending · Unschedulable',
      'beside · team-5 · 0.156.0 · 1/1 ready',
      'cluster-collector · team-5 · 7 · 1/1 ready',
      'single · team-6 · v0.49.0 · 1/1 ready',
    ]);
    const [, ...pods] = linesOf(await tree.open('contexts', 'live', 'collectors', 'gateway'));
    assert.deepEqual(
      pods.map((line) => line.split(' · ').slice(0, 3).join(' · ')).sort(),
      [0, 1, 2].map((at) => `gateway-${at} · Running · 1/1 ready`),
    );
  });

  it('say in the words of the scheduler why one is not ready', async () => {
    const isStuck = ({ label }: { label: string }): boolean => label.startsWith('stuck-');
    const causes = linesOf(await tree.open('contexts', 'live', 'collectors', 'stuck', isStuck));
    assert.match(
      causes[0] ?? '',
      /^Unschedulable · 0\/1 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector/,
    );
  });

  it('go from the tree when they are gone from the cluster', async () => {
    await cluster.kubectl.run(['delete', 'statefulset/gateway', '-n', 'team-2', '--wait']);
    await cluster.kubectl.run(['scale', 'deployment/adot', '-n', 'team-1', '--replicas=0']);
    await cluster.kubectl.run([
      'wait',
      '--for=delete',
      'pods',
      '-l',
      'app=adot',
      '-n',
      'team-1',
      '--timeout=60s',
    ]);
    const shown = linesOf(await tree.reopen('contexts', 'live', 'collectors'));
    assert.equal(shown[0], 'adot · team-1 · v0.49.0 · 0/0 ready');
    assert.ok(!shown.some((line) => line.startsWith('gateway')), shown.join('\n'));
  });
});
