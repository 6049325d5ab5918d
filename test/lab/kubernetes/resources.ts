/** One kind of object that the API serves. */
export interface Resource {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames?: readonly string[];
  /** Field selectors beyond metadata.name and metadata.namespace; the real server refuses all others. */
  fields?: readonly string[];
}

const podFields = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
];

const eventFields = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

/** Everything that can be listed and watched. The plural is unique, so it serves as the key. */
export const resources: readonly Resource[] = [
  core('namespaces', 'Namespace', { namespaced: false, shortNames: ['ns'], fields: ['status.phase'] }),
  core('nodes', 'Node', { namespaced: false, shortNames: ['no'], fields: ['spec.unschedulable'] }),
  core('pods', 'Pod', { shortNames: ['po'], fields: podFields }),
  core('configmaps', 'ConfigMap', { shortNames: ['cm'] }),
  core('services', 'Service', { shortNames: ['svc'], fields: ['spec.clusterIP', 'spec.type'] }),
  core('serviceaccounts', 'ServiceAccount', { shortNames: ['sa'] }),
  core('events', 'Event', { shortNames: ['ev'], fields: eventFields }),
  of('apps', 'v1', 'deployments', 'Deployment', { shortNames: ['deploy'] }),
  of('apps', 'v1', 'statefulsets', 'StatefulSet', { shortNames: ['sts'] }),
  of('apps', 'v1', 'daemonsets', 'DaemonSet', { shortNames: ['ds'] }),
  of('apps', 'v1', 'replicasets', 'ReplicaSet', { shortNames: ['rs'] }),
  of('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', {}),
  of('rbac.authorization.k8s.io', 'v1', 'clusterroles', 'ClusterRole', { namespaced: false }),
  of('rbac.authorization.k8s.io', 'v1', 'clusterrolebindings', 'ClusterRoleBinding', { namespaced: false }),
  of('opentelemetry.io', 'v1beta1', 'opentelemetrycollectors', 'OpenTelemetryCollector', {
    shortNames: ['otelcol', 'otelcols'],
  }),
];

const byPlural = new Map(resources.map((resource) => [resource.plural, resource]));

/** The resource with that plural. Throws for one that the lab does not have. */
export function resourceOf(plural: string): Resource {
  const resource = byPlural.get(plural);
  if (resource === undefined) {
    throw new Error(`The lab has no resource ${plural}`);
  }
  return resource;
}

/** The resource of a request path; `undefined` is a 404. */
export function findResource(group: string, version: string, plural: string): Resource | undefined {
  const resource = byPlural.get(plural);
  return resource?.group === group && resource.version === version ? resource : undefined;
}

/** `pods`, `deployments.apps`: how messages name a resource. */
export function groupResource({ group, plural }: Resource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** `v1`, `apps/v1`. */
export function groupVersion({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

type Traits = Partial<Pick<Resource, 'namespaced' | 'shortNames' | 'fields'>>;

function core(plural: string, kind: string, traits: Traits): Resource {
  return of('', 'v1', plural, kind, traits);
}

function of(group: string, version: string, plural: string, kind: string, traits: Traits): Resource {
  return { group, version, plural, kind, singular: kind.toLowerCase(), namespaced: true, ...traits };
}
