import type { ComponentKind, ComponentType } from '../otel/collectorSchemas.ts';

/** What types of older releases are called in the newest one. */
const newNames: Readonly<Record<string, string>> = {
  'exporters/loadbalancing': 'load_balancing',
  'exporters/otlp': 'otlp_grpc',
  'exporters/otlphttp': 'otlp_http',
  'exporters/prometheusremotewrite': 'prometheus_remote_write',
  'processors/k8sattributes': 'k8s_attributes',
  'processors/metricstransform': 'metrics_transform',
  'processors/resourcedetection': 'resource_detection',
  'receivers/filelog': 'file_log',
};

/** The name by which texts, starters and pages know a type, whichever release it is of. */
export function newestName({
  kind,
  type,
  aliasOf,
}: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>): string {
  return aliasOf ?? newNames[`${kind}/${type}`] ?? type;
}

/** The key of a component in tables: `exporters/otlp_grpc`. */
export function componentKey(component: { kind: ComponentKind; type: string; aliasOf?: string }): string {
  return `${component.kind}/${newestName(component)}`;
}
