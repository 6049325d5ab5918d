import type { Entry } from './entry.ts';
import type { Resource } from './resources.ts';
import { groupVersion } from './resources.ts';
import { ApiError, badRequest } from './status.ts';
import { columnsOf } from './tables.ts';

/** What the client wants objects to look like. */
export type Shape = 'object' | 'Table' | 'PartialObjectMetadata';

export interface ListMeta {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

export interface Rendering {
  shape: Shape;
  /** What the rows of a table carry: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables */
  includeObject: 'Metadata' | 'Object' | 'None';
  now: number;
}

/** The first of the accepted types that the server can write, as RFC 9110 and the API conventions have it. Throws a 406. */
export function negotiate(accept: string | undefined, query: URLSearchParams, now: number): Rendering {
  const includeObject = query.get('includeObject') || 'Metadata';
  if (includeObject !== 'Metadata' && includeObject !== 'Object' && includeObject !== 'None') {
    throw badRequest(`unrecognized includeObject value: "${includeObject}"`);
  }
  for (const range of (accept ?? '*/*').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const { as, v, g } = Object.fromEntries(parameters.map((part) => part.split('='))) as Record<
      string,
      string
    >;
    if (!['application/json', 'application/*', '*/*', ''].includes(type)) {
      continue;
    }
    if (as === undefined) {
      return { shape: 'object', includeObject, now };
    }
    const shape = as.replace(/List$/, '');
    if ((shape === 'Table' || shape === 'PartialObjectMetadata') && v === 'v1' && g === 'meta.k8s.io') {
      return { shape, includeObject, now };
    }
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io, ' +
      'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  );
}

/** The opening of a list in JSON; items follow, joined by commas, then `listTail`. */
export function listHead(resource: Resource, meta: ListMeta, { shape }: Rendering): string {
  const metadata = JSON.stringify(meta);
  switch (shape) {
    case 'Table':
      return (
        `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${metadata},` +
        `"columnDefinitions":${JSON.stringify(columnsOf(resource))},"rows":[`
      );
    case 'PartialObjectMetadata':
      return `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":${metadata},"items":[`;
    case 'object':
      return `{"kind":"${resource.kind}List","apiVersion":"${groupVersion(resource)}","metadata":${metadata},"items":[`;
  }
}

export const listTail = ']}\n';

/** One item or row of a list. */
export function listItem(entry: Entry, rendering: Rendering): string {
  switch (rendering.shape) {
    case 'Table':
      return tableRow(entry, rendering);
    case 'PartialObjectMetadata':
      return partialMetadata(entry);
    case 'object':
      return entry.itemJson;
  }
}

/** One object on its own, as `get` answers it; a Table has one row then. */
export function singleObject(entry: Entry, rendering: Rendering): string {
  switch (rendering.shape) {
    case 'Table':
      return (
        listHead(entry.resource, { resourceVersion: String(entry.version) }, rendering) +
        tableRow(entry, rendering) +
        listTail
      );
    case 'PartialObjectMetadata':
      return partialMetadata(entry);
    case 'object':
      return entry.json;
  }
}

/** The object of a watch event. Only the first table of a watch names its columns. */
export function watchedObject(entry: Entry, rendering: Rendering, isFirst: boolean): string {
  if (rendering.shape !== 'Table') {
    return singleObject(entry, rendering);
  }
  const columns = isFirst ? JSON.stringify(columnsOf(entry.resource)) : 'null';
  return (
    `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"${entry.version}"},` +
    `"columnDefinitions":${columns},"rows":[${tableRow(entry, rendering)}]}`
  );
}

function tableRow(entry: Entry, { includeObject, now }: Rendering): string {
  const object =
    includeObject === 'None' ? 'null' : includeObject === 'Object' ? entry.json : partialMetadata(entry);
  return `{"cells":${JSON.stringify(entry.cells(now))},"object":${object}}`;
}

function partialMetadata(entry: Entry): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":${entry.metadataJson}}`;
}
