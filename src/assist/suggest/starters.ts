import type { ComponentType } from '../../otel/collectorSchemas.ts';
import { componentKey } from '../componentNames.ts';

/**
 * What to begin a component with: what it cannot do without, and what the recipe's way from a pod to AMP needs. Lines
 * below the component's id, as snippets. The names are those of the newest release; its fields are in all of them.
 */
const starters: Readonly<Record<string, readonly string[]>> = {
  'receivers/prometheus': [
    'config:',
    '  scrape_configs:',
    '    - job_name: ${1:kubernetes}',
    '      scrape_interval: ${2:30s}',
    '      kubernetes_sd_configs:',
    '        - role: ${3:endpointslice}',
    '      $0',
  ],
  'receivers/otlp': [
    'protocols:',
    '  grpc:',
    '    endpoint: ${1:0.0.0.0:4317}',
    '  http:',
    '    endpoint: ${2:0.0.0.0:4318}',
  ],
  'receivers/statsd': ['endpoint: ${1:0.0.0.0:8125}', 'aggregation_interval: ${2:60s}'],
  'receivers/awsxray': ['endpoint: ${1:0.0.0.0:2000}', 'transport: udp'],
  'receivers/file_log': ['include: [${1:/var/log/pods/*/*/*.log}]'],
  'receivers/kafka': ['brokers: [${1:localhost:9092}]'],
  'processors/batch': ['timeout: ${1:1s}'],
  'processors/memory_limiter': [
    'check_interval: ${1:1s}',
    'limit_percentage: ${2:80}',
    'spike_limit_percentage: ${3:20}',
  ],
  'processors/filter': ['error_mode: ${1:ignore}', 'metrics:', '  metric:', '    - \'${2:name == "up"\\}\''],
  'processors/attributes': [
    'actions:',
    '  - key: ${1:key}',
    '    value: ${2:value}',
    '    action: ${3:upsert}',
  ],
  'processors/resource': [
    'attributes:',
    '  - key: ${1:key}',
    '    value: ${2:value}',
    '    action: ${3:upsert}',
  ],
  'processors/metrics_transform': [
    'transforms:',
    '  - include: ${1:name}',
    '    action: ${2:update}',
    '    new_name: ${3:new_name}',
  ],
  'processors/metricsgeneration': [
    'rules:',
    '  - name: ${1:new_name}',
    '    type: ${2:calculate}',
    '    metric1: ${3:first}',
    '    metric2: ${4:second}',
    '    operation: ${5:divide}',
  ],
  'processors/resource_detection': ['detectors: [${1:env}]', 'override: ${2:false}'],
  'processors/probabilistic_sampler': ['sampling_percentage: ${1:15}'],
  'processors/tail_sampling': [
    'policies:',
    '  - name: ${1:errors}',
    '    type: ${2:status_code}',
    '    status_code:',
    '      status_codes: [ERROR]',
  ],
  'exporters/prometheus_remote_write': [
    'endpoint: ${1:https://aps-workspaces.REGION.amazonaws.com/workspaces/WORKSPACE_ID/api/v1/remote_write}',
    'auth:',
    '  authenticator: ${2:sigv4auth}',
  ],
  'exporters/prometheus': ['endpoint: ${1:0.0.0.0:8889}'],
  'exporters/debug': ['verbosity: ${1:basic}'],
  'exporters/file': ['path: ${1:/tmp/metrics.json}'],
  'exporters/otlp_grpc': ['endpoint: ${1:localhost:4317}'],
  'exporters/otlp_http': ['endpoint: ${1:http://localhost:4318}'],
  'exporters/awsemf': [
    'region: ${1:us-east-1}',
    'namespace: ${2:adot}',
    'log_group_name: ${3:/metrics/adot}',
  ],
  'exporters/awsxray': ['region: ${1:us-east-1}'],
  'exporters/awscloudwatchlogs': ['log_group_name: ${1:adot}', 'log_stream_name: ${2:collector}'],
  'extensions/sigv4auth': ['region: ${1:us-east-1}', 'service: ${2:aps}'],
  'extensions/health_check': ['endpoint: ${1:0.0.0.0:13133}'],
  'extensions/pprof': ['endpoint: ${1:localhost:1777}'],
  'extensions/zpages': ['endpoint: ${1:localhost:55679}'],
  'extensions/file_storage': ['directory: ${1:/var/lib/otelcol}'],
  'extensions/ecs_observer': ['cluster_name: ${1:default}', 'cluster_region: ${2:us-east-1}'],
};

/** The lines of a snippet to begin a component's settings with; none for components that need none. */
export function starterOf(component: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>): readonly string[] {
  return starters[componentKey(component)] ?? [];
}
