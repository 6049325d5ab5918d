import { suffixOf, timestamp, uidOf } from './identity.ts';
import { withManagedFields } from './managedFields.ts';
import { omit } from './objects.ts';
import type { OwnerReference } from './objects.ts';
import type { Condition, Container, ContainerState, ContainerStatus, Pod, PodStatus } from './podTypes.ts';
import type { Workload } from './workloads.ts';

/** How a pod is doing. */
export interface PodFate {
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Distinguishes the pods of a workload; the ordinal of a StatefulSet's pod. */
  index: number;
  restarts?: number;
  /** Default: running since shortly after creation. */
  state?: ContainerState;
  lastState?: ContainerState;
  /** Not scheduled: why, in the words of the PodScheduled condition. */
  unschedulable?: string;
}

/** Where pods run. */
export interface Placement {
  region: string;
  /** The Fargate profile; `undefined`: an EC2 node. */
  fargateProfile: string | undefined;
  /** CapacityProvisioned: what Fargate rounded the requests up to. */
  capacity?: string;
  node?: string;
}

/** A pod of the workload, with the spec and status that scheduler and kubelet would have given it. */
export function makePod(workload: Workload, fate: PodFate, placement: Placement): Pod {
  const { plan, podOwner, podLabels } = workload;
  const name =
    plan.kind === 'StatefulSet'
      ? `${plan.name}-${fate.index}`
      : `${podOwner.name}-${suffixOf(`${plan.namespace}/${podOwner.name}/${fate.index}`, 5)}`;
  const key = `Pod/${plan.namespace}/${name}/${fate.createdAt}`;
  const ip = addressOf(key);
  const node =
    fate.unschedulable === undefined ? (placement.node ?? fargateNode(ip, placement.region)) : undefined;
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(plan.kind === 'StatefulSet' ? {} : { generateName: `${podOwner.name}-` }),
      namespace: plan.namespace,
      uid: uidOf(key),
      creationTimestamp: timestamp(fate.createdAt),
      labels: { ...podLabels, ...statefulLabels(workload, name, fate.index), ...fargateLabels(placement) },
      ...annotationsOf({ ...plan.podAnnotations, ...fargateAnnotations(placement, node) }),
      ownerReferences: [podOwner],
    },
    spec: podSpec(workload, placement, node, name),
    status: podStatus(plan.podSpec.containers, fate, { key, ip, node }),
  };
  return withManagedFields(pod, {
    manager: 'kube-controller-manager',
    statusManager: 'kubelet',
    sent: { spec: { ...plan.podSpec, ...createdFields } },
  });
}

/** A pod that nothing owns. */
export function makeBarePod(
  pod: { namespace: string; name: string; labels: Record<string, string>; containers: Container[] },
  fate: PodFate,
  placement: Placement,
): Pod {
  const { namespace, name, labels, containers } = pod;
  const owner: OwnerReference = { apiVersion: '', kind: '', name, uid: '' };
  const workload: Workload = {
    plan: {
      kind: 'Deployment',
      namespace,
      name,
      replicas: 1,
      readyReplicas: 1,
      createdAt: fate.createdAt,
      labels,
      selector: labels,
      podLabels: labels,
      podSpec: { containers },
    },
    object: { apiVersion: '', kind: '', metadata: { name } },
    podOwner: owner,
    podLabels: labels,
  };
  const made = makePod(workload, fate, placement);
  return { ...made, metadata: { ...omit(made.metadata, 'generateName', 'ownerReferences'), name } };
}

/** A private address of the VPC range that eksctl uses, always the same for the same text. */
export function addressOf(text: string): string {
  const bytes = Buffer.from(uidOf(text).slice(0, 4), 'hex');
  return `192.168.${96 + ((bytes[0] ?? 0) % 96)}.${1 + ((bytes[1] ?? 0) % 254)}`;
}

