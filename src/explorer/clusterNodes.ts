import * as l10n from '@vscode/l10n';
import type { Connection } from '../aws/connection.ts';
import type { EksCluster, FargateProfile } from '../aws/eks.ts';
import type { KubeContext } from '../kube/kubeconfig.ts';
import { collectorGroup, sampleAppGroup } from './collectorNodes.ts';
import type { ClusterRef, ExplorerNode } from './node.ts';
import { emptyNode, errorNode } from './notices.ts';
import type { ExplorerContext } from './source.ts';
import { describeStatus } from './status.ts';
import { joinParts, spoken, tooltip } from './words.ts';

/** The EKS clusters of a region. */
export function eksGroup(context: ExplorerContext, connection: Connection, parentId: string): ExplorerNode {
  const id = `${parentId}/eks`;
  const label = l10n.t('EKS Clusters');
  return {
    id,
    label,
    icon: { id: 'server-environment' },
    words: ['group', 'clusters'],
    accessibilityLabel: label,
    collapsible: 'collapsed',
    data: { kind: 'group', group: 'clusters', connection },
    children: async (signal) => {
      const clusters = await context.source.listClusters(connection, signal);
      context.servers.learn(id, clusters);
      return clusters.length === 0
        ? [emptyNode(id, l10n.t('No EKS clusters in {0}', connection.region))]
        : await Promise.all(
            context.formats
              .sortByName(clusters, ({ name }) => name)
              .map(async (cluster) =>
                cluster.error === undefined
                  ? eksNode(context, connection, cluster, id)
                  : undescribedNode(context, connection, cluster, id),
              ),
          );
    },
  };
}

function eksNode(
  context: ExplorerContext,
  connection: Connection,
  cluster: EksCluster,
  parentId: string,
): ExplorerNode {
  const { name, status, version, server, createdAt, tags } = cluster;
  const id = `${parentId}/${name}`;
  const state = describeStatus(status);
  const ref: ClusterRef = { kind: 'eks', connection, name };
  const versionWords = version && l10n.t('Kubernetes {0}', version);
  return {
    id,
    label: name,
    description: joinParts(versionWords, status === 'ACTIVE' ? undefined : state.text),
    tooltip: tooltip(name, [
      [l10n.t('Status'), state.text],
      [l10n.t('Kubernetes version'), version],
      [l10n.t('Region'), connection.region],
      [l10n.t('API server'), server],
      [l10n.t('Created'), createdAt && context.formats.describeTime(createdAt)],
      ...Object.entries(tags).map(([key, value]) => [l10n.t('Tag {0}', key), value] as const),
    ]),
    icon: state.icon,
    words: ['cluster', 'eks'],
    accessibilityLabel: spoken(l10n.t('EKS cluster'), name, state.text, versionWords),
    collapsible: 'collapsed',
    data: { kind: 'cluster', cluster: ref, name, ...(server !== undefined && { server }) },
    match: { texts: [name], tags },
    isChanging: state.isChanging,
    children: () => {
      const fargate = fargateGroup(context, connection, name, id);
      // Without an API server there is nothing more to ask.
      return Promise.resolve(
        server === undefined
          ? [fargate]
          : [collectorGroup(context, ref, id), sampleAppGroup(context, ref, id), fargate],
      );
    },
  };
}

/** A cluster of which only the name may be known, with the reason in the place of its state. */
async function undescribedNode(
  { source }: ExplorerContext,
  connection: Connection,
  { name, error }: EksCluster,
  parentId: string,
): Promise<ExplorerNode> {
  if (source.concernsConnection(error)) {
    throw error;
  }
  const advice = await source.explain(error, connection);
  const problem = errorNode(parentId, advice, name);
  return {
    ...problem,
    label: name,
    description: advice.what,
    accessibilityLabel: spoken(l10n.t('EKS cluster'), name, problem.accessibilityLabel),
    match: { texts: [name] },
  };
}

