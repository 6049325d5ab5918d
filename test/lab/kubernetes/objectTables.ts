import { ageOf, humanDuration } from './age.ts';
import type { TableKind } from './columns.ts';
import { ageColumn, mapText, nameColumn, text, wide } from './columns.ts';
import type { KubeObject } from './objects.ts';

interface ServiceSpec {
  type?: string;
  clusterIP?: string;
  ports?: { port: number; nodePort?: number; protocol?: string }[];
  selector?: Record<string, string>;
}

interface NodeStatus {
  nodeInfo: Record<'kubeletVersion' | 'osImage' | 'kernelVersion' | 'containerRuntimeVersion', string>;
  addresses: { address: string }[];
}

interface EventObject extends KubeObject {
  involvedObject: { kind: string; name: string; fieldPath?: string };
  type: string;
  reason: string;
  message: string;
  count: number;
  source?: { component?: string };
  firstTimestamp: string;
  lastTimestamp: string;
}

interface EndpointSlice extends KubeObject {
  addressType: string;
  ports: { port: number }[];
  endpoints: { addresses: string[] }[];
}

interface RoleBinding extends KubeObject {
  roleRef: { kind: string; name: string };
  subjects?: { kind: string; name: string; namespace?: string }[];
}

interface CollectorStatus {
  version?: string;
  image?: string;
  scale?: { statusReplicas?: string };
}

