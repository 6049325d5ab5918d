import type {
  HistogramBucket,
  HistogramSample,
  Labels,
  QueryAnswer,
  QueryResult,
  QueryStats,
} from './result.ts';
import type { Shown, ShownAbout } from './shown.ts';

// The bytes: 4 of a mark, 4 that say how long the JSON behind them is, the JSON itself, and from the next multiple of 8 on the columns, each
// of which begins at one. Numbers lie as the machine has them, which is the same one for both sides.

const mark = 0x3151_5741;
const head = 8;

type Column = Float64Array | Uint32Array;

/** Everything but the numbers. */
interface Header {
  about: ShownAbout;
  /** Names and labels of the result, with its numbers left out. */
  result: { kind: QueryResult['kind']; series?: readonly Labels[]; points?: number; value?: string };
  more: Omit<QueryAnswer, 'result'>;
  /** Of each column, in order: what it holds, and how many. */
  columns: ['f' | 'u', number][];
}

/** An answer as bytes: a third of what Prometheus sent, and ready for drawing where they arrive. */
export function encodeShown({ about, answer }: Shown): Uint8Array {
  const { result, ...more } = answer;
  const columns = columnsOf(result);
  const header: Header = {
    about,
    more,
    result: {
      kind: result.kind,
      ...('series' in result && { series: result.series }),
      ...('points' in result && { points: result.points }),
      ...(result.kind === 'string' && { value: result.value }),
    },
    columns: columns.map((column) => [column instanceof Float64Array ? 'f' : 'u', column.length]),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  let at = align(head + json.length);
  const bytes = new Uint8Array(columns.reduce((sum, column) => align(sum + column.byteLength), at));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark, true);
  view.setUint32(4, json.length, true);
  bytes.set(json, head);
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at = align(at + column.byteLength);
  }
  return bytes;
}

/**
 * What `encodeShown` was given. The columns are views of the bytes, which must not change then; they are copied once where the bytes do not
 * begin at a multiple of 8. `undefined` for bytes that `encodeShown` did not make. Never throws.
 */
export function decodeShown(given: Uint8Array): Shown | undefined {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const parts = readParts(bytes);
  if (parts === undefined) {
    return undefined;
  }
  const { header, columns } = parts;
  const result = resultOf(header, columns);
  const { warnings, infos, stats } = header.more;
  return (
    result && { about: header.about, answer: { result, warnings, infos, stats: stats && withAll(stats) } }
  );
}

function readParts(bytes: Uint8Array): { header: Header; columns: Column[] } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < head || view.getUint32(0, true) !== mark) {
    return undefined;
  }
  const length = view.getUint32(4, true);
  if (head + length > bytes.length) {
    return undefined;
  }
  const header = readHeader(bytes.subarray(head, head + length));
  if (header === undefined) {
    return undefined;
  }
  const columns: Column[] = [];
  let at = align(head + length);
  for (const [type, size] of header.columns) {
    const Type = type === 'f' ? Float64Array : Uint32Array;
    if (!(size >= 0) || at + size * Type.BYTES_PER_ELEMENT > bytes.length) {
      return undefined;
    }
    columns.push(new Type(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, size));
    at = align(at + size * Type.BYTES_PER_ELEMENT);
  }
  return { header, columns };
}

function readHeader(json: Uint8Array): Header | undefined {
  try {
    const header = Object(JSON.parse(new TextDecoder().decode(json))) as Partial<Header>;
    const { about, more, result, columns } = header;
    const isWhole = about && result && Array.isArray(more?.warnings) && Array.isArray(more.infos);
    const isColumn = (column: unknown): boolean => Array.isArray(column) && Number.isInteger(column[1]);
    const isSeries = result?.series === undefined || Array.isArray(result.series);
    return isWhole && isSeries && Array.isArray(columns) && columns.every(isColumn)
      ? (header as Header)
      : undefined;
  } catch {
    return undefined;
  }
}

function columnsOf(result: QueryResult): Column[] {
  switch (result.kind) {
    case 'range':
      return [
        Float64Array.of(result.start, result.step),
        result.values,
        result.nans,
        ...histogramColumns(result.histograms),
      ];
    case 'samples':
      return [result.offsets, result.times, result.values, ...histogramColumns(result.histograms)];
    case 'instant':
      return [Float64Array.of(result.time), result.values, ...histogramColumns(result.histograms)];
    case 'scalar':
      return [Float64Array.of(result.time, result.value)];
    case 'string':
      return [Float64Array.of(result.time)];
  }
}

