import type { Connection } from '../aws/connection.ts';
import type { Workspace } from '../aws/amp.ts';
import type { GrafanaWorkspace } from '../aws/grafana.ts';
import type { Remedy } from '../trouble.ts';
import type { CollectorWorkload, PodSummary } from '../kube/model.ts';

/** Which cluster is meant, in words that can be kept; the services turn it into an open `Cluster`. */
export type ClusterRef =
  { kind: 'eks'; connection: Connection; name: string } | { kind: 'context'; context: string };

/** What commands receive of a node. `none` is for nodes that only say something. */
export type NodeData =
  | { kind: 'none' }
  | { kind: 'connection'; profile: string | undefined; regions: readonly string[] }
  | { kind: 'region'; connection: Connection }
  | { kind: 'group'; group: GroupKind; connection?: Connection; cluster?: ClusterRef }
  | { kind: 'workspace'; connection: Connection; workspace: Workspace }
  | { kind: 'grafana'; connection: Connection; workspace: GrafanaWorkspace }
  | { kind: 'cluster'; cluster: ClusterRef; name: string; server?: string }
  | { kind: 'collector'; cluster: ClusterRef; collector: CollectorWorkload }
  | { kind: 'pod'; cluster: ClusterRef; pod: PodSummary; container?: string }
  | { kind: 'writer'; nodeId: string; cluster: ClusterRef; collector: CollectorWorkload }
  | { kind: 'target'; url: string; workspaceId?: string; region?: string }
  | { kind: 'text'; text: string }
  | { kind: 'more'; parentId: string }
  | { kind: 'error'; parentId: string; code: string; remedy?: Remedy };

export type GroupKind =
  | 'workspaces'
  | 'grafanaWorkspaces'
  | 'clusters'
  | 'contexts'
  | 'collectors'
  | 'sampleApp'
  | 'scrapers'
  | 'ruleNamespaces'
  | 'alertManager'
  | 'limits'
  | 'writers'
  | 'fargateProfiles';

/** A codicon and, where the state matters, a theme colour. The state is always in words elsewhere too. */
export interface NodeIcon {
  id: string;
  color?: 'charts.green' | 'charts.yellow' | 'charts.red' | 'charts.blue' | 'disabledForeground';
}

/** One line of the tree as plain data; painting it is somebody else's work. */
export interface ExplorerNode {
  /** Stays the same as long as the thing stays the same, so that what is expanded stays so. Unique in the tree. */
  id: string;
  label: string;
  description?: string;
  /** Markdown. Text from outside is escaped. */
  tooltip?: string;
  icon?: NodeIcon;
  /** Space-separated in `contextValue`; menus look for single words. */
  words: readonly string[];
  accessibilityLabel: string;
  collapsible: 'none' | 'collapsed' | 'expanded';
  data: NodeData;
  /** What lies below. Asked at most once until a refresh; throws what goes wrong. */
  children?: (signal: AbortSignal) => Promise<readonly ExplorerNode[]>;
  /** A click runs it, with the node as the only argument. */
  command?: { id: string; title: string };
  /** What a filter looks at. Nodes without it pass every filter. */
  match?: { texts: readonly string[]; tags?: Readonly<Record<string, string>> };
  /** The thing is on its way to another state: look again soon. */
  isChanging?: boolean;
  /** What a drag into an editor drops. */
  dragText?: string;
}
