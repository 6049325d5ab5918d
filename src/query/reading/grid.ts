import type { RangePlan } from '../plan.ts';
import type { HistogramSample, Labels, RangeResult } from '../result.ts';
import {
  Malformed,
  TooLarge,
  accept,
  closeBracket,
  comma,
  expect,
  openBracket,
  peek,
  quote,
  readItems,
  readMembers,
  skipValue,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readDigits, readMillis } from './numbers.ts';
import { readHistogram, readLabels } from './series.ts';

/** The points in time that a range query asks for, in milliseconds as the server counts them. */
export interface Grid {
  start: number;
  step: number;
  points: number;
}

/** The points that a server works out for the plan: it counts in whole milliseconds. */
export function gridOf({ start, end, step }: RangePlan): Grid {
  const first = Math.round(start * 1000);
  const millis = Math.max(1, Math.floor(step * 1000 + 1e-6));
  const points = Math.max(0, Math.floor((Math.round(end * 1000) - first) / millis)) + 1;
  return { start: first, step: millis, points };
}

/** The values of all series, and what is written into them at the moment. */
interface Columns {
  readonly grid: Grid;
  readonly maxCells: number;
  values: Float64Array<ArrayBuffer>;
  /** For each point, where a sample of it stands in the bytes: the next series' has most likely the same time. */
  readonly places: Int32Array;
  /** How many bytes that is, from the bracket to the quote of the value. */
  readonly widths: Uint8Array;
  readonly view: DataView;
  /** How many series there is room for. */
  room: number;
  series: Labels[];
  nans: number[];
  histograms: HistogramSample[];
}

/**
 * The series of a range query as columns, when every sample is at a point of the grid, and in order; `undefined` when one is not.
 * Throws Malformed and TooLarge.
 */
export function readGrid(cursor: Cursor, grid: Grid, maxCells: number): RangeResult | undefined {
  const columns: Columns = {
    ...{ grid, maxCells, values: new Float64Array(0), room: 0, places: new Int32Array(grid.points) },
    widths: new Uint8Array(grid.points),
    view: new DataView(cursor.bytes.buffer, cursor.bytes.byteOffset, cursor.bytes.byteLength),
    ...{ series: [], nans: [], histograms: [] },
  };
  const from = cursor.at;
  expect(cursor, openBracket);
  if (!accept(cursor, closeBracket)) {
    do {
      makeRoom(columns, (cursor.bytes.length - from) / (cursor.at - from));
      if (!readSeries(cursor, columns)) {
        return undefined;
      }
    } while (accept(cursor, comma));
    expect(cursor, closeBracket);
  }
  const { series, values, nans, histograms } = columns;
  const { start, step, points } = grid;
  return {
    kind: 'range',
    ...{ start: start / 1000, step: step / 1000, points, series },
    values: values.subarray(0, series.length * points),
    nans: Uint32Array.from(nans),
    histograms,
  };
}

/** `{"metric": {}, "values": [], "histograms": []}`; whether it lies on the grid. */
function readSeries(cursor: Cursor, columns: Columns): boolean {
  let labels: Labels | undefined;
  let isOnGrid = true;
  let valuesAt: number | undefined;
  readMembers(cursor, (name) => {
    if (name === 'metric') {
      labels = readLabels(cursor);
    } else if (name === 'values' && isOnGrid && valuesAt === undefined) {
      valuesAt = cursor.at;
      isOnGrid = readValues(cursor, columns);
      if (!isOnGrid) {
        cursor.at = valuesAt;
        skipValue(cursor);
      }
    } else if (name === 'histograms' && isOnGrid) {
      isOnGrid = readHistograms(cursor, columns);
    } else {
      skipValue(cursor);
    }
  });
  if (labels === undefined) {
    throw new Malformed('a series without labels', cursor);
  }
  if (valuesAt === undefined) {
    fillHoles(columns, 0, columns.grid.points);
  }
  columns.series.push(labels);
  return isOnGrid;
}

/** Room for one more series; where more is needed, for about as many as the answer is `times` longer than what has been read. */
function makeRoom(columns: Columns, times: number): void {
  const { grid, maxCells, room, series, values } = columns;
  if (series.length < room) {
    return;
  }
  const most = Math.floor(maxCells / grid.points);
  if (series.length >= most) {
    throw new TooLarge();
  }
  columns.room = Math.min(most, Math.max(1, Math.ceil(series.length * Math.max(1.1, times * 1.02))));
  columns.values = new Float64Array(columns.room * grid.points);
  columns.values.set(values);
}

/** Hot: a query of 1,000 series has a million samples. Whether they lie on the grid, and in order. */
function readValues(cursor: Cursor, columns: Columns): boolean {
  const { grid, series, values, nans } = columns;
  const { bytes } = cursor;
  const { points } = grid;
  const base = series.length * points;
  let point = -1;
  expect(cursor, openBracket);
  for (let isMore = !accept(cursor, closeBracket); isMore;) {
    let next = point + 1;
    if (!isSameTime(cursor, columns, next)) {
      next = readPoint(cursor, columns);
      if (!(next > point && next < points)) {
        return false;
      }
      values.fill(NaN, base + point + 1, base + next);
    }
    point = next;
    const at = base + point;
    readDigits(cursor, values, at);
    if (values[at] !== values[at]) {
      nans.push(at);
    }
    if (bytes[cursor.at] === closeBracket && bytes[cursor.at + 1] === comma) {
      cursor.at += 2;
    } else {
      expect(cursor, closeBracket);
      isMore = accept(cursor, comma);
      if (!isMore) {
        expect(cursor, closeBracket);
      }
    }
  }
  values.fill(NaN, base + point + 1, base + points);
  return true;
}

/** Reads `[time,"` and remembers where it stands; NaN for a time between the points. */
function readPoint(cursor: Cursor, { grid, places, widths }: Columns): number {
  peek(cursor);
  const place = cursor.at;
  expect(cursor, openBracket);
  const point = (readMillis(cursor) - grid.start) / grid.step;
  expect(cursor, comma);
  expect(cursor, quote);
  if (!Number.isInteger(point)) {
    return NaN;
  }
  places[point] = place;
  const width = cursor.at - place;
  widths[point] = width > 255 ? 0 : width;
  return point;
}

/** Whether the same stands here as in an earlier series; then goes behind it. Four bytes at once: faster than reading the time. */
function isSameTime(cursor: Cursor, { view, places, widths }: Columns, point: number): boolean {
  const there = places[point] ?? 0;
  const width = widths[point] ?? 0;
  const here = cursor.at;
  if (width === 0 || here + width > view.byteLength) {
    return false;
  }
  let at = 0;
  for (; at + 4 <= width; at += 4) {
    if (view.getInt32(here + at) !== view.getInt32(there + at)) {
      return false;
    }
  }
  for (; at < width; at += 1) {
    if (view.getUint8(here + at) !== view.getUint8(there + at)) {
      return false;
    }
  }
  cursor.at = here + width;
  return true;
}

function fillHoles({ grid, series, values }: Columns, from: number, to: number): void {
  const base = series.length * grid.points;
  values.fill(NaN, base + from, base + to);
}

function readHistograms(cursor: Cursor, { grid, series, histograms }: Columns): boolean {
  let last = -1;
  let isOnGrid = true;
  readItems(cursor, () => {
    const { millis, ...histogram } = readHistogram(cursor);
    const at = (millis - grid.start) / grid.step;
    isOnGrid &&= at > last && at < grid.points && Number.isInteger(at);
    last = at;
    histograms.push({ series: series.length, at, ...histogram });
  });
  return isOnGrid;
}
