import { createMetricIndex } from '../../../src/promql/metricIndex.ts';
import type { MetricFacts, MetricSource } from '../../../src/promql/metricSource.ts';

export const knownMetrics: readonly MetricFacts[] = [
  { name: 'up', type: 'gauge', help: '1 while the target answers.' },
  { name: 'http_requests_total', type: 'counter', help: 'Requests.', unit: 'requests' },
  {
    name: 'http_request_duration_seconds_bucket',
    type: 'histogram',
    help: 'How long they took.',
    unit: 'seconds',
  },
  { name: 'temperature_celsius', type: 'gauge' },
  { name: 'k8s.pod.cpu', type: 'gauge' },
];

export interface KnownSource extends MetricSource {
  /** What was asked, in short. */
  asked: string[];
}

/** A source that knows some metrics, and of every filter the same labels. */
export function knownSource(facts: Iterable<MetricFacts> = knownMetrics): KnownSource {
  const index = createMetricIndex(facts);
  const asked: string[] = [];
  return {
    asked,
    metrics: () => index,
    labelNames: (filter) => {
      asked.push(`names of ${filter ?? 'all'}`);
      return Promise.resolve(['__name__', 'instance', 'job', 'k8s.pod']);
    },
    labelValues: (label, filter) => {
      asked.push(`${label} of ${filter ?? 'all'}`);
      return Promise.resolve(['api', 'a.b|c', 'q"uote']);
    },
    glance: (filter) => {
      asked.push(`glance at ${filter}`);
      return Promise.resolve({ series: 3, last: 1 });
    },
  };
}
