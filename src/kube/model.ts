import type { Advice } from '../trouble.ts';

/** How to reach one cluster. */
export type KubeTarget = EksTarget | ContextTarget;

/** A cluster known from the EKS API: no kubeconfig, no program on PATH. */
export interface EksTarget {
  kind: 'eks';
  name: string;
  server: string;
  /** Base64 of a PEM bundle, as DescribeCluster gives it; nothing else is trusted. */
  caData: string;
  /** A bearer token that works now; `isRefused` when the cluster has just answered 401 to the last one. */
  token(isRefused: boolean): Promise<string>;
}

/** A context of the kubeconfig given, else of the files in KUBECONFIG, else of ~/.kube/config. */
export interface ContextTarget {
  kind: 'context';
  kubeconfigPath?: string;
  context: string;
}

/** One run of a container that ended. */
export interface ContainerExit {
  container: string;
  /** As the kubelet says it: Error, OOMKilled, Completed, ... */
  reason: string;
  exitCode: number;
  /** RFC 3339. */
  finishedAt?: string;
  message?: string;
}

export interface ContainerSummary {
  name: string;
  init: boolean;
  image: string;
  ready: boolean;
  restarts: number;
  state: 'waiting' | 'running' | 'terminated' | 'unknown';
  /** Of a waiting or terminated container: CrashLoopBackOff, ImagePullBackOff, Error, ... */
  reason?: string;
  message?: string;
  /** Another one after each restart; absent until the container has been made. */
  id?: string;
  /** RFC 3339, of the current run. */
  startedAt?: string;
  lastExit?: ContainerExit;
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

/** Why a pod is Pending or not ready. */
export interface PodCause {
  source: 'condition' | 'container' | 'event';
  reason: string;
  message: string;
}

export interface PodSummary {
  namespace: string;
  name: string;
  uid: string;
  phase: PodPhase;
  /** What kubectl prints under STATUS: Running, CrashLoopBackOff, Init:0/1, Terminating, ... */
  status: string;
  ready: boolean;
  readyContainers: number;
  /** Init containers first, in the order they run. */
  containers: ContainerSummary[];
  restarts: number;
  /** The latest exit of any of its containers. */
  lastExit?: ContainerExit;
  /** Of the collector's container, else of the first one. */
  image: string;
  tag: string;
  node?: string;
  fargate: boolean;
  /** RFC 3339. */
  startTime?: string;
  deleting: boolean;
  /** The most telling first; empty when the pod is ready. */
  causes: PodCause[];
}

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'OpenTelemetryCollector' | 'Pod';

export interface MountedConfigMap {
  name: string;
  /** The keys the volume picks; empty: all of them. */
  keys: string[];
}

/** Something that runs collectors, with its pods. */
export interface CollectorWorkload {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  uid: string;
  image: string;
  /** `v0.49.0`, `latest`, or the first characters of a digest. */
  tag: string;
  /** The container that runs the collector. */
  container: string;
  replicas: { wanted: number; ready: number };
  configMaps: MountedConfigMap[];
  /** Name of the OpenTelemetryCollector that the operator made this from. */
  customResource?: string;
  /** Label selector of its pods, as the API takes it; absent for a single pod. */
  selector?: string;
  pods: PodSummary[];
}

/** Where we were allowed to look: with `namespaces`, which may be none, listing over the whole cluster was refused. */
export type SearchScope = { kind: 'cluster' } | { kind: 'namespaces'; namespaces: string[] };

export interface CollectorSearch {
  collectors: CollectorWorkload[];
  searched: SearchScope;
  /** What could not be read and why; everything else is in `collectors`. */
  problems: Advice[];
}

/** What to follow the logs of. */
export type LogSource =
  | { kind: 'pod'; namespace: string; name: string }
  | { kind: 'workload'; namespace: string; name: string; selector: string };
