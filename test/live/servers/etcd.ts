import { join } from 'node:path';
import { freePort, startProgram } from './program.ts';
import type { Running } from './program.ts';

export interface Etcd extends Running {
  url: string;
  /** Forgets all history before now. */
  compact: () => Promise<void>;
}

/** Starts etcd with its data below `dir`. */
export async function startEtcd(folder: string, { dir, logs }: { dir: string; logs: string }): Promise<Etcd> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const peers = `http://127.0.0.1:${await freePort()}`;
  const running = await startProgram({
    name: 'etcd',
    command: join(folder, 'server'),
    args: [
      `--data-dir=${join(dir, 'etcd')}`,
      ...[`--listen-client-urls=${url}`, `--advertise-client-urls=${url}`],
      ...[`--listen-peer-urls=${peers}`, `--initial-advertise-peer-urls=${peers}`],
      `--initial-cluster=default=${peers}`,
      // What a test writes need not outlive it.
      '--unsafe-no-fsync',
    ],
    logs,
    isReady: async () => (await fetch(`${url}/health`)).ok,
  });
  return { ...running, url, compact: () => compact(url) };
}

/** By etcd's JSON gateway: https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/ */
async function compact(url: string): Promise<void> {
  const call = async (path: string, body: object): Promise<{ header: { revision: string } }> => {
    const response = await fetch(`${url}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(`etcd: ${path}: ${await response.text()}`);
    }
    return (await response.json()) as { header: { revision: string } };
  };
  const { header } = await call('range', { key: Buffer.from('none').toString('base64') });
  await call('compaction', { revision: header.revision, physical: true });
}
