import type { QueryPlan } from '../plan.ts';
import type {
  HistogramSample,
  InstantResult,
  Labels,
  QueryAnswer,
  QueryResult,
  QueryStats,
} from '../result.ts';
import {
  Malformed,
  TooLarge,
  closeBracket,
  comma,
  createCursor,
  expect,
  openBracket,
  peek,
  readItems,
  readMembers,
  readString,
  readValue,
  skipValue,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { gridOf, readGrid } from './grid.ts';
import type { Grid } from './grid.ts';
import { readMillis, readSampleValue } from './numbers.ts';
import { readSamples, readUneven } from './samples.ts';
import { readHistogram, readLabels } from './series.ts';

export interface ReadLimits {
  /** Numbers that the columns may hold. */
  maxCells: number;
  /** Bytes of what becomes objects rather than columns: labels, histograms, statistics. */
  maxObjectBytes: number;
}

/**
 * Reads what a server answered to the plan, with status 200, into columns: nearly all of it in one pass over the bytes, which is an order
 * of magnitude faster than JSON.parse. Values are bit by bit what JSON.parse and Number make of it. Any layout of JSON will do, so that it
 * makes no difference which server writes it. Throws Malformed, and TooLarge when the limits are passed.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats
 */
export function readAnswer(bytes: Uint8Array, plan: QueryPlan, limits: ReadLimits): QueryAnswer {
  const cursor = createCursor(bytes, limits.maxObjectBytes);
  let data: { result: QueryResult; stats: QueryStats | undefined } | undefined;
  let warnings: readonly string[] = [];
  let infos: readonly string[] = [];
  readMembers(cursor, (name) => {
    if (name === 'status') {
      if (readString(cursor) !== 'success') {
        throw new Malformed('no success', cursor);
      }
    } else if (name === 'data' && data === undefined) {
      data = readData(cursor, plan, limits.maxCells);
    } else if (name === 'warnings') {
      warnings = textsOf(readValue(cursor));
    } else if (name === 'infos') {
      infos = textsOf(readValue(cursor));
    } else {
      skipValue(cursor);
    }
  });
  if (data === undefined) {
    throw new Malformed('no data', { ...cursor, at: 0 });
  }
  if (peek(cursor) !== undefined) {
    throw new Malformed('more than one value', cursor);
  }
  return { ...data, warnings, infos };
}

function readData(
  cursor: Cursor,
  plan: QueryPlan,
  maxCells: number,
): { result: QueryResult; stats: QueryStats | undefined } {
  let type: string | undefined;
  let result: QueryResult | undefined;
  let stats: QueryStats | undefined;
  let skipped: number | undefined;
  const read = (): QueryResult => readResult(cursor, { type: type ?? '', plan, maxCells });
  readMembers(cursor, (name) => {
    if (name === 'resultType') {
      type = readString(cursor);
    } else if (name === 'result' && type !== undefined) {
      result = read();
    } else if (name === 'result') {
      skipped = cursor.at;
      skipValue(cursor);
    } else if (name === 'stats') {
      stats = statsOf(readValue(cursor));
    } else {
      skipValue(cursor);
    }
  });
  if (result === undefined && skipped !== undefined && type !== undefined) {
    const end = cursor.at;
    cursor.at = skipped;
    result = read();
    cursor.at = end;
  }
  if (result === undefined) {
    throw new Malformed('no result', cursor);
  }
  return { result, stats };
}

function readResult(
  cursor: Cursor,
  { type, plan, maxCells }: { type: string; plan: QueryPlan; maxCells: number },
): QueryResult {
  if (type === 'matrix') {
    return plan.kind === 'instant'
      ? readSamples(cursor, maxCells)
      : readRange(cursor, gridOf(plan), maxCells);
  }
  if (plan.kind === 'instant') {
    switch (type) {
      case 'vector':
        return readVector(cursor, plan.time, maxCells);
      case 'scalar': {
        const { millis, value } = readTimed(cursor, readSampleValue);
        return { kind: 'scalar', time: millis / 1000, value };
      }
      case 'string': {
        const { millis, value } = readTimed(cursor, readString);
        return { kind: 'string', time: millis / 1000, value };
      }
    }
  }
  throw new Malformed('an unknown type of result', cursor);
}

function readRange(cursor: Cursor, grid: Grid, maxCells: number): QueryResult {
  const { at, budget } = cursor;
  const onGrid = readGrid(cursor, grid, maxCells);
  if (onGrid !== undefined) {
    return onGrid;
  }
  Object.assign(cursor, { at, budget });
  return readUneven(cursor, { maxCells, maxPoints: 2 * grid.points + 2 });
}

function readVector(cursor: Cursor, time: number, maxCells: number): InstantResult {
  const series: Labels[] = [];
  const values: number[] = [];
  const histograms: HistogramSample[] = [];
  let millis: number | undefined;
  readItems(cursor, () => {
    let labels: Labels | undefined;
    let value: number | undefined;
    readMembers(cursor, (name) => {
      if (name === 'metric') {
        labels = readLabels(cursor);
      } else if (name === 'value') {
        ({ millis, value } = readTimed(cursor, readSampleValue));
      } else if (name === 'histogram') {
        const histogram = readHistogram(cursor);
        const { count, sum, buckets } = histogram;
        ({ millis } = histogram);
        value = NaN;
        histograms.push({ series: series.length, at: 0, count, sum, buckets });
      } else {
        skipValue(cursor);
      }
    });
    if (labels === undefined || value === undefined) {
      throw new Malformed('a series without labels or value', cursor);
    }
    series.push(labels);
    values.push(value);
    if (values.length > maxCells) {
      throw new TooLarge();
    }
  });
  const at = millis === undefined ? time : millis / 1000;
  return { kind: 'instant', time: at, series, values: Float64Array.from(values), histograms };
}

/** `[time, value]` */
function readTimed<T>(cursor: Cursor, read: (cursor: Cursor) => T): { millis: number; value: T } {
  expect(cursor, openBracket);
  const millis = readMillis(cursor);
  expect(cursor, comma);
  const value = read(cursor);
  expect(cursor, closeBracket);
  return { millis, value };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#query-statistics */
function statsOf(value: unknown): QueryStats | undefined {
  const { samples, timings } = Object(value) as { samples?: unknown; timings?: unknown };
  const { totalQueryableSamples, peakSamples } = Object(samples) as Record<string, unknown>;
  const { evalTotalTime } = Object(timings) as Record<string, unknown>;
  const amount = (one: unknown): number | undefined =>
    typeof one === 'number' && Number.isFinite(one) && one >= 0 ? one : undefined;
  const totalSamples = amount(totalQueryableSamples);
  return totalSamples === undefined
    ? undefined
    : { totalSamples, peakSamples: amount(peakSamples), seconds: amount(evalTotalTime) };
}
