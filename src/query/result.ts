/** What a server answered to a query, as columns: the contract between whoever asks and whoever shows. */
export type QueryResult = RangeResult | SampleResult | InstantResult | ScalarResult | StringResult;

export type Labels = Readonly<Record<string, string>>;

/** Of a range query: every series on the same points in time. */
export interface RangeResult {
  kind: 'range';
  /** Of the first point, in seconds since 1970. */
  start: number;
  /** Seconds between points. */
  step: number;
  /** How many points each series has. */
  points: number;
  series: readonly Labels[];
  /** Series after series: the value of series `s` at point `p` is `values[s * points + p]`. NaN where there is no sample. */
  values: Float64Array;
  /** Indices into `values`, ascending, where NaN is itself the sample. */
  nans: Uint32Array;
  histograms: readonly HistogramSample[];
}

/** Raw samples, of a range vector that was asked at one time: every series has times of its own. */
export interface SampleResult {
  kind: 'samples';
  series: readonly Labels[];
  /** Where the samples of each series begin in `times` and `values`; one more entry says where the last one ends. */
  offsets: Uint32Array;
  /** Seconds since 1970. */
  times: Float64Array;
  values: Float64Array;
  /** `at` counts in the whole of `times`. */
  histograms: readonly HistogramSample[];
}

/** Of an instant vector: one value for each series. */
export interface InstantResult {
  kind: 'instant';
  /** Seconds since 1970, the same for all. */
  time: number;
  series: readonly Labels[];
  /** NaN for a series whose sample is a histogram. */
  values: Float64Array;
  /** `at` is always 0. */
  histograms: readonly HistogramSample[];
}

export interface ScalarResult {
  kind: 'scalar';
  time: number;
  value: number;
}

export interface StringResult {
  kind: 'string';
  time: number;
  value: string;
}

/** A native histogram that stands where a value would. */
export interface HistogramSample {
  series: number;
  /** Which point of the series. */
  at: number;
  count: number;
  sum: number;
  buckets: readonly HistogramBucket[];
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#native-histograms */
export interface HistogramBucket {
  /** 0: open left, 1: open right, 2: open both, 3: closed both. */
  boundaries: 0 | 1 | 2 | 3;
  lower: number;
  upper: number;
  count: number;
}

/** A result with what the server said besides. */
export interface QueryAnswer {
  result: QueryResult;
  warnings: readonly string[];
  infos: readonly string[];
  stats: QueryStats | undefined;
}

/** Of `stats=all`. https://prometheus.io/docs/prometheus/latest/querying/api/#query-statistics */
export interface QueryStats {
  /** What AMP bills as query samples processed. */
  totalSamples: number;
  peakSamples: number | undefined;
  /** Seconds that the evaluation took on the server. */
  seconds: number | undefined;
}
