import type { Cluster } from './cluster.ts';
import { hasStatus } from './kubeError.ts';
import { listObjects } from './lists.ts';
import type { PodSummary } from './model.ts';
import type { RawEvent, RawList, RawPod } from './objects.ts';
import { describePod } from './pods.ts';
import { mapSome } from './scope.ts';

export interface PodQuery {
  /** Label selector; without it all pods of the path. */
  selector?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Which of them; default all. */
  isWanted?: (raw: RawPod) => boolean;
}

/** How many pods of one list have their events read: of a hundred failing replicas a few tell the story. */
const explainedPods = 10;

/** The pods below a path (`/api/v1/pods` or one namespace's), those that are not ready with the warnings about them. */
export async function listPods(
  cluster: Cluster,
  path: string,
  { selector, signal, isWanted = () => true }: PodQuery,
): Promise<PodSummary[]> {
  const { items } = await listObjects<RawPod, { pod: PodSummary; raw?: RawPod }>(cluster, path, {
    signal,
    query: { labelSelector: selector },
    pick: (raw) => {
      if (!isWanted(raw)) {
        return undefined;
      }
      const pod = describePod(raw);
      return needsEvents(pod) ? { pod, raw } : { pod };
    },
  });
  const unclear = items.filter(({ raw }) => raw !== undefined).slice(0, explainedPods);
  await mapSome(unclear, async (item) => {
    if (item.raw) {
      item.pod = describePod(item.raw, await listEvents(cluster, item.pod, signal));
    }
  });
  return items.map(({ pod }) => pod);
}

/** Events about one pod; none when they may not be read. */
export async function listEvents(
  cluster: Cluster,
  { namespace, uid }: { namespace: string; uid: string },
  signal: AbortSignal | undefined,
): Promise<RawEvent[]> {
  try {
    const { items } = await cluster.getJson<RawList<RawEvent>>(`${namespacePath(namespace)}/events`, {
      signal,
      query: { fieldSelector: `involvedObject.uid=${uid}`, limit: 100 },
    });
    return items ?? [];
  } catch (error) {
    if (hasStatus(error, 403, 404)) {
      return [];
    }
    throw error;
  }
}

/** Where the API keeps the core objects of a namespace. */
export function namespacePath(namespace: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
}

export function needsEvents(pod: PodSummary): boolean {
  return !pod.ready && !pod.deleting && pod.phase !== 'Succeeded';
}
