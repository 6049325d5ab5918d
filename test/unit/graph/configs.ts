import { findCollectorConfigs } from '../../../src/manifest/collectorConfigs.ts';
import { pipelineGraph } from '../../../src/graph/pipelineGraph.ts';
import type { PipelineGraph } from '../../../src/graph/pipelineGraph.ts';
import { collectorModel } from '../../../src/otel/collectorModel.ts';
import type { Problem } from '../../../src/problem.ts';

/** The graph of the first config in a text. */
export function graphOf(text: string, problems: readonly Problem[] = []): PipelineGraph {
  return pipelineGraph(collectorModel(findCollectorConfigs(text)[0]?.root), problems);
}

export const gateway = `
extensions:
  health_check:
  sigv4auth:
    region: eu-west-1
  pprof:
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
      http:
  prometheus/shop:
    config:
      global: {scrape_interval: 15s}
      scrape_configs:
        - job_name: shop
  statsd:
processors:
  memory_limiter:
    limit_mib: 400
  batch:
exporters:
  prometheusremotewrite/amp:
    endpoint: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write
    auth: {authenticator: sigv4auth}
  debug:
service:
  extensions: [health_check, sigv4auth]
  pipelines:
    metrics/amp:
      receivers: [otlp, prometheus/shop]
      processors: [memory_limiter, batch]
      exporters: [prometheusremotewrite/amp, debug]
    traces:
      receivers: [otlp]
      exporters: [debug, nowhere]
`;
