import * as l10n from '@vscode/l10n';
import type { Connection } from '../aws/connection.ts';
import type { GrafanaWorkspace } from '../aws/grafana.ts';
import type { ExplorerNode } from './node.ts';
import { emptyNode } from './notices.ts';
import type { ExplorerContext } from './source.ts';
import { describeStatus } from './status.ts';
import { joinParts, spoken, tooltip } from './words.ts';

/** The Amazon Managed Grafana workspaces of a region. */
export function grafanaGroup(
  context: ExplorerContext,
  connection: Connection,
  parentId: string,
): ExplorerNode {
  const id = `${parentId}/grafana`;
  const label = l10n.t('Grafana Workspaces');
  return {
    id,
    label,
    icon: { id: 'graph-line' },
    words: ['group', 'grafanaWorkspaces'],
    accessibilityLabel: label,
    tooltip: l10n.t('Amazon Managed Grafana workspaces'),
    collapsible: 'collapsed',
    data: { kind: 'group', group: 'grafanaWorkspaces', connection },
    children: async (signal) => {
      const workspaces = await context.source.listGrafanaWorkspaces(connection, signal);
      const sorted = context.formats.sortByName(
        workspaces,
        ({ name, id: workspaceId }) => name ?? workspaceId,
      );
      return sorted.length === 0
        ? [emptyNode(id, l10n.t('No Amazon Managed Grafana workspaces in {0}', connection.region))]
        : sorted.map((workspace) => grafanaNode(context, connection, workspace, id));
    },
  };
}

function grafanaNode(
  { formats }: ExplorerContext,
  connection: Connection,
  workspace: GrafanaWorkspace,
  parentId: string,
): ExplorerNode {
  const { id, name, status, version, url, createdAt, tags } = workspace;
  const host = url?.replace(/^https?:\/\//, '');
  const state = describeStatus(status);
  const label = name ?? id;
  const statusWord = status === 'ACTIVE' ? undefined : state.text;
  return {
    id: `${parentId}/${id}`,
    label,
    description: joinParts(statusWord, version && l10n.t('Grafana {0}', version), host),
    tooltip: tooltip(label, [
      [l10n.t('ID'), id],
      [l10n.t('Status'), state.text],
      [l10n.t('Grafana version'), version],
      [l10n.t('Endpoint'), url],
      [l10n.t('Created'), createdAt && formats.describeTime(createdAt)],
      ...Object.entries(tags).map(([key, value]) => [l10n.t('Tag {0}', key), value] as const),
    ]),
    icon: state.icon,
    words: ['grafana', ...(url === undefined ? [] : ['url'])],
    accessibilityLabel: spoken(l10n.t('Grafana workspace'), label, state.text, version),
    collapsible: 'none',
    data: { kind: 'grafana', connection, workspace },
    match: { texts: [label, id], tags },
    isChanging: state.isChanging,
    ...(url !== undefined && { dragText: url }),
  };
}
