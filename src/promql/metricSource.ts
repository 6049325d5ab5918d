/** What a server's metadata says of a metric. https://prometheus.io/docs/prometheus/latest/querying/api/#querying-metric-metadata */
export interface MetricFacts {
  name: string;
  type?: MetricType;
  help?: string;
  /** As OpenMetrics says it: `seconds`, `bytes`. */
  unit?: string;
}

export const metricTypes = [
  ...(['counter', 'gauge', 'histogram', 'gaugehistogram', 'summary', 'info', 'stateset'] as const),
] as const;
export type MetricType = (typeof metricTypes)[number];

/** The names of metrics, made for looking up while somebody types. */
export interface MetricIndex {
  readonly size: number;
  facts(name: string): MetricFacts | undefined;
  /** At most `limit` names that begin so, sorted, and whether there are more. */
  withPrefix(prefix: string, limit: number): { names: readonly string[]; isAll: boolean };
  /** At most `limit` names that hold the text, in any case of letters. */
  containing(text: string, limit: number): { names: readonly string[]; isAll: boolean };
}

/** Series that are asked about: a selector as PromQL writes it, such as `up{job="app"}`; `undefined` for all. */
export type SeriesFilter = string | undefined;

/**
 * What a data source knows of its series. Everything may take time, be cut short by the signal, and be old: whoever implements it
 * answers from its memory where it can. A source that cannot be reached gives what it knew, or nothing; it does not throw.
 */
export interface MetricSource {
  /** As far as known now, at once; empty before the first answer. */
  metrics(): MetricIndex;
  labelNames(filter: SeriesFilter, signal: AbortSignal): Promise<readonly string[]>;
  labelValues(label: string, filter: SeriesFilter, signal: AbortSignal): Promise<readonly string[]>;
  /** How many series there are and the last value of the first; `undefined` when that cannot be told. */
  glance(filter: string, signal: AbortSignal): Promise<{ series: number; last?: number } | undefined>;
}
