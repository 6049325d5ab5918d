import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readerNamespace, tokens } from './auth.ts';
import type { LabContexts } from './types.ts';

export const contexts: LabContexts = {
  admin: 'adot-lab',
  exec: 'adot-lab-exec',
  execMissing: 'adot-lab-exec-missing',
  missingCluster: 'adot-lab-no-cluster',
  oneNamespace: 'adot-lab-reader',
  expired: 'adot-lab-expired',
};

interface Server {
  url: string;
  caPem: string;
  /** Where the script of the exec plugin lies. */
  dir: string;
}

/** Writes the kubeconfig and the exec plugin that one of its users runs: this Node with a script that prints a token. */
export async function writeKubeconfig(path: string, { url, caPem, dir }: Server): Promise<void> {
  const script = join(dir, 'exec-credential.mjs');
  await writeFile(script, execScript);
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' };
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(caPem).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': contexts.admin,
    clusters: [{ name: 'adot-lab', cluster }],
    users: [
      { name: 'admin', user: { token: tokens.admin } },
      { name: 'reader', user: { token: tokens.oneNamespace } },
      { name: 'expired', user: { token: tokens.expired } },
      { name: 'exec', user: { exec: { ...exec, command: process.execPath, args: [script] } } },
      {
        name: 'exec-missing',
        user: {
          exec: {
            ...exec,
            command: 'adot-lab-no-such-program',
            args: ['eks', 'get-token', '--cluster-name', 'amp-eks-fargate'],
            installHint: 'Install the AWS CLI and make sure that it is on PATH.',
          },
        },
      },
    ],
    contexts: [
      context(contexts.admin, 'adot-lab', 'admin'),
      context(contexts.exec, 'adot-lab', 'exec'),
      context(contexts.execMissing, 'adot-lab', 'exec-missing'),
      context(contexts.missingCluster, 'no-such-cluster', 'admin'),
      context(contexts.oneNamespace, 'adot-lab', 'reader', readerNamespace),
      context(contexts.expired, 'adot-lab', 'expired'),
    ],
  };
  await writeFile(path, stringify(config), { mode: 0o600 });
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
const execScript = `const expires = new Date(Date.now() + 15 * 60 * 1000).toISOString().replace(/\\.\\d+Z$/, 'Z');
console.log(
  JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: '${tokens.exec}', expirationTimestamp: expires },
  }),
);
`;

function context(name: string, cluster: string, user: string, namespace?: string): Record<string, unknown> {
  return { name, context: { cluster, user, ...(namespace === undefined ? {} : { namespace }) } };
}
