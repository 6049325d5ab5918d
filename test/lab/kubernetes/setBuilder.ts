import type { KubeObject } from './objects.ts';
import type { Placement, PodFate } from './pods.ts';
import type { Container, Pod } from './podTypes.ts';
import { makeContainer } from './workloads.ts';
import type { WorkloadPlan } from './workloads.ts';

export interface SetOptions {
  /** Milliseconds since 1970. */
  now: number;
  region: string;
  accountId: string;
  remoteWriteUrl: string;
}

/** Objects by the plural of their resource. */
export type ObjectSet = Record<string, KubeObject[]>;

/** Collects the objects of a set. */
export interface SetBuilder {
  options: SetOptions;
  add: (resource: string, ...objects: KubeObject[]) => void;
  addWorkload: (plan: WorkloadPlan, placement: Placement, fates: PodFate[]) => Pod[];
}

export const adotImage = 'public.ecr.aws/aws-observability/aws-otel-collector';

/** The collector of the recipe's manifest, under any name. */
export function collectorPlan(from: {
  namespace: string;
  name: string;
  image: string;
  createdAt: number;
}): WorkloadPlan {
  const labels = { app: 'aws-adot', component: from.name };
  return {
    ...namedPlan(from.namespace, from.name, labels, from.createdAt),
    replicas: 1,
    readyReplicas: 1,
    podSpec: {
      serviceAccountName: 'adot-collector',
      containers: [collectorContainer(from.image)],
      volumes: [
        {
          name: 'adot-collector-config-vol',
          configMap: {
            name: 'adot-collector-conf',
            items: [{ key: 'adot-collector-config', path: 'adot-collector-config.yaml' }],
            defaultMode: 420,
          },
        },
      ],
    },
  };
}

function collectorContainer(image: string): Container {
  const probe = {
    httpGet: { path: '/', port: 13133, scheme: 'HTTP' },
    periodSeconds: 10,
    failureThreshold: 3,
  };
  return makeContainer('adot-collector', image, {
    args: ['--config=/conf/adot-collector-config.yaml'],
    ports: [{ name: 'metrics', containerPort: 8888, protocol: 'TCP' }],
    resources: { requests: { cpu: '200m', memory: '400Mi' }, limits: { cpu: '200m', memory: '400Mi' } },
    livenessProbe: probe,
    readinessProbe: probe,
    volumeMounts: [{ name: 'adot-collector-config-vol', mountPath: '/conf' }],
  });
}

/** A Deployment whose pods carry the labels that it is selected by. */
export function namedPlan(
  space: string,
  name: string,
  labels: Record<string, string>,
  createdAt: number,
): Omit<WorkloadPlan, 'replicas' | 'readyReplicas' | 'podSpec'> {
  return {
    kind: 'Deployment',
    namespace: space,
    name,
    labels,
    selector: labels,
    podLabels: labels,
    createdAt,
  };
}
