import type { Advice } from '../trouble.ts';
import type { Cluster } from './cluster.ts';
import { explainKubeError } from './explain.ts';
import { isCollectorImage } from './images.ts';
import { hasStatus } from './kubeError.ts';
import { listCells, listObjects, listTable } from './lists.ts';
import type { CollectorSearch, CollectorWorkload } from './model.ts';
import type { ObjectMeta, RawPod, RawWorkload } from './objects.ts';
import { listPods, namespacePath } from './podLists.ts';
import type { Query } from './request.ts';
import { mapSome, Scope } from './scope.ts';
import { describeCollectorPod, describeWorkload } from './workloads.ts';

export interface SearchOptions {
  signal?: AbortSignal | undefined;
  /** Look only here. Default: all namespaces that may be read. */
  namespaces?: readonly string[];
}

type Kind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

const workloadKinds: readonly { kind: Kind; plural: string }[] = [
  { kind: 'Deployment', plural: 'deployments' },
  { kind: 'StatefulSet', plural: 'statefulsets' },
  { kind: 'DaemonSet', plural: 'daemonsets' },
];
const apps = '/apis/apps/v1';

/** The operator puts this on what it makes (opentelemetry-operator internal/manifests/manifestutils/labels.go). */
const operatorLabel = { name: 'app.kubernetes.io/component', value: 'opentelemetry-collector' };

/** Single pods are asked for by label: reading every pod's image would mean reading every pod. */
const podSelectors: readonly string[] = [
  `${operatorLabel.name}=${operatorLabel.value}`,
  'app.kubernetes.io/name in (opentelemetry-collector,adot-collector,aws-otel-collector,otel-collector)',
  'component in (adot-collector,otel-collector)',
];

/**
 * Everything in the cluster that runs a collector. The tables of workloads are searched by image; only what matches is
 * fetched whole. What may not be read is in `problems`; any other failure is thrown.
 */
export async function findCollectors(
  cluster: Cluster,
  options: SearchOptions = {},
): Promise<CollectorSearch> {
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  try {
    return await search(cluster, { ...options, signal });
  } finally {
    // What is still under way after a failure would only be thrown away.
    failed.abort();
  }
}

async function search(cluster: Cluster, options: SearchOptions): Promise<CollectorSearch> {
  const { signal, namespaces } = options;
  const scope = new Scope(cluster, { signal, namespaces });
  const problems = new Map<string, Advice>();
  const tolerate = async <T>(work: Promise<T[]>): Promise<T[]> => {
    try {
      return await work;
    } catch (error) {
      if (!hasStatus(error, 403)) {
        throw error;
      }
      const advice = explainKubeError(error);
      problems.set(advice.what, advice);
      return [];
    }
  };
  const [workloads, custom, labelled] = await Promise.all([
    mapSome(workloadKinds, async ({ kind, plural }) => {
      const found = await tolerate(findWorkloads(cluster, scope, plural, signal));
      return mapSome(found, (raw) => readWorkload(cluster, { kind, raw }, signal));
    }),
    tolerate(findCustomResources(cluster, options)),
    tolerate(findLabelledPods(cluster, scope, signal)),
  ]);
  const collectors = workloads.flat();
  const orphans = custom.filter(
    ({ name, namespace }) =>
      !collectors.some((one) => one.customResource === name && one.namespace === namespace),
  );
  const sidecars = await mapSome(orphans, (metadata) => readCustomResource(cluster, metadata, signal));
  const known = new Set([...collectors, ...sidecars].flatMap(({ pods }) => pods.map(({ uid }) => uid)));
  const single = labelled.filter(({ uid }) => !known.has(uid));
  return {
    collectors: [...collectors, ...sidecars, ...single],
    searched: await scope.describe(),
    problems: [...problems.values()],
  };
}

/**
 * The workloads of one kind that run a collector: by the images in the table the server prints of them all, and by the
 * operator's mark. Only these are then listed whole, by name.
 */
async function findWorkloads(
  cluster: Cluster,
  scope: Scope,
  plural: string,
  signal: AbortSignal | undefined,
): Promise<RawWorkload[]> {
  return scope.everywhere({ group: apps, plural }, async (path) => {
    const list = async (query: Query): Promise<RawWorkload[]> =>
      (await listObjects(cluster, path, { signal, query, pick: (raw: RawWorkload) => raw })).items;
    const listNamed = async (): Promise<RawWorkload[]> => {
      const { items } = await listCells(cluster, path, {
        signal,
        pick: (cell) => (cell('Images').split(',').some(isCollectorImage) ? cell('Name') : undefined),
      });
      // A name may be that of another one in another namespace.
      const named = await mapSome([...new Set(items)], (name) =>
        list({ fieldSelector: `metadata.name=${name}` }),
      );
      return named.flat().filter(runsCollector);
    };
    const found = await Promise.all([
      listNamed(),
      list({ labelSelector: `${operatorLabel.name}=${operatorLabel.value}` }),
    ]);
    return [...new Map(found.flat().map((raw) => [raw.metadata.uid, raw])).values()];
  });
}

