import type { ComponentKind } from './collectorSchemas.ts';

/** A component that got another name; the old one stays as an alias. */
export interface RenamedComponent {
  kind: ComponentKind;
  oldName: string;
  newName: string;
  /** The first release of ADOT that knows the new name. */
  since: string;
}

/**
 * The renames, by the types in generated_status.go at each tag.
 * https://github.com/aws-observability/aws-otel-collector/tree/main/docs/releases
 */
export const renamedComponents: readonly RenamedComponent[] = [
  { kind: 'exporters', oldName: 'otlp', newName: 'otlp_grpc', since: '0.48.0' },
  { kind: 'exporters', oldName: 'otlphttp', newName: 'otlp_http', since: '0.48.0' },
  {
    kind: 'exporters',
    oldName: 'prometheusremotewrite',
    newName: 'prometheus_remote_write',
    since: '0.49.0',
  },
  { kind: 'exporters', oldName: 'loadbalancing', newName: 'load_balancing', since: '0.49.0' },
  { kind: 'processors', oldName: 'k8sattributes', newName: 'k8s_attributes', since: '0.48.0' },
  { kind: 'processors', oldName: 'resourcedetection', newName: 'resource_detection', since: '0.49.0' },
  { kind: 'processors', oldName: 'metricstransform', newName: 'metrics_transform', since: '0.49.0' },
  { kind: 'receivers', oldName: 'filelog', newName: 'file_log', since: '0.48.0' },
];
