import { endpointsTargets, sliceTargets } from './endpointTargets.ts';
import {
  attachedNamespace,
  attachedNode,
  containerMeta,
  containersOf,
  joinHostPort,
  lookUp,
  objectMeta,
  podMeta,
  sanitized,
} from './targetLabels.ts';
import type { Lookup, Meta } from './targetLabels.ts';
import type { TargetNode, TargetObjects, TargetPod, TargetService } from './targetObjects.ts';

/** Roles of discovery that targets can be made for here. */
export type TargetRole = 'pod' | 'service' | 'endpoints' | 'endpointslice' | 'node';

/** Labels of a target as its rules find them, but for those that come from the job. */
export type TargetLabels = ReadonlyMap<string, string>;

/**
 * The targets that Prometheus' discovery makes of these objects, labels sorted by name. `attached` are the switches of
 * `attach_metadata` that are on. https://github.com/prometheus/prometheus/tree/v3.12.0/discovery/kubernetes
 */
export function targetsOf(
  role: TargetRole,
  objects: TargetObjects,
  attached: readonly string[] = [],
): TargetLabels[] {
  const lookup = lookUp(objects, attached);
  return metaOf(role, objects, lookup).map(finished);
}

function metaOf(role: TargetRole, objects: TargetObjects, lookup: Lookup): Meta[] {
  switch (role) {
    case 'pod':
      return (objects.pods ?? []).flatMap((pod) => podTargets(pod, lookup));
    case 'service':
      return (objects.services ?? []).flatMap((service) => serviceTargets(service, lookup));
    case 'endpointslice':
      return (objects.slices ?? []).flatMap((slice) => sliceTargets(slice, lookup));
    case 'endpoints':
      return (objects.endpoints ?? []).flatMap((endpoints) => endpointsTargets(endpoints, lookup));
    case 'node':
      return (objects.nodes ?? []).flatMap(nodeTargets);
  }
}

const ownNames = new Set(['__address__', 'instance']);

function finished(meta: Meta): TargetLabels {
  return new Map(
    Object.entries(meta)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [ownNames.has(name) ? name : `__meta_kubernetes_${name}`, value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function podTargets(pod: TargetPod, lookup: Lookup): Meta[] {
  const { metadata, spec, status } = pod;
  const ip = status?.podIP ?? '';
  // Pods on nodes that are not known were filtered out by a selector.
  const isElsewhere = lookup.attached.has('node') && !lookup.nodes.has(spec?.nodeName ?? '');
  if (ip === '' || isElsewhere) {
    return [];
  }
  const shared: Meta = {
    namespace: metadata.namespace ?? '',
    ...podMeta(pod, lookup),
    ...attachedNode(spec?.nodeName, lookup),
    ...attachedNamespace(metadata.namespace, lookup),
  };
  return containersOf(pod).flatMap((one) => {
    const statuses = (one.isInit ? status?.initContainerStatuses : status?.containerStatuses) ?? [];
    const id = statuses.find(({ name }) => name === one.container.name)?.containerID ?? '';
    const own = { ...shared, pod_container_id: id };
    const { ports = [] } = one.container;
    return ports.length === 0
      ? [{ ...own, ...containerMeta(one), __address__: ip }]
      : ports.map((port) => ({
          ...own,
          ...containerMeta(one, port),
          __address__: joinHostPort(ip, port.containerPort),
        }));
  });
}

function serviceTargets({ metadata, spec }: TargetService, lookup: Lookup): Meta[] {
  const isExternal = spec?.type === 'ExternalName';
  return (spec?.ports ?? []).map((port) => ({
    namespace: metadata.namespace ?? '',
    ...objectMeta('service', metadata),
    ...attachedNamespace(metadata.namespace, lookup),
    __address__: joinHostPort(`${metadata.name}.${metadata.namespace ?? ''}.svc`, port.port),
    service_port_name: port.name ?? '',
    service_port_number: String(port.port),
    service_port_protocol: port.protocol ?? '',
    service_type: spec?.type ?? '',
    ...(isExternal
      ? { service_external_name: spec.externalName ?? '' }
      : { service_cluster_ip: spec?.clusterIP ?? '' }),
    ...(spec?.type === 'LoadBalancer' && { service_loadbalancer_ip: spec.loadBalancerIP ?? '' }),
  }));
}

/** Which address of a node is taken, the first that there is. */
const addressTypes = ['InternalIP', 'InternalDNS', 'ExternalIP', 'ExternalDNS', 'LegacyHostIP', 'Hostname'];

function nodeTargets({ metadata, spec, status }: TargetNode): Meta[] {
  const addresses = new Map(
    (status?.addresses ?? []).toReversed().map(({ type, address }) => [type, address]),
  );
  const type = addressTypes.find((one) => addresses.has(one));
  if (type === undefined) {
    return [];
  }
  const meta: Meta = {
    node_provider_id: spec?.providerID ?? '',
    ...objectMeta('node', metadata),
    __address__: joinHostPort(addresses.get(type) ?? '', status?.daemonEndpoints?.kubeletEndpoint?.Port ?? 0),
    instance: metadata.name,
  };
  for (const [name, address] of addresses) {
    meta[`node_address_${sanitized(name)}`] = address;
  }
  for (const condition of status?.conditions ?? []) {
    meta[`node_condition_${sanitized(condition.type.toLowerCase())}`] = condition.status.toLowerCase();
  }
  return [meta];
}
