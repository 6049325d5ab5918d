import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { openAccess } from './access.ts';
import type { Access, OpenOptions } from './access.ts';
import { asKubeError, hasStatus, KubeError, toKubeError } from './kubeError.ts';
import type { KubeTarget } from './model.ts';
import { readBody, send } from './request.ts';
import type { Query } from './request.ts';

export interface GetOptions {
  signal?: AbortSignal | undefined;
  query?: Query | undefined;
  accept?: string;
  /** For each try, until its answer is complete (of a stream: until it begins). */
  timeoutMs?: number;
}

/** An open cluster: one identity, one pool of connections. Failures are `KubeError` or `Trouble`; an abort is thrown as it is. */
export interface Cluster {
  /** For people: the name of the context or of the EKS cluster. */
  readonly name: string;
  readonly server: string;
  /** The namespace the context names. */
  readonly namespace: string | undefined;
  readonly log: Log;
  /** Between 0 and 1, for those who try again. */
  readonly random: () => number;
  getJson<T>(path: string, options?: GetOptions): Promise<T>;
  /** The body as it comes. It fails when the connection is cut before the server was done. */
  stream(path: string, options?: GetOptions): Promise<IncomingMessage>;
  /** Ends every connection. */
  close(): void;
}

/** How long an answer may take: kubectl has no limit, but a person waits for this one. */
const answerTimeoutMs = 30_000;
const maxTries = 5;
const maxWaitSeconds = 30;

/** Reads the target's configuration; nothing is sent before the first request. Throws `Trouble` when it cannot be used. */
export async function openCluster(target: KubeTarget, options: OpenOptions): Promise<Cluster> {
  const access = await openAccess(target, options);
  const get = <T>(
    path: string,
    given: GetOptions,
    use: (response: IncomingMessage) => Promise<T>,
  ): Promise<T> => retrying(access, options, { path, ...given }, use);
  return {
    name: access.name,
    server: access.server.href.replace(/\/$/, ''),
    namespace: access.namespace,
    log: options.log,
    random: options.random ?? (() => 1),
    getJson: <T>(path: string, given: GetOptions = {}) =>
      get(path, given, (response) => readJson<T>(response, access.name)),
    stream: (path, given = {}) => get(path, given, (response) => Promise.resolve(response)),
    close: () => access.close(),
  };
}

type Wanted = GetOptions & { path: string };

/**
 * One answer: with new credentials after a 401, and after the wait the server asks for when it is busy (API priority and
 * fairness answers 429 with Retry-After).
 */
async function retrying<T>(
  access: Access,
  options: OpenOptions,
  wanted: Wanted,
  use: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  let refused: RequestOptions | undefined;
  for (let tries = 1; ; tries++) {
    wanted.signal?.throwIfAborted();
    const prepared = await access.prepare({ signal: wanted.signal, refused });
    try {
      return await attempt(access, options, { ...wanted, prepared }, use);
    } catch (error) {
      wanted.signal?.throwIfAborted();
      if (hasStatus(error, 401) && refused === undefined) {
        refused = prepared;
        continue;
      }
      const waitSeconds = tries < maxTries ? secondsToWait(error, tries) : undefined;
      if (waitSeconds === undefined) {
        throw error;
      }
      const told = `${access.name}: ${(error as Error).message}; next try in ${waitSeconds} s`;
      options.log[waitSeconds > 0 ? 'warn' : 'debug'](told);
      await sleep(waitSeconds * 1000, undefined, { signal: wanted.signal });
    }
  }
}

/** `undefined`: trying again makes it no better, or the wait would be longer than anybody has patience for. */
function secondsToWait(error: unknown, tries: number): number | undefined {
  if (hasStatus(error, 429, 503)) {
    const seconds = error.retryAfterSeconds ?? (error.status === 429 ? 2 ** (tries - 1) : undefined);
    return seconds !== undefined && seconds <= maxWaitSeconds ? seconds : undefined;
  }
  // The server closed a connection that had been idle, just as it was used again.
  return (error as { cause?: { isStale?: boolean } }).cause?.isStale ? 0 : undefined;
}

async function attempt<T>(
  access: Access,
  { log, now }: OpenOptions,
  wanted: Wanted & { prepared: RequestOptions },
  use: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const { path, query, signal, prepared, accept = 'application/json', timeoutMs = answerTimeoutMs } = wanted;
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('The answer took too long', 'TimeoutError')),
    timeoutMs,
  );
  const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  const startedMs = now();
  try {
    const response = await send(access.server, { path, query, accept, signal: either, prepared });
    const { statusCode: status = 0, headers } = response;
    log.debug(`${access.name}: GET ${path} ${status} ${now() - startedMs} ms`);
    if (status < 200 || status > 299) {
      throw toKubeError({
        cluster: access.name,
        status,
        contentType: headers['content-type'] ?? '',
        retryAfter: headers['retry-after'],
        body: await readBody(response),
      });
    }
    return await use(response);
  } catch (error) {
    if (!(error instanceof KubeError)) {
      log.debug(`${access.name}: GET ${path} failed after ${now() - startedMs} ms: ${String(error)}`);
    }
    signal?.throwIfAborted();
    throw asKubeError(late.signal.aborted ? late.signal.reason : error, access.name);
  } finally {
    clearTimeout(timer);
  }
}

async function readJson<T>(response: IncomingMessage, cluster: string): Promise<T> {
  const body = await readBody(response);
  try {
    return JSON.parse(body) as T;
  } catch {
    const contentType = response.headers['content-type'] ?? '';
    const status = response.statusCode ?? 0;
    throw new KubeError(`HTTP ${status} ${contentType}`, { status, reason: 'html', cluster });
  }
}
