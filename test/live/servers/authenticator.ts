import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { listen } from '../../lab/listener.ts';

/** Who a bearer token belongs to; `undefined` for nobody. */
export type Verify = (token: string) => Promise<{ user: string; groups: readonly string[] } | undefined>;

export interface Authenticator {
  /** For the API server's `--authentication-token-webhook-config-file`. */
  configFile: string;
  stop: () => Promise<void>;
}

interface TokenReview {
  apiVersion: string;
  kind: string;
  spec: { token?: string };
}

/**
 * Tells an API server whose token it was given, by a webhook, as EKS does it with aws-iam-authenticator.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#webhook-token-authentication
 */
export async function startAuthenticator(verify: Verify, { dir }: { dir: string }): Promise<Authenticator> {
  const listener = await listen((request, response) => {
    const answer = async (): Promise<void> => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) {
        body += chunk as string;
      }
      const { apiVersion, kind, spec } = JSON.parse(body) as TokenReview;
      const found = await verify(spec.token ?? '');
      const status = found
        ? { authenticated: true, user: { username: found.user, groups: found.groups } }
        : { authenticated: false };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ apiVersion, kind, status }));
    };
    answer().catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  const configFile = join(dir, 'authenticator.kubeconfig');
  writeFileSync(
    configFile,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'webhook',
      clusters: [{ name: 'webhook', cluster: { server: listener.url } }],
      users: [{ name: 'apiserver' }],
      contexts: [{ name: 'webhook', context: { cluster: 'webhook', user: 'apiserver' } }],
    }),
  );
  return { configFile, stop: () => listener.stop() };
}
