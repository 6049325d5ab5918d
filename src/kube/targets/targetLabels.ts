import type { ObjectMeta, OwnerReference } from '../objects.ts';
import type { TargetContainer, TargetNode, TargetObjects, TargetPod, TargetPort } from './targetObjects.ts';

/** What discovery knows of a target: names of labels without `__meta_kubernetes_`, but for `__address__` and `instance`. */
export type Meta = Record<string, string>;

/** Objects by `namespace/name`, or by name. */
export interface Lookup {
  pods: ReadonlyMap<string, TargetPod>;
  services: ReadonlyMap<string, NonNullable<TargetObjects['services']>[number]>;
  nodes: ReadonlyMap<string, TargetNode>;
  namespaces: ReadonlyMap<string, { metadata: ObjectMeta }>;
  replicaSets: ReadonlyMap<string, { metadata: ObjectMeta }>;
  jobs: ReadonlyMap<string, { metadata: ObjectMeta }>;
  attached: ReadonlySet<string>;
}

export function lookUp(objects: TargetObjects, attached: readonly string[]): Lookup {
  return {
    pods: byKey(objects.pods),
    services: byKey(objects.services),
    nodes: byKey(objects.nodes),
    namespaces: byKey(objects.namespaces),
    replicaSets: byKey(objects.replicaSets),
    jobs: byKey(objects.jobs),
    attached: new Set(attached),
  };
}

export function keyOf(namespace: string | undefined, name: string | undefined): string {
  return namespace ? `${namespace}/${name ?? ''}` : (name ?? '');
}

function byKey<T extends { metadata: ObjectMeta }>(objects: readonly T[] = []): Map<string, T> {
  return new Map(objects.map((object) => [keyOf(object.metadata.namespace, object.metadata.name), object]));
}

/** Name, labels and annotations of an object of a kind. */
export function objectMeta(kind: string, metadata: ObjectMeta): Meta {
  return { [`${kind}_name`]: metadata.name, ...labelsAndAnnotations(kind, metadata) };
}

function labelsAndAnnotations(kind: string, { labels = {}, annotations = {} }: ObjectMeta): Meta {
  const meta: Meta = {};
  for (const [what, values] of [
    ['label', labels],
    ['annotation', annotations],
  ] as const) {
    for (const [key, value] of Object.entries(values)) {
      const name = sanitized(key);
      meta[`${kind}_${what}_${name}`] = value;
      meta[`${kind}_${what}present_${name}`] = 'true';
    }
  }
  return meta;
}

export function sanitized(key: string): string {
  return key.replaceAll(/[^a-zA-Z0-9_]/gu, '_');
}

export function podMeta(pod: TargetPod, lookup: Lookup): Meta {
  const { metadata, spec, status } = pod;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';
  return {
    pod_ip: status?.podIP ?? '',
    pod_ready: ready.toLowerCase(),
    pod_phase: status?.phase ?? '',
    pod_node_name: spec?.nodeName ?? '',
    pod_host_ip: status?.hostIP ?? '',
    pod_uid: metadata.uid,
    ...objectMeta('pod', metadata),
    ...controllerMeta(pod, lookup),
  };
}

function controllerMeta({ metadata }: TargetPod, lookup: Lookup): Meta {
  const owner = controllerOf(metadata);
  if (owner === undefined) {
    return {};
  }
  const key = keyOf(metadata.namespace, owner.name);
  const meta: Meta = { pod_controller_kind: owner.kind, pod_controller_name: owner.name };
  const above = (list: ReadonlyMap<string, { metadata: ObjectMeta }>, kind: string): string => {
    const found = list.get(key);
    const upper = found && controllerOf(found.metadata);
    return upper?.kind === kind ? upper.name : '';
  };
  if (owner.kind === 'ReplicaSet' && lookup.attached.has('deployment')) {
    meta['pod_deployment_name'] = above(lookup.replicaSets, 'Deployment');
  }
  if (owner.kind === 'Job' && lookup.attached.has('job')) {
    meta['pod_job_name'] = owner.name;
  }
  if (owner.kind === 'Job' && lookup.attached.has('cronjob')) {
    meta['pod_cronjob_name'] = above(lookup.jobs, 'CronJob');
  }
  return meta;
}

function controllerOf({ ownerReferences = [] }: ObjectMeta): OwnerReference | undefined {
  return ownerReferences.find(({ controller }) => controller === true);
}

/** Containers, then those that run before them, as discovery walks through them. */
export function containersOf({ spec }: TargetPod): { container: TargetContainer; isInit: boolean }[] {
  return [
    ...(spec?.containers ?? []).map((container) => ({ container, isInit: false })),
    ...(spec?.initContainers ?? []).map((container) => ({ container, isInit: true })),
  ];
}

export function containerMeta(
  { container, isInit }: ReturnType<typeof containersOf>[number],
  port?: TargetPort & { protocol?: string },
): Meta {
  return {
    pod_container_name: container.name,
    pod_container_image: container.image ?? '',
    pod_container_init: String(isInit),
    ...(port && {
      pod_container_port_name: port.name ?? '',
      pod_container_port_number: String(port.containerPort),
      pod_container_port_protocol: port.protocol ?? '',
    }),
  };
}

/** Of a node under other targets: less than a target of the role node has. */
export function attachedNode(name: string | undefined, { attached, nodes }: Lookup): Meta {
  const node = attached.has('node') && name !== undefined ? nodes.get(name) : undefined;
  return node ? objectMeta('node', node.metadata) : {};
}

export function attachedNamespace(name: string | undefined, { attached, namespaces }: Lookup): Meta {
  const namespace = attached.has('namespace') ? namespaces.get(name ?? '') : undefined;
  return namespace ? labelsAndAnnotations('namespace', namespace.metadata) : {};
}

/** As Go's net.JoinHostPort. */
export function joinHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
