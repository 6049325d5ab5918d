import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults, ServiceName } from '../faults.ts';
import type { Listener } from '../listener.ts';
import { listen, readBody, splitTarget } from '../listener.ts';
import type { Requests } from '../requests.ts';
import { ServiceError, accessDenied, quotaExceeded, throttled } from './errors.ts';
import type { Identities } from './identities.ts';
import type { Protocol } from './protocols.ts';
import type { ReceivedRequest, Signer } from './sigv4.ts';
import { SignatureError, verifySignature } from './sigv4.ts';

/** One call of an operation, its signature verified. */
export interface Call extends Partial<Signer> {
  /** From the path, decoded: `/workspaces/{workspaceId}`. */
  path: Record<string, string>;
  query: URLSearchParams;
  /** The JSON or form body; empty when there is none. */
  body: Record<string, unknown>;
  received: ReceivedRequest;
  /** Milliseconds since 1970. */
  now: number;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
}

/** What an operation answers: JSON or XML members, or a reply that is sent as it is, in one piece or as it comes. */
export type Answer =
  | Stream
  | { members: unknown; status?: number }
  | { raw: Uint8Array | string; status: number; headers: Record<string, string> };

export interface Stream {
  stream: AsyncIterable<Uint8Array>;
  status: number;
  headers: Record<string, string>;
}

export interface Operation {
  name: string;
  /** The IAM action when it is not `service:name`. */
  action?: string;
  /** Calls that nobody signs, such as AssumeRoleWithWebIdentity. */
  unsigned?: boolean;
  /** The ARN that an AccessDenied names; the caller's account and everything in it unless given. */
  resource?(call: Call): string;
  run(call: Call): Answer | Promise<Answer>;
}

/** What finds the operation of a request, and the parts of its path. */
export type Route = (
  request: ReceivedRequest,
  body: Record<string, unknown>,
) => { operation: Operation; path: Record<string, string> } | undefined;

export interface ServiceOptions {
  name: ServiceName;
  /** The service in the credential scope, which is also the prefix of its IAM actions. */
  signingName: string;
  protocol: Protocol;
  route: Route;
  shared: Shared;
}

/** What all services of one lab share. */
export interface Shared {
  identities: Identities;
  faults: Faults;
  requests: Requests;
  log: (text: string) => void;
  now: () => number;
  tls?: { key: string; cert: string } | undefined;
}

export interface Service {
  url: string;
  /** The same service behind a certificate that nobody trusts; only with `shared.tls`. */
  tlsUrl?: string | undefined;
  stop(): Promise<void>;
}

