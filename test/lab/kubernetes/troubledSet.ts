import { currentConfig, outdatedConfig, tracesConfig } from './collectorConfigs.ts';
import { makeEvent } from './events.ts';
import { timestamp, uidOf } from './identity.ts';
import type { KubeObject } from './objects.ts';
import { backOff } from './podChanges.ts';
import { makeBarePod } from './pods.ts';
import type { Placement } from './pods.ts';
import { adotImage, collectorPlan, namedPlan } from './setBuilder.ts';
import type { SetBuilder } from './setBuilder.ts';
import { configMap, namespace } from './simpleObjects.ts';
import { makeContainer, ownerOf } from './workloads.ts';
import type { WorkloadPlan } from './workloads.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** An upgrade to a collector that does not know the `logging` exporter of its old config. */
export function addCrashLoop({ options, add, addWorkload }: SetBuilder): void {
  const { now, region } = options;
  const createdAt = now - 14 * minute;
  const space = 'legacy-metrics';
  const missing = `https://aps-workspaces.${region}.amazonaws.com/workspaces/ws-0aa1bb2c-3d4e-4f56-8a90-deleted00000/api/v1/remote_write`;
  add('namespaces', namespace(space, now - 400 * day));
  add(
    'configmaps',
    configMap(space, 'adot-collector-conf', now - 400 * day, {
      'adot-collector-config': outdatedConfig(missing, region),
    }),
  );
  const plan = collectorPlan({
    namespace: space,
    name: 'adot-collector',
    image: `${adotImage}:v0.45.0`,
    createdAt: now - 400 * day,
  });
  const [pod] = addWorkload(
    { ...plan, readyReplicas: 0 },
    { region, fargateProfile: 'legacy', capacity: '0.25vCPU 1GB' },
    [{ createdAt, index: 0, restarts: 7, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
  );
  if (pod !== undefined) {
    const statuses = pod.status.containerStatuses ?? [];
    pod.status.containerStatuses = statuses.map((status) =>
      backOff(status, pod, now - 2 * minute, { reason: 'Error', exitCode: 1 }),
    );
    const message = `Back-off restarting failed container adot-collector in pod ${pod.metadata.name}_${space}(${pod.metadata.uid})`;
    const event = {
      type: 'Warning' as const,
      reason: 'BackOff',
      message,
      time: now - minute,
      count: 64,
      serial: 1,
    };
    add('events', makeEvent(pod, { ...event, firstTime: createdAt + minute }));
  }
}

/** A namespace that no Fargate profile covers: the default scheduler gets the pod and finds only Fargate nodes. */
export function addUncovered({ options, add, addWorkload }: SetBuilder): void {
  const { now, region, remoteWriteUrl } = options;
  const createdAt = now - 12 * minute;
  const space = 'team-payments';
  add('namespaces', namespace(space, now - 90 * day));
  add(
    'configmaps',
    configMap(space, 'adot-collector-conf', createdAt, {
      'adot-collector-config': currentConfig(remoteWriteUrl, region),
    }),
  );
  const plan = collectorPlan({
    namespace: space,
    name: 'payments-collector',
    image: `${adotImage}:v0.48.0`,
    createdAt,
  });
  const message =
    '0/8 nodes are available: 8 node(s) had untolerated taint {eks.amazonaws.com/compute-type: fargate}. ' +
    'preemption: 0/8 nodes are available: 8 Preemption is not helpful for scheduling.';
  addUnschedulable(
    { add, addWorkload, now },
    {
      plan: { ...plan, readyReplicas: 0 },
      placement: { region, fargateProfile: undefined },
      component: 'default-scheduler',
      message,
      createdAt,
    },
  );
}

/** Labels of the operator: opentelemetry-operator, internal/manifests/manifestutils/labels.go. */
export function addOperated({ options, add, addWorkload }: SetBuilder): void {
  const { now, region } = options;
  const space = 'observability';
  const createdAt = now - 30 * hour;
  const labels = {
    'app.kubernetes.io/component': 'opentelemetry-collector',
    'app.kubernetes.io/instance': `${space}.traces`,
    'app.kubernetes.io/managed-by': 'opentelemetry-operator',
    'app.kubernetes.io/name': 'traces-collector',
    'app.kubernetes.io/part-of': 'opentelemetry',
    'app.kubernetes.io/version': 'v0.49.0',
  };
  const image = `${adotImage}:v0.49.0`;
  const resource: KubeObject = {
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: {
      name: 'traces',
      namespace: space,
      uid: uidOf('otelcol/traces'),
      generation: 2,
      creationTimestamp: timestamp(createdAt),
      labels: { 'app.kubernetes.io/managed-by': 'opentelemetry-operator' },
    },
    spec: { mode: 'statefulset', replicas: 1, image, managementState: 'managed', config: tracesConfig },
    status: {
      image,
      version: '0.156.0',
      scale: { replicas: 1, statusReplicas: '1/1', selector: 'app.kubernetes.io/name=traces-collector' },
    },
  };
  add('namespaces', namespace(space, now - 60 * day));
  add('opentelemetrycollectors', resource);
  add(
    'configmaps',
    configMap(space, 'traces-collector-7f4c9d21', createdAt, {
      'collector.yaml': JSON.stringify(tracesConfig, undefined, 2),
    }),
  );
  const selector = { ...labels } as Record<string, string>;
  delete selector['app.kubernetes.io/version'];
  const container = makeContainer('otc-container', image, {
    args: ['--config=/conf/collector.yaml'],
    ports: [{ name: 'otlp-grpc', containerPort: 4317, protocol: 'TCP' }],
    resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
    volumeMounts: [{ name: 'otc-internal', mountPath: '/conf' }],
  });
  const volume = {
    name: 'otc-internal',
    configMap: {
      name: 'traces-collector-7f4c9d21',
      items: [{ key: 'collector.yaml', path: 'collector.yaml' }],
    },
  };
  const crashedAt = now - 5 * minute;
  addWorkload(
    {
      ...namedPlan(space, 'traces-collector', labels, createdAt),
      kind: 'StatefulSet',
      selector,
      replicas: 1,
      readyReplicas: 1,
      owner: ownerOf(resource),
      podSpec: { serviceAccountName: 'traces-collector', containers: [container], volumes: [volume] },
    },
    { region, fargateProfile: 'observability', capacity: '0.25vCPU 0.5GB' },
    [
      {
        createdAt,
        index: 0,
        restarts: 2,
        state: { running: { startedAt: timestamp(crashedAt + 2000) } },
        lastState: {
          terminated: {
            exitCode: 137,
            reason: 'OOMKilled',
            startedAt: timestamp(now - 26 * hour),
            finishedAt: timestamp(crashedAt),
            containerID: 'containerd://0b1f0a7c',
          },
        },
      },
    ],
  );
  // Started by hand with `kubectl run`: nothing owns it, only its label tells.
  const single = {
    namespace: space,
    name: 'collector-trial',
    labels: { 'app.kubernetes.io/name': 'aws-otel-collector' },
  };
  const fate = { createdAt: now - 50 * minute, index: 0 };
  const containers = [makeContainer('collector-trial', `${adotImage}:latest`)];
  add('pods', makeBarePod({ ...single, containers }, fate, { region, fargateProfile: 'observability' }));
}

/** A collector that reads the logs of its node: Fargate has no node to mount. */
export function addRefused({ options, add, addWorkload }: SetBuilder): void {
  const { now, region } = options;
  const createdAt = now - 40 * minute;
  const plan = collectorPlan({
    namespace: 'observability',
    name: 'node-logs',
    image: `${adotImage}:v0.49.0`,
    createdAt,
  });
  const volumes = [{ name: 'varlog', hostPath: { path: '/var/log', type: '' } }];
  addUnschedulable(
    { add, addWorkload, now },
    {
      plan: { ...plan, readyReplicas: 0, podSpec: { ...plan.podSpec, volumes } },
      placement: { region, fargateProfile: 'observability' },
      component: 'fargate-scheduler',
      message: 'Pod not supported on Fargate: volumes not supported: varlog is of an unsupported volume Type',
      createdAt,
    },
  );
}

function addUnschedulable(
  { add, addWorkload, now }: Pick<SetBuilder, 'add' | 'addWorkload'> & { now: number },
  refused: {
    plan: WorkloadPlan;
    placement: Placement;
    component: string;
    message: string;
    createdAt: number;
  },
): void {
  const { plan, placement, component, message, createdAt } = refused;
  for (const pod of addWorkload(plan, placement, [{ createdAt, index: 0, unschedulable: message }])) {
    const event = { type: 'Warning' as const, reason: 'FailedScheduling', message, component, serial: 1 };
    add('events', makeEvent(pod, { ...event, time: now - minute, firstTime: createdAt + 1000, count: 3 }));
  }
}
