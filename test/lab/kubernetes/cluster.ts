import { makeEvent } from './events.ts';
import { suffixOf, timestamp, uidOf } from './identity.ts';
import type { KubeObject } from './objects.ts';
import type { PodLogs } from './podLogs.ts';
import { backOff, ended, firstContainer, pending, podText } from './podChanges.ts';
import { addressOf, containerId, readyConditions } from './pods.ts';
import type { ContainerState, ContainerStatus, Pod } from './podTypes.ts';
import { parseLabelSelector } from './selectors.ts';
import type { Store } from './store.ts';
import type { ClusterState, PodRef } from './types.ts';
import { workloadStatus } from './workloads.ts';
import type { WorkloadKind } from './workloads.ts';

export interface ClusterOptions {
  now: () => number;
  region: string;
  /** How long a new pod is Pending. 0: not at all. */
  podStartMs: number;
  /** Called when continue tokens are to be refused. */
  onCompact: () => void;
}

const workloadResources = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
} as const;

/** Changes the cluster as kubelet and controllers would: each change is seen by watches, events and logs alike. */
export class Cluster implements ClusterState {
  private readonly store: Store;
  private readonly logs: PodLogs;
  private readonly options: ClusterOptions;
  private readonly timers = new Set<NodeJS.Timeout>();
  private made = 0;

  constructor(store: Store, logs: PodLogs, options: ClusterOptions) {
    this.store = store;
    this.logs = logs;
    this.options = options;
  }

  get(resource: string, namespace: string, name: string): KubeObject | undefined {
    return this.store.get(resource, namespace, name)?.object;
  }

  list(resource: string, namespace?: string): KubeObject[] {
    return this.store
      .snapshot(resource)
      .entries.filter(({ seed }) => namespace === undefined || seed.namespace === namespace)
      .map((entry) => entry.object);
  }

  put(resource: string, object: KubeObject): KubeObject {
    return this.store.put(resource, object).object;
  }

  remove(resource: string, namespace: string, name: string): void {
    this.store.remove(resource, namespace, name);
  }

  podsOf(resource: 'deployments' | 'statefulsets' | 'daemonsets', namespace: string, name: string): Pod[] {
    const { spec } = this.need(resource, namespace, name) as Workload;
    const labels = Object.entries(spec.selector.matchLabels);
    const matches = parseLabelSelector(labels.map(([key, value]) => `${key}=${value}`).join(','));
    return this.store
      .snapshot('pods')
      .entries.filter(({ seed }) => seed.namespace === namespace && matches(seed.labels))
      .map((entry) => entry.object as Pod);
  }

  restartPod(ref: PodRef): void {
    const pod = this.pod(ref);
    const now = this.options.now();
    for (const { name, state } of pod.status.containerStatuses ?? []) {
      // A container that waits in CrashLoopBackOff has ended already.
      if (state.running !== undefined) {
        this.logs.finish(pod, name);
      }
    }
    const running: ContainerState = { running: { startedAt: timestamp(now) } };
    const restarted = this.changeContainers(pod, true, (status) => ({
      ...status,
      state: running,
      restartCount: status.restartCount + 1,
      containerID: containerId(`${pod.metadata.uid}/${status.name}/${status.restartCount + 1}`),
      lastState:
        status.state.running === undefined
          ? status.lastState
          : ended(status, now, { reason: 'Completed', exitCode: 0 }),
    }));
    restarted.spec.containers.forEach(({ name }) => this.logs.start(restarted, name));
    this.savePod(restarted);
    this.addEvent(restarted, { reason: 'Started', message: `Started container ${firstContainer(pod)}` });
  }

  crash(ref: PodRef, how: { reason?: string; exitCode?: number; lastLines?: readonly string[] } = {}): void {
    const { reason = 'OOMKilled', exitCode = 137, lastLines = [] } = how;
    const pod = this.pod(ref);
    const now = this.options.now();
    pod.spec.containers.forEach(({ name }) => this.logs.finish(pod, name, lastLines));
    this.savePod(
      this.changeContainers(pod, false, (status) => backOff(status, pod, now, { reason, exitCode })),
    );
    this.addBackOffEvent(pod);
  }

