import type { Cluster } from '../cluster.ts';
import type { SearchOptions } from '../collectors.ts';
import { parseImage } from '../images.ts';
import { hasStatus } from '../kubeError.ts';
import { listTable } from '../lists.ts';
import type { PodSummary } from '../model.ts';
import type { ObjectMeta, RawWorkload } from '../objects.ts';
import { listPods, namespacePath } from '../podLists.ts';
import { mapSome, Scope } from '../scope.ts';
import { formatSelector } from '../selectors.ts';

const apps = '/apis/apps/v1';

/** The recipe's own name for it: the image's, and the `app` label's where the image was renamed. */
const appName = 'prometheus-sample-app';

/** The pods of the recipe's sample app: of every Deployment that runs its image or bears its label. */
export async function findSampleApp(cluster: Cluster, options: SearchOptions = {}): Promise<PodSummary[]> {
  const { signal, namespaces } = options;
  const scope = new Scope(cluster, { signal, namespaces });
  const found = await scope.everywhere({ group: apps, plural: 'deployments' }, async (path) => {
    const { items } = await listTable<Pick<ObjectMeta, 'name' | 'namespace'>>(cluster, path, {
      signal,
      pick: ({ cell, metadata }) =>
        metadata.labels?.['app'] === appName || cell('Images').split(',').some(isSampleApp)
          ? { name: metadata.name, namespace: metadata.namespace ?? '' }
          : undefined,
    });
    return items;
  });
  const pods = await mapSome(found, async ({ namespace = '', name }) => {
    try {
      const path = `${apps}/namespaces/${encodeURIComponent(namespace)}/deployments/${encodeURIComponent(name)}`;
      const { spec } = await cluster.getJson<RawWorkload>(path, { signal });
      const selector = formatSelector(spec?.selector);
      return await listPods(cluster, `${namespacePath(namespace)}/pods`, { selector, signal });
    } catch (error) {
      if (hasStatus(error, 404)) {
        // Deleted since it was listed.
        return [];
      }
      throw error;
    }
  });
  return pods.flat();
}

function isSampleApp(image: string): boolean {
  return parseImage(image).name.toLowerCase() === appName;
}
