import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, it } from 'mocha';
import type { Cluster, GetOptions } from '../../src/kube/cluster.ts';
import { listObjects } from '../../src/kube/lists.ts';
import type { RawPod } from '../../src/kube/objects.ts';
import { watchObjects } from '../../src/kube/watch.ts';
import { createCrowd, pod } from './crowd.ts';
import { describeWith, makePlace } from './given.ts';
import { openContext } from './kube.ts';
import { Mirror } from './mirror.ts';
import { startApiServer, users } from './servers/apiServer.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';
import { writeKubeconfig } from './servers/kubeconfig.ts';
import { Kubectl } from './servers/kubectl.ts';
import { linesOf, openTree, untilShown } from './tree.ts';

const namespace = 'default';
const path = `/api/v1/namespaces/${namespace}/pods`;
const adot = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';

describeWith('what changes in a real cluster', ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('watch');
  let cluster: RealCluster;
  let open: Cluster;
  let log: string[] = [];

  before(async () => {
    cluster = await startCluster(folders, place);
    open = await openContext(cluster.kubeconfig, (text) => log.push(text));
  });
  afterEach(() => {
    log = [];
  });
  after(async () => {
    open?.close();
    await cluster?.stop();
    place.remove();
  });

  /**
   * Another API server over the same data, as control planes have several: by it things change while the one that the product
   * talks to is away.
   */
  const changeElsewhere = async (change: (kubectl: Kubectl) => Promise<void>): Promise<void> => {
    const dir = join(place.dir, 'other');
    const other = await startApiServer(folders.kubernetes, {
      dir,
      logs: place.logs,
      etcdUrl: cluster.etcdUrl,
    });
    try {
      const kubeconfig = writeKubeconfig(join(dir, 'kubeconfig'), other, { token: users.admin.token });
      await change(new Kubectl(join(folders.kubernetes, 'kubectl'), kubeconfig));
    } finally {
      await other.stop();
    }
  };

  /** The pods by name and uid, as kubectl has them. */
  const truth = async (): Promise<string[]> => {
    const { items } = await cluster.kubectl.get<{ items: RawPod[] }>(['pods', '-n', namespace]);
    return items.map(identify).sort();
  };

  it('is known after a restart of the API server, which has forgotten what was before', async () => {
    await cluster.kubectl.apply(list(['stays', 'goes', 'changes', 'comes-anew'].map((name) => still(name))));
    const stop = new AbortController();
    const events = watchObjects<RawPod, RawPod>(open, path, { signal: stop.signal, pick: (raw) => raw });
    const mirror = new Mirror(events, ({ metadata }) => metadata.uid);
    const seen = (): string[] => [...mirror.items.values()].map(identify).sort();
    await mirror.until(() => mirror.items.size === 4);

    await cluster.api.restart(async () => {
      await mirror.until(() => mirror.kinds.includes('lost'));
      await changeElsewhere(async (kubectl) => {
        await kubectl.run([...deletion, 'goes', 'comes-anew']);
        await kubectl.apply(list(['comes-anew', 'comes'].map((name) => still(name))));
        await kubectl.run(['label', 'pod', 'changes', 'is=changed']);
      });
      await cluster.compact();
    });
    // Only what has been forgotten (410 Gone) makes it ask for everything again.
    await mirror.until(() => mirror.kinds.length === 4);
    assert.deepEqual(mirror.kinds, ['all', 'lost', 'back', 'all']);
    assert.deepEqual(seen(), await truth());
    assert.deepEqual(
      seen().map((one) => one.split(' ')[0]),
      ['changes', 'comes', 'comes-anew', 'stays'],
    );
    // It goes on from there.
    await cluster.kubectl.run([...deletion, 'stays']);
    await mirror.until(() => mirror.items.size === 3);
    assert.deepEqual(seen(), await truth());
    stop.abort();
    await mirror.end();
  });

  it('is listed whole when the pages still to come have been forgotten', async () => {
    // Some pages of 500.
    await createCrowd(cluster, { namespaces: [namespace], deployments: 0, pods: 1_200 });
    let isFirst = true;
    const interrupted: Cluster = {
      ...open,
      getJson: async <T>(wanted: string, options?: GetOptions) => {
        const page = await open.getJson<T>(wanted, options);
        if (isFirst) {
          isFirst = false;
          // Of the page that has been read, and of one that has not.
          await cluster.kubectl.run([...deletion, 'web-0', 'web-999']);
          await cluster.kubectl.apply(list([still('web-0')]));
          // The API server keeps states of its own, which a restart takes from it.
          await cluster.compact();
          await cluster.api.restart();
        }
        return page;
      },
    };
    const { items } = await listObjects(interrupted, path, { pick: identify });
    assert.deepEqual(items.toSorted(), await truth());
    assert.equal(log.filter((text) => text.includes(' 410 ')).length, 1, log.join('\n'));
  });

  it('shows in the tree, which also says when the cluster is away', async () => {
    const path = ['contexts', 'live', 'collectors'];
    await cluster.kubectl.apply(list(['one', 'two'].map(collector)));
    await makeReady(cluster.kubectl, 'two');
    const tree = await openTree({ env: { KUBECONFIG: cluster.kubeconfig } });
    try {
      const pending = (name: string): string => `${name} · default · v0.49.0 · 0/1 ready · Pending`;
      const ready = (name: string): string => `${name} · default · v0.49.0 · 1/1 ready`;
      assert.deepEqual(linesOf(await tree.open(...path)), [pending('one'), ready('two')]);
      await cluster.api.restart(async () => {
        const away = linesOf(await tree.reopen(...path));
        assert.equal(away.length, 1);
        assert.match(
          away[0] ?? '',
          /^The cluster “live” cannot be reached \(ECONNREFUSED\)\. · Check the network/,
        );
        await changeElsewhere(async (kubectl) => {
          await kubectl.run([...deletion, 'one']);
          await kubectl.apply(list([collector('three')]));
        });
      });
      assert.deepEqual(linesOf(await tree.reopen(...path)), [pending('three'), ready('two')]);
      // From here on it looks by itself.
      await makeReady(cluster.kubectl, 'three');
      await untilShown(
        () => tree.open(...path),
        ([first]) => first === ready('three'),
      );
    } finally {
      tree.dispose();
    }
  });
});

const deletion = ['delete', 'pod', '-n', namespace, '--force', '--grace-period=0'];

function identify({ metadata: { name, uid, labels } }: RawPod): string {
  return [name, uid, labels?.['is'] ?? ''].join(' ');
}

/** One that nobody schedules: what it is changes only when somebody changes it. */
function still(name: string): object {
  return pod(name, {
    namespace,
    labels: {},
    containers: [{ name: 'web', image: 'nginx:1.29' }],
    schedulerName: 'nobody',
  });
}

function list(items: readonly object[]): object {
  return { apiVersion: 'v1', kind: 'List', items };
}

function collector(name: string): object {
  return pod(name, {
    namespace,
    labels: { component: 'adot-collector' },
    containers: [{ name: 'collector', image: adot }],
    schedulerName: 'nobody',
  });
}

/** In the place of a kubelet, so that it is the test that says when. */
async function makeReady(kubectl: Kubectl, name: string): Promise<void> {
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const patch = JSON.stringify({ status });
  await kubectl.run([
    'patch',
    'pod',
    name,
    '-n',
    namespace,
    '--subresource=status',
    '--type=merge',
    '-p',
    patch,
  ]);
}