  /** One more round of a crash loop: the container starts, says why it cannot, and ends. */
  crashAgain(ref: PodRef): void {
    const pod = this.pod(ref);
    const now = this.options.now();
    for (const { name } of pod.spec.containers) {
      this.logs.start(pod, name, 'badly');
      this.logs.finish(pod, name);
    }
    const startedAt = timestamp(now);
    const started = this.changeContainers(pod, false, (status) => ({
      ...status,
      restartCount: status.restartCount + 1,
      state: { running: { startedAt } },
    }));
    this.savePod(started);
    this.savePod(
      this.changeContainers(started, false, (status) =>
        backOff(status, pod, now, { reason: 'Error', exitCode: 1 }),
      ),
    );
    this.addBackOffEvent(pod);
  }

  deletePod(ref: PodRef, options: { replace?: boolean } = {}): string | undefined {
    const pod = this.pod(ref);
    const owner = pod.metadata.ownerReferences?.[0];
    const deletionTimestamp = timestamp(this.options.now() + 30_000);
    this.store.put('pods', {
      ...pod,
      metadata: { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: 30 },
    });
    this.logs.forget(pod);
    this.store.remove('pods', ref.namespace, ref.name);
    if (!(options.replace ?? owner !== undefined)) {
      this.refreshOwner(pod);
      return undefined;
    }
    return this.copyPod(pod, owner?.kind === 'StatefulSet' ? ref.name : undefined).name;
  }

  addPod(resource: 'deployments' | 'statefulsets' | 'daemonsets', namespace: string, name: string): PodRef {
    const pods = this.podsOf(resource, namespace, name);
    const [model] = pods;
    if (model === undefined) {
      throw new Error(`${namespace}/${name} has no pod to copy`);
    }
    return this.copyPod(model, resource === 'statefulsets' ? `${name}-${pods.length}` : undefined);
  }

  appendLog({ container, ...ref }: PodRef & { container?: string }, ...lines: string[]): void {
    const pod = this.pod(ref);
    this.logs.open(pod, container ?? firstContainer(pod)).current.append(lines, this.options.now());
  }

