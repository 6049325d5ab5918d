/** The parts of Kubernetes objects that we read, as the API sends them. Timestamps are RFC 3339 text. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
}

export interface OwnerReference {
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface RawContainer {
  name: string;
  image?: string;
  restartPolicy?: string;
  volumeMounts?: { name: string }[];
  env?: { name: string; valueFrom?: { configMapKeyRef?: { name?: string; key: string } } }[];
}

export interface RawVolume {
  name: string;
  configMap?: RawConfigMapSource;
  projected?: { sources?: { configMap?: RawConfigMapSource }[] };
}

export interface RawConfigMapSource {
  name?: string;
  items?: { key: string; path: string }[];
}

export interface RawPodSpec {
  nodeName?: string;
  schedulerName?: string;
  containers?: RawContainer[];
  initContainers?: RawContainer[];
  volumes?: RawVolume[];
}

export interface RawContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    reason?: string;
    message?: string;
    exitCode: number;
    signal?: number;
    startedAt?: string;
    finishedAt?: string;
  };
}

export interface RawContainerStatus {
  name: string;
  image?: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  containerID?: string;
  state?: RawContainerState;
  lastState?: RawContainerState;
}

export interface RawCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

export interface RawPod {
  metadata: ObjectMeta;
  spec?: RawPodSpec;
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    startTime?: string;
    conditions?: RawCondition[];
    containerStatuses?: RawContainerStatus[];
    initContainerStatuses?: RawContainerStatus[];
  };
}

export interface RawSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** A Deployment, StatefulSet or DaemonSet. */
export interface RawWorkload {
  metadata: ObjectMeta;
  spec?: { replicas?: number; selector?: RawSelector; template?: { spec?: RawPodSpec } };
  status?: { readyReplicas?: number; desiredNumberScheduled?: number; numberReady?: number };
}

export interface RawEvent {
  type?: string;
  reason?: string;
  message?: string;
  eventTime?: string | null;
  lastTimestamp?: string | null;
  series?: { lastObservedTime?: string } | null;
  metadata: ObjectMeta;
}

export interface RawConfigMap {
  metadata: ObjectMeta;
  data?: Record<string, string>;
}

export interface RawList<T> {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: T[];
}
