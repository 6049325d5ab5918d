import type { Cluster } from './cluster.ts';
import { listTable } from './lists.ts';

/** The names of all namespaces, sorted. Throws `KubeError` 403 where they may not be listed. */
export async function listNamespaces(
  cluster: Cluster,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<string[]> {
  const { items } = await listTable(cluster, '/api/v1/namespaces', {
    signal,
    pick: ({ metadata }) => metadata.name,
  });
  return items.sort();
}
