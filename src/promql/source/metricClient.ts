import type { SeriesFilter } from '../metricSource.ts';
import type { MetadataEntry } from './families.ts';

/** What is asked of a server. Whatever fails may reject. */
export interface MetricClient {
  labelNames(filter: SeriesFilter, signal: AbortSignal): Promise<readonly string[]>;
  labelValues(label: string, filter: SeriesFilter, signal: AbortSignal): Promise<readonly string[]>;
  metadata(signal: AbortSignal): Promise<readonly MetadataEntry[]>;
  /** How many series a selector finds now, and the last value of the first. */
  glance(filter: string, signal: AbortSignal): Promise<{ series: number; last?: number } | undefined>;
}
