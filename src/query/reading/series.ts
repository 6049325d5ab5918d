import type { HistogramBucket, HistogramSample, Labels } from '../result.ts';
import { Malformed, comma, closeBracket, expect, openBracket, readValue } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { numberOf, readMillis } from './numbers.ts';

/** A sample that is a histogram, before it is known which point of which series it is. */
export interface TimedHistogram extends Omit<HistogramSample, 'series' | 'at'> {
  millis: number;
}

/** The labels of a series. Throws Malformed unless all are texts. */
export function readLabels(cursor: Cursor): Labels {
  const labels = readValue(cursor);
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    throw new Malformed('no labels', cursor);
  }
  for (const value of Object.values(labels)) {
    if (typeof value !== 'string') {
      throw new Malformed('a label that is no text', cursor);
    }
  }
  return labels as Labels;
}

/**
 * `[time, {count, sum, buckets}]`. Throws Malformed.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#native-histograms
 */
export function readHistogram(cursor: Cursor): TimedHistogram {
  expect(cursor, openBracket);
  const millis = readMillis(cursor);
  expect(cursor, comma);
  const { count, sum, buckets = [] } = Object(readValue(cursor)) as Record<string, unknown>;
  expect(cursor, closeBracket);
  if (!Array.isArray(buckets)) {
    throw new Malformed('no buckets', cursor);
  }
  return {
    millis,
    count: number(count, cursor),
    sum: number(sum, cursor),
    buckets: buckets.map((bucket) => readBucket(bucket, cursor)),
  };
}

function readBucket(bucket: unknown, cursor: Cursor): HistogramBucket {
  const [boundaries, lower, upper, count] = Array.isArray(bucket) ? (bucket as unknown[]) : [];
  if (boundaries !== 0 && boundaries !== 1 && boundaries !== 2 && boundaries !== 3) {
    throw new Malformed('no bucket', cursor);
  }
  return {
    boundaries,
    lower: number(lower, cursor),
    upper: number(upper, cursor),
    count: number(count, cursor),
  };
}

function number(text: unknown, cursor: Cursor): number {
  const value = typeof text === 'string' ? numberOf(text) : undefined;
  if (value === undefined) {
    throw new Malformed('no number', cursor);
  }
  return value;
}
