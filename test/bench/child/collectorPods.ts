// Ours of K1: the collectors of a cluster as the tree finds them, by the bundle that ships.
import { createRequire } from 'node:module';
import { respond } from './respond.ts';
import { measureRetained } from './retained.ts';
import type { Retained } from './retained.ts';

export interface PodsInput {
  kubeconfig: string;
  context: string;
  /** `kube.cjs` of the build. */
  bundle: string;
}

export interface PodsOutput extends Omit<Retained<unknown>, 'result'> {
  /** `namespace/name` of the collector pods, sorted. */
  names: string[];
  /** How many pods the process saw. */
  listed: number;
  /** What stays on the heap when only the collectors' pods are kept. */
  filteredBytes: number;
}

const silent = () => undefined;

respond<PodsInput, PodsOutput>(async ({ kubeconfig, context, bundle }) => {
  const { openCluster, findCollectors } = createRequire(bundle)(
    bundle,
  ) as typeof import('../../../src/bundles/kube.ts');
  const { result, ...cost } = await measureRetained(async () => {
    const cluster = await openCluster(
      { kind: 'context', kubeconfigPath: kubeconfig, context },
      {
        network: { noProxy: [], strictSsl: true, caPem: [] },
        log: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
        now: () => Date.now(),
        env: process.env,
        mayRunPrograms: true,
      },
    );
    return { cluster, search: await findCollectors(cluster, {}) };
  });
  const { collectors, problems } = result.search;
  if (problems.length > 0) {
    throw new Error(`the search was not complete: ${problems.map(({ what }) => what).join(' ')}`);
  }
  const pods = collectors.flatMap((collector) => collector.pods);
  return {
    ...cost,
    names: pods.map(({ namespace, name }) => `${namespace}/${name}`).sort(),
    listed: pods.length,
    filteredBytes: cost.heapBytes,
  };
});
