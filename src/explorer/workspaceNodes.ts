import * as l10n from '@vscode/l10n';
import type { AlertManager, RuleNamespace, Scraper, Workspace, WorkspaceLimits } from '../aws/amp.ts';
import type { Connection } from '../aws/connection.ts';
import { writerGroup } from './collectorNodes.ts';
import { describeAge } from './formats.ts';
import type { Formats } from './formats.ts';
import type { ExplorerNode, GroupKind } from './node.ts';
import { emptyNode, noteNode } from './notices.ts';
import type { ExplorerContext } from './source.ts';
import { describeStatus } from './status.ts';
import { joinParts, spoken, tooltip } from './words.ts';

/** The AMP workspaces of a region, by alias and then by age. */
export function workspaceGroup(
  context: ExplorerContext,
  connection: Connection,
  parentId: string,
): ExplorerNode {
  const id = `${parentId}/amp`;
  const label = l10n.t('AMP Workspaces');
  return {
    id,
    label,
    icon: { id: 'database' },
    words: ['group', 'workspaces'],
    accessibilityLabel: label,
    tooltip: l10n.t('Amazon Managed Service for Prometheus workspaces'),
    collapsible: 'expanded',
    data: { kind: 'group', group: 'workspaces', connection },
    children: async (signal) => {
      const workspaces = await context.source.listWorkspaces(connection, signal);
      return workspaces.length === 0
        ? [emptyNode(id, l10n.t('No AMP workspaces in {0}', connection.region))]
        : sortWorkspaces(workspaces, (workspace) => workspace, context.formats).map((workspace) =>
            workspaceNode(context, connection, workspace, id),
          );
    },
  };
}

/** By alias, workspaces of one alias oldest first; those without an alias last, by id. */
export function sortWorkspaces<T>(
  items: readonly T[],
  workspaceOf: (item: T) => Workspace,
  { sortByName }: Formats,
): T[] {
  const ageOf = (item: T): number => workspaceOf(item).createdAt?.getTime() ?? 0;
  const idOf = (item: T): string => workspaceOf(item).id;
  const named = items.filter((item) => workspaceOf(item).alias !== undefined);
  const nameless = items.filter((item) => workspaceOf(item).alias === undefined);
  return [
    ...sortByName(
      named,
      (item) => workspaceOf(item).alias ?? '',
      (a, b) => ageOf(a) - ageOf(b),
    ),
    // Ids are hexadecimal: what looks like a number in them is none.
    ...nameless.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)),
  ];
}

function workspaceNode(
  context: ExplorerContext,
  connection: Connection,
  workspace: Workspace,
  parentId: string,
): ExplorerNode {
  const { id: workspaceId, arn, alias, status, createdAt, tags } = workspace;
  const id = `${parentId}/${workspaceId}`;
  const state = describeStatus(status);
  const label = alias ?? workspaceId;
  const isActive = status === 'ACTIVE';
  const age = () => createdAt && describeAge(createdAt, context.nowMs());
  // There may be a thousand of them, of which a page shows: the words are made when they are asked for.
  return {
    id,
    label,
    get description() {
      // The id last: it is long, and a narrow view cuts the end off.
      return joinParts(isActive ? undefined : state.text, age(), alias && workspaceId);
    },
    get tooltip() {
      return tooltip(label, [
        [l10n.t('ID'), workspaceId],
        [l10n.t('Status'), state.text],
        [l10n.t('Region'), connection.region],
        [l10n.t('Created'), createdAt && context.formats.describeTime(createdAt)],
        [l10n.t('ARN'), arn],
        ...Object.entries(tags).map(([key, value]) => [l10n.t('Tag {0}', key), value] as const),
      ]);
    },
    icon: state.icon,
    words: ['workspace', status.toLowerCase()],
    get accessibilityLabel() {
      return spoken(l10n.t('Workspace'), label, alias && workspaceId, state.text, age());
    },
    collapsible: 'collapsed',
    data: { kind: 'workspace', connection, workspace },
    match: { texts: [...(alias === undefined ? [] : [alias]), workspaceId], tags },
    isChanging: state.isChanging,
    children: () => Promise.resolve(partsOf(context, connection, workspace, id)),
  };
}

function partsOf(
  context: ExplorerContext,
  connection: Connection,
  { id: workspaceId, arn }: Workspace,
  parentId: string,
): ExplorerNode[] {
  const { source } = context;
  const part = (group: GroupKind, label: string, icon: string, children: Part): ExplorerNode => {
    const id = `${parentId}/${group}`;
    return {
      id,
      label,
      icon: { id: icon },
      words: ['group', group],
      accessibilityLabel: label,
      collapsible: 'collapsed',
      data: { kind: 'group', group, connection },
      children: (signal) => children(id, signal),
    };
  };
  return [
    part('scrapers', l10n.t('Scrapers'), 'cloud-download', async (id, signal) => {
      const scrapers = await source.listScrapers(connection, arn, signal);
      return orEmpty(
        id,
        l10n.t('No scrapers'),
        scrapers.map((scraper) => scraperNode(scraper, id)),
      );
    }),
    part('ruleNamespaces', l10n.t('Rule Groups'), 'checklist', async (id, signal) => {
      const namespaces = await source.listRuleNamespaces(connection, workspaceId, signal);
      return orEmpty(
        id,
        l10n.t('No rule groups namespaces'),
        namespaces.map((found) => ruleNode(context, found, id)),
      );
    }),
    part('alertManager', l10n.t('Alert Manager'), 'bell', async (id, signal) => {
      const manager = await source.describeAlertManager(connection, workspaceId, signal);
      return orEmpty(
        id,
        l10n.t('No alert manager definition'),
        manager ? alertManagerNodes(context, manager, id) : [],
      );
    }),
    part('limits', l10n.t('Limits and Retention'), 'dashboard', async (id, signal) => {
      const limits = await source.describeLimits(connection, workspaceId, signal);
      return orEmpty(
        id,
        l10n.t('Not available in {0}', connection.region),
        limits ? limitNodes(context, limits, id) : [],
      );
    }),
    writerGroup(context, workspaceId, parentId),
  ];
}

