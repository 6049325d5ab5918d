/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config */
export const kubernetesRoles = ['node', 'pod', 'service', 'endpoints', 'endpointslice', 'ingress'] as const;

export type KubernetesRole = (typeof kubernetesRoles)[number];

/** What every meta label of Kubernetes discovery begins with. */
export const metaPrefix = '__meta_kubernetes_';

/** Names of meta labels without the prefix; a `*` at the end stands for the rest of the name. */
const ofObject = (object: string): string[] => [
  ...[`${object}_name`, `${object}_label_*`, `${object}_labelpresent_*`],
  ...[`${object}_annotation_*`, `${object}_annotationpresent_*`],
];

const ofPod = [
  ...['pod_ip', 'pod_ready', 'pod_phase', 'pod_node_name', 'pod_host_ip', 'pod_uid', ...ofObject('pod')],
  ...['pod_controller_kind', 'pod_controller_name', 'pod_container_name', 'pod_container_image'],
  ...[
    'pod_container_port_name',
    'pod_container_port_number',
    'pod_container_port_protocol',
    'pod_container_init',
  ],
];

/**
 * The meta labels that targets of a role can have.
 * https://github.com/prometheus/prometheus/tree/main/discovery/kubernetes
 */
const byRole: Readonly<Record<KubernetesRole, readonly string[]>> = {
  node: ['node_provider_id', 'node_condition_*', 'node_address_*', ...ofObject('node')],
  pod: ['namespace', 'pod_container_id', ...ofPod],
  service: [
    ...['namespace', 'service_port_name', 'service_port_number', 'service_port_protocol', 'service_type'],
    ...['service_external_name', 'service_cluster_ip', 'service_loadbalancer_ip', ...ofObject('service')],
  ],
  endpoints: [
    ...['namespace', 'endpoint_node_name', 'endpoint_hostname', 'endpoint_ready', 'endpoint_port_name'],
    ...['endpoint_port_protocol', 'endpoint_address_target_kind', 'endpoint_address_target_name'],
    ...[...ofObject('endpoints'), ...ofObject('service'), ...ofPod],
  ],
  endpointslice: [
    ...['namespace', 'endpointslice_address_type', 'endpointslice_port', 'endpointslice_port_name'],
    ...['endpointslice_port_protocol', 'endpointslice_port_app_protocol'],
    ...['endpointslice_endpoint_conditions_ready', 'endpointslice_endpoint_conditions_serving'],
    ...['endpointslice_endpoint_conditions_terminating', 'endpointslice_endpoint_zone'],
    ...['endpointslice_endpoint_hostname', 'endpointslice_endpoint_node_name'],
    ...['endpointslice_address_target_kind', 'endpointslice_address_target_name'],
    'endpointslice_endpoint_topology_*',
    ...[...ofObject('endpointslice'), ...ofObject('service'), ...ofPod],
  ],
  ingress: [
    ...['namespace', 'ingress_scheme', 'ingress_host', 'ingress_path', 'ingress_class_name'],
    ...ofObject('ingress'),
  ],
};

/** What `attach_metadata` adds, by its key. */
const attached: Readonly<Record<string, readonly string[]>> = {
  node: ofObject('node'),
  namespace: ofObject('namespace').filter((name) => name !== 'namespace_name'),
  deployment: ['pod_deployment_name'],
  job: ['pod_job_name'],
  cronjob: ['pod_cronjob_name'],
};

/** Names of labels, whole, and beginnings of names. */
export interface MetaLabels {
  names: ReadonlySet<string>;
  beginnings: readonly string[];
}

function metaLabels(names: readonly string[]): MetaLabels {
  const whole = names.map((name) => metaPrefix + name);
  return {
    names: new Set(whole.filter((name) => !name.endsWith('*'))),
    beginnings: whole.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)),
  };
}

const metaByRole = new Map(kubernetesRoles.map((role) => [role, metaLabels(byRole[role])]));
const metaByAttached = new Map(Object.entries(attached).map(([key, names]) => [key, metaLabels(names)]));

/** The meta labels of a role with what is attached, in one or more lists. */
export function metaLabelsOf(role: KubernetesRole, attach: readonly string[] = []): MetaLabels[] {
  return [metaByRole.get(role), ...attach.map((key) => metaByAttached.get(key))].filter(
    (labels) => labels !== undefined,
  );
}

/** Whether one of the lists has the label. */
export function hasMetaLabel(lists: readonly MetaLabels[], label: string): boolean {
  return lists.some(
    ({ names, beginnings }) =>
      names.has(label) ||
      beginnings.some((beginning) => label.length > beginning.length && label.startsWith(beginning)),
  );
}

/** The field of `attach_metadata` that would bring a label, and the roles whose targets have it anyway. */
export function sourcesOf(label: string): { roles: KubernetesRole[]; attach: string | undefined } {
  return {
    roles: kubernetesRoles.filter((role) => hasMetaLabel(metaLabelsOf(role), label)),
    attach: [...metaByAttached].find(([, labels]) => hasMetaLabel([labels], label))?.[0],
  };
}

/** Kinds of objects that selectors of a role may be for. */
export function selectorRolesOf(role: KubernetesRole, podsByNode: boolean): readonly KubernetesRole[] {
  switch (role) {
    case 'pod':
      return podsByNode ? ['pod', 'node'] : ['pod'];
    case 'endpoints':
    case 'endpointslice':
      return ['pod', 'service', role];
    case 'node':
    case 'service':
    case 'ingress':
    default:
      return [role];
  }
}

/** The labels of role endpoints that role endpointslice has under another name. */
export const sliceNames: readonly (readonly [endpoints: string, slice: string])[] = [
  ['endpoints_name', 'endpointslice_name'],
  ['endpoints_label_', 'endpointslice_label_'],
  ['endpoints_labelpresent_', 'endpointslice_labelpresent_'],
  ['endpoints_annotation_', 'endpointslice_annotation_'],
  ['endpoints_annotationpresent_', 'endpointslice_annotationpresent_'],
  ['endpoint_port_name', 'endpointslice_port_name'],
  ['endpoint_port_protocol', 'endpointslice_port_protocol'],
  ['endpoint_ready', 'endpointslice_endpoint_conditions_ready'],
  ['endpoint_hostname', 'endpointslice_endpoint_hostname'],
  ['endpoint_node_name', 'endpointslice_endpoint_node_name'],
  ['endpoint_address_target_kind', 'endpointslice_address_target_kind'],
  ['endpoint_address_target_name', 'endpointslice_address_target_name'],
];
