import { currentConfig } from './collectorConfigs.ts';
import type { Seed } from './entry.ts';
import { keyOf, seedOf } from './entry.ts';
import { suffixOf, timestamp, uidOf } from './identity.ts';
import type { KubeObject } from './objects.ts';
import { addressOf, makePod } from './pods.ts';
import type { Container } from './podTypes.ts';
import { resourceOf } from './resources.ts';
import { configMap, namespace } from './simpleObjects.ts';
import { smallSet } from './smallSet.ts';
import { adotImage, collectorPlan } from './setBuilder.ts';
import type { ObjectSet, SetOptions } from './setBuilder.ts';
import { makeContainer, makeWorkload } from './workloads.ts';
import type { WorkloadPlan } from './workloads.ts';

export const hugeCounts = { namespaces: 200, deployments: 2000, pods: 10_000 } as const;

const day = 86_400_000;

/**
 * The small cluster among 10,000 pods of other people: what is added is rendered from templates when somebody asks, so that
 * starting takes no time. Each pod is as big as a real one (about 4.7 KB, managedFields and all).
 */
export function hugeSet(options: SetOptions): { set: ObjectSet; seeds: Record<string, Seed[]> } {
  const set = smallSet(options);
  addMoreCollectors(set, options);
  const spaces = hugeCounts.namespaces - (set['namespaces']?.length ?? 0);
  const podCount = hugeCounts.pods - (set['pods']?.length ?? 0);
  const seeds: Record<string, Seed[]> = { deployments: [], replicasets: [], pods: [] };
  const templates = makeTemplates(options);
  set['namespaces']?.push(
    ...Array.from({ length: spaces }, (_, index) =>
      namespace(spaceName(index), options.now - (200 + index) * day),
    ),
  );
  const perDeployment = Math.ceil(podCount / hugeCounts.deployments);
  for (let index = 0; index * perDeployment < podCount; index += 1) {
    const space = spaceName(index % spaces);
    const app = `service-${String(index).padStart(4, '0')}`;
    const replicas = Math.min(perDeployment, podCount - index * perDeployment);
    const at = options.now - (1 + (index % 90)) * day;
    const hash = suffixOf(app, 10);
    const values: Values = { space, app, hash, replicas: String(replicas), created: timestamp(at) };
    seeds['deployments']?.push(templates.deployment({ ...values, name: app }));
    seeds['replicasets']?.push(templates.replicaSet({ ...values, name: `${app}-${hash}` }));
    for (let pod = 0; pod < replicas; pod += 1) {
      seeds['pods']?.push(templates.pod({ ...values, name: `${app}-${hash}-${podSuffix(index, pod)}` }));
    }
  }
  return { set, seeds };
}

/** Two more collectors, so that there is something to find in the crowd. */
function addMoreCollectors(set: ObjectSet, { now, region, remoteWriteUrl }: SetOptions): void {
  for (const name of ['checkout-collector', 'search-collector']) {
    const createdAt = now - 9 * day;
    const image = `${adotImage}:v0.48.0`;
    const plan = collectorPlan({ namespace: name.replace('-collector', ''), name, image, createdAt });
    const workload = makeWorkload(plan);
    const config = { 'adot-collector-config': currentConfig(remoteWriteUrl, region) };
    set['namespaces']?.push(namespace(plan.namespace, createdAt));
    set['configmaps']?.push(configMap(plan.namespace, 'adot-collector-conf', createdAt, config));
    set['deployments']?.push(workload.object);
    set['replicasets']?.push(...(workload.replicaSet === undefined ? [] : [workload.replicaSet]));
    const placement = { region, fargateProfile: undefined, node: 'ip-192-168-40-7.ec2.internal' };
    set['pods']?.push(makePod(workload, { createdAt, index: 0 }, placement));
  }
}

type Values = Record<string, string>;
type Template = (values: Values) => Seed;

