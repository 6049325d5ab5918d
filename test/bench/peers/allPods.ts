// The peer of K1: every pod of the cluster through client-node, then a filter. The list is held, as the usual cache of
// a tree or an informer does.
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { isCollectorImage } from '../../../src/kube/images.ts';
import type { PodsInput, PodsOutput } from '../child/collectorPods.ts';
import { respond } from '../child/respond.ts';
import { collectedHeap, measureRetained } from '../child/retained.ts';

respond<PodsInput, PodsOutput>(async ({ kubeconfig }) => {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const api = config.makeApiClient(CoreV1Api);

  const { result, ...cost } = await measureRetained(async () => {
    const { items } = await api.listPodForAllNamespaces();
    const collectors = items.filter(({ spec }) =>
      spec?.containers.some(({ image }) => isCollectorImage(image ?? '')),
    );
    return { items, collectors };
  });
  const names = result.collectors.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`).sort();
  const listed = result.items.length;

  // What would stay if it dropped the list: told, not judged.
  const withList = await collectedHeap();
  result.items.length = 0;
  const droppedBytes = withList - (await collectedHeap());
  return { ...cost, names, listed, filteredBytes: cost.heapBytes - droppedBytes };
});
