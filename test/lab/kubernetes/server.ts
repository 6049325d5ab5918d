import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from '../faults.ts';
import { readBody } from '../listener.ts';
import type { Requests } from '../requests.ts';
import { authenticate, authorize, authorizePath, isAllowed } from './auth.ts';
import type { CheckToken } from './auth.ts';
import { parseTarget, verbOf } from './call.ts';
import type { Call, Target, Verb } from './call.ts';
import { discover, servesGroupOf } from './discovery.ts';
import type { Lists } from './lists.ts';
import type { LogRequests } from './logRequests.ts';
import { negotiate, singleObject } from './render.ts';
import {
  ApiError,
  badRequest,
  internalError,
  methodNotAllowed,
  notFound,
  unauthorized,
  unknownResource,
} from './status.ts';
import type { Store } from './store.ts';
import type { KubernetesUser } from './types.ts';
import type { Watches } from './watches.ts';
import type { Writes } from './writes.ts';

export interface Parts {
  store: Store;
  lists: Lists;
  watches: Watches;
  logs: LogRequests;
  writes: Writes;
  checkToken: CheckToken;
  now: () => number;
  faults: Faults | undefined;
  requests: Requests | undefined;
  log: (text: string) => void;
}

const reviewPath = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/** Answers one request after the other: faults, authentication, authorization, then whatever it is about. */
export function makeHandler(parts: Parts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void handle(parts, request, response);
  };
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://127.0.0.1');
  const target = parseTarget(url.pathname);
  const verb = target === undefined ? undefined : verbOf(request.method ?? 'GET', target, url.searchParams);
  const operation = operationOf(request.method ?? 'GET', url.pathname, target, verb);
  let identity: string | undefined;
  response.setHeader('audit-id', randomUUID());
  response.setHeader('cache-control', 'no-cache, private');
  const faults = parts.faults?.take('kubernetes', operation) ?? [];
  const has = (kind: Fault['kind']): boolean => faults.some((fault) => fault.kind === kind);
  try {
    if (await spoil(faults, response)) {
      return;
    }
    const user = await authenticate(request.headers.authorization, parts.checkToken);
    identity = user.user;
    if (target === undefined || verb === undefined) {
      await answerPath({ request, response, path: url.pathname, user, isKnown: target !== undefined });
      return;
    }
    authorize(user, verb, target);
    const call = { request, response, query: url.searchParams, target, cut: has('cut'), gone: has('gone') };
    await answerObjects(parts, call, verb);
  } catch (error) {
    answerError(response, error, parts.log);
  } finally {
    // A watch or a followed log counts from its beginning, not when it ends.
    const status = has('cut') || !response.headersSent ? 0 : response.statusCode;
    parts.requests?.record({ service: 'kubernetes', operation, identity, region: undefined, status });
    parts.log(`kubernetes ${operation} ${status}`);
  }
}

/** The operation by which faults and records know the request: `list pods`, `get pods/log`, `get /version`. */
function operationOf(
  method: string,
  path: string,
  target: Target | undefined,
  verb: Verb | undefined,
): string {
  if (target !== undefined && verb !== undefined) {
    const { resource, subresource } = target;
    return `${verb} ${resource.plural}${subresource === '' ? '' : `/${subresource}`}`;
  }
  return path === reviewPath ? 'create selfsubjectaccessreviews' : `${method.toLowerCase()} ${path}`;
}

