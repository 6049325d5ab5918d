import type { Cluster } from '../cluster.ts';
import { listObjects } from '../lists.ts';
import type { Query } from '../request.ts';
import { mapSome } from '../scope.ts';
import type { TargetObjects } from './targetObjects.ts';
import { targetsOf } from './targets.ts';
import type { TargetLabels, TargetRole } from './targets.ts';

/** An item of `kubernetes_sd_configs`, as far as its targets can be had from a cluster. */
export interface Discovery {
  role: TargetRole;
  /** Empty: all. */
  namespaces: readonly string[];
  /** Switches of `attach_metadata` that are on. */
  attached?: readonly string[];
  /** Narrow the lists of objects, each those of one role; they go to the API server as they are. */
  selectors?: readonly { role: string; label: string; field: string }[];
}

type Kind = keyof TargetObjects;

interface Group {
  root: string;
  plural: string;
  isNamespaced: boolean;
  /** Whose selectors are for these objects. */
  role?: TargetRole;
}

const groups: Readonly<Record<Kind, Group>> = {
  pods: { root: '/api/v1', plural: 'pods', isNamespaced: true, role: 'pod' },
  services: { root: '/api/v1', plural: 'services', isNamespaced: true, role: 'service' },
  slices: {
    ...{ root: '/apis/discovery.k8s.io/v1', plural: 'endpointslices' },
    ...{ isNamespaced: true, role: 'endpointslice' },
  },
  endpoints: { root: '/api/v1', plural: 'endpoints', isNamespaced: true, role: 'endpoints' },
  nodes: { root: '/api/v1', plural: 'nodes', isNamespaced: false, role: 'node' },
  namespaces: { root: '/api/v1', plural: 'namespaces', isNamespaced: false },
  replicaSets: { root: '/apis/apps/v1', plural: 'replicasets', isNamespaced: true },
  jobs: { root: '/apis/batch/v1', plural: 'jobs', isNamespaced: true },
};

const byRole: Readonly<Record<TargetRole, readonly Kind[]>> = {
  pod: ['pods'],
  service: ['services'],
  endpoints: ['endpoints', 'services', 'pods'],
  endpointslice: ['slices', 'services', 'pods'],
  node: ['nodes'],
};

const byAttached: Readonly<Record<string, Kind>> = {
  node: 'nodes',
  namespace: 'namespaces',
  deployment: 'replicaSets',
  cronjob: 'jobs',
};

/**
 * The targets that a job's discovery would find in a cluster now, for each item in turn. Each list is read once, in pages.
 * Throws `KubeError` for the first list that may not be read; an abort is thrown as it is.
 */
export async function listTargetsOf(
  cluster: Cluster,
  discoveries: readonly Discovery[],
  signal?: AbortSignal,
): Promise<TargetLabels[][]> {
  const lists = new Map<string, Promise<unknown[]>>();
  const list = (path: string, query: Query): Promise<unknown[]> => {
    const key = JSON.stringify([path, query]);
    const known =
      lists.get(key) ??
      listObjects<object, object>(cluster, path, { signal, query, pick: slimmed }).then(({ items }) => items);
    lists.set(key, known);
    return known;
  };
  return mapSome(discoveries, async (discovery) => {
    const { role, attached = [] } = discovery;
    const kinds = new Set([...byRole[role], ...attached.flatMap((one) => byAttached[one] ?? [])]);
    const objects = Object.fromEntries(
      await mapSome([...kinds], async (kind) => {
        const query = queryOf(kind, discovery);
        const found = await mapSome(pathsOf(kind, discovery), (path) => list(path, query));
        return [kind, found.flat()] as const;
      }),
    ) as TargetObjects;
    return targetsOf(role, objects, attached);
  });
}

function pathsOf(kind: Kind, { namespaces }: Discovery): string[] {
  const { root, plural, isNamespaced } = groups[kind];
  return !isNamespaced || namespaces.length === 0
    ? [`${root}/${plural}`]
    : namespaces.map((namespace) => `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`);
}

/**
 * Prometheus narrows its lists in the same way, so what a selector selects, and which fields it may name, is for the server to say.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
 */
function queryOf(kind: Kind, { selectors = [] }: Discovery): Query {
  const { role } = groups[kind];
  const own = selectors.find((one) => one.role === role);
  return { labelSelector: own?.label || undefined, fieldSelector: own?.field || undefined };
}

/** Who last changed which field is most of an object, and nothing of a target. */
function slimmed(raw: object): object {
  if ('metadata' in raw && typeof raw.metadata === 'object' && raw.metadata !== null) {
    return { ...raw, metadata: { ...raw.metadata, managedFields: undefined } };
  }
  return raw;
}