export function readyConditions(isReady: boolean, names: readonly string[], time: string): Condition[] {
  const broken = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${names.join(' ')}]`,
  };
  const condition = (type: string, holds: boolean): Condition => ({
    type,
    status: holds ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: time,
    ...(holds ? {} : broken),
  });
  return [
    condition('PodReadyToStartContainers', true),
    condition('Initialized', true),
    condition('Ready', isReady),
    condition('ContainersReady', isReady),
    condition('PodScheduled', true),
  ];
}

function podStatus(
  containers: readonly Container[],
  fate: PodFate,
  { key, ip, node }: { key: string; ip: string; node: string | undefined },
): PodStatus {
  if (fate.unschedulable !== undefined || node === undefined) {
    const condition: Condition = {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: timestamp(fate.createdAt),
      reason: 'Unschedulable',
      message: fate.unschedulable ?? '',
    };
    return { phase: 'Pending', conditions: [condition], qosClass: 'Burstable' };
  }
  const startedAt = timestamp(fate.createdAt + 45_000);
  const state = fate.state ?? { running: { startedAt } };
  const isReady = state.running !== undefined;
  const statuses = containers.map((container): ContainerStatus => {
    const digest = uidOf(container.image).replaceAll('-', '');
    return {
      name: container.name,
      image: container.image,
      imageID: `${container.image.replace(/:[^:/]*$/, '')}@sha256:${digest}${digest}`,
      containerID: containerId(`${key}/${container.name}/${fate.restarts ?? 0}`),
      ready: isReady,
      started: isReady,
      restartCount: fate.restarts ?? 0,
      state,
      lastState: fate.lastState ?? {},
    };
  });
  return {
    phase: 'Running',
    conditions: readyConditions(
      isReady,
      containers.map(({ name }) => name),
      startedAt,
    ),
    hostIP: ip,
    hostIPs: [{ ip }],
    podIP: ip,
    podIPs: [{ ip }],
    startTime: timestamp(fate.createdAt + 30_000),
    containerStatuses: statuses,
    qosClass: 'Burstable',
  };
}

export function containerId(text: string): string {
  const digest = uidOf(text).replaceAll('-', '');
  return `containerd://${digest}${digest}`;
}

function podSpec(
  { plan }: Workload,
  placement: Placement,
  node: string | undefined,
  podName: string,
): Pod['spec'] {
  const { podSpec: spec } = plan;
  const volume = `kube-api-access-${suffixOf(podName, 5)}`;
  const mount = { name: volume, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
  const isFargate = placement.fargateProfile !== undefined;
  return {
    ...spec,
    containers: spec.containers.map((container) => ({
      ...container,
      volumeMounts: [...((container['volumeMounts'] as object[] | undefined) ?? []), mount] as never,
    })),
    volumes: [
      ...((spec['volumes'] as object[] | undefined) ?? []),
      { name: volume, projected: tokenSources },
    ] as never,
    ...(node === undefined ? {} : { nodeName: node }),
    ...createdFields,
    serviceAccountName: spec.serviceAccountName ?? 'default',
    serviceAccount: spec.serviceAccountName ?? 'default',
    // The Fargate admission webhook sets scheduler and priority: EKS user guide, "Simplify compute management with Fargate".
    schedulerName: isFargate ? 'fargate-scheduler' : 'default-scheduler',
    ...(isFargate ? { priorityClassName: 'system-node-critical', priority: 2_000_001_000 } : { priority: 0 }),
    preemptionPolicy: 'PreemptLowerPriority',
    tolerations: ['not-ready', 'unreachable'].map((condition) => ({
      key: `node.kubernetes.io/${condition}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
  };
}

/** What the pod template carries beside containers and volumes. */
const createdFields = {
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  enableServiceLinks: true,
};

const tokenSources = {
  defaultMode: 420,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ],
};

function statefulLabels({ plan }: Workload, name: string, index: number): Record<string, string> {
  return plan.kind === 'StatefulSet'
    ? { 'statefulset.kubernetes.io/pod-name': name, 'apps.kubernetes.io/pod-index': String(index) }
    : {};
}

function fargateLabels({ fargateProfile }: Placement): Record<string, string> {
  return fargateProfile === undefined ? {} : { 'eks.amazonaws.com/fargate-profile': fargateProfile };
}

function fargateAnnotations(
  { fargateProfile, capacity }: Placement,
  node: string | undefined,
): Record<string, string> {
  return fargateProfile === undefined || node === undefined
    ? {}
    : {
        CapacityProvisioned: capacity ?? '0.25vCPU 0.5GB',
        Logging: 'LoggingDisabled: LOGGING_CONFIGMAP_NOT_FOUND',
      };
}

function annotationsOf(annotations: Record<string, string>): { annotations?: Record<string, string> } {
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}

function fargateNode(ip: string, region: string): string {
  return `fargate-ip-${ip.replaceAll('.', '-')}.${region}.compute.internal`;
}
