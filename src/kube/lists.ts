import type { Cluster, GetOptions } from './cluster.ts';
import { hasStatus } from './kubeError.ts';
import type { ObjectMeta, RawList } from './objects.ts';
import type { Query } from './request.ts';

/** A row of a server-made table: the cells kubectl would print, wide columns included, and the object's metadata. */
export interface TableRow {
  /** By column name: `Images`, `Ready`, ... */
  cell: (column: string) => string;
  metadata: ObjectMeta;
}

interface Table {
  metadata?: { resourceVersion?: string; continue?: string };
  columnDefinitions?: { name: string }[];
  rows?: { cells?: unknown[]; object?: { metadata?: ObjectMeta } | null }[] | null;
}

export interface ListOptions {
  signal?: AbortSignal | undefined;
  query?: Query | undefined;
}

export interface Listed<T> {
  items: T[];
  /** Watch from here on. */
  resourceVersion: string;
}

const pageSize = 500;
const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** What `pick` makes of each object, `undefined` left out; whole objects are held one page at a time. */
export async function listObjects<Raw, T>(
  cluster: Cluster,
  path: string,
  { pick, ...options }: ListOptions & { pick: (raw: Raw) => T | undefined },
): Promise<Listed<T>> {
  return listPages<RawList<Raw>, T>(cluster, path, {
    ...options,
    read: ({ items }) => pickAll(items ?? [], pick),
  });
}

/**
 * What `pick` makes of each row of the resource's Table, which the server prints for it: about a ninth of the objects' bytes
 * (kubernetes.io, "Receiving resources as Tables").
 */
export async function listTable<T>(
  cluster: Cluster,
  path: string,
  { pick, ...options }: ListOptions & { pick: (row: TableRow) => T | undefined },
): Promise<Listed<T>> {
  return listRows(cluster, path, {
    ...options,
    pick: (cell, metadata) => metadata && pick({ cell, metadata }),
  });
}

/**
 * The same of the printed cells alone: without the metadata, most of which says who last changed which field, it is about a
 * ninth again. Which namespace a row is of is not in it.
 */
export async function listCells<T>(
  cluster: Cluster,
  path: string,
  { pick, query, ...options }: ListOptions & { pick: (cell: TableRow['cell']) => T | undefined },
): Promise<Listed<T>> {
  return listRows(cluster, path, { ...options, query: { ...query, includeObject: 'None' }, pick });
}

function listRows<T>(
  cluster: Cluster,
  path: string,
  {
    pick,
    ...options
  }: ListOptions & { pick: (cell: TableRow['cell'], metadata: ObjectMeta | undefined) => T | undefined },
): Promise<Listed<T>> {
  const read = ({ columnDefinitions = [], rows }: Table): T[] => {
    const indexes = new Map(columnDefinitions.map(({ name }, index) => [name, index]));
    return pickAll(rows ?? [], ({ cells = [], object }) =>
      pick((column) => cellText(cells[indexes.get(column) ?? -1]), object?.metadata),
    );
  };
  return listPages<Table, T>(cluster, path, { ...options, accept: asTable, read });
}

interface Page {
  metadata?: { resourceVersion?: string; continue?: string };
}

interface PageOptions<P, T> extends ListOptions {
  accept?: string;
  read: (page: P) => T[];
}

/**
 * All pages. When the server has forgotten the snapshot a page continues (410), the list starts again, and at the second
 * time asks for everything at once, as client-go's pager does.
 */
async function listPages<P extends Page, T>(
  cluster: Cluster,
  path: string,
  { read, query, ...given }: PageOptions<P, T>,
): Promise<Listed<T>> {
  for (const limit of [pageSize, pageSize, undefined]) {
    const items: T[] = [];
    let next: string | undefined;
    try {
      do {
        const options: GetOptions = { ...given, query: { ...query, limit, continue: next } };
        const page: P = await cluster.getJson<P>(path, options);
        for (const item of read(page)) {
          items.push(item);
        }
        next = page.metadata?.continue || undefined;
        if (next === undefined) {
          return { items, resourceVersion: page.metadata?.resourceVersion ?? '' };
        }
      } while (next !== undefined);
    } catch (error) {
      if (!hasStatus(error, 410) || limit === undefined) {
        throw error;
      }
      cluster.log.debug(`${cluster.name}: ${path} changed while it was listed; listing it again`);
    }
  }
  throw new Error('unreachable');
}

function pickAll<Raw, T>(all: readonly Raw[], pick: (raw: Raw) => T | undefined): T[] {
  const picked: T[] = [];
  for (const raw of all) {
    const item = pick(raw);
    if (item !== undefined) {
      picked.push(item);
    }
  }
  return picked;
}

function cellText(cell: unknown): string {
  return typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : '';
}
