import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort, startProgram } from './program.ts';
import type { Running } from './program.ts';

export interface KwokOptions {
  kubeconfig: string;
  certificate: { certFile: string; keyFile: string };
  dir: string;
  logs: string;
}

export interface Kwok extends Running {
  /** A file of lines `TIME stdout F TEXT`, which is every container's log. */
  logFile: string;
}

/** Pods get ready at once, nodes live as long as their leases. */
const stages = ['pod/fast', 'node/fast', 'node/heartbeat-with-lease'];

/**
 * Starts KWOK as the kubelet of every node: pods run and become ready without anything being run. Logs and port forwards go
 * through the API server to it, as to any kubelet.
 */
export async function startKwok(folder: string, options: KwokOptions): Promise<Kwok> {
  const { kubeconfig, certificate, dir, logs } = options;
  const port = await freePort();
  const logFile = join(dir, 'containers.log');
  writeFileSync(logFile, '');
  const config = join(dir, 'kwok.yaml');
  writeFileSync(
    config,
    stringify({
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterLogs',
      metadata: { name: 'all' },
      spec: { logs: [{ logsFile: logFile, follow: true }] },
    }),
  );
  const files = stages.flatMap((stage) => {
    const within = join(folder, 'kustomize', 'stage', stage);
    return readdirSync(within)
      .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
      .map((name) => join(within, name));
  });
  const running = await startProgram({
    name: 'kwok',
    command: join(folder, 'kwok'),
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--manage-all-nodes=true',
      // Unless given it renews no leases, and nodes and their pods go unready every 50 seconds.
      '--node-lease-duration-seconds=40',
      '--node-ip=127.0.0.1',
      `--node-port=${port}`,
      `--server-address=127.0.0.1:${port}`,
      `--tls-cert-file=${certificate.certFile}`,
      `--tls-private-key-file=${certificate.keyFile}`,
      ...[config, ...files].map((file) => `--config=${file}`),
    ],
    logs,
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok,
  });
  return { ...running, logFile };
}
