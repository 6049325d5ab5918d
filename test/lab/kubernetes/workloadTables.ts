import { ageOf } from './age.ts';
import type { Column, TableKind } from './columns.ts';
import { ageColumn, integer, mapText, nameColumn, text, wide } from './columns.ts';
import type { KubeObject } from './objects.ts';
import { podCells } from './podCells.ts';

interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

interface WorkloadSpec {
  replicas?: number;
  selector: LabelSelector;
  template: {
    spec: { containers: { name: string; image: string }[]; nodeSelector?: Record<string, string> };
  };
}

type Workload = KubeObject<WorkloadSpec, Record<string, number | undefined>>;

const containersAndImages: readonly Column[] = [
  wide(text('Containers', 'Names of the containers.')),
  wide(text('Images', 'Images of the containers.')),
];
const selectorColumn = wide(text('Selector', 'Labels of the pods that belong to it.'));

/** Pods and what makes them. */
export const workloadTables: Record<string, TableKind> = {
  pods: {
    columns: [
      nameColumn(),
      text('Ready', 'How many of its containers are ready.'),
      text('Status', 'The phase, or the reason why a container is not running.'),
      text('Restarts', 'How often its containers were restarted and when last.'),
      ageColumn(),
      wide(text('IP', 'Address of the pod.')),
      wide(text('Node', 'Node that the pod is bound to.')),
      wide(text('Nominated Node', 'Node on which room is being made for the pod.')),
      wide(text('Readiness Gates', 'How many of the extra conditions for being ready hold.')),
    ],
    read: podCells,
  },
  deployments: {
    columns: [
      nameColumn(),
      text('Ready', 'Ready pods out of those wanted.'),
      text('Up-to-date', 'Pods of the current template.'),
      text('Available', 'Pods that have been ready for minReadySeconds.'),
      ageColumn(),
      ...containersAndImages,
      selectorColumn,
    ],
    read(workload: Workload) {
      const { metadata, spec, status = {} } = workload;
      const front = [
        metadata.name,
        readyText(workload),
        status['updatedReplicas'] ?? 0,
        status['availableReplicas'] ?? 0,
      ];
      const back = [...templateCells(spec), selectorText(spec?.selector)];
      return (now) => [...front, ageOf(metadata.creationTimestamp, now), ...back];
    },
  },
  // Unlike the other workloads a StatefulSet shows no selector.
  statefulsets: {
    columns: [
      nameColumn(),
      text('Ready', 'Ready pods out of those wanted.'),
      ageColumn(),
      ...containersAndImages,
    ],
    read(workload: Workload) {
      const { metadata, spec } = workload;
      const front = [metadata.name, readyText(workload)];
      const back = templateCells(spec);
      return (now) => [...front, ageOf(metadata.creationTimestamp, now), ...back];
    },
  },
  daemonsets: {
    columns: [
      nameColumn(),
      integer('Desired', 'Nodes that should run the pod.'),
      integer('Current', 'Nodes that run at least one.'),
      integer('Ready', 'Nodes whose pod is ready.'),
      integer('Up-to-date', 'Nodes that run the current template.'),
      integer('Available', 'Nodes whose pod is available.'),
      text('Node Selector', 'Labels a node needs for the pod.'),
      ageColumn(),
      ...containersAndImages,
      selectorColumn,
    ],
    read({ metadata, spec, status = {} }: Workload) {
      const counts = [
        'desiredNumberScheduled',
        'currentNumberScheduled',
        'numberReady',
        'updatedNumberScheduled',
      ];
      const front = [
        metadata.name,
        ...[...counts, 'numberAvailable'].map((count) => status[count] ?? 0),
        mapText(spec?.template.spec.nodeSelector),
      ];
      const back = [...templateCells(spec), selectorText(spec?.selector)];
      return (now) => [...front, ageOf(metadata.creationTimestamp, now), ...back];
    },
  },
  replicasets: {
    columns: [
      nameColumn(),
      integer('Desired', 'Pods wanted.'),
      integer('Current', 'Pods that exist.'),
      integer('Ready', 'Pods that are ready.'),
      ageColumn(),
      ...containersAndImages,
      selectorColumn,
    ],
    read({ metadata, spec, status = {} }: Workload) {
      const front = [
        metadata.name,
        spec?.replicas ?? 1,
        status['replicas'] ?? 0,
        status['readyReplicas'] ?? 0,
      ];
      const back = [...templateCells(spec), selectorText(spec?.selector)];
      return (now) => [...front, ageOf(metadata.creationTimestamp, now), ...back];
    },
  },
};

function readyText({ spec, status = {} }: Workload): string {
  return `${status['readyReplicas'] ?? 0}/${spec?.replicas ?? 1}`;
}

function templateCells(spec: WorkloadSpec | undefined): string[] {
  const containers = spec?.template.spec.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image).join(',')];
}

/** `a=b,c in (d,e)`: the selector in the language that `labelSelector` takes. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
    }
  });
  return [...labels, ...expressions].sort().join(',') || '<none>';
}