/** One real object of each kind with marks in it, cut at the marks. */
function makeTemplates({ region }: SetOptions): {
  deployment: Template;
  replicaSet: Template;
  pod: Template;
} {
  const plan: WorkloadPlan = {
    kind: 'Deployment',
    namespace: '@space@',
    name: '@app@',
    replicas: 5,
    readyReplicas: 5,
    createdAt: 0,
    labels: { 'app.kubernetes.io/name': '@app@', team: '@space@' },
    selector: { 'app.kubernetes.io/name': '@app@' },
    podLabels: { 'app.kubernetes.io/name': '@app@', team: '@space@' },
    podSpec: { containers: [appContainer(region)] },
  };
  const workload = makeWorkload(plan);
  const pod = makePod(
    workload,
    { createdAt: 0, index: 0 },
    { region, fargateProfile: undefined, node: '@node@' },
  );
  const { replicaSet = pod } = workload;
  return {
    deployment: template('deployments', workload.object),
    replicaSet: template('replicasets', replicaSet),
    pod: template('pods', pod),
  };
}

function appContainer(region: string): Container {
  return makeContainer('app', `123456789012.dkr.ecr.${region}.amazonaws.com/@app@:2026.11.3`, {
    env: [{ name: 'SERVICE_NAME', value: '@app@' }],
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    readinessProbe: {
      httpGet: { path: '/readyz', port: 8080, scheme: 'HTTP' },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 3,
    },
  });
}

/** A template whose rendering is a join of strings: 10,000 pods of 4.7 KB in a tenth of a second. */
function template(plural: string, model: KubeObject): Template {
  const resource = resourceOf(plural);
  const { name, uid = '' } = model.metadata;
  const podIp = (model.status as { podIP?: string } | undefined)?.podIP;
  const hash = /^@app@-([^-]+)/.exec(name)?.[1];
  const marks: [pattern: string | RegExp | undefined, mark: string][] = [
    [name, '@name@'],
    [uid, '@uid@'],
    [model.metadata.ownerReferences?.[0]?.uid, '@owner@'],
    [podIp, '@ip@'],
    [hash, '@hash@'],
    [/1970-01-01T00:0\d:\d\dZ/g, '@created@'],
    [/(?<=containerd:\/\/)[0-9a-f]{64}/g, '@digest@@digest@'],
    [/(?<="\w*[rR]eplicas":)5/g, '@replicas@'],
  ];
  const json = marks.reduce(
    (text, [pattern, mark]) => (pattern === undefined ? text : text.replaceAll(pattern, mark)),
    seedOf(resource, model).render('@version@'),
  );
  const parts = json.split(/@(\w+)@/);
  const labels = Object.entries(model.metadata.labels ?? {});
  return (values) => {
    const { space = '', name: ownName = '' } = values;
    const key = keyOf(space, ownName);
    const fill = (text: string): string =>
      text
        .replaceAll(/@(\w+)@/g, (_, mark: string) => values[mark] ?? '')
        .replace(hash ?? '@', values['hash'] ?? '');
    return {
      namespace: space,
      name: ownName,
      labels: Object.fromEntries(labels.map(([label, value]) => [label, fill(value)])),
      fields: {
        'metadata.name': ownName,
        'metadata.namespace': space,
        ...(plural === 'pods' ? { 'status.phase': 'Running', 'spec.nodeName': nodeOf(key) } : {}),
      },
      render: (version = '') => {
        const uid = uidOf(`${plural}/${key}`);
        const digest = uid.replaceAll('-', '');
        const owner = uidOf(ownerKey(plural, values));
        const all: Values = { ...values, version, uid, digest, owner, ip: addressOf(key), node: nodeOf(key) };
        return parts.map((part, index) => (index % 2 === 0 ? part : (all[part] ?? ''))).join('');
      },
    };
  };
}

/** What the UID of an object's owner is made from. */
function ownerKey(plural: string, { space = '', app = '', hash = '' }: Values): string {
  return plural === 'pods' ? `replicasets/${space}/${app}-${hash}` : `deployments/${space}/${app}`;
}

function nodeOf(key: string): string {
  return `ip-192-168-${key.length}-${key.charCodeAt(key.length - 1)}.ec2.internal`;
}

function spaceName(index: number): string {
  return `team-${String(index).padStart(3, '0')}`;
}

/** Five letters, different for each pod, without hashing 10,000 times. */
function podSuffix(deployment: number, pod: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const number = deployment * 31 + pod * 7919 + 1_000_003;
  return [0, 1, 2, 3, 4].map((power) => letters[Math.floor(number / 27 ** power) % 27]).join('');
}