function resultOf({ result }: Header, columns: readonly Column[]): QueryResult | undefined {
  const { kind, series = [] } = result;
  const float = (at: number): Float64Array | undefined =>
    columns.find((column, index): column is Float64Array => index === at && column instanceof Float64Array);
  const whole = (at: number): Uint32Array | undefined =>
    columns.find((column, index): column is Uint32Array => index === at && column instanceof Uint32Array);
  const first = float(0);
  switch (kind) {
    case 'range': {
      const { points = -1 } = result;
      const [start = NaN, step = NaN] = first ?? [];
      const [values, nans, histograms] = [
        float(1),
        whole(2),
        histogramsOf(float(3), whole(4), { series: series.length, points }),
      ];
      return nans && histograms && values?.length === series.length * points
        ? { kind, start, step, points, series, values, nans, histograms }
        : undefined;
    }
    case 'samples': {
      const [offsets, times, values] = [whole(0), float(1), float(2)];
      const points = times?.length ?? 0;
      const histograms = histogramsOf(float(3), whole(4), { series: series.length, points });
      return offsets &&
        times &&
        values &&
        histograms &&
        offsets.length === series.length + 1 &&
        values.length === times.length &&
        isAscending(offsets, points)
        ? { kind, series, offsets, times, values, histograms }
        : undefined;
    }
    case 'instant': {
      const [values, histograms] = [
        float(1),
        histogramsOf(float(2), whole(3), { series: series.length, points: 1 }),
      ];
      return first?.length === 1 && histograms && values?.length === series.length
        ? { kind, time: first[0] ?? NaN, series, values, histograms }
        : undefined;
    }
    case 'scalar':
      return first?.length === 2 ? { kind, time: first[0] ?? NaN, value: first[1] ?? NaN } : undefined;
    case 'string':
      return first?.length === 1 && typeof result.value === 'string'
        ? { kind, time: first[0] ?? NaN, value: result.value }
        : undefined;
    default:
      return undefined;
  }
}

/** JSON has no `undefined`. */
function withAll({ totalSamples, peakSamples, seconds }: QueryStats): QueryStats {
  return { totalSamples, peakSamples, seconds };
}

/** From 0 to the end, never back. */
function isAscending(offsets: Uint32Array, end: number): boolean {
  return (
    offsets[0] === 0 &&
    offsets.at(-1) === end &&
    offsets.every((offset, at) => offset >= (offsets[at - 1] ?? 0))
  );
}

/** Count, sum and buckets one after the other; and which series, which point, how many buckets, and how these are bounded. */
function histogramColumns(histograms: readonly HistogramSample[]): [Float64Array, Uint32Array] {
  const floats: number[] = [];
  const wholes: number[] = [];
  for (const { series, at, count, sum, buckets } of histograms) {
    floats.push(count, sum);
    wholes.push(series, at, buckets.length);
    for (const bucket of buckets) {
      floats.push(bucket.lower, bucket.upper, bucket.count);
      wholes.push(bucket.boundaries);
    }
  }
  return [Float64Array.from(floats), Uint32Array.from(wholes)];
}

function histogramsOf(
  floats: Float64Array | undefined,
  wholes: Uint32Array | undefined,
  most: { series: number; points: number },
): HistogramSample[] | undefined {
  if (!floats || !wholes) {
    return undefined;
  }
  const histograms: HistogramSample[] = [];
  let float = 0;
  for (let whole = 0; whole < wholes.length;) {
    const [series = NaN, at = NaN, size = NaN] = wholes.subarray(whole, whole + 3);
    whole += 3;
    if (!(
      series < most.series &&
      at < most.points &&
      whole + size <= wholes.length &&
      float + 2 + 3 * size <= floats.length
    )) {
      return undefined;
    }
    const [count = NaN, sum = NaN] = floats.subarray(float, float + 2);
    float += 2;
    const buckets: HistogramBucket[] = [];
    for (let bucket = 0; bucket < size; bucket += 1, whole += 1, float += 3) {
      const [lower = NaN, upper = NaN, amount = NaN] = floats.subarray(float, float + 3);
      buckets.push({
        boundaries: ((wholes[whole] ?? 0) & 3) as HistogramBucket['boundaries'],
        lower,
        upper,
        count: amount,
      });
    }
    histograms.push({ series, at, count, sum, buckets });
  }
  return histograms;
}

function align(at: number): number {
  return (at + 7) & ~7;
}