function runsCollector({ spec }: RawWorkload): boolean {
  return spec?.template?.spec?.containers?.some(({ image }) => isCollectorImage(image ?? '')) ?? false;
}

function withoutBallast({ name, namespace = '', uid }: ObjectMeta): ObjectMeta {
  return { name, namespace, uid };
}

async function readWorkload(
  cluster: Cluster,
  { kind, raw }: { kind: Kind; raw: RawWorkload },
  signal: AbortSignal | undefined,
): Promise<CollectorWorkload> {
  const workload = describeWorkload(kind, raw);
  const { selector, namespace } = workload;
  const pods =
    selector === undefined
      ? []
      : await listPods(cluster, `${namespacePath(namespace)}/pods`, { selector, signal });
  return { ...workload, pods };
}

const operatorGroup = '/apis/opentelemetry.io';

/**
 * OpenTelemetryCollectors; none when the operator is not installed. That has to be asked for: permissions are checked first, so
 * that who may read only Kubernetes' own resources is refused (403) where there is nothing at all.
 */
async function findCustomResources(
  cluster: Cluster,
  { signal, namespaces }: SearchOptions,
): Promise<ObjectMeta[]> {
  if (!(await isServed(cluster, operatorGroup, signal))) {
    return [];
  }
  // Of its own: what is refused here says nothing about the rest.
  const scope = new Scope(cluster, { signal, namespaces });
  for (const version of ['v1beta1', 'v1alpha1']) {
    try {
      return await scope.everywhere(
        { group: `${operatorGroup}/${version}`, plural: 'opentelemetrycollectors' },
        async (path) =>
          (await listTable(cluster, path, { signal, pick: ({ metadata }) => withoutBallast(metadata) }))
            .items,
      );
    } catch (error) {
      if (!hasStatus(error, 404)) {
        throw error;
      }
    }
  }
  return [];
}

/** Whether the cluster has an API group, which everybody who is let in may ask (the role system:discovery). */
async function isServed(cluster: Cluster, path: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await cluster.getJson(path, { signal });
    return true;
  } catch (error) {
    if (hasStatus(error, 403, 404)) {
      // Where not even that may be asked, the answer is still to come.
      return error.status === 403;
    }
    throw error;
  }
}

/** One that has no workload of its own: a sidecar, whose pods bear its name, or one the operator has not got to yet. */
async function readCustomResource(
  cluster: Cluster,
  { namespace = '', name, uid }: ObjectMeta,
  signal: AbortSignal | undefined,
): Promise<CollectorWorkload> {
  const selector = `sidecar.opentelemetry.io/injected=${namespace}.${name}`;
  const pods = await listPods(cluster, `${namespacePath(namespace)}/pods`, { selector, signal });
  const sidecar = pods
    .flatMap(({ containers }) => containers)
    .find((one) => one.name === 'otc-container' || isCollectorImage(one.image));
  return {
    kind: 'OpenTelemetryCollector',
    namespace,
    name,
    uid,
    image: sidecar?.image ?? '',
    tag: pods[0]?.tag ?? '',
    container: sidecar?.name ?? '',
    replicas: { wanted: pods.length, ready: pods.filter(({ ready }) => ready).length },
    configMaps: [],
    customResource: name,
    selector,
    pods,
  };
}

async function findLabelledPods(
  cluster: Cluster,
  scope: Scope,
  signal: AbortSignal | undefined,
): Promise<CollectorWorkload[]> {
  const specs = new Map<string, ReturnType<typeof describeCollectorPod>>();
  const isWanted = (raw: RawPod): boolean => {
    const wanted = raw.spec?.containers?.some(({ image }) => isCollectorImage(image ?? '')) ?? false;
    if (wanted) {
      specs.set(raw.metadata.uid, describeCollectorPod(raw.spec ?? {}));
    }
    return wanted;
  };
  const lists = await mapSome(podSelectors, (selector) =>
    scope.everywhere({ group: '/api/v1', plural: 'pods' }, (path) =>
      listPods(cluster, path, { selector, signal, isWanted }),
    ),
  );
  const pods = new Map(lists.flat().map((pod) => [pod.uid, pod]));
  return [...pods.values()].map((pod) => ({
    kind: 'Pod',
    namespace: pod.namespace,
    name: pod.name,
    uid: pod.uid,
    ...(specs.get(pod.uid) ?? { image: pod.image, tag: pod.tag, container: '', configMaps: [] }),
    replicas: { wanted: 1, ready: pod.ready ? 1 : 0 },
    pods: [pod],
  }));
}
