import { currentConfig } from './collectorConfigs.ts';
import { uidOf } from './identity.ts';
import type { KubeObject } from './objects.ts';
import { makePod } from './pods.ts';
import type { Placement, PodFate } from './pods.ts';
import type { Pod } from './podTypes.ts';
import { adotImage, collectorPlan, namedPlan } from './setBuilder.ts';
import type { ObjectSet, SetBuilder, SetOptions } from './setBuilder.ts';
import {
  clusterBasics,
  configMap,
  namespace,
  roleBinding,
  service,
  serviceAccount,
  slice,
} from './simpleObjects.ts';
import { addCrashLoop, addOperated, addRefused, addUncovered } from './troubledSet.ts';
import { makeContainer, makeWorkload } from './workloads.ts';
import type { Workload, WorkloadPlan } from './workloads.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The cluster of the recipe on EKS with Fargate, when all has gone well in adot-col and prom-sample-app; and beside it what
 * goes wrong elsewhere: a crash loop, a pod no profile covers, one that Fargate refuses, one that ran out of memory.
 */
export function smallSet(options: SetOptions): ObjectSet {
  const { now, region } = options;
  const set: ObjectSet = clusterBasics(now - 21 * day, region);
  const add = (resource: string, ...objects: KubeObject[]): void => {
    (set[resource] ??= []).push(...objects);
  };
  const addWorkload = (plan: WorkloadPlan, placement: Placement, fates: PodFate[]): Pod[] => {
    const workload = makeWorkload(plan);
    const pods = fates.map((fate) => makePod(workload, fate, placement));
    const plural = { Deployment: 'deployments', StatefulSet: 'statefulsets', DaemonSet: 'daemonsets' }[
      plan.kind
    ];
    add(plural, workload.object);
    add('replicasets', ...replicaSetsOf(workload));
    add('pods', ...pods);
    return pods;
  };
  const builder: SetBuilder = { options, add, addWorkload };
  addRecipeCollector(builder);
  addSampleApp(builder);
  addCoreDns(builder);
  addCrashLoop(builder);
  addUncovered(builder);
  addOperated(builder);
  addRefused(builder);
  add('nodes', ...nodesOf(set['pods'] ?? []));
  return set;
}

function addRecipeCollector({ options, add, addWorkload }: SetBuilder): void {
  const { now, region, accountId, remoteWriteUrl } = options;
  const createdAt = now - 3 * day - 4 * hour;
  const role = `arn:aws:iam::${accountId}:role/eksctl-amp-eks-fargate-addon-iamserviceaccount-Role1-1QK2ZT5A7GJ4N`;
  add('namespaces', namespace('adot-col', createdAt));
  add(
    'serviceaccounts',
    serviceAccount('adot-col', 'adot-collector', createdAt, { 'eks.amazonaws.com/role-arn': role }),
  );
  add(
    'configmaps',
    configMap('adot-col', 'adot-collector-conf', createdAt, {
      'adot-collector-config': currentConfig(remoteWriteUrl, region),
    }),
  );
  add('clusterroles', ...roleBinding('adotcol-admin-role', 'adot-col', createdAt).roles);
  add('clusterrolebindings', ...roleBinding('adotcol-admin-role', 'adot-col', createdAt).bindings);
  const plan = collectorPlan({
    namespace: 'adot-col',
    name: 'adot-collector',
    image: `${adotImage}:v0.49.0`,
    createdAt,
  });
  const pods = addWorkload(plan, { region, fargateProfile: 'defaultfp', capacity: '0.25vCPU 1GB' }, [
    { createdAt, index: 0 },
  ]);
  add(
    'services',
    service('adot-col', 'adot-collector', plan.selector, [{ name: 'metrics', port: 8888 }], createdAt),
  );
  add('endpointslices', slice('adot-col', 'adot-collector', pods, { name: 'metrics', port: 8888 }));
}

function addSampleApp({ options, add, addWorkload }: SetBuilder): void {
  const { now, region, accountId } = options;
  const createdAt = now - 2 * day - 20 * hour;
  const labels = { app: 'prometheus-sample-app' };
  const image = `${accountId}.dkr.ecr.${region}.amazonaws.com/prometheus-sample-app:1.0.0`;
  const container = makeContainer('prometheus-sample-app', image, {
    command: ['/bin/main', '-listen_address=0.0.0.0:8080', '-metric_count=10'],
    ports: [{ name: 'web', containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
  });
  add('namespaces', namespace('prom-sample-app', createdAt));
  const pods = addWorkload(
    {
      ...namedPlan('prom-sample-app', 'prometheus-sample-app', labels, createdAt),
      replicas: 2,
      readyReplicas: 2,
      podSpec: { containers: [container] },
    },
    { region, fargateProfile: 'defaultfp' },
    [
      { createdAt, index: 0 },
      { createdAt: createdAt + 5 * hour, index: 1 },
    ],
  );
  const name = 'prometheus-sample-app-service';
  const port = { name: 'web', port: 8080 };
  add('services', service('prom-sample-app', name, labels, [port], createdAt, { scrape: 'true' }));
  add('endpointslices', slice('prom-sample-app', name, pods, port));
}

function addCoreDns({ options, addWorkload }: SetBuilder): void {
  const createdAt = options.now - 21 * day;
  const image = `602401143452.dkr.ecr.${options.region}.amazonaws.com/eks/coredns:v1.13.1-eksbuild.1`;
  const labels = { 'eks.amazonaws.com/component': 'coredns', 'k8s-app': 'kube-dns' };
  const ports = [{ name: 'dns', containerPort: 53, protocol: 'UDP' }];
  addWorkload(
    {
      ...namedPlan('kube-system', 'coredns', labels, createdAt),
      replicas: 2,
      readyReplicas: 2,
      podAnnotations: { 'eks.amazonaws.com/compute-type': 'fargate' },
      podSpec: { serviceAccountName: 'coredns', containers: [makeContainer('coredns', image, { ports })] },
    },
    { region: options.region, fargateProfile: 'defaultfp' },
    [0, 1].map((index) => ({ createdAt, index })),
  );
}

function replicaSetsOf({ replicaSet }: Workload): KubeObject[] {
  return replicaSet === undefined ? [] : [replicaSet];
}

/** On Fargate each pod has a node of its own. */
function nodesOf(pods: readonly KubeObject[]): KubeObject[] {
  return (pods as Pod[])
    .filter(({ spec }) => spec.nodeName !== undefined)
    .map(({ spec, status, metadata }) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: spec.nodeName ?? '',
        uid: uidOf(`Node/${spec.nodeName}`),
        ...(metadata.creationTimestamp === undefined
          ? {}
          : { creationTimestamp: metadata.creationTimestamp }),
        labels: { 'eks.amazonaws.com/compute-type': 'fargate', 'kubernetes.io/arch': 'amd64' },
      },
      spec: { taints: [{ key: 'eks.amazonaws.com/compute-type', value: 'fargate', effect: 'NoSchedule' }] },
      status: {
        addresses: [{ type: 'InternalIP', address: status.podIP }],
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
        nodeInfo: {
          kubeletVersion: 'v1.35.2-eks-3025e55',
          osImage: 'Amazon Linux 2023',
          kernelVersion: '6.12.40-64.114.amzn2023.x86_64',
          containerRuntimeVersion: 'containerd://2.1.4',
        },
      },
    }));
}
