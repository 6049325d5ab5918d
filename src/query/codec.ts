import type { QueryAnswer, QueryStats } from './result.ts';
import type { Shown, ShownAbout } from './shown.ts';
import { columnsOf, frameOf, resultOf } from './shownColumns.ts';
import type { Column, Frame } from './shownColumns.ts';

// The bytes: 4 of a mark, 4 that say how long the JSON behind them is, the JSON itself, and from the next multiple of 8 on the columns, each
// of which begins at one. Numbers lie as the machine has them, which is the same one for both sides.

const mark = 0x3151_5741;
const head = 8;

/** Everything but the numbers. */
interface Header {
  about: ShownAbout;
  result: Frame;
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
    result: frameOf(result),
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
  // Not by slice(): a Buffer of Node's copies nothing then.
  const bytes = given.byteOffset % 8 === 0 ? given : new Uint8Array(given);
  const parts = readParts(bytes);
  if (parts === undefined) {
    return undefined;
  }
  const { header, columns } = parts;
  const result = resultOf(header.result, columns);
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

/** JSON has no `undefined`. */
function withAll({ totalSamples, peakSamples, seconds }: QueryStats): QueryStats {
  return { totalSamples, peakSamples, seconds };
}

function align(at: number): number {
  return (at + 7) & ~7;
}
