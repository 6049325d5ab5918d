import {
  attachedNamespace,
  attachedNode,
  containerMeta,
  containersOf,
  joinHostPort,
  keyOf,
  objectMeta,
  podMeta,
  sanitized,
} from './targetLabels.ts';
import type { Lookup, Meta } from './targetLabels.ts';
import type {
  EndpointAddress,
  ObjectReference,
  SliceEndpoint,
  SlicePort,
  TargetEndpoints,
  TargetPod,
  TargetService,
  TargetSlice,
} from './targetObjects.ts';

const serviceName = 'kubernetes.io/service-name';

/** Targets of an EndpointSlice: each address with each port, and the other ports of the pods behind them. */
export function sliceTargets(slice: TargetSlice, lookup: Lookup): Meta[] {
  const { metadata, addressType = '' } = slice;
  const service = lookup.services.get(keyOf(metadata.namespace, metadata.labels?.[serviceName]));
  if (service !== undefined && isSecondFamily(service, addressType)) {
    return [];
  }
  const shared: Meta = {
    namespace: metadata.namespace ?? '',
    endpointslice_address_type: addressType,
    ...objectMeta('endpointslice', metadata),
    ...serviceMeta(service),
    ...attachedNamespace(metadata.namespace, lookup),
  };
  const group = targetGroup(shared, lookup);
  for (const endpoint of slice.endpoints ?? []) {
    for (const port of slice.ports ?? []) {
      for (const address of endpoint.addresses ?? []) {
        group.add({
          meta: slicePortMeta(address, endpoint, port),
          pod: endpoint.targetRef,
          node: endpoint.targetRef?.kind === 'Node' ? endpoint.targetRef.name : endpoint.nodeName,
          port: port.port,
        });
      }
    }
  }
  return group.finish();
}

/** Targets of an Endpoints object, in the same way. */
export function endpointsTargets({ metadata, subsets = [] }: TargetEndpoints, lookup: Lookup): Meta[] {
  const group = targetGroup(
    {
      namespace: metadata.namespace ?? '',
      ...objectMeta('endpoints', metadata),
      ...serviceMeta(lookup.services.get(keyOf(metadata.namespace, metadata.name))),
      ...attachedNamespace(metadata.namespace, lookup),
    },
    lookup,
  );
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    for (const port of ports) {
      const add = (address: EndpointAddress, ready: string): void =>
        group.add({
          meta: endpointMeta(address, port, ready),
          pod: address.targetRef,
          node: address.nodeName ?? (address.targetRef?.kind === 'Node' ? address.targetRef.name : undefined),
          port: port.port,
          protocol: port.protocol ?? '',
        });
      addresses.forEach((address) => add(address, 'true'));
      notReadyAddresses.forEach((address) => add(address, 'false'));
    }
  }
  return group.finish();
}

function serviceMeta(service: TargetService | undefined): Meta {
  return service ? objectMeta('service', service.metadata) : {};
}

/** The second slice of a dual-stack service would give the targets of the first again. */
function isSecondFamily({ spec }: TargetService, addressType: string): boolean {
  const isDual = spec?.ipFamilyPolicy === 'PreferDualStack' || spec?.ipFamilyPolicy === 'RequireDualStack';
  const [first] = spec?.ipFamilies ?? [];
  return isDual && first !== undefined && first !== addressType;
}