  setConfigMap(namespace: string, name: string, data: Record<string, string>): void {
    const existing = this.get('configmaps', namespace, name);
    const creationTimestamp = timestamp(this.options.now());
    const metadata = existing?.metadata ?? {
      name,
      namespace,
      uid: uidOf(`cm/${namespace}/${name}`),
      creationTimestamp,
    };
    this.store.put('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  }

  addEvent(about: KubeObject, event: { type?: 'Normal' | 'Warning'; reason: string; message: string }): void {
    this.made += 1;
    this.store.put('events', makeEvent(about, { ...event, time: this.options.now(), serial: this.made }));
  }

  compact(): void {
    this.options.onCompact();
    this.store.compact();
  }

  stop(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
  }

  private copyPod(model: Pod, fixedName: string | undefined): PodRef {
    this.made += 1;
    const now = this.options.now();
    const { generateName = `${model.metadata.name}-`, namespace = '' } = model.metadata;
    const name = fixedName ?? `${generateName}${suffixOf(`${generateName}/${now}/${this.made}`, 5)}`;
    const key = `Pod/${namespace}/${name}/${now}/${this.made}`;
    const podIP = addressOf(key);
    const startedAt = timestamp(now);
    const running: Pod = {
      ...model,
      metadata: { ...model.metadata, name, uid: uidOf(key), creationTimestamp: startedAt },
      spec: {
        ...model.spec,
        nodeName: `fargate-ip-${podIP.replaceAll('.', '-')}.${this.options.region}.compute.internal`,
      },
      status: {
        ...model.status,
        phase: 'Running',
        podIP,
        podIPs: [{ ip: podIP }],
        startTime: startedAt,
        conditions: readyConditions(true, [], startedAt),
        containerStatuses: model.spec.containers.map((container) => ({
          name: container.name,
          image: container.image,
          imageID: container.image,
          containerID: containerId(`${key}/${container.name}/0`),
          ready: true,
          started: true,
          restartCount: 0,
          state: { running: { startedAt } },
          lastState: {},
        })),
      },
    };
    this.store.put('pods', pending(running));
    this.later(() => {
      this.savePod(running);
      this.addEvent(running, { reason: 'Started', message: `Started container ${firstContainer(running)}` });
    });
    return { namespace, name };
  }

  private later(act: () => void): void {
    if (this.options.podStartMs === 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, this.options.podStartMs).unref();
    this.timers.add(timer);
  }

  private changeContainers(
    pod: Pod,
    isReady: boolean,
    change: (status: ContainerStatus) => ContainerStatus,
  ): Pod {
    const { status } = pod;
    const names = pod.spec.containers.map(({ name }) => name);
    const containerStatuses = (status.containerStatuses ?? []).map((one) => ({
      ...change(one),
      ready: isReady,
      started: isReady,
    }));
    const conditions = readyConditions(isReady, names, timestamp(this.options.now()));
    return { ...pod, status: { ...status, conditions, containerStatuses } };
  }

  private savePod(pod: Pod): void {
    this.store.put('pods', pod);
    this.refreshOwner(pod);
  }

  /** Counts again how many pods of the workload are ready. */
  private refreshOwner(pod: Pod): void {
    const [owner] = pod.metadata.ownerReferences ?? [];
    const namespace = pod.metadata.namespace ?? '';
    const replicaSet =
      owner?.kind === 'ReplicaSet'
        ? (this.get('replicasets', namespace, owner.name) as Workload | undefined)
        : undefined;
    const top = replicaSet?.metadata.ownerReferences?.[0] ?? owner;
    if (top === undefined || !(top.kind in workloadResources)) {
      return;
    }
    const kind = top.kind as WorkloadKind;
    const resource = workloadResources[kind];
    const workload = this.get(resource, namespace, top.name) as Workload | undefined;
    if (workload === undefined) {
      return;
    }
    const ready = this.podsOf(resource, namespace, top.name).filter(({ status }) =>
      status.containerStatuses?.every((one) => one.ready),
    ).length;
    const replicas = Math.max(Number(workload.spec.replicas ?? 1), ready);
    const counts = {
      kind,
      replicas,
      readyReplicas: ready,
      createdAt: Date.parse(workload.metadata.creationTimestamp ?? ''),
    };
    const spec = kind === 'DaemonSet' ? workload.spec : { ...workload.spec, replicas };
    this.store.put(resource, { ...workload, spec, status: workloadStatus(counts) });
    if (replicaSet !== undefined) {
      const status = { ...replicaSet.status, replicas, readyReplicas: ready, availableReplicas: ready };
      this.store.put('replicasets', { ...replicaSet, spec: { ...replicaSet.spec, replicas }, status });
    }
  }

  private addBackOffEvent(pod: Pod): void {
    const message = `Back-off restarting failed container ${firstContainer(pod)} in pod ${podText(pod)}`;
    this.addEvent(pod, { type: 'Warning', reason: 'BackOff', message });
  }

  private pod({ namespace, name }: PodRef): Pod {
    return this.need('pods', namespace, name) as Pod;
  }

  private need(resource: string, namespace: string, name: string): KubeObject {
    const object = this.get(resource, namespace, name);
    if (object === undefined) {
      throw new Error(`The lab has no ${resource} ${namespace}/${name}`);
    }
    return object;
  }
}

type Workload = KubeObject & {
  spec: { replicas?: number; selector: { matchLabels: Record<string, string> } };
  status: Record<string, unknown>;
};
