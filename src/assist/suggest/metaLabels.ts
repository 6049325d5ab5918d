/** Labels by what sets them; a name that ends in `*` stands for one label of each annotation, label and the like. */
const service = [
  'service_name',
  'service_annotation_*',
  'service_annotationpresent_*',
  'service_label_*',
  'service_labelpresent_*',
];

const pod = [
  'pod_name',
  'pod_ip',
  'pod_phase',
  'pod_ready',
  'pod_uid',
  'pod_node_name',
  'pod_host_ip',
  'pod_container_name',
  'pod_container_image',
  'pod_container_id',
  'pod_container_init',
  'pod_container_port_name',
  'pod_container_port_number',
  'pod_container_port_protocol',
  'pod_controller_kind',
  'pod_controller_name',
  'pod_annotation_*',
  'pod_annotationpresent_*',
  'pod_label_*',
  'pod_labelpresent_*',
];

/**
 * The meta labels of each role of `kubernetes_sd_configs`, without `__meta_kubernetes_`, the ones that rules ask for most first.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
 */
const byRole: Readonly<Record<string, readonly string[]>> = {
  endpointslice: [
    'namespace',
    ...service,
    ...pod,
    'endpointslice_name',
    'endpointslice_address_type',
    'endpointslice_port',
    'endpointslice_port_name',
    'endpointslice_port_protocol',
    'endpointslice_port_app_protocol',
    'endpointslice_endpoint_conditions_ready',
    'endpointslice_endpoint_conditions_serving',
    'endpointslice_endpoint_conditions_terminating',
    'endpointslice_endpoint_hostname',
    'endpointslice_endpoint_node_name',
    'endpointslice_endpoint_zone',
    'endpointslice_endpoint_topology_*',
    'endpointslice_endpoint_topology_present_*',
    'endpointslice_address_target_kind',
    'endpointslice_address_target_name',
    'endpointslice_annotation_*',
    'endpointslice_annotationpresent_*',
    'endpointslice_label_*',
    'endpointslice_labelpresent_*',
  ],
  endpoints: [
    'namespace',
    ...service,
    ...pod,
    'endpoints_name',
    'endpoints_label_*',
    'endpoints_labelpresent_*',
    'endpoints_annotation_*',
    'endpoints_annotationpresent_*',
    'endpoint_ready',
    'endpoint_hostname',
    'endpoint_node_name',
    'endpoint_port_name',
    'endpoint_port_protocol',
    'endpoint_address_target_kind',
    'endpoint_address_target_name',
  ],
  pod: ['namespace', ...pod],
  service: [
    'namespace',
    ...service,
    'service_type',
    'service_cluster_ip',
    'service_loadbalancer_ip',
    'service_external_name',
    'service_port_name',
    'service_port_number',
    'service_port_protocol',
  ],
  node: [
    'node_name',
    'node_provider_id',
    'node_label_*',
    'node_labelpresent_*',
    'node_annotation_*',
    'node_annotationpresent_*',
    'node_address_*',
  ],
  ingress: [
    'namespace',
    'ingress_name',
    'ingress_host',
    'ingress_path',
    'ingress_scheme',
    'ingress_class_name',
    'ingress_annotation_*',
    'ingress_annotationpresent_*',
    'ingress_label_*',
    'ingress_labelpresent_*',
  ],
};

export const kubernetesPrefix = '__meta_kubernetes_';

/** The meta labels that targets of a role have, whole; none for roles that are not known. */
export function metaLabelsOf(role: string): readonly string[] {
  return (Object.hasOwn(byRole, role) ? (byRole[role] ?? []) : []).map((name) => kubernetesPrefix + name);
}

/** Labels that every target has before its rules are applied. */
export const targetLabels: readonly string[] = [
  '__address__',
  '__metrics_path__',
  '__scheme__',
  '__scrape_interval__',
  '__scrape_timeout__',
  '__param_*',
  'job',
];
