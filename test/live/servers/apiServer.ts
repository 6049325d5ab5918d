import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { freePort, startProgram } from './program.ts';
import type { Running } from './program.ts';

/** People whom the API server knows by a token. */
export const users = {
  admin: { token: 'live-admin', groups: ['system:masters'] },
  /** May do what a test's roles allow, and nothing before. */
  reader: { token: 'live-reader', groups: [] },
} as const;

export type UserName = keyof typeof users;

export interface ApiServer {
  url: string;
  caPem: string;
  /** Signs the tokens of service accounts. */
  keyPem: string;
  keyFile: string;
  /** Certificate and key by which it is known; for others on loopback too. */
  certificate: { certFile: string; keyFile: string };
  /** Ends it, waits, and starts it at the same address over the same data. `between` happens while it is down. */
  restart: (between?: () => Promise<void>) => Promise<void>;
  output: () => string;
  stop: () => Promise<void>;
}

export const issuer = 'https://kubernetes.default.svc';

/** Starts kube-apiserver over an etcd. */
export async function startApiServer(
  folder: string,
  {
    dir,
    logs,
    etcdUrl,
    tokenWebhook,
  }: {
    dir: string;
    logs: string;
    etcdUrl: string;
    /** A kubeconfig that names whoever knows other tokens; see authenticator.ts. */
    tokenWebhook?: string | undefined;
  },
): Promise<ApiServer> {
  const certificates = join(dir, 'certificates');
  mkdirSync(certificates, { recursive: true });
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keyFile = join(certificates, 'accounts.key');
  const publicFile = join(certificates, 'accounts.pub');
  writeFileSync(keyFile, keyPem, { mode: 0o600 });
  writeFileSync(publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const tokens = join(certificates, 'tokens.csv');
  const lines = Object.entries(users).map(
    ([name, { token, groups }]) => `${token},${name},${name},"${groups.join(',')}"`,
  );
  writeFileSync(tokens, `${lines.join('\n')}\n`, { mode: 0o600 });

  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const start = (): Promise<Running> =>
    startProgram({
      name: 'kube-apiserver',
      command: join(folder, 'kube-apiserver'),
      args: [
        `--etcd-servers=${etcdUrl}`,
        `--secure-port=${port}`,
        '--bind-address=127.0.0.1',
        `--cert-dir=${certificates}`,
        `--token-auth-file=${tokens}`,
        ...(tokenWebhook === undefined
          ? []
          : [
              `--authentication-token-webhook-config-file=${tokenWebhook}`,
              '--authentication-token-webhook-version=v1',
            ]),
        `--service-account-issuer=${issuer}`,
        `--service-account-key-file=${publicFile}`,
        `--service-account-signing-key-file=${keyFile}`,
        '--authorization-mode=RBAC',
        '--service-cluster-ip-range=10.0.0.0/24',
      ],
      logs,
      isReady: () => isReady(url),
    });
  let running = await start();
  return {
    url,
    // Signed by itself.
    caPem: readFileSync(join(certificates, 'apiserver.crt'), 'utf8'),
    keyPem,
    keyFile,
    certificate: {
      certFile: join(certificates, 'apiserver.crt'),
      keyFile: join(certificates, 'apiserver.key'),
    },
    restart: async (between) => {
      await running.stop();
      await between?.();
      running = await start();
    },
    output: () => running.output(),
    stop: () => running.stop(),
  };
}

function isReady(url: string): Promise<boolean> {
  // Before it is ready nobody has read its certificate.
  const agent = new Agent({ rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    request(
      `${url}/readyz`,
      { agent, headers: { authorization: `Bearer ${users.admin.token}` } },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    )
      .on('error', reject)
      .end();
  }).finally(() => agent.destroy()) as Promise<boolean>;
}
