import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpRequest, Send } from '../http.ts';
import { Trouble } from '../trouble.ts';
import { readBody, tooLarge } from './body.ts';
import { createCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import type { QueryPlan } from './plan.ts';
import { QueryError } from './queryError.ts';
import { readAnswer } from './reading/answer.ts';
import { Malformed, TooLarge } from './reading/cursor.ts';
import { explainRefusal, mayPass, retryAfter } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { queryRequest } from './requests.ts';
import type { QueryAnswer } from './result.ts';
import { checkPlan } from './steps.ts';
import { cutTrouble, foreignTrouble, wireTrouble } from './wire.ts';

export interface ClientOptions {
  /** Where the API lies, without `/api/v1`. A query string of it goes with every request. */
  base: URL;
  send: Send;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Waits, and rejects when the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  limits?: Partial<ClientLimits>;
  /** A request is about to be repeated: words for a status line. */
  onRetry?: (text: string) => void;
}

export interface ClientLimits {
  /** How long an answer may get, unpacked. */
  maxBytes: number;
  /** How many numbers a result may hold: in a range that is series times points, holes too. */
  maxCells: number;
  /** How long labels, histograms and lists of names may get together, as JSON. */
  maxObjectBytes: number;
  /** How often a request is sent at most. */
  attempts: number;
  /** How long a server may make a request wait. */
  maxWaitSeconds: number;
}

export interface RunOptions {
  signal: AbortSignal;
  /** Default 120, as Prometheus has it. */
  timeoutSeconds?: number;
  /** Query samples that may be processed; only AMP knows this. */
  maxSamples?: number;
  /** Whether to ask for statistics. Default true. */
  stats?: boolean;
}

/** A server that speaks Prometheus' HTTP API. Every method throws QueryError or Trouble, nothing else. */
export interface PrometheusClient extends Catalog {
  readonly base: URL;
  /** Asks for what the plan says. Refuses plans that no server would answer before anything is sent. */
  run(plan: QueryPlan, options: RunOptions): Promise<QueryAnswer>;
}

const defaults: ClientLimits = {
  maxBytes: 256 * 2 ** 20,
  maxCells: 32_000_000,
  maxObjectBytes: 32 * 2 ** 20,
  attempts: 4,
  maxWaitSeconds: 30,
};

const defaultTimeoutSeconds = 120;
/** What a server that is asked to give up after some time gets to say so. */
const graceSeconds = 3;
/** Of an answer that is no success. */
const maxRefusalBytes = 64 * 1024;

/** What a request is about, for the words of its failure. */
interface Task {
  request: HttpRequest;
  query: string;
  timeoutSeconds: number;
  maxBytes: number;
  signal: AbortSignal;
}

/** See `PrometheusClient`. Keeps nothing between requests. */
export function createPrometheusClient(options: ClientOptions): PrometheusClient {
  const { base } = options;
  const limits = { ...defaults, ...options.limits };
  const fetchBytes = (task: Task): Promise<Uint8Array> => ask(task, { ...options, limits });

  return {
    base,
    run: async (plan, { signal, timeoutSeconds = defaultTimeoutSeconds, maxSamples, stats = true }) => {
      const problem = checkPlan(plan);
      if (problem) {
        throw new Trouble({ code: 'badPlan', what: problem.message });
      }
      const request = queryRequest(base, plan, { timeoutSeconds, maxSamples, stats });
      const { query } = plan;
      const bytes = await fetchBytes({ request, query, timeoutSeconds, signal, maxBytes: limits.maxBytes });
      return readOr(base, bytes, () => readAnswer(bytes, plan, limits));
    },
    ...createCatalog(base, async (request, signal) => {
      const { maxObjectBytes: maxBytes } = limits;
      const bytes = await fetchBytes({ request, query: '', timeoutSeconds: 30, signal, maxBytes });
      return { bytes, read: (reader) => readOr(base, bytes, reader) };
    }),
  };
}

/** The body of a successful answer. */
async function ask(
  task: Task,
  { base, send, now, sleep = defaultSleep, limits, onRetry }: ClientOptions & { limits: ClientLimits },
): Promise<Uint8Array> {
  const { request, query, maxBytes } = task;
  const { signal, stop } = untilTimeout(task);
  try {
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      const response = await abortable(send(request, signal), signal);
      if (response.status === 200) {
        return await readBody(response, { maxBytes, signal });
      }
      const bytes = await readBody(response, { maxBytes: maxRefusalBytes, signal, isEnoughCut: true });
      const refusal: Refusal = { ...response, text: Buffer.from(bytes).toString() };
      const seconds = retryAfter(refusal, now()) ?? 0.25 * 2 ** attempt;
      if (!mayPass(refusal) || attempt >= limits.attempts || seconds > limits.maxWaitSeconds) {
        throw explainRefusal(refusal, { base, query });
      }
      onRetry?.(
        l10n.t(
          '{0} answers HTTP {1}: retrying ({2} of {3})',
          base.host,
          refusal.status,
          attempt + 1,
          limits.attempts,
        ),
      );
      await sleep(seconds * 1000, signal);
    }
  } catch (error) {
    if (error instanceof QueryError) {
      throw error;
    }
    // Whatever ended after the signal did ended because of it, and the signal's reason is its owner's affair.
    const isCancelled = task.signal.aborted && new DOMException('', 'AbortError');
    throw wireTrouble(isCancelled || (signal.aborted ? signal.reason : error), base);
  } finally {
    stop();
  }
}

/** A signal that also ends by itself, with a TimeoutError. */
function untilTimeout({ signal, timeoutSeconds }: Task): { signal: AbortSignal; stop: () => void } {
  const timeout = new AbortController();
  const timer = setTimeout(
    () => timeout.abort(new DOMException('The query took too long.', 'TimeoutError')),
    (timeoutSeconds + graceSeconds) * 1000,
  );
  return { signal: AbortSignal.any([signal, timeout.signal]), stop: () => clearTimeout(timer) };
}

/** What the promise comes to, but no later than the signal. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function readOr<T>(base: URL, bytes: Uint8Array, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) {
      const text = Buffer.from(bytes.subarray(0, 2048)).toString();
      const isOurs = /^\s*\{/.test(text);
      throw error.isCut && isOurs
        ? cutTrouble(base, { cause: error })
        : foreignTrouble(base, { status: 200, text });
    }
    // A RangeError is what an array that there is no memory for comes to.
    throw error instanceof TooLarge || error instanceof RangeError ? tooLarge() : error;
  }
}

function defaultSleep(ms: number, signal: AbortSignal): Promise<unknown> {
  return wait(ms, undefined, { signal });
}