/** Applies the faults that need no more than the response; whether the request is done with. */
async function spoil(faults: readonly Fault[], response: ServerResponse): Promise<boolean> {
  for (const { kind, latencyMs = 1000, status = 500 } of faults) {
    switch (kind) {
      case 'latency':
        await sleep(latencyMs);
        break;
      case 'throttle':
        // API priority and fairness answers in plain text: k8s.io/apiserver/pkg/server/filters, tooManyRequests.
        response.writeHead(429, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
        response.end('Too many requests, please try again later.\n');
        return true;
      case 'quota':
        throw new ApiError(
          429,
          'TooManyRequests',
          'the server has received too many requests and has asked us to try again later',
          { retryAfterSeconds: 1 },
        );
      case 'denied':
        throw new ApiError(403, 'Forbidden', 'forbidden: User "lab" cannot do that', {});
      case 'expired':
        throw unauthorized();
      case 'error':
        throw internalError(
          status,
          status === 503
            ? 'the server is currently unable to handle the request'
            : 'etcdserver: request timed out',
        );
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(
          '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in to the network</body></html>\n',
        );
        return true;
      case 'cut':
      case 'gone':
      case 'refused':
        // The first two belong to whoever writes the body, the last to the listener.
        break;
    }
  }
  return false;
}

async function answerObjects(parts: Parts, call: Call, verb: Verb): Promise<void> {
  const { request, query, target } = call;
  const { resource, namespace, name, subresource } = target;
  if (subresource === 'log' && resource.plural === 'pods' && verb === 'get') {
    return parts.logs.answer(call);
  }
  if (subresource !== '') {
    throw unknownResource();
  }
  switch (verb) {
    case 'list':
      return parts.lists.answer(call);
    case 'watch':
      return parts.watches.answer(call);
    case 'get': {
      const entry = parts.store.get(resource.plural, namespace, name);
      if (entry === undefined) {
        throw notFound(resource, name);
      }
      const text = singleObject(entry, negotiate(request.headers.accept, query, parts.now()));
      answerText(call, text);
      return;
    }
    case 'create':
    case 'update':
    case 'patch':
    case 'delete': {
      if (resource.namespaced && namespace === '') {
        throw methodNotAllowed();
      }
      parts.writes.answer(call, verb, (await readBody(request)).toString());
    }
  }
}

function answerText({ response, cut }: Call, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  if (cut) {
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  } else {
    response.end(text);
  }
}

interface PathCall {
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  user: KubernetesUser;
  /** The path is one of the lab's resources, but the method does not fit. */
  isKnown: boolean;
}

async function answerPath({ request, response, path, user, isKnown }: PathCall): Promise<void> {
  authorizePath(user, path);
  if (path === reviewPath && request.method === 'POST') {
    answerJson(response, 201, review(user, (await readBody(request)).toString()));
    return;
  }
  if (/^\/(healthz|livez|readyz)\/?$/.test(path)) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('ok');
    return;
  }
  const found =
    request.method === 'GET' ? discover(path, `https://${request.headers.host ?? '127.0.0.1'}`) : undefined;
  if (found !== undefined) {
    answerJson(response, 200, found);
  } else if (isKnown || path === reviewPath) {
    throw methodNotAllowed();
  } else if (servesGroupOf(path)) {
    throw unknownResource();
  } else {
    // For a path that no handler knows the real server says this in plain text, not as a Status.
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
  }
}

/** What the user may do: authorization.k8s.io/v1 SelfSubjectAccessReview. */
function review(user: KubernetesUser, text: string): unknown {
  let body: { spec?: { resourceAttributes?: Record<string, string> } };
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    throw badRequest('the object provided is unrecognized (must be of type SelfSubjectAccessReview)');
  }
  const asked = body.spec?.resourceAttributes ?? {};
  const { verb = '', group = '', resource = '', subresource = '', namespace = '', name = '' } = asked;
  const allowed = isAllowed(user, { verb, group, resource, subresource, namespace, name });
  return {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: body.spec,
    // Whom a group lets do everything is let do it without a reason.
    status: { allowed },
  };
}

function answerJson(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

function answerError(response: ServerResponse, error: unknown, log: (text: string) => void): void {
  const known = error instanceof ApiError ? error : internalError(500, String(error));
  if (!(error instanceof ApiError)) {
    log(`kubernetes: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { details, code } = known.status;
  const retry = details?.retryAfterSeconds;
  if (retry !== undefined) {
    response.setHeader('retry-after', String(retry));
  }
  answerJson(response, code, known.status);
}
