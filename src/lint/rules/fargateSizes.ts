import * as l10n from '@vscode/l10n';
import { entryOf, itemsOf, resolved, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { parseQuantity, quantityMiB } from '../../manifest/quantity.ts';
import type { Fix } from '../../problem.ts';
import { runsOnFargate } from '../../manifest/objects/clusterConfigs.ts';
import { describe, nameSpan, replacing } from '../objectWords.ts';
import { clusterFor, placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import type { Container, Workload } from '../../manifest/objects/workloads.ts';

/** CPU in vCPU and the memory, in GB, that Fargate offers with it: from, to, step. */
interface Size {
  cpu: number;
  memory: readonly number[];
}

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html */
const sizes: readonly Size[] = [
  { cpu: 0.25, memory: [0.5, 1, 2] },
  { cpu: 0.5, memory: steps(1, 4, 1) },
  { cpu: 1, memory: steps(2, 8, 1) },
  { cpu: 2, memory: steps(4, 16, 1) },
  { cpu: 4, memory: steps(8, 30, 1) },
  { cpu: 8, memory: steps(16, 60, 4) },
  { cpu: 16, memory: steps(32, 120, 8) },
];

/** What Fargate keeps for the kubelet and its neighbours, in MiB. */
const reserve = 256;

/** What Fargate sells for these requests, in vCPU and MiB; `undefined` for more than it has. */
export function fargateSize(cpu: number, memoryMiB: number): { cpu: number; memoryGB: number } | undefined {
  const needed = (memoryMiB + reserve) / 1024;
  for (const size of sizes) {
    const memory = size.cpu >= cpu ? size.memory.find((one) => one >= needed) : undefined;
    if (memory !== undefined) {
      return { cpu: size.cpu, memoryGB: memory };
    }
  }
  return undefined;
}

/** Requests against limits and against the sizes that Fargate sells. */
export function checkFargateSizes(project: Project): PlacedProblem[] {
  return project.workloads.flatMap((workload) => {
    const cluster = clusterFor(project, workload.object.file);
    return cluster !== undefined && runsOnFargate(cluster, workload) === true ? checkSize(workload) : [];
  });
}

interface Request {
  cpu: number;
  memoryMiB: number;
}

function checkSize(workload: Workload): PlacedProblem[] {
  const requests = workload.containers.map(requestOf);
  if (requests.includes(undefined)) {
    return [];
  }
  const own = sum(requests.filter((one) => one !== undefined));
  const init = itemsOf(valueAt(workload.template, 'spec', 'initContainers')).map((node) =>
    requestOf({ node }),
  );
  const cpu = Math.max(own.cpu, ...init.map((one) => one?.cpu ?? 0));
  const memoryMiB = Math.max(own.memoryMiB, ...init.map((one) => one?.memoryMiB ?? 0));
  const size = fargateSize(cpu, memoryMiB);
  if (size === undefined) {
    return [tooLarge(workload)];
  }
  const bought = l10n.t('{0} vCPU and {1} GB', String(size.cpu), String(size.memoryGB));
  const unequal = workload.containers.flatMap((container) => belowLimits(workload, container, bought));
  return unequal.length > 0 ? unequal : rounding(workload, { cpu, memoryMiB }, bought);
}

function sum(requests: readonly Request[]): Request {
  return {
    cpu: requests.reduce((total, { cpu }) => total + cpu, 0),
    memoryMiB: requests.reduce((total, { memoryMiB }) => total + memoryMiB, 0),
  };
}

/** What a container asks for: without a request its limit counts. `undefined` for a quantity that is none. */
function requestOf({ node }: Pick<Container, 'node'>): Request | undefined {
  const quantity = (name: string): string =>
    textOf(valueAt(node, 'resources', 'requests', name)) ??
    textOf(valueAt(node, 'resources', 'limits', name)) ??
    '0';
  const cpu = parseQuantity(quantity('cpu'));
  const memoryMiB = quantityMiB(quantity('memory'));
  return cpu === undefined || memoryMiB === undefined ? undefined : { cpu, memoryMiB };
}

/** Fargate has a pod get what it requests and no more, so what a limit promises beyond that is not there. */
function belowLimits({ object }: Workload, { node }: Container, bought: string): PlacedProblem[] {
  const requests = valueAt(node, 'resources', 'requests');
  const limits = valueAt(node, 'resources', 'limits');
  const differing = ['cpu', 'memory'].flatMap((name) => {
    const request = valueAt(requests, name);
    const limit = valueAt(limits, name);
    const value = name === 'cpu' ? parseQuantity : quantityMiB;
    return request && limit && value(textOf(request) ?? '') !== value(textOf(limit) ?? '')
      ? [{ request, limit, name }]
      : [];
  });
  const at = entryOf(valueAt(node, 'resources'), 'limits')?.key;
  const [first] = differing;
  if (first === undefined || at === undefined) {
    return [];
  }
  const fix: Fix = {
    title: l10n.t('Set the limits to the requests'),
    edits: differing.map(({ request, limit }) => replacing({ node: limit }, textOf(request) ?? '')),
  };
  return [
    placed('recipe/requests-below-limits', object, differing.length === 1 ? first.limit : at, {
      message: l10n.t(
        'On Fargate a pod gets its requests, rounded up: {0} here. What the limits promise beyond that is not there; make both equal.',
        bought,
      ),
      fixes: [fix],
    }),
  ];
}

function tooLarge({ object, containers, template }: Workload): PlacedProblem {
  const at = containers[0] && entryOf(valueAt(containers[0].node, 'resources'), 'requests')?.key;
  return placed('recipe/fargate-too-large', object, at ?? resolved(template) ?? nameSpan(object), {
    message: l10n.t(
      'Fargate sells no pod of the size that {0} requests, 256 MiB of its own included: it stays Pending for ever.',
      describe(object),
    ),
  });
}

/** A request that fits a size exactly, so that only Fargate's own 256 MiB make the next one necessary. */
function rounding(
  { object, containers }: Workload,
  { cpu, memoryMiB }: Request,
  bought: string,
): PlacedProblem[] {
  const smaller = fargateSize(cpu, memoryMiB - reserve);
  const real = fargateSize(cpu, memoryMiB);
  const memory = containers.length === 1 ? memoryNode(containers[0]) : undefined;
  if (memory === undefined || smaller === undefined || real === undefined || memoryMiB <= reserve) {
    return [];
  }
  const isTipped = memoryMiB / 1024 === smaller.memoryGB && real.memoryGB > smaller.memoryGB;
  return isTipped
    ? [
        placed('recipe/fargate-rounding', object, memory, {
          message: l10n.t(
            'Fargate adds 256 MiB and rounds up, so {0} are paid for here. {1} would fit into {2} GB.',
            bought,
            `${memoryMiB - reserve}Mi`,
            String(smaller.memoryGB),
          ),
        }),
      ]
    : [];
}

function memoryNode(container: Container | undefined): YamlNode | undefined {
  return valueAt(container?.node, 'resources', 'requests', 'memory');
}
