/** The config of the collector in adot-col, as it lies in its ConfigMap: the recipe's, mended for ADOT 0.49. */
export function currentConfig(remoteWriteUrl: string, region: string): string {
  return `extensions:
  health_check:
    endpoint: 0.0.0.0:13133
  sigv4auth:
    region: ${region}
    service: aps
receivers:
  prometheus:
    config:
      global:
        scrape_interval: 15s
        scrape_timeout: 10s
      scrape_configs:
        - job_name: kubernetes-service-endpoints
          kubernetes_sd_configs:
            - role: endpointslice
          relabel_configs:
            - source_labels: [__meta_kubernetes_service_annotation_scrape]
              action: keep
              regex: true
processors:
  memory_limiter:
    check_interval: 1s
    limit_mib: 320
  batch: {}
exporters:
  prometheus_remote_write:
    endpoint: ${remoteWriteUrl}
    send_metadata: true
    auth:
      authenticator: sigv4auth
  debug:
    verbosity: detailed
service:
  extensions: [health_check, sigv4auth]
  pipelines:
    metrics:
      receivers: [prometheus]
      processors: [memory_limiter, batch]
      exporters: [prometheus_remote_write, debug]
`;
}

/** A config of 2021 that no collector since ADOT 0.42 takes: it still names the logging exporter. */
export function outdatedConfig(remoteWriteUrl: string, region: string): string {
  return `extensions:
  health_check:
  sigv4auth:
    region: ${region}
receivers:
  prometheus:
    config:
      scrape_configs:
        - job_name: kubernetes-service-endpoints
          kubernetes_sd_configs:
            - role: endpoints
exporters:
  prometheusremotewrite:
    endpoint: ${remoteWriteUrl}
    auth:
      authenticator: sigv4auth
  logging:
    loglevel: debug
service:
  extensions: [health_check, sigv4auth]
  pipelines:
    metrics:
      receivers: [prometheus]
      exporters: [logging, prometheusremotewrite]
`;
}

/** The config of the operator's collector: traces only, no workspace. */
export const tracesConfig = {
  receivers: {
    otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
  },
  processors: { batch: {} },
  exporters: { awsxray: { region: 'us-east-1' } },
  service: { pipelines: { traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['awsxray'] } } },
};
