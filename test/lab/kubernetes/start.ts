import { listen } from '../listener.ts';
import { tokens } from './auth.ts';
import { makeCertificates } from './certificates.ts';
import { Cluster } from './cluster.ts';
import { seedOf } from './entry.ts';
import { hugeSet } from './hugeSet.ts';
import { contexts, writeKubeconfig } from './kubeconfig.ts';
import { Lists } from './lists.ts';
import { LogRequests } from './logRequests.ts';
import { PodLogs } from './podLogs.ts';
import type { Pod } from './podTypes.ts';
import { resourceOf } from './resources.ts';
import { makeHandler } from './server.ts';
import type { SetOptions } from './setBuilder.ts';
import { smallSet } from './smallSet.ts';

import { Store } from './store.ts';
import type { KubernetesLab, KubernetesOptions } from './types.ts';
import { Watches } from './watches.ts';
import { Writes } from './writes.ts';

/** Starts the Kubernetes API of the lab on a free port of 127.0.0.1, with a set of objects in it. */
export async function startKubernetes(options: KubernetesOptions): Promise<KubernetesLab> {
  const {
    clusterName = 'amp-eks-fargate',
    region = 'us-east-1',
    accountId = '111122223333',
    now = Date.now,
    logIntervalMs = 1000,
    crashIntervalMs = 60_000,
    podStartMs = 2000,
    continueLifeMs = 5 * 60_000,
    bookmarkIntervalMs = 60_000,
  } = options;
  const { caPem, key, cert } = await makeCertificates();
  const store = new Store();
  const workspace = `https://aps-workspaces.${region}.amazonaws.com/workspaces/ws-1f0d9a2e-6c0b-4f7e-9d5a-3b8c2e7f4a10`;
  const { remoteWriteUrl = `${workspace}/api/v1/remote_write` } = options;
  fill(store, options.size, { now: now(), region, accountId, remoteWriteUrl });

  const podLogs = new PodLogs({ now, intervalMs: logIntervalMs, scraped: () => appPods(store) });
  const lists = new Lists(store, now, continueLifeMs);
  const onCompact = (): void => lists.forget();
  const state = new Cluster(store, podLogs, { now, region, podStartMs, onCompact });
  const watches = new Watches(store, { now, bookmarkIntervalMs });
  const logs = new LogRequests(store, podLogs, now);
  const writes = new Writes(store, now, (namespace, name) => state.deletePod({ namespace, name }));
  const handler = makeHandler({
    store,
    lists,
    watches,
    logs,
    writes,
    checkToken: async (token) => options.verifyToken?.(token, clusterName),
    now,
    faults: options.faults,
    requests: options.requests,
    log: (text) => options.log(text),
  });
  const listener = await listen(handler, { key, cert });
  const forgetFaults = options.faults?.onChange(() =>
    listener.setOpen(!options.faults?.refuses('kubernetes')),
  );
  const crashing =
    crashIntervalMs > 0 ? setInterval(() => crashLoop(state), crashIntervalMs).unref() : undefined;
  return {
    url: listener.url,
    caPem,
    clusterName,
    contexts,
    tokens,
    state,
    writeKubeconfig: (path) => writeKubeconfig(path, { url: listener.url, caPem, dir: options.dir }),
    cutStreams: () => watches.cut() + logs.cut(),
    async stop() {
      clearInterval(crashing);
      forgetFaults?.();
      state.stop();
      podLogs.stop();
      await listener.stop();
    },
  };
}

function fill(store: Store, size: KubernetesOptions['size'], options: SetOptions): void {
  const { set, seeds } = size === 'huge' ? hugeSet(options) : { set: smallSet(options), seeds: {} };
  for (const [resource, objects] of Object.entries(set)) {
    store.seed(
      resource,
      objects.map((object) => seedOf(resourceOf(resource), object)),
    );
  }
  for (const [resource, more] of Object.entries(seeds)) {
    store.seed(resource, more);
  }
}

function appPods(store: Store): Pod[] {
  const { entries } = store.snapshot('pods');
  return entries
    .filter(({ seed }) => seed.labels['app'] === 'prometheus-sample-app')
    .map((entry) => entry.object as Pod);
}

/** Starts what waits in CrashLoopBackOff with a bad config once more, as the kubelet does. */
function crashLoop(state: Cluster): void {
  const pods = state.list('pods', 'legacy-metrics') as Pod[];
  for (const { metadata, status } of pods) {
    if (status.containerStatuses?.some((one) => one.state.waiting?.reason === 'CrashLoopBackOff')) {
      state.crashAgain({ namespace: metadata.namespace ?? '', name: metadata.name });
    }
  }
}
