import { gunzipSync } from 'node:zlib';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { HttpRequest, HttpResponse, Send } from '../http.ts';
import type { Log } from '../log.ts';
import { Trouble } from '../trouble.ts';
import type { Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { CredentialsFailure } from './credentialsFailure.ts';
import { explainAwsError } from './explain.ts';
import { Sha256 } from './sha256.ts';
import { isRefusal, renewed } from './watch.ts';

/** What SigV4 calls the services whose APIs take queries: AMP and CloudWatch. */
export type SignedService = 'aps' | 'monitoring';

export interface SigningOptions {
  service: SignedService;
  connection: Connection;
  credentials: Credentials;
  /** Of ~/.aws, for the words of a failure. */
  files: { configPath: string; credentialsPath: string };
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** How far a clock may be off before AWS refuses what it dated; the SDK's own measure. */
const maxSkewMs = 4 * 60_000;
const maxRefusalBytes = 64 * 1024;

/**
 * Signs each request for the service with Signature Version 4, and sends it. What AWS refuses for its credentials is tried once more with
 * new ones, and with the time that AWS has where the clock here is wrong. Rejects with a Trouble for credentials that cannot be had or are
 * not enough. Never use it for a host that is not AWS's: a signature lets its reader repeat the request for some minutes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function createSignedSend(send: Send, options: SigningOptions): Send {
  const { credentials, connection, now } = options;
  const clock: Clock = { skewMs: 0 };

  const sendSigned = async (
    request: HttpRequest,
    signal: AbortSignal,
    identity: AwsCredentialIdentity,
  ): Promise<HttpResponse | Refused> => {
    const date = new Date(now() + clock.skewMs);
    const response = await send(await sign(request, { ...options, identity, date }), signal);
    return response.status === 403 || response.status === 401 ? readRefusal(response) : response;
  };

  return async (request, signal) => {
    let refused: Refused;
    try {
      const identity = await credentials.provide();
      const first = await sendSigned(request, signal, identity);
      if (!('error' in first)) {
        return first;
      }
      const mended = await mend(first, { identity, clock, options });
      const second = mended ? await sendSigned(request, signal, mended) : first;
      if (!('error' in second)) {
        return second;
      }
      refused = second;
    } catch (error) {
      const isOurs = error instanceof CredentialsFailure || (error as Error).name === 'AbortError';
      throw isOurs && !signal.aborted
        ? new Trouble(explainAwsError(error, connection), { cause: error })
        : error;
    }
    throw new Trouble(explainAwsError(refused.error, connection), { cause: refused.error });
  };
}

/** By how much AWS's clock is ahead of the one here. */
interface Clock {
  skewMs: number;
}

/** Who may try once more; `undefined` when that would not help. */
async function mend(
  { error, headers }: Refused,
  { identity, clock, options }: { identity: AwsCredentialIdentity; clock: Clock; options: SigningOptions },
): Promise<AwsCredentialIdentity | undefined> {
  const { log, now, service } = options;
  const skew = Date.parse(headers['date'] ?? '') - now();
  if (isAboutTime(error) && Math.abs(skew - clock.skewMs) > maxSkewMs) {
    clock.skewMs = skew;
    log.info(`${service}: the clock here is off by ${Math.round(skew / 1000)} s`);
    return identity;
  }
  if (!isRefusal(error)) {
    return undefined;
  }
  return renewed(error, identity, options);
}

/** An answer that says no to who asks. */
interface Refused {
  error: Error;
  headers: HttpResponse['headers'];
}

async function sign(
  { method, url, headers, body }: HttpRequest,
  { identity, date, connection, service }: SigningOptions & { identity: AwsCredentialIdentity; date: Date },
): Promise<HttpRequest> {
  const query = [...url.searchParams];
  const signer = new SignatureV4({
    credentials: identity,
    region: connection.region,
    service,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: bagOf(query),
      headers: { ...headers, host: url.host },
      body,
    },
    // What a proxy on the way may change cannot be signed.
    { signingDate: date, unsignableHeaders: new Set(['accept', 'accept-encoding']) },
  );
  const sent = new URL(url);
  // Written as the signature spells it: a plus sign for a space would be read as one by some and as a plus by others.
  sent.search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return { method, url: sent, headers: signed.headers, ...(body !== undefined && { body }) };
}

/** A parameter that comes more than once is an array. */
function bagOf(query: readonly [string, string][]): Record<string, string | string[]> {
  const bag: Record<string, string | string[]> = {};
  for (const [name, value] of query) {
    const known = bag[name];
    bag[name] = known === undefined ? value : [known, value].flat();
  }
  return bag;
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The answer as the error that the SDK would make of it. */
async function readRefusal({ status, headers, body }: HttpResponse): Promise<Refused> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > maxRefusalBytes) {
      break;
    }
  }
  const message = messageIn(unpacked(Buffer.concat(chunks), headers['content-encoding']).toString());
  const name = /^[\w.]+/.exec(headers['x-amzn-errortype'] ?? '')?.[0] ?? nameFor(message);
  const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
  return { error, headers };
}

/** What is packed in a way that was not asked for, or is damaged, stays as it came: its status still says no. */
function unpacked(bytes: Buffer, coding = ''): Buffer {
  if (!/^(x-)?gzip$/i.test(coding.trim())) {
    return bytes;
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: maxRefusalBytes });
  } catch {
    return bytes;
  }
}

function messageIn(text: string): string {
  try {
    const { message, Message } = Object(JSON.parse(text)) as Record<string, unknown>;
    return [message, Message].find((words) => typeof words === 'string') ?? '';
  } catch {
    return '';
  }
}

/** What AWS means where it names no error: its sentences are older than its codes. */
function nameFor(message: string): string {
  const names: [RegExp, string][] = [
    [/security token .* expired/i, 'ExpiredTokenException'],
    [/security token .* invalid/i, 'UnrecognizedClientException'],
    [/signature (we calculated|expired|not yet current)/i, 'InvalidSignatureException'],
    [/not authorized to perform/i, 'AccessDeniedException'],
  ];
  return names.find(([pattern]) => pattern.test(message))?.[1] ?? 'AccessDeniedException';
}

function isAboutTime({ name, message }: Error): boolean {
  return name === 'RequestTimeTooSkewed' || /signature (expired|not yet current)/i.test(message);
}
