import { join } from 'node:path';
import { freePort, startProgram } from './program.ts';
import type { Running } from './program.ts';

export interface ControllerOptions {
  kubeconfig: string;
  /** Signs the tokens of service accounts. */
  keyFile: string;
  caFile: string;
  logs: string;
}

/** Starts kube-controller-manager, which makes service accounts, endpoint slices and the pods of workloads. */
export function startControllerManager(folder: string, options: ControllerOptions): Promise<Running> {
  const { kubeconfig, keyFile, caFile, logs } = options;
  return startLeader(folder, 'kube-controller-manager', {
    logs,
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--service-account-private-key-file=${keyFile}`,
      `--root-ca-file=${caFile}`,
      // Pods of ten thousand at once.
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
    ],
  });
}

/** Starts kube-scheduler, which gives pods their nodes. */
export function startScheduler(
  folder: string,
  { kubeconfig, logs }: Pick<ControllerOptions, 'kubeconfig' | 'logs'>,
): Promise<Running> {
  return startLeader(folder, 'kube-scheduler', { logs, args: [`--kubeconfig=${kubeconfig}`] });
}

async function startLeader(
  folder: string,
  name: string,
  { args, logs }: { args: readonly string[]; logs: string },
): Promise<Running> {
  const port = await freePort();
  return startProgram({
    name,
    command: join(folder, name),
    args: [...args, '--leader-elect=false', '--bind-address=127.0.0.1', `--secure-port=${port}`],
    logs,
    // Its own certificate is new and nobody's: that it listens is enough.
    isReady: () => listens(port),
  });
}

async function listens(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