function fargateGroup(
  context: ExplorerContext,
  connection: Connection,
  clusterName: string,
  parentId: string,
): ExplorerNode {
  const id = `${parentId}/fargate`;
  const label = l10n.t('Fargate Profiles');
  return {
    id,
    label,
    icon: { id: 'rocket' },
    words: ['group', 'fargateProfiles'],
    accessibilityLabel: label,
    collapsible: 'collapsed',
    data: { kind: 'group', group: 'fargateProfiles', connection },
    children: async (signal) => {
      const profiles = await context.source.listFargateProfiles(connection, clusterName, signal);
      return profiles.length === 0
        ? [emptyNode(id, l10n.t('No Fargate profiles'))]
        : profiles.map((profile) => fargateNode(profile, id));
    },
  };
}

function fargateNode({ name, status, selectors, issues }: FargateProfile, parentId: string): ExplorerNode {
  const state = describeStatus(status);
  const namespaces = selectors.map(({ namespace, labels }) =>
    [namespace, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`)].join(' '),
  );
  return {
    id: `${parentId}/${name}`,
    label: name,
    description: joinParts(namespaces.join(', '), status === 'ACTIVE' ? undefined : state.text, issues[0]),
    tooltip: tooltip(name, [
      [l10n.t('Status'), state.text],
      ...namespaces.map((selector) => [l10n.t('Selects'), selector] as const),
      ...issues.map((issue) => [l10n.t('Problem'), issue] as const),
    ]),
    icon: state.icon,
    words: ['fargateProfile'],
    accessibilityLabel: spoken(l10n.t('Fargate profile'), name, state.text, ...namespaces, ...issues),
    collapsible: 'none',
    data: { kind: 'text', text: name },
    isChanging: state.isChanging,
  };
}

/** The clusters of the kubeconfig that are not shown as EKS clusters already. */
export function contextGroup(context: ExplorerContext): ExplorerNode {
  const id = 'contexts';
  const label = l10n.t('Kubernetes Contexts');
  return {
    id,
    label,
    description: 'kubeconfig',
    icon: { id: 'server-environment' },
    words: ['group', 'contexts'],
    accessibilityLabel: label,
    collapsible: 'collapsed',
    data: { kind: 'group', group: 'contexts' },
    children: async () => {
      const { contexts, files, problems } = await context.source.listContexts();
      const shown = contexts.filter(({ server }) => server === undefined || !context.servers.has(server));
      const troubles = problems.map(({ advice }, at) => errorNode(id, advice, `problem${at}`));
      const nothing =
        contexts.length === 0
          ? l10n.t('No contexts in {0}', files.join(', '))
          : l10n.t('All contexts are shown as EKS clusters');
      return shown.length === 0 && troubles.length === 0
        ? [emptyNode(id, nothing)]
        : [...shown.map((found) => contextNode(context, found, id)), ...troubles];
    },
  };
}

function contextNode(context: ExplorerContext, found: KubeContext, parentId: string): ExplorerNode {
  const { name, server, namespace, user, isCurrent, problem } = found;
  const id = `${parentId}/${name}`;
  const ref: ClusterRef = { kind: 'context', context: name };
  const current = isCurrent ? l10n.t('current') : undefined;
  if (problem) {
    const notice = errorNode(parentId, problem, name);
    return { ...notice, label: name, description: problem.what, match: { texts: [name] } };
  }
  return {
    id,
    label: name,
    description: joinParts(current, namespace),
    tooltip: tooltip(name, [
      [l10n.t('Server'), server],
      [l10n.t('User'), user],
      [l10n.t('Namespace'), namespace],
    ]),
    icon: { id: 'server' },
    words: ['cluster', 'context'],
    accessibilityLabel: spoken(l10n.t('Kubernetes context'), name, current, server),
    collapsible: 'collapsed',
    data: { kind: 'cluster', cluster: ref, name, ...(server !== undefined && { server }) },
    match: { texts: [name] },
    children: () => Promise.resolve([collectorGroup(context, ref, id), sampleAppGroup(context, ref, id)]),
  };
}