function slicePortMeta(address: string, endpoint: SliceEndpoint, port: SlicePort): Meta {
  const { conditions = {}, targetRef } = endpoint;
  const meta: Meta = {
    __address__: port.port === undefined ? address : joinHostPort(address, port.port),
    endpointslice_port_name: port.name ?? '',
    endpointslice_port_protocol: port.protocol ?? '',
    endpointslice_port: port.port === undefined ? '' : String(port.port),
    endpointslice_port_app_protocol: port.appProtocol ?? '',
    endpointslice_endpoint_conditions_ready: text(conditions.ready),
    endpointslice_endpoint_conditions_serving: text(conditions.serving),
    endpointslice_endpoint_conditions_terminating: text(conditions.terminating),
    endpointslice_endpoint_hostname: endpoint.hostname ?? '',
    endpointslice_address_target_kind: targetRef?.kind ?? '',
    endpointslice_address_target_name: targetRef?.name ?? '',
    endpointslice_endpoint_node_name: endpoint.nodeName ?? '',
    endpointslice_endpoint_zone: endpoint.zone ?? '',
  };
  for (const [key, value] of Object.entries(endpoint.deprecatedTopology ?? {})) {
    meta[`endpointslice_endpoint_topology_${sanitized(key)}`] = value;
    meta[`endpointslice_endpoint_topology_present_${sanitized(key)}`] = 'true';
  }
  return meta;
}

function text(condition: boolean | undefined): string {
  return condition === undefined ? '' : String(condition);
}

function endpointMeta(
  address: EndpointAddress,
  port: { name?: string; port: number; protocol?: string },
  ready: string,
): Meta {
  return {
    __address__: joinHostPort(address.ip, port.port),
    endpoint_port_name: port.name ?? '',
    endpoint_port_protocol: port.protocol ?? '',
    endpoint_ready: ready,
    endpoint_address_target_kind: address.targetRef?.kind ?? '',
    endpoint_address_target_name: address.targetRef?.name ?? '',
    endpoint_node_name: address.nodeName ?? '',
    endpoint_hostname: address.hostname ?? '',
  };
}

interface Added {
  meta: Meta;
  pod: ObjectReference | undefined;
  node: string | undefined;
  port: number | undefined;
  /** Said instead of the container's own. */
  protocol?: string;
}

interface TargetGroup {
  add(added: Added): void;
  finish(): Meta[];
}

/** Targets with what they share. The ports of a pod that no endpoint has are targets too. */
function targetGroup(shared: Meta, lookup: Lookup): TargetGroup {
  const targets: Meta[] = [];
  const seen = new Map<string, { pod: TargetPod; ports: Set<number | undefined> }>();
  return {
    add: ({ meta, pod: reference, node, port, protocol }) => {
      const base = { ...shared, ...meta, ...attachedNode(node, lookup) };
      const key = keyOf(reference?.namespace, reference?.name);
      const pod = reference?.kind === 'Pod' ? lookup.pods.get(key) : undefined;
      if (pod === undefined) {
        targets.push(base);
        return;
      }
      const known = seen.get(key) ?? { pod, ports: new Set() };
      known.ports.add(port);
      seen.set(key, known);
      targets.push({ ...base, ...podMeta(pod, lookup), ...portMeta(pod, port, protocol) });
    },
    finish: () => {
      for (const { pod, ports } of seen.values()) {
        targets.push(...otherPorts(pod, ports, { shared, lookup }));
      }
      return targets;
    },
  };
}

/** Of the last container that has the port. */
function portMeta(pod: TargetPod, port: number | undefined, protocol: string | undefined): Meta {
  let meta: Meta = {};
  for (const one of containersOf(pod)) {
    const found = one.container.ports?.find(({ containerPort }) => containerPort === port);
    if (found) {
      meta = containerMeta(one, protocol === undefined ? found : { ...found, protocol });
    }
  }
  return meta;
}

function otherPorts(
  pod: TargetPod,
  ports: ReadonlySet<number | undefined>,
  { shared, lookup }: { shared: Meta; lookup: Lookup },
): Meta[] {
  const ip = pod.status?.podIP ?? '';
  return containersOf(pod).flatMap((one) =>
    (ip === '' ? [] : (one.container.ports ?? []))
      .filter(({ containerPort }) => !ports.has(containerPort))
      .map((port) => ({
        ...shared,
        ...podMeta(pod, lookup),
        ...containerMeta(one, port),
        __address__: joinHostPort(ip, port.containerPort),
      })),
  );
}
