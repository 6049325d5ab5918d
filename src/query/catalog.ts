import type { HttpRequest } from '../http.ts';
import { Malformed, createCursor, peek, readMembers, readValue, skipValue } from './reading/cursor.ts';
import { pathName, request } from './requests.ts';
import type { Labels } from './result.ts';

/** Which series a list is about. */
export interface CatalogOptions {
  signal: AbortSignal;
  /** Selectors; a series has to fit one of them. */
  match?: readonly string[];
  /** Seconds since 1970. */
  start?: number;
  end?: number;
  /** At most so many; servers that do not know this give all. */
  limit?: number;
}

/** What the metadata of a metric says, as the server words it. */
export interface MetricMetadata {
  name: string;
  type: string;
  help: string;
  unit: string;
}

/** What there is to query. https://prometheus.io/docs/prometheus/latest/querying/api/#querying-metadata */
export interface Catalog {
  labelNames(options: CatalogOptions): Promise<readonly string[]>;
  /** Sorted, as the server gives them. */
  labelValues(label: string, options: CatalogOptions): Promise<readonly string[]>;
  series(options: CatalogOptions & { match: readonly string[] }): Promise<readonly Labels[]>;
  /** One entry for each metric: where targets disagree, the first that says something. */
  metadata(options: {
    signal: AbortSignal;
    metric?: string;
    limit?: number;
  }): Promise<readonly MetricMetadata[]>;
}

interface Fetched {
  bytes: Uint8Array;
  /** Runs a reader and words its failures. */
  read: <T>(reader: () => T) => T;
}

type Fetch = (request: HttpRequest, signal: AbortSignal) => Promise<Fetched>;

export function createCatalog(base: URL, fetchBytes: Fetch): Catalog {
  const ask = async <T>(
    asked: HttpRequest,
    signal: AbortSignal,
    accept: (data: unknown) => T | undefined,
  ): Promise<T> => {
    const { bytes, read } = await fetchBytes(asked, signal);
    return read(() => readData(bytes, accept));
  };
  return {
    labelNames: (options) => ask(request(base, 'labels', parametersOf(options)), options.signal, texts),
    labelValues: (label, options) => {
      const path = `label/${encodeURIComponent(pathName(label))}/values`;
      return ask(request(base, path, parametersOf(options), { canPost: false }), options.signal, texts);
    },
    series: (options) => ask(request(base, 'series', parametersOf(options)), options.signal, labelSets),
    metadata: ({ signal, metric, limit }) => {
      const parameters = parametersOf({ limit });
      if (metric !== undefined) {
        parameters.push(['metric', metric]);
      }
      return ask(request(base, 'metadata', parameters, { canPost: false }), signal, metrics);
    },
  };
}

function parametersOf({
  match = [],
  start,
  end,
  limit,
}: { [K in 'match' | 'start' | 'end' | 'limit']?: CatalogOptions[K] | undefined }): [string, string][] {
  const numbers = Object.entries({ start, end, limit });
  return [
    ...match.map((selector): [string, string] => ['match[]', selector]),
    ...numbers.flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(Math.round(value * 1000) / 1000)]],
    ),
  ];
}

function readData<T>(bytes: Uint8Array, accept: (data: unknown) => T | undefined): T {
  const cursor = createCursor(bytes, bytes.byteLength);
  let data: T | undefined;
  readMembers(cursor, (name) => {
    if (name === 'data' && data === undefined) {
      data = accept(readValue(cursor));
    } else {
      skipValue(cursor);
    }
  });
  if (data === undefined || peek(cursor) !== undefined) {
    throw new Malformed('no list', cursor);
  }
  return data;
}

function texts(data: unknown): readonly string[] | undefined {
  // Go writes an empty list as null.
  const list: unknown = data ?? [];
  return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined;
}

function labelSets(data: unknown): readonly Labels[] | undefined {
  const list: unknown = data ?? [];
  const isLabels = (one: unknown): boolean =>
    typeof one === 'object' && one !== null && Object.values(one).every((value) => typeof value === 'string');
  return Array.isArray(list) && list.every(isLabels) ? (list as Labels[]) : undefined;
}

function metrics(data: unknown): readonly MetricMetadata[] | undefined {
  if (typeof data !== 'object' || Array.isArray(data)) {
    return undefined;
  }
  return Object.entries(data ?? {}).map(([name, entries]) => {
    const said = Array.isArray(entries)
      ? entries.map((entry) => Object(entry) as Record<string, unknown>)
      : [];
    const first = (key: string): string => {
      const value = said.map((entry) => entry[key]).find((one) => typeof one === 'string' && one !== '');
      return typeof value === 'string' ? value : '';
    };
    return { name, type: first('type'), help: first('help'), unit: first('unit') };
  });
}
