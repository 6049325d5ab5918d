import { openCluster } from '../../src/kube/cluster.ts';
import type { Cluster } from '../../src/kube/cluster.ts';

/** The product's own way to the one context of a kubeconfig. What it logs goes to `onLog`. */
export function openContext(
  kubeconfigPath: string,
  onLog: (text: string) => void = () => undefined,
): Promise<Cluster> {
  return openCluster(
    { kind: 'context', context: 'live', kubeconfigPath },
    {
      network: { noProxy: [], strictSsl: true, caPem: [] },
      log: { trace: onLog, debug: onLog, info: onLog, warn: onLog, error: onLog },
      now: () => Date.now(),
      env: process.env,
      mayRunPrograms: true,
    },
  );
}
