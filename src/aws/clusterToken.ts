import { SignatureV4 } from '@smithy/signature-v4';
import { eksOf } from './eks.ts';
import type { AwsSession } from './session.ts';
import { stsOf } from './sts.ts';

/** A bearer token for the API server of an EKS cluster. */
export interface ClusterToken {
  token: string;
  /** When to have a new one minted. */
  expiresAt: Date;
}

/** The server takes a token for 15 minutes from its date; a minute is left for clocks and slow requests. */
const lifeMs = 14 * 60_000;

/**
 * What `aws eks get-token` prints, without that program: a presigned GetCallerIdentity with the cluster's name among the signed headers.
 * The server refuses any query parameter it does not know, so the request is built by hand.
 * Throws what resolving the credentials throws. https://github.com/kubernetes-sigs/aws-iam-authenticator (pkg/token/token.go)
 */
export async function mintClusterToken(
  session: AwsSession,
  clusterName: string,
  now: Date,
): Promise<ClusterToken> {
  const { credentials, endpointProvider, sha256 } = stsOf(session).config;
  const { region } = session.connection;
  // Always AWS's own regional host, whatever endpoint is configured: the server knows only those.
  const { url } = endpointProvider({
    Region: region,
    UseDualStack: false,
    UseFIPS: false,
    UseGlobalEndpoint: false,
  });
  const signer = new SignatureV4({ credentials, region, service: 'sts', sha256 });
  const presigned = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: url.hostname,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: url.hostname, 'x-k8s-aws-id': clusterName },
    },
    // A clock that is wrong here was noticed while the cluster was described.
    { expiresIn: 60, signingDate: new Date(now.getTime() + eksOf(session).config.systemClockOffset) },
  );
  const query = Object.entries(presigned.query ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  const token = Buffer.from(`https://${url.hostname}/?${query}`).toString('base64url');
  return { token: `k8s-aws-v1.${token}`, expiresAt: new Date(now.getTime() + lifeMs) };
}
