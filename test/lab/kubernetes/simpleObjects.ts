import { suffixOf, timestamp, uidOf } from './identity.ts';
import { omit } from './objects.ts';
import type { KubeObject, ObjectMeta } from './objects.ts';
import type { Pod } from './podTypes.ts';

interface Port {
  name: string;
  port: number;
}

/** What every cluster has: the first namespaces, the kubernetes service, the DNS of the cluster. */
export function clusterBasics(createdAt: number, region: string): Record<string, KubeObject[]> {
  const spaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
  const dns = service(
    'kube-system',
    'kube-dns',
    { 'k8s-app': 'kube-dns' },
    [{ name: 'dns', port: 53 }],
    createdAt,
  );
  const info = configMap('kube-system', 'amazon-vpc-cni', createdAt, { 'branch-eni-cooldown': '60', region });
  return {
    namespaces: spaces.map((name) => namespace(name, createdAt)),
    services: [service('default', 'kubernetes', {}, [{ name: 'https', port: 443 }], createdAt), dns],
    configmaps: [info],
    serviceaccounts: spaces.map((name) => serviceAccount(name, 'default', createdAt)),
  };
}

export function namespace(name: string, createdAt: number): KubeObject {
  const labels = { 'kubernetes.io/metadata.name': name };
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, uid: uidOf(`Namespace/${name}`), creationTimestamp: timestamp(createdAt), labels },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

export function configMap(
  space: string,
  name: string,
  createdAt: number,
  data: Record<string, string>,
): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('ConfigMap', space, name, createdAt), data };
}

export function serviceAccount(
  space: string,
  name: string,
  createdAt: number,
  annotations: Record<string, string> = {},
): KubeObject {
  const metadata = { ...meta('ServiceAccount', space, name, createdAt), annotations };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
}

export function service(
  space: string,
  name: string,
  selector: Record<string, string>,
  ports: readonly Port[],
  createdAt: number,
  annotations: Record<string, string> = {},
): KubeObject {
  const clusterIP = `10.100.${parseInt(uidOf(`${space}/${name}`).slice(0, 2), 16)}.${10 + name.length}`;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...meta('Service', space, name, createdAt), annotations },
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      selector,
      ports: ports.map((port) => ({ ...port, protocol: 'TCP', targetPort: port.name })),
      sessionAffinity: 'None',
    },
    status: { loadBalancer: {} },
  };
}

/** The endpoints of a service: the pods behind it. */
export function slice(space: string, serviceName: string, pods: readonly Pod[], port: Port): KubeObject {
  const name = `${serviceName}-${suffixOf(serviceName, 5)}`;
  const createdAt = Date.parse(pods[0]?.metadata.creationTimestamp ?? '1970-01-01T00:00:00Z');
  const labels = {
    'kubernetes.io/service-name': serviceName,
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
  };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...meta('EndpointSlice', space, name, createdAt), labels },
    addressType: 'IPv4',
    ports: [{ ...port, protocol: 'TCP' }],
    endpoints: pods.map(({ metadata, spec, status }) => ({
      addresses: [status.podIP ?? ''],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: spec.nodeName,
      targetRef: { kind: 'Pod', namespace: space, name: metadata.name, uid: metadata.uid },
    })),
  };
}

/** The recipe's ClusterRole for discovery, and its binding to the collector's service account. */
export function roleBinding(
  name: string,
  space: string,
  createdAt: number,
): { roles: KubeObject[]; bindings: KubeObject[] } {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const verbs = ['get', 'list', 'watch'];
  const metadata = omit(meta('ClusterRole', '', name, createdAt), 'namespace');
  return {
    roles: [
      {
        apiVersion,
        kind: 'ClusterRole',
        metadata,
        rules: [
          { apiGroups: [''], resources: ['services', 'pods'], verbs },
          { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs },
        ],
      },
    ],
    bindings: [
      {
        apiVersion,
        kind: 'ClusterRoleBinding',
        metadata: { ...metadata, name: `${name}-binding`, uid: uidOf(`binding/${name}`) },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', name: 'adot-collector', namespace: space }],
      },
    ],
  };
}

function meta(kind: string, space: string, name: string, createdAt: number): ObjectMeta {
  return {
    name,
    namespace: space,
    uid: uidOf(`${kind}/${space}/${name}`),
    creationTimestamp: timestamp(createdAt),
  };
}