/** Everything that is not a workload. */
export const objectTables: Record<string, TableKind> = {
  services: {
    columns: [
      nameColumn(),
      text('Type', 'How the service can be reached.'),
      text('Cluster-IP', 'Its address inside the cluster.'),
      text('External-IP', 'Its address outside.'),
      text('Port(s)', 'Ports it listens on.'),
      ageColumn(),
      wide(text('Selector', 'Labels of the pods behind it.')),
    ],
    read({ metadata, spec }: KubeObject<ServiceSpec>) {
      const ports = (spec?.ports ?? []).map(({ port, nodePort, protocol = 'TCP' }) =>
        nodePort === undefined ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
      );
      const addresses = [spec?.type ?? 'ClusterIP', spec?.clusterIP ?? '<none>', '<none>'];
      const front = [metadata.name, ...addresses, ports.join(',') || '<none>'];
      const selector = mapText(spec?.selector);
      return (now) => [...front, ageOf(metadata.creationTimestamp, now), selector];
    },
  },
  configmaps: {
    columns: [nameColumn(), text('Data', 'How many keys it has.'), ageColumn()],
    read({ metadata, data, binaryData }) {
      const keys = Object.keys({ ...data, ...(binaryData as Record<string, string> | undefined) }).length;
      return (now) => [metadata.name, keys, ageOf(metadata.creationTimestamp, now)];
    },
  },
  serviceaccounts: {
    columns: [nameColumn(), ageColumn()],
    read({ metadata }) {
      return (now) => [metadata.name, ageOf(metadata.creationTimestamp, now)];
    },
  },
  namespaces: {
    columns: [nameColumn(), text('Status', 'Active or Terminating.'), ageColumn()],
    read({ metadata, status }: KubeObject<unknown, { phase?: string }>) {
      const phase = status?.phase ?? 'Active';
      return (now) => [metadata.name, phase, ageOf(metadata.creationTimestamp, now)];
    },
  },
  nodes: {
    columns: [
      nameColumn(),
      text('Status', 'Ready or not.'),
      text('Roles', 'Roles of the node.'),
      ageColumn(),
      text('Version', 'Version of the kubelet.'),
      wide(text('Internal-IP', 'Its address inside.')),
      wide(text('External-IP', 'Its address outside.')),
      wide(text('OS-Image', 'Operating system.')),
      wide(text('Kernel-Version', 'Version of the kernel.')),
      wide(text('Container-Runtime', 'What runs the containers.')),
    ],
    read({ metadata, status }: KubeObject<unknown, NodeStatus>) {
      const info = status?.nodeInfo;
      const address = status?.addresses[0]?.address;
      const shown = [info?.kubeletVersion, address, undefined, info?.osImage, info?.kernelVersion];
      const rest = [...shown, info?.containerRuntimeVersion].map((value) => value ?? '<none>');
      return (now) => [metadata.name, 'Ready', '<none>', ageOf(metadata.creationTimestamp, now), ...rest];
    },
  },
  events: {
    columns: [
      text('Last Seen', 'When it happened last.'),
      text('Type', 'Normal or Warning.'),
      text('Reason', 'A word for machines.'),
      text('Object', 'What it is about.'),
      wide(text('Subobject', 'The part of the object.')),
      wide(text('Source', 'Who reports it.')),
      text('Message', 'A sentence for people.'),
      wide(text('First Seen', 'When it happened first.')),
      wide(text('Count', 'How often it happened.')),
      wide(nameColumn()),
    ],
    read({ metadata, involvedObject, type, reason, message, count, source, ...times }: EventObject) {
      const object = `${involvedObject.kind.toLowerCase()}/${involvedObject.name}`;
      const details = [involvedObject.fieldPath ?? '', source?.component ?? '', message];
      return (now) => [
        ageOf(times.lastTimestamp, now),
        type,
        reason,
        object,
        ...details,
        ageOf(times.firstTimestamp, now),
        count,
        metadata.name,
      ];
    },
  },
  endpointslices: {
    columns: [
      nameColumn(),
      text('AddressType', 'IPv4 or IPv6.'),
      text('Ports', 'Ports of the endpoints.'),
      text('Endpoints', 'Their addresses.'),
      ageColumn(),
    ],
    read({ metadata, addressType, ports, endpoints }: EndpointSlice) {
      const all = endpoints.flatMap(({ addresses }) => addresses);
      const shown =
        all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
      const portText = ports.map(({ port }) => port).join(',') || '<unset>';
      const front = [metadata.name, addressType, portText, shown || '<unset>'];
      return (now) => [...front, ageOf(metadata.creationTimestamp, now)];
    },
  },
  clusterrolebindings: {
    columns: [
      nameColumn(),
      text('Role', 'What it lets them do.'),
      ageColumn(),
      wide(text('Users', 'Users it is for.')),
      wide(text('Groups', 'Groups it is for.')),
      wide(text('ServiceAccounts', 'Service accounts it is for.')),
    ],
    read({ metadata, roleRef, subjects = [] }: RoleBinding) {
      const named = (wanted: string): string =>
        subjects
          .filter(({ kind }) => kind === wanted)
          .map(({ name, namespace }) => (namespace === undefined ? name : `${namespace}/${name}`))
          .join(', ');
      const back = [named('User'), named('Group'), named('ServiceAccount')];
      return (now) => [
        metadata.name,
        `${roleRef.kind}/${roleRef.name}`,
        ageOf(metadata.creationTimestamp, now),
        ...back,
      ];
    },
  },
  // additionalPrinterColumns of the CRD: open-telemetry/opentelemetry-operator, apis/v1beta1.
  opentelemetrycollectors: {
    columns: [
      nameColumn(),
      text('Mode', 'How the operator runs it.'),
      text('Version', 'Version of the collector.'),
      text('Ready', 'Ready pods out of those wanted.'),
      { ...ageColumn(), type: 'date' },
      text('Image', 'Image of the collector.'),
      text('Management', 'Whether the operator looks after it.'),
    ],
    read({
      metadata,
      spec,
      status,
    }: KubeObject<{ mode: string; managementState?: string }, CollectorStatus>) {
      const front = [
        metadata.name,
        spec?.mode ?? '',
        status?.version ?? '',
        status?.scale?.statusReplicas ?? '',
      ];
      const back = [status?.image ?? '', spec?.managementState ?? 'managed'];
      const created = Date.parse(metadata.creationTimestamp ?? '');
      return (now) => [...front, humanDuration(now - created), ...back];
    },
  },
};
