import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApiServer, users } from './apiServer.ts';
import type { ApiServer } from './apiServer.ts';
import { startControllerManager, startScheduler } from './controllers.ts';
import { startEtcd } from './etcd.ts';
import { startAuthenticator } from './authenticator.ts';
import type { Verify } from './authenticator.ts';
import { Kubectl } from './kubectl.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { startKwok } from './kwok.ts';
import { stopAll } from './program.ts';

export interface ClusterFolders {
  etcd: string;
  kubernetes: string;
  kwok: string;
}

/** A real Kubernetes whose pods run nothing. */
export interface RealCluster {
  api: ApiServer;
  /** Of the administrator, with one context, `live`. */
  kubeconfig: string;
  kubectl: Kubectl;
  /** Of every container; see `Kwok`. */
  logFile: string;
  /** Has etcd forget all history, so that whoever asks for it is told 410 Gone. */
  compact: () => Promise<void>;
  /** Where the API server keeps everything; another one may share it. */
  etcdUrl: string;
  stop: () => Promise<void>;
}

/**
 * Starts etcd, the API server, the controllers, the scheduler and KWOK, with one node. `dir` is to be an empty folder. `verify`
 * knows the tokens of people beside `users`.
 */
export async function startCluster(
  { etcd, kubernetes, kwok }: ClusterFolders,
  { dir, logs, verify }: { dir: string; logs: string; verify?: Verify },
): Promise<RealCluster> {
  const running: { stop: () => Promise<void> }[] = [];
  const stop = (): Promise<void> => stopAll(running.splice(0));
  mkdirSync(dir, { recursive: true });
  try {
    const store = await startEtcd(etcd, { dir, logs });
    running.push(store);
    const authenticator = verify && (await startAuthenticator(verify, { dir }));
    if (authenticator) {
      running.push(authenticator);
    }
    const api = await startApiServer(kubernetes, {
      dir,
      logs,
      etcdUrl: store.url,
      tokenWebhook: authenticator?.configFile,
    });
    running.push(api);
    const kubeconfig = writeKubeconfig(join(dir, 'admin.kubeconfig'), api, { token: users.admin.token });
    const { certFile: caFile } = api.certificate;
    running.push(
      await startControllerManager(kubernetes, { kubeconfig, keyFile: api.keyFile, caFile, logs }),
    );
    running.push(await startScheduler(kubernetes, { kubeconfig, logs }));
    const kubelet = await startKwok(kwok, { kubeconfig, certificate: api.certificate, dir, logs });
    running.push(kubelet);
    const kubectl = new Kubectl(join(kubernetes, 'kubectl'), kubeconfig);
    await kubectl.apply(node('fargate-1'));
    await kubectl.run(['wait', '--for=condition=Ready', 'node/fargate-1', '--timeout=60s']);
    // A namespace takes pods once its service account is there.
    await kubectl.run(['wait', '--for=create', 'serviceaccount/default', '--timeout=60s']);
    return {
      api,
      kubeconfig,
      kubectl,
      logFile: kubelet.logFile,
      compact: () => store.compact(),
      etcdUrl: store.url,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function node(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: { 'kubernetes.io/hostname': name },
    },
    status: {
      allocatable: { cpu: '1000', memory: '4Ti', pods: '20000' },
      capacity: { cpu: '1000', memory: '4Ti', pods: '20000' },
    },
  };
}
