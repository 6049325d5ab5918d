import { mayShareNamespace } from '../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../manifest/objects/kubeObjects.ts';
import type { Workload } from '../manifest/objects/workloads.ts';

/** A workload in another namespace than everything that it needs. */
export interface Stray {
  workload: Workload;
  /** Where the rest is. */
  namespace: string;
  /** One of the rest. */
  companion: KubeObject;
}

/** Where things of a kind and name are. */
type Places = ReadonlyMap<string, readonly KubeObject[]>;

/** The strays among workloads, `others` being all objects that they may need. */
export function straysOf(workloads: readonly Workload[], objects: readonly KubeObject[]): Stray[] {
  const places: Places = Map.groupBy(objects, ({ kind, name }) => `${kind} ${name ?? ''}`);
  return workloads.flatMap((workload) => {
    const { namespace } = workload.object;
    const needed = needsOf(workload).map((need) => places.get(need) ?? []);
    const known = needed.filter((found) => found.length > 0);
    const isHome = known.some((found) => found.some((one) => mayShareNamespace(one.namespace, namespace)));
    const [first] = known;
    if (namespace === undefined || isHome || first === undefined) {
      return [];
    }
    const companion = first.find((one) =>
      known.every((found) => found.some((other) => other.namespace === one.namespace)),
    );
    return companion?.namespace === undefined
      ? []
      : [{ workload, namespace: companion.namespace, companion }];
  });
}

/** The account only where a ConfigMap is needed too: alone it is rather the account that is in the wrong place. */
function needsOf({ containers, serviceAccount }: Workload): string[] {
  const maps = containers.flatMap(({ mounts }) =>
    mounts.map(({ configMap }) => `ConfigMap ${configMap.text}`),
  );
  return maps.length === 0 || serviceAccount.node === undefined
    ? []
    : [...maps, `ServiceAccount ${serviceAccount.name}`];
}
