import { sign } from 'node:crypto';
import { issuer } from './apiServer.ts';
import type { ApiServer } from './apiServer.ts';
import type { Kubectl } from './kubectl.ts';

/**
 * A token of a service account of the namespace `default`, as the API server itself would sign it:
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens
 */
export async function signAccountToken(
  { api, kubectl }: { api: Pick<ApiServer, 'keyPem'>; kubectl: Kubectl },
  name: string,
  expiresAt: Date,
): Promise<string> {
  const { metadata } = await kubectl.get<{ metadata: { uid: string } }>(['serviceaccount', name]);
  const seconds = Math.floor(expiresAt.getTime() / 1000);
  const claims = {
    iss: issuer,
    aud: [issuer],
    sub: `system:serviceaccount:default:${name}`,
    iat: seconds - 3600,
    nbf: seconds - 3600,
    exp: seconds,
    'kubernetes.io': { namespace: 'default', serviceaccount: { name, uid: metadata.uid } },
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), api.keyPem).toString('base64url')}`;
}
