import type { Identities, Identity } from './identities.ts';
import { isSame, makeSigner, parseDate, parseQuery } from './sigv4.ts';

// The rules are those of aws-iam-authenticator, pkg/token/token.go.
const prefix = 'k8s-aws-v1.';
const maxLength = 4096;
const lifeMs = 15 * 60_000;
const clusterHeader = 'x-k8s-aws-id';
const allowedParameters = new Set([
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);
const stsHost = /^sts(\.[a-z]{2}(-[a-z]+)+-\d)?\.(amazonaws\.com(\.cn)?|api\.aws)$/;

/**
 * The identity behind an EKS bearer token for `clusterName`: a presigned GetCallerIdentity whose signature covers the name of the
 * cluster. `undefined` when anything about it is not as the authenticator wants it.
 */
export async function verifyEksToken(
  token: string,
  clusterName: string,
  identities: Identities,
  now: number,
): Promise<Identity | undefined> {
  const url = decode(token);
  if (!url || url.protocol !== 'https:' || url.pathname !== '/' || !stsHost.test(url.host)) {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const key = name.toLowerCase();
    if (!allowedParameters.has(key) || parameters.has(key)) {
      return undefined;
    }
    parameters.set(key, value);
  }
  const [accessKeyId = '', , region = '', service = ''] = (parameters.get('x-amz-credential') ?? '').split(
    '/',
  );
  const identity = identities.find(accessKeyId);
  const date = parseDate(parameters.get('x-amz-date'));
  const expires = Number(parameters.get('x-amz-expires'));
  const signedHeaders = (parameters.get('x-amz-signedheaders') ?? '').split(';');
  if (!identity || !date || !(expires >= 0 && expires <= 900) || !signedHeaders.includes(clusterHeader)) {
    return undefined;
  }
  if (
    parameters.get('action') !== 'GetCallerIdentity' ||
    service !== 'sts' ||
    identity.sessionToken !== parameters.get('x-amz-security-token')
  ) {
    return undefined;
  }
  // X-Amz-Expires is checked for its range only; the token lives for 15 minutes from its date.
  const ends = Math.min(date.getTime() + lifeMs, identity.expiresAt ?? Infinity);
  if (now >= ends || date.getTime() > now + lifeMs) {
    return undefined;
  }
  const query = parseQuery(url.search.slice(1));
  const signature = String(query['X-Amz-Signature']);
  for (const name of Object.keys(query).filter((name) => name.startsWith('X-Amz-'))) {
    delete query[name];
  }
  const presigned = await makeSigner(identity, region, 'sts').presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: url.host,
      path: '/',
      query,
      headers: { host: url.host, [clusterHeader]: clusterName },
    },
    { signingDate: date, expiresIn: expires, unhoistableHeaders: new Set([clusterHeader]) },
  );
  return isSame(signature, String(presigned.query?.['X-Amz-Signature'])) ? identity : undefined;
}

function decode(token: string): URL | undefined {
  if (!token.startsWith(prefix) || token.length > maxLength) {
    return undefined;
  }
  const encoded = token.slice(prefix.length);
  return /^[\w-]+$/.test(encoded)
    ? (URL.parse(Buffer.from(encoded, 'base64url').toString()) ?? undefined)
    : undefined;
}

/** A token as `aws eks get-token` prints it. */
export async function mintEksToken(clusterName: string, region: string, identity: Identity): Promise<string> {
  const host = `sts.${region}.amazonaws.com`;
  const { path, query = {} } = await makeSigner(identity, region, 'sts').presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, [clusterHeader]: clusterName },
    },
    { expiresIn: 60, unhoistableHeaders: new Set([clusterHeader]) },
  );
  const text = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return prefix + Buffer.from(`https://${host}${path}?${text.join('&')}`).toString('base64url');
}
