import * as l10n from '@vscode/l10n';
import { entryOf, itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { runsOnFargate, selects } from '../../manifest/objects/clusterConfigs.ts';
import type { ClusterConfig } from '../../manifest/objects/clusterConfigs.ts';
import { describe, namespaceOf, nameSpan, relatedTo } from '../objectWords.ts';
import { clusterFor, placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import type { Workload } from '../../manifest/objects/workloads.ts';
import { workloadsBehind } from './services.ts';

/**
 * Workloads against the Fargate profiles of the ClusterConfig, and what Fargate does not run.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
 */
export function checkFargate(project: Project): PlacedProblem[] {
  return [
    ...project.clusters.flatMap((cluster) => [...checkProfiles(cluster), ...checkDns(cluster)]),
    ...project.workloads.flatMap((workload) => checkWorkload(project, workload)),
    ...checkServiceTypes(project),
  ];
}

const mostSelectors = 5;

function checkProfiles({ object, profiles }: ClusterConfig): PlacedProblem[] {
  return profiles.flatMap(({ selectors }) => {
    const tooMany = selectors[mostSelectors];
    return tooMany === undefined
      ? []
      : [
          placed('eksctl/too-many-selectors', object, tooMany.namespace.node, {
            message: l10n.t(
              'A Fargate profile has at most {0} selectors. Put this one into another profile.',
              String(mostSelectors),
            ),
          }),
        ];
  });
}

/** CoreDNS runs on Fargate only where a profile takes it; without it no name resolves in the cluster. */
function checkDns({ object, profiles, isFargateOnly }: ClusterConfig): PlacedProblem[] {
  const labels = new Map([
    ['eks.amazonaws.com/component', 'coredns'],
    ['k8s-app', 'kube-dns'],
  ]);
  const isTaken = profiles.some(({ selectors }) =>
    selectors.some((one) => selects(one, 'kube-system', labels)),
  );
  const key = entryOf(object.root, 'fargateProfiles')?.key;
  return !isFargateOnly || isTaken || key === undefined
    ? []
    : [
        placed('recipe/kube-system-not-on-fargate', object, key, {
          message: l10n.t(
            'No profile selects the namespace kube-system, and the cluster has no other nodes: coredns stays Pending, and no name resolves.',
          ),
        }),
      ];
}

function checkWorkload(project: Project, workload: Workload): PlacedProblem[] {
  const cluster = clusterFor(project, workload.object.file);
  if (cluster === undefined || cluster.profiles.length === 0) {
    return [];
  }
  const onFargate = runsOnFargate(cluster, workload);
  if (onFargate === true) {
    return unsupported(workload);
  }
  return onFargate === false && cluster.isFargateOnly ? [unselected(cluster, workload)] : [];
}

function unselected(
  { object: cluster, profiles }: ClusterConfig,
  { object, template }: Workload,
): PlacedProblem {
  const namespace = namespaceOf(object);
  const byLabels = profiles
    .flatMap(({ selectors }) => selectors)
    .find((selector) => selects({ ...selector, labels: new Map() }, namespace, new Map()));
  const profilesKey = entryOf(cluster.root, 'fargateProfiles')?.key;
  const at = byLabels
    ? valueAt(template, 'metadata', 'labels')
    : valueAt(object.root, 'metadata', 'namespace');
  return placed('recipe/not-on-fargate', object, at ?? nameSpan(object), {
    message: byLabels
      ? l10n.t(
          'The profile that selects namespace {0} asks for labels that these pods do not have; on this cluster without other nodes they stay Pending for ever.',
          namespace,
        )
      : l10n.t(
          'No Fargate profile selects the namespace {0}; on this cluster without other nodes the pods of {1} stay Pending for ever.',
          namespace,
          describe(object),
        ),
    related: [
      relatedTo(cluster, byLabels?.node ?? profilesKey, l10n.t('The Fargate profiles of the cluster')),
    ],
  });
}

/** What Fargate does not run, each with the place where it is asked for. */
function unsupported({ object, template, containers }: Workload): PlacedProblem[] {
  const found: [YamlNode | undefined, string][] = [];
  if (object.kind === 'DaemonSet') {
    found.push([
      valueAt(object.root, 'kind'),
      l10n.t('Fargate runs no DaemonSets. Use a Deployment, or a sidecar container.'),
    ]);
  }
  const host = valueAt(template, 'spec', 'hostNetwork');
  if (textOf(host) === 'true') {
    found.push([host, l10n.t('Fargate has no host network: pods that ask for it stay Pending.')]);
  }
  for (const { node } of containers) {
    const privileged = valueAt(node, 'securityContext', 'privileged');
    if (textOf(privileged) === 'true') {
      found.push([privileged, l10n.t('Fargate runs no privileged containers: the pod stays Pending.')]);
    }
    for (const port of itemsOf(valueAt(node, 'ports'))) {
      const hostPort = valueAt(port, 'hostPort');
      if (hostPort !== undefined && textOf(hostPort) !== '0') {
        found.push([hostPort, l10n.t('Fargate has no host ports: pods that ask for one stay Pending.')]);
      }
    }
  }
  for (const volume of itemsOf(valueAt(template, 'spec', 'volumes'))) {
    const hostPath = entryOf(volume, 'hostPath')?.key;
    if (hostPath !== undefined) {
      found.push([
        hostPath,
        l10n.t('Fargate mounts nothing of its host: pods with a hostPath volume stay Pending.'),
      ]);
    }
  }
  const architecture = valueAt(template, 'spec', 'nodeSelector', 'kubernetes.io/arch');
  if (textOf(architecture) === 'arm64') {
    found.push([architecture, l10n.t('Fargate on EKS has no Arm processors: the pod stays Pending.')]);
  }
  return found.flatMap(([node, message]) =>
    node === undefined ? [] : [placed('recipe/fargate-unsupported', object, node, { message })],
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/fargate.html: a node port has no node to be opened on. */
function checkServiceTypes(project: Project): PlacedProblem[] {
  return project.ofKind('Service').flatMap((service) => {
    const type = valueAt(service.root, 'spec', 'type');
    const cluster = clusterFor(project, service.file);
    const behind = workloadsBehind(service, project.workloads);
    return textOf(type) === 'NodePort' &&
      type !== undefined &&
      cluster !== undefined &&
      behind.length > 0 &&
      behind.every((workload) => runsOnFargate(cluster, workload) === true)
      ? [
          placed('recipe/node-port-on-fargate', service, type, {
            message: l10n.t(
              'A NodePort leads nowhere on Fargate, which has no nodes to open it on. ClusterIP is enough.',
            ),
            fixes: [
              {
                title: l10n.t('Change to {0}', 'ClusterIP'),
                edits: [{ start: type.start, end: type.end, text: 'ClusterIP' }],
              },
            ],
          }),
        ]
      : [];
  });
}
