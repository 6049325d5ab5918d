import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, timingSafeEqual } from 'node:crypto';
import { splitTarget } from '../listener.ts';
import type { Identities, Identity } from './identities.ts';
import { Sha256 } from '../../../src/aws/sha256.ts';

/** A request as the official signer takes it. */
export type SignableRequest = Parameters<SignatureV4['presign']>[0];
type Query = NonNullable<SignableRequest['query']>;

/** A request as it came over the wire. */
export interface ReceivedRequest {
  method: string;
  /** Path and query, not decoded. */
  target: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Why a request is not taken for its signer's. Each protocol has its own names for these. */
export type SignatureProblem =
  'missing' | 'incomplete' | 'unknownKey' | 'badToken' | 'expiredToken' | 'skewed' | 'scope' | 'mismatch';

export class SignatureError extends Error {
  readonly problem: SignatureProblem;

  constructor(problem: SignatureProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** Who signed a request, and for which region. */
export interface Signer {
  identity: Identity;
  region: string;
}

const maxSkewMs = 5 * 60_000;

/**
 * The identity and region of a request signed in its Authorization header. The official signer signs the request again with the
 * secret that belongs to the key; both signatures have to agree. Throws a `SignatureError` in the words that AWS uses.
 */
export async function verifySignature(
  request: ReceivedRequest,
  service: string,
  identities: Identities,
  now: number,
): Promise<Signer> {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) {
    throw new SignatureError('missing', 'Missing Authentication Token');
  }
  const parts =
    /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const date = parseDate(request.headers['x-amz-date']);
  if (!parts || date === undefined) {
    throw new SignatureError(
      'incomplete',
      `Authorization header requires 'Credential', 'SignedHeaders', 'Signature' and a date.`,
    );
  }
  const [, accessKeyId = '', day, region = '', signedService, signedHeaders = '', signature = ''] = parts;
  if (signedService !== service) {
    throw new SignatureError('scope', `Credential should be scoped to correct service: '${service}'. `);
  }
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new SignatureError('scope', 'Credential should be scoped to a valid region. ');
  }
  const identity = identities.find(accessKeyId);
  if (!identity || identity.sessionToken !== request.headers['x-amz-security-token']) {
    throw new SignatureError(
      identity ? 'badToken' : 'unknownKey',
      'The security token included in the request is invalid.',
    );
  }
  if (identity.expiresAt !== undefined && identity.expiresAt <= now) {
    throw new SignatureError('expiredToken', 'The security token included in the request is expired');
  }
  checkSkew(date, now);
  const names = signedHeaders.split(';');
  // "You must include the host header and any x-amz-* headers in the request": reference_sigv-create-signed-request.html
  const unsigned = Object.keys(request.headers).filter(
    (name) => name.startsWith('x-amz-') && !names.includes(name),
  );
  if (
    !names.includes('host') ||
    unsigned.length > 0 ||
    !isSame(signature, await signAgain(request, { identity, region, service, date, names }))
  ) {
    throw new SignatureError('mismatch', mismatch);
  }
  if (day !== iso(date).slice(0, 8) || !bodyFits(request)) {
    throw new SignatureError('mismatch', mismatch);
  }
  return { identity, region };
}

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

interface Scope {
  identity: Identity;
  region: string;
  service: string;
  date: Date;
  names: string[];
}

async function signAgain(request: ReceivedRequest, scope: Scope): Promise<string> {
  const { path, query } = splitTarget(request.target);
  const signer = makeSigner(scope.identity, scope.region, scope.service);
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: request.headers['host'] ?? '',
      path,
      query: parseQuery(query),
      headers: Object.fromEntries(scope.names.map((name) => [name, request.headers[name] ?? ''])),
      body: request.body,
    } as SignableRequest,
    { signingDate: scope.date, signableHeaders: new Set(scope.names) },
  );
  return /Signature=(\w+)$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

/** The official signer for an identity. It adds nothing to the headers that SigV4 does not ask for. */
export function makeSigner(identity: Identity, region: string, service: string): SignatureV4 {
  return new SignatureV4({ credentials: identity, region, service, sha256: Sha256, applyChecksum: false });
}

/** The hash that the client states is part of what it signed; the body has to have that hash. */
function bodyFits({ headers, body }: ReceivedRequest): boolean {
  const stated = headers['x-amz-content-sha256'];
  return stated === undefined || stated === createHash('sha256').update(body).digest('hex');
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html has both sentences and the five minutes.
function checkSkew(date: Date, now: number): void {
  const text = iso(date);
  const limit = (ms: number, sign: string): string =>
    `${iso(new Date(now + ms))} (${iso(new Date(now))} ${sign} 5 min.)`;
  if (date.getTime() < now - maxSkewMs) {
    throw new SignatureError(
      'skewed',
      `Signature expired: ${text} is now earlier than ${limit(-maxSkewMs, '-')}`,
    );
  }
  if (date.getTime() > now + maxSkewMs) {
    throw new SignatureError(
      'skewed',
      `Signature not yet current: ${text} is still later than ${limit(maxSkewMs, '+')}`,
    );
  }
}

/** A date as SigV4 writes it, `20260131T235959Z`; `undefined` when it is not one. */
export function parseDate(text: string | undefined): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  const date = parts && new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

export function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** A query as the signer takes it; a parameter that comes more than once is an array. */
export function parseQuery(query: string): Query {
  const bag: Query = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const known = bag[name];
    bag[name] = known === undefined || known === null ? value : [known, value].flat();
  }
  return bag;
}

function iso(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}
