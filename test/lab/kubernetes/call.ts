import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Resource } from './resources.ts';
import { findResource } from './resources.ts';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** A request for objects, taken apart. */
export interface Target {
  resource: Resource;
  /** Empty: all namespaces, or a kind without namespaces. */
  namespace: string;
  /** Empty: the collection. */
  name: string;
  /** `log`, `status`; empty: the object itself. */
  subresource: string;
}

/** One request while it is handled. */
export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  target: Target;
  /** Ends the connection in the middle of the body: a fault. */
  cut: boolean;
  /** A watch is told 410, a list that its continue token has expired: a fault. */
  gone: boolean;
}

const path =
  /^\/(?:api\/(v1)|apis\/([^/]+)\/([^/]+))(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/;

/** What a path is about; `undefined` when it is none of the lab's resources. */
export function parseTarget(pathname: string): Target | undefined {
  // /api/v1/namespaces and /api/v1/namespaces/NAME are about namespaces themselves.
  const own = /^\/api\/v1\/namespaces(?:\/([^/]+))?$/.exec(pathname);
  if (own !== null) {
    return target('', 'v1', 'namespaces', ['', decodeURIComponent(own[1] ?? ''), '']);
  }
  const match = path.exec(pathname);
  if (match === null) {
    return undefined;
  }
  const [, core, group = '', version = '', namespace = '', plural = '', name = '', subresource = ''] = match;
  const rest: [string, string, string] = [
    decodeURIComponent(namespace),
    decodeURIComponent(name),
    subresource,
  ];
  return target(core === undefined ? group : '', core ?? version, plural, rest);
}

/** What the request does, in the words of RBAC. */
export function verbOf(method: string, { name }: Target, query: URLSearchParams): Verb | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return isTrue(query.get('watch')) ? 'watch' : name === '' ? 'list' : 'get';
    case 'POST':
      return name === '' ? 'create' : undefined;
    case 'PUT':
      return name === '' ? undefined : 'update';
    case 'PATCH':
      return name === '' ? undefined : 'patch';
    case 'DELETE':
      return name === '' ? undefined : 'delete';
    default:
      return undefined;
  }
}

/** A boolean of the query, as Go's strconv.ParseBool takes it. */
export function isTrue(value: string | null): boolean {
  return value !== null && ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value);
}

function target(
  group: string,
  version: string,
  plural: string,
  [namespace, name, subresource]: [string, string, string],
): Target | undefined {
  const resource = findResource(group, version, plural);
  if (resource === undefined || (namespace !== '' && !resource.namespaced)) {
    return undefined;
  }
  // An object of a namespaced kind can only be reached through its namespace.
  if (resource.namespaced && namespace === '' && name !== '') {
    return undefined;
  }
  return { resource, namespace, name, subresource };
}
