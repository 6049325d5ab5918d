import type { Faults } from '../faults.ts';
import type { Requests } from '../requests.ts';
import type { KubeObject } from './objects.ts';

/** Who a Kubernetes request speaks for, once its EKS token has been found good. */
export interface KubernetesUser {
  /** The ARN of the IAM identity that signed the token. */
  user: string;
  groups: string[];
}

export interface KubernetesOptions {
  size: 'small' | 'huge';
  /** An existing folder for what the kubeconfig names: the script of the exec plugin. */
  dir: string;
  log(text: string): void;
  /** The name EKS tokens are signed for. Default: `amp-eks-fargate`, as in the recipe. */
  clusterName?: string;
  region?: string;
  accountId?: string;
  /** What the collector in adot-col writes to: `.../workspaces/ID/api/v1/remote_write`. */
  remoteWriteUrl?: string;
  /** The user behind an EKS token (an administrator when in `system:masters`); `undefined`: 401. */
  verifyToken?: (token: string, clusterName: string) => Promise<KubernetesUser | undefined>;
  /**
   * Asked once per request: `take('kubernetes', operation)` with operations `VERB RESOURCE`, as in `list pods`, `watch pods`,
   * `get pods/log`, `patch deployments`, `create selfsubjectaccessreviews`; for the rest `get /version` and the like.
   */
  faults?: Faults;
  /** Gets each request with `service: 'kubernetes'` and the same operation. */
  requests?: Requests;
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
  /** How often running containers write; default 1000. Tests want their lines sooner. 0: nothing comes by itself. */
  logIntervalMs?: number;
  /** How often the crash-looping collector is started again; default 60,000 (the kubelet's own limit is 5 minutes). */
  crashIntervalMs?: number;
  /** How long a new pod is Pending; default 2000 (30 to 90 seconds on Fargate). */
  podStartMs?: number;
  /** How long a continue token lives. The real server's etcd forgets after 5 minutes. */
  continueLifeMs?: number;
  /** The real server sends a bookmark about once a minute. */
  bookmarkIntervalMs?: number;
}

/** The contexts of the lab's kubeconfig. */
export interface LabContexts {
  /** A static token of an administrator (the current context). */
  admin: string;
  /** `exec` user: a node script that prints an ExecCredential. */
  exec: string;
  /** `exec` user whose program does not exist. */
  execMissing: string;
  /** Names a cluster that the file does not have. */
  missingCluster: string;
  /** May read the namespace prom-sample-app and nothing else: 403 elsewhere. */
  oneNamespace: string;
  /** A token that has expired: 401. */
  expired: string;
}

export interface PodRef {
  namespace: string;
  name: string;
}

/** Changes to the cluster while it runs, each with the events and log lines that the real thing would show. */
export interface ClusterState {
  get(resource: string, namespace: string, name: string): KubeObject | undefined;
  list(resource: string, namespace?: string): KubeObject[];
  /** Creates or replaces; returns the object with its new resourceVersion. */
  put(resource: string, object: KubeObject): KubeObject;
  remove(resource: string, namespace: string, name: string): void;
  /** Every pod of a workload, by its selector. */
  podsOf(
    resource: 'deployments' | 'statefulsets' | 'daemonsets',
    namespace: string,
    name: string,
  ): KubeObject[];
  /** The container ends well and starts again: restarts + 1, today's log becomes the previous one. */
  restartPod(pod: PodRef): void;
  /** The container ends badly (default: OOMKilled, 137) and waits in CrashLoopBackOff until `restartPod`. */
  crash(pod: PodRef, how?: { reason?: string; exitCode?: number; lastLines?: readonly string[] }): void;
  /** The pod goes; with `replace` (default true when a workload owns it) another one comes. Returns its name. */
  deletePod(pod: PodRef, options?: { replace?: boolean }): string | undefined;
  /** A copy of a workload's pod under a new name. */
  addPod(resource: 'deployments' | 'statefulsets' | 'daemonsets', namespace: string, name: string): PodRef;
  appendLog(pod: PodRef & { container?: string }, ...lines: string[]): void;
  setConfigMap(namespace: string, name: string, data: Record<string, string>): void;
  addEvent(about: KubeObject, event: { type?: 'Normal' | 'Warning'; reason: string; message: string }): void;
  /** Forgets all history: running watches end with 410, older resourceVersions and continue tokens are refused. */
  compact(): void;
}

/** The Kubernetes API, running. */
export interface KubernetesLab {
  /** `https://127.0.0.1:PORT`, as `cluster.endpoint` of EKS DescribeCluster. */
  url: string;
  /** The certificate authority; base64 of it is `certificateAuthority.data`. */
  caPem: string;
  clusterName: string;
  contexts: LabContexts;
  /** The static tokens by context, for tests that speak HTTP themselves. */
  tokens: { admin: string; oneNamespace: string; expired: string; exec: string };
  state: ClusterState;
  /** Writes a kubeconfig with every context of `contexts`. */
  writeKubeconfig(path: string): Promise<void>;
  /** Breaks running watches and followed logs in the middle of a line; returns how many there were. */
  cutStreams(): number;
  stop(): Promise<void>;
}
