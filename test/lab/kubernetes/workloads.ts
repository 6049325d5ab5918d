import { suffixOf, timestamp, uidOf } from './identity.ts';
import { withManagedFields } from './managedFields.ts';
import type { KubeObject, ObjectMeta, OwnerReference } from './objects.ts';
import type { Container, PodSpec } from './podTypes.ts';

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** What a workload is made from. */
export interface WorkloadPlan {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  replicas: number;
  readyReplicas: number;
  /** Milliseconds since 1970. */
  createdAt: number;
  labels: Record<string, string>;
  selector: Record<string, string>;
  podLabels: Record<string, string>;
  podAnnotations?: Record<string, string>;
  podSpec: PodSpec;
  owner?: OwnerReference;
}

/** The workload object and, for a Deployment, the ReplicaSet between it and its pods. */
export interface Workload {
  plan: WorkloadPlan;
  object: KubeObject;
  replicaSet?: KubeObject;
  /** What its pods name as their controller. */
  podOwner: OwnerReference;
  /** The labels of its pods, with the hash of the template where the controller adds one. */
  podLabels: Record<string, string>;
}

export function makeWorkload(plan: WorkloadPlan): Workload {
  const { kind, namespace, name } = plan;
  const metadata: ObjectMeta = {
    name,
    namespace,
    uid: uidOf(`${kind}/${namespace}/${name}`),
    generation: 1,
    creationTimestamp: timestamp(plan.createdAt),
    labels: plan.labels,
    ...(kind === 'Deployment' ? { annotations: { 'deployment.kubernetes.io/revision': '1' } } : {}),
    ...(plan.owner === undefined ? {} : { ownerReferences: [plan.owner] }),
  };
  const object: KubeObject = {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: workloadSpec(plan),
    status: workloadStatus(plan),
  };
  const managed = withManagedFields(object, {
    manager: 'kubectl-client-side-apply',
    statusManager: 'kube-controller-manager',
  });
  const owner = ownerOf(managed);
  const podLabels = { ...plan.podLabels };
  if (kind !== 'Deployment') {
    // The hash that StatefulSets and DaemonSets put on their pods.
    podLabels['controller-revision-hash'] =
      `${kind === 'StatefulSet' ? `${name}-` : ''}${suffixOf(name, 10)}`;
    return { plan, object: managed, podOwner: owner, podLabels };
  }
  const hash = suffixOf(`${namespace}/${name}`, 10);
  podLabels['pod-template-hash'] = hash;
  const replicaSet = makeReplicaSet(plan, hash, owner);
  return { plan, object: managed, replicaSet, podOwner: ownerOf(replicaSet), podLabels };
}

/** A reference to the object as the controller of another one. */
export function ownerOf({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  const { name, uid = '' } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The status that a workload's controller writes when so many of its pods are ready. */
export function workloadStatus({
  kind,
  replicas,
  readyReplicas,
  createdAt,
}: Pick<WorkloadPlan, 'kind' | 'replicas' | 'readyReplicas' | 'createdAt'>): Record<string, unknown> {
  const unavailable = replicas - readyReplicas;
  switch (kind) {
    case 'DaemonSet':
      return {
        currentNumberScheduled: replicas,
        desiredNumberScheduled: replicas,
        numberMisscheduled: 0,
        numberReady: readyReplicas,
        numberAvailable: readyReplicas,
        updatedNumberScheduled: replicas,
        observedGeneration: 1,
      };
    case 'StatefulSet':
      return {
        observedGeneration: 1,
        replicas,
        readyReplicas,
        availableReplicas: readyReplicas,
        currentReplicas: replicas,
        updatedReplicas: replicas,
        collisionCount: 0,
      };
    case 'Deployment':
      return {
        observedGeneration: 1,
        replicas,
        updatedReplicas: replicas,
        ...(readyReplicas === 0 ? {} : { readyReplicas, availableReplicas: readyReplicas }),
        ...(unavailable === 0 ? {} : { unavailableReplicas: unavailable }),
        conditions: deploymentConditions(unavailable === 0, timestamp(createdAt)),
      };
  }
}

function deploymentConditions(isAvailable: boolean, time: string): Record<string, unknown>[] {
  const available = isAvailable
    ? { status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : {
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
  const progressing = isAvailable
    ? { status: 'True', reason: 'NewReplicaSetAvailable', message: 'ReplicaSet has successfully progressed.' }
    : {
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: 'ReplicaSet has timed out progressing.',
      };
  return [
    { type: 'Available', ...available, lastTransitionTime: time, lastUpdateTime: time },
    { type: 'Progressing', ...progressing, lastTransitionTime: time, lastUpdateTime: time },
  ];
}

function workloadSpec(plan: WorkloadPlan): Record<string, unknown> {
  const { kind, name, replicas, selector, podLabels, podAnnotations, podSpec } = plan;
  const common = {
    selector: { matchLabels: selector },
    template: {
      metadata: {
        labels: podLabels,
        ...(podAnnotations === undefined ? {} : { annotations: podAnnotations }),
      },
      spec: podSpec,
    },
    revisionHistoryLimit: 10,
  };
  switch (kind) {
    case 'DaemonSet':
      return {
        ...common,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      };
    case 'StatefulSet':
      return {
        ...common,
        replicas,
        serviceName: name,
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      };
    case 'Deployment':
      return {
        ...common,
        replicas,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        progressDeadlineSeconds: 600,
      };
  }
}

function makeReplicaSet(plan: WorkloadPlan, hash: string, owner: OwnerReference): KubeObject {
  const { namespace, replicas, readyReplicas, selector, podLabels, podSpec, createdAt } = plan;
  const name = `${plan.name}-${hash}`;
  const labels = { ...podLabels, 'pod-template-hash': hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace,
      uid: uidOf(`ReplicaSet/${namespace}/${name}`),
      generation: 1,
      creationTimestamp: timestamp(createdAt),
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        'deployment.kubernetes.io/max-replicas': String(replicas + 1),
        'deployment.kubernetes.io/revision': '1',
      },
      ownerReferences: [owner],
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...selector, 'pod-template-hash': hash } },
      template: { metadata: { labels }, spec: podSpec },
    },
    status: {
      replicas,
      fullyLabeledReplicas: replicas,
      observedGeneration: 1,
      ...(readyReplicas === 0 ? {} : { readyReplicas, availableReplicas: readyReplicas }),
    },
  };
}

/** A container spec with what the API server fills in. */
export function makeContainer(name: string, image: string, rest: Partial<Container> = {}): Container {
  return {
    name,
    image,
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: image.endsWith(':latest') ? 'Always' : 'IfNotPresent',
    ...rest,
  };
}
