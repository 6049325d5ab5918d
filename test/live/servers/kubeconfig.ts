import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { ApiServer } from './apiServer.ts';

/** Writes a kubeconfig of one context for a token, or for what a user entry says. */
export function writeKubeconfig(
  path: string,
  { url, caPem }: Pick<ApiServer, 'url' | 'caPem'>,
  user: { token: string } | { exec: object },
  context = 'live',
  namespace?: string,
): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [
      {
        name: 'live',
        cluster: { server: url, 'certificate-authority-data': Buffer.from(caPem).toString('base64') },
      },
    ],
    users: [{ name: 'user', user }],
    contexts: [
      {
        name: context,
        context: { cluster: 'live', user: 'user', ...(namespace !== undefined && { namespace }) },
      },
    ],
  };
  writeFileSync(path, stringify(config), { mode: 0o600 });
  return path;
}