type Part = (id: string, signal: AbortSignal) => Promise<readonly ExplorerNode[]>;

function orEmpty(id: string, label: string, nodes: readonly ExplorerNode[]): readonly ExplorerNode[] {
  return nodes.length === 0 ? [emptyNode(id, label)] : nodes;
}

function scraperNode(scraper: Scraper, parentId: string): ExplorerNode {
  const { id, alias, status, statusReason, sourceClusterArn } = scraper;
  const state = describeStatus(status);
  const clusterName = sourceClusterArn?.split('/').at(-1);
  const from = clusterName && l10n.t('scrapes {0}', clusterName);
  return {
    ...noteNode(`${parentId}/${id}`, alias ?? id, {
      description: joinParts(alias && id, from, status === 'ACTIVE' ? undefined : state.text, statusReason),
      tooltip: tooltip(alias ?? id, [
        [l10n.t('Status'), joinParts(state.text, statusReason)],
        [l10n.t('ARN'), scraper.arn],
        [l10n.t('Cluster'), sourceClusterArn],
      ]),
      icon: state.icon,
    }),
    words: ['scraper'],
    accessibilityLabel: spoken(l10n.t('Scraper'), alias ?? id, state.text, from, statusReason),
    isChanging: state.isChanging,
  };
}

function ruleNode({ formats }: ExplorerContext, found: RuleNamespace, parentId: string): ExplorerNode {
  const { name, status, statusReason, modifiedAt } = found;
  const state = describeStatus(status);
  return {
    ...noteNode(`${parentId}/${name}`, name, {
      description: joinParts(status === 'ACTIVE' ? undefined : state.text, statusReason),
      tooltip: tooltip(name, [
        [l10n.t('Status'), joinParts(state.text, statusReason)],
        [l10n.t('Modified'), modifiedAt && formats.describeTime(modifiedAt)],
        [l10n.t('ARN'), found.arn],
      ]),
      icon: state.icon,
    }),
    words: ['ruleNamespace'],
    accessibilityLabel: spoken(l10n.t('Rule groups namespace'), name, state.text, statusReason),
    isChanging: state.isChanging,
  };
}

function alertManagerNodes(
  { formats }: ExplorerContext,
  manager: AlertManager,
  parentId: string,
): ExplorerNode[] {
  const { status, statusReason, modifiedAt, definition } = manager;
  const state = describeStatus(status);
  const lines = definition.split('\n').filter((line) => line.trim() !== '').length;
  const label = l10n.t('Definition');
  return [
    {
      ...noteNode(`${parentId}/definition`, label, {
        description: joinParts(state.text, l10n.t('{0} lines', lines), statusReason),
        tooltip: tooltip(label, [
          [l10n.t('Status'), joinParts(state.text, statusReason)],
          [l10n.t('Modified'), modifiedAt && formats.describeTime(modifiedAt)],
        ]),
        icon: state.icon,
      }),
      words: ['alertManagerDefinition'],
      isChanging: state.isChanging,
    },
  ];
}

function limitNodes(
  { formats }: ExplorerContext,
  { retentionDays, seriesLimits, status }: WorkspaceLimits,
  parentId: string,
): ExplorerNode[] {
  const { isChanging, text } = describeStatus(status);
  const retention = retentionDays === undefined ? l10n.t('AWS default') : l10n.t('{0} days', retentionDays);
  const rows: [key: string, label: string, description: string][] = [
    ['retention', l10n.t('Retention'), retention],
    ...seriesLimits.map(({ labels, maxSeries }, at): [string, string, string] => [
      `series${at}`,
      l10n.t('Active series of {0}', describeLabels(labels)),
      maxSeries === undefined ? l10n.t('no limit') : l10n.t('at most {0}', formats.describeCount(maxSeries)),
    ]),
  ];
  return rows.map(([key, label, description]) => ({
    ...noteNode(`${parentId}/${key}`, label, {
      description: joinParts(description, isChanging ? text : undefined),
      icon: { id: 'symbol-ruler' },
    }),
    isChanging,
  }));
}

/** As PromQL writes a label set; AMP's empty set is its default bucket. */
function describeLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? l10n.t('all other series') : `{${pairs.join(', ')}}`;
}