/** Starts one AWS service: each request is recognised, spoilt if a fault says so, checked for its signature and rights, and answered. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { faults, log, tls } = options.shared;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    serve(options, request, response).catch((error: unknown) => {
      log(`${options.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.destroy();
    });
  };
  const listeners: Listener[] = [await listen(handle)];
  if (tls) {
    listeners.push(await listen(handle, tls));
  }
  const forget = faults.onChange(async () => {
    await Promise.all(listeners.map((listener) => listener.setOpen(!faults.refuses(options.name))));
  });
  return {
    url: listeners[0]?.url ?? '',
    tlsUrl: listeners[1]?.url,
    async stop() {
      forget();
      await Promise.all(listeners.map((listener) => listener.stop()));
    },
  };
}

async function serve(
  options: ServiceOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { protocol, shared, name } = options;
  const received = await receive(request);
  const gone = new AbortController();
  response.on('close', () => !response.writableFinished && gone.abort());
  const requestId = randomUUID();
  let operationName = 'UnknownOperation';
  let call: Call | undefined;
  let answer: Answer;
  let hits: Fault[] = [];
  try {
    const body = protocol.parse(received);
    const found = options.route(received, body);
    operationName = found?.operation.name ?? operationName;
    hits = shared.faults.take(name, operationName);
    await delay(hits, gone.signal);
    const query = new URLSearchParams(splitTarget(received.target).query);
    const { signal } = gone;
    call = { path: found?.path ?? {}, query, body, received, signal, now: shared.now() };
    if (!found?.operation.unsigned) {
      Object.assign(call, await verifySignature(received, options.signingName, shared.identities, call.now));
    }
    if (!found) {
      throw new ServiceError(
        404,
        'UnknownOperationException',
        `Unknown operation: ${received.method} ${received.target}`,
      );
    }
    answer = spoil(hits, options, call, found.operation) ?? (await run(options, call, found.operation));
  } catch (error) {
    // As nginx has it: the client closed the connection before there was an answer.
    answer = gone.signal.aborted
      ? { raw: '', status: 499, headers: {} }
      : explain(error, protocol, requestId, shared.log);
  }
  const cut = hits.some(({ kind }) => kind === 'cut');
  const sent = 'stream' in answer ? answer : protocol.render(answer, operationName, requestId);
  shared.requests.record({
    service: name,
    operation: operationName,
    identity: call?.identity?.arn,
    region: call?.region,
    status: cut ? 0 : sent.status,
  });
  shared.log(`${name} ${operationName} ${sent.status} ${call?.identity?.arn ?? '-'} ${call?.region ?? '-'}`);
  if ('stream' in sent) {
    await sendStream(response, sent, cut);
  } else {
    send(response, sent, cut);
  }
}

async function run(options: ServiceOptions, call: Call, operation: Operation): Promise<Answer> {
  const action = operation.action ?? `${options.signingName}:${operation.name}`;
  if (!operation.unsigned && !call.identity?.allows(action)) {
    throw denied(options, call, operation);
  }
  return operation.run(call);
}

function denied(options: ServiceOptions, call: Call, operation: Operation): ServiceError {
  const action = operation.action ?? `${options.signingName}:${operation.name}`;
  const resource =
    operation.resource?.(call) ?? `arn:aws:${options.signingName}:${call.region}:${call.identity?.account}:*`;
  return accessDenied(call.identity?.arn ?? 'anonymous', action, resource, options.protocol.codes.denied);
}

/** What a fault makes of a request; `undefined` when none changes the answer. */
function spoil(hits: Fault[], options: ServiceOptions, call: Call, operation: Operation): Answer | undefined {
  for (const { kind, status = 500 } of hits) {
    switch (kind) {
      case 'throttle':
        throw throttled(options.signingName);
      case 'denied':
        throw denied(options, call, operation);
      case 'expired':
        throw new SignatureError('expiredToken', 'The security token included in the request is expired');
      case 'quota':
        throw quotaExceeded(options.signingName);
      case 'error':
        throw new ServiceError(status, 'InternalServerException', 'An internal error occurred.');
      case 'html':
        return { raw: captivePortal, status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } };
      case 'gone':
      case 'latency':
      case 'cut':
      case 'refused':
        break;
    }
  }
  return undefined;
}

const captivePortal = '<!doctype html><title>Sign in to the network</title><h1>Sign in to the network</h1>\n';

function explain(error: unknown, protocol: Protocol, requestId: string, log: (text: string) => void): Answer {
  if (error instanceof SignatureError) {
    return protocol.fail(new ServiceError(403, protocol.codes[error.problem], error.message), requestId);
  }
  if (error instanceof ServiceError) {
    return protocol.fail(error, requestId);
  }
  log(`a fault of the lab itself: ${error instanceof Error ? error.stack : String(error)}`);
  return protocol.fail(new ServiceError(500, 'InternalServerException', String(error)), requestId);
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  }
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers,
    body: await readBody(request),
  };
}

async function delay(hits: Fault[], signal: AbortSignal): Promise<void> {
  const ms = hits.reduce((sum, { kind, latencyMs = 1000 }) => sum + (kind === 'latency' ? latencyMs : 0), 0);
  if (ms > 0) {
    await sleep(ms, undefined, { signal });
  }
}

/** Chunk by chunk, no faster than the client reads; when it goes, the source is left too. */
async function sendStream(
  response: ServerResponse,
  { stream, status, headers }: Stream,
  cut: boolean,
): Promise<void> {
  response.writeHead(status, headers);
  for await (const chunk of stream) {
    if (cut) {
      response.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => response.destroy());
      return;
    }
    if (!response.write(chunk) && !response.closed) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    if (response.closed) {
      return;
    }
  }
  response.end();
}

function send(
  response: ServerResponse,
  { status, headers, body }: { status: number; headers: Record<string, string>; body: Uint8Array },
  cut: boolean,
): void {
  response.writeHead(status, {
    ...headers,
    ...(body.length > 0 || status !== 204 ? { 'content-length': body.length } : {}),
  });
  if (cut) {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  } else {
    response.end(body);
  }
}
