import { createAll } from './servers/bulk.ts';
import type { KubeObject } from './servers/bulk.ts';
import type { RealCluster } from './servers/cluster.ts';

/** A part of a manifest; the API server says whether it is one. */
type Fields = Record<string, unknown>;

const adot = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';
const web = 'nginx:1.29';

/** Another form of what is mostly `matchLabels`. */
const setBased = { matchExpressions: [{ key: 'tier', operator: 'In', values: ['gateway', 'edge'] }] };

/**
 * Every way to run a collector, each in a namespace of its own, beside much that looks like one; all of them ready, but for one that no
 * node takes. Plays the operator for its custom resources.
 */
export async function createCollectors({ kubectl }: RealCluster): Promise<void> {
  await kubectl.apply(collectorDefinition);
  await kubectl.run(['wait', '--for=condition=Established', `crd/${collectorDefinition.metadata.name}`]);
  const uid = await createCustomResource(kubectl, 'cluster', 'deployment');
  await createCustomResource(kubectl, 'beside', 'sidecar');
  const operated = {
    labels: { 'app.kubernetes.io/component': 'opentelemetry-collector' },
    ownerReferences: [
      {
        apiVersion: 'opentelemetry.io/v1beta1',
        kind: 'OpenTelemetryCollector',
        name: 'cluster',
        uid,
        controller: true,
      },
    ],
  };
  const objects = [
    // By their images.
    workload('Deployment', 'adot', { namespace: 'team-1', image: adot, replicas: 2 }),
    workload('StatefulSet', 'gateway', {
      namespace: 'team-2',
      image: 'otel/opentelemetry-collector-contrib:0.156.0',
      replicas: 3,
      selector: setBased,
      labels: { tier: 'edge' },
    }),
    workload('DaemonSet', 'agent', {
      namespace: 'team-3',
      image: 'registry.example:5000/mirror/otel-collector:1.2',
    }),
    // No node is like that.
    workload('Deployment', 'stuck', {
      namespace: 'team-4',
      image: adot,
      pod: { nodeSelector: { 'topology.kubernetes.io/zone': 'nowhere' } },
    }),
    // By the operator's marks: nobody knows this image.
    workload('Deployment', 'cluster-collector', {
      namespace: 'team-5',
      image: 'registry.example:5000/own/telemetry:7',
      metadata: operated,
    }),
    pod('app', {
      namespace: 'team-5',
      labels: { 'sidecar.opentelemetry.io/injected': 'team-5.beside' },
      containers: [
        { name: 'app', image: web },
        { name: 'otc-container', image: 'ghcr.io/example/otelcol:0.156.0' },
      ],
    }),
    // By its label.
    pod('single', {
      namespace: 'team-6',
      labels: { component: 'adot-collector' },
      containers: [
        { name: 'app', image: web },
        { name: 'collector', image: adot },
      ],
    }),
    // Like collectors, and none: the name of one, the label of one, images that go with one.
    workload('Deployment', 'adot', { namespace: 'team-6', image: web }),
    pod('label-only', {
      namespace: 'team-1',
      labels: { 'app.kubernetes.io/name': 'adot-collector' },
      containers: [{ name: 'web', image: web }],
    }),
    workload('Deployment', 'operator', {
      namespace: 'team-5',
      image: 'ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.156.0',
    }),
    workload('DaemonSet', 'instrumentation', {
      namespace: 'team-2',
      image: 'public.ecr.aws/aws-observability/adot-autoinstrumentation-java:v2.20.0',
    }),
  ];
  await kubectl.apply({ apiVersion: 'v1', kind: 'List', items: objects });
  for (const { kind, metadata } of objects.filter(
    ({ kind, metadata }) => kind !== 'Pod' && metadata.name !== 'stuck',
  )) {
    await kubectl.run([
      'rollout',
      'status',
      `${kind}/${metadata.name}`,
      '-n',
      metadata.namespace ?? '',
      '--timeout=60s',
    ]);
  }
}

/** Namespaces `team-1` to `team-N`, ready to take pods. */
export async function createTeams({ kubectl }: RealCluster, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, at) => `team-${at + 1}`);
  const items = names.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  await kubectl.apply({ apiVersion: 'v1', kind: 'List', items });
  for (const name of names) {
    await kubectl.run(['wait', '--for=create', 'serviceaccount/default', '-n', name, '--timeout=60s']);
  }
  return names;
}

/**
 * Deployments that are scaled to nothing, and pods that wait for a scheduler that is not there: the API server lists them as it
 * lists any, and nobody has work with them.
 */
export async function createCrowd(
  { api }: RealCluster,
  { namespaces, deployments, pods }: { namespaces: readonly string[]; deployments: number; pods: number },
): Promise<void> {
  const spread = (count: number, make: (name: string, namespace: string) => KubeObject): KubeObject[] =>
    Array.from({ length: count }, (_, at) => make(`web-${at}`, namespaces[at % namespaces.length] ?? ''));
  await createAll(
    api,
    'deployments',
    spread(deployments, (name, namespace) =>
      workload('Deployment', name, { namespace, image: web, replicas: 0 }),
    ),
  );
  await createAll(
    api,
    'pods',
    spread(pods, (name, namespace) =>
      pod(name, {
        namespace,
        labels: { app: name, component: 'web' },
        containers: [{ name: 'web', image: web }],
        schedulerName: 'nobody',
      }),
    ),
  );
}

interface WorkloadOptions {
  namespace: string;
  image: string;
  replicas?: number;
  selector?: Fields;
  labels?: Readonly<Record<string, string>>;
  metadata?: Fields;
  pod?: Fields;
}

function workload(kind: string, name: string, options: WorkloadOptions): KubeObject {
  const { namespace, image, replicas, labels = { app: name }, metadata, pod: podSpec } = options;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, ...metadata },
    spec: {
      selector: options.selector ?? { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }], ...podSpec } },
      ...(replicas !== undefined && { replicas }),
      ...(kind === 'StatefulSet' && { serviceName: name, podManagementPolicy: 'Parallel' }),
    },
  };
}

export function pod(
  name: string,
  { namespace, labels, ...spec }: { namespace: string; labels: Fields; [field: string]: unknown },
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { automountServiceAccountToken: false, ...spec },
  };
}

/** As small as a definition may be; the operator's own is a thousand times as long. */
export const collectorDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'opentelemetrycollectors.opentelemetry.io' },
  spec: {
    group: 'opentelemetry.io',
    scope: 'Namespaced',
    names: { kind: 'OpenTelemetryCollector', plural: 'opentelemetrycollectors' },
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        },
      },
    ],
  },
};

/** Gives its uid. */
async function createCustomResource(
  kubectl: RealCluster['kubectl'],
  name: string,
  mode: string,
): Promise<string> {
  await kubectl.apply({
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: { name, namespace: 'team-5' },
    spec: { mode, config: {} },
  });
  const { metadata } = await kubectl.get<{ metadata: { uid: string } }>([
    'opentelemetrycollectors',
    name,
    '-n',
    'team-5',
  ]);
  return metadata.uid;
}
