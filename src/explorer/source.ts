import type { AlertManager, RuleNamespace, Scraper, Workspace, WorkspaceLimits } from '../aws/amp.ts';
import type { Connection } from '../aws/connection.ts';
import type { EksCluster, FargateProfile } from '../aws/eks.ts';
import type { GrafanaWorkspace } from '../aws/grafana.ts';
import type { KubeContexts } from '../kube/kubeconfig.ts';
import type { CollectorSearch, CollectorWorkload, PodSummary } from '../kube/model.ts';
import type { RemoteWriteTarget } from '../otel/remoteWriteTargets.ts';
import type { Advice } from '../trouble.ts';
import type { Formats } from './formats.ts';
import type { ClusterRef } from './node.ts';
import type { Servers } from './servers.ts';
import type { Writers } from './writers.ts';

/** Why there is no connection: nothing in the AWS files, no profile that stands out, or one without a region. */
export type EmptyCause = 'noConfig' | 'noChoice' | 'noRegion';

/** Where the tree gets everything from. Each function asks anew and throws what goes wrong. */
export interface ExplorerSource {
  /** A failure of the other functions in words. */
  explain(error: unknown, where?: Connection | ClusterRef): Promise<Advice>;
  /** Whether a failure is one of the credentials, and so of everything below the connection. */
  concernsConnection(error: unknown): boolean;
  /** The connections to show, the active one first. */
  listConnections(): Promise<readonly { profile: string | undefined; regions: readonly string[] }[]>;
  /** Why there are no connections, when there are none. */
  emptyCause(): EmptyCause | undefined;
  /** What keeps parts of the AWS files from being read, whichever profile is used: the first mistake of each file. */
  listFileProblems(): Promise<readonly Advice[]>;
  /** Resolves when the profile has credentials; nothing is asked of a service that need not be asked. */
  authenticate(connection: Connection): Promise<void>;
  listWorkspaces(connection: Connection, signal: AbortSignal): Promise<readonly Workspace[]>;
  listScrapers(
    connection: Connection,
    workspaceArn: string,
    signal: AbortSignal,
  ): Promise<readonly Scraper[]>;
  listRuleNamespaces(
    connection: Connection,
    workspaceId: string,
    signal: AbortSignal,
  ): Promise<readonly RuleNamespace[]>;
  /** `undefined` when the workspace has no alert manager definition. */
  describeAlertManager(
    connection: Connection,
    workspaceId: string,
    signal: AbortSignal,
  ): Promise<AlertManager | undefined>;
  /** `undefined` where the service does not know the call. */
  describeLimits(
    connection: Connection,
    workspaceId: string,
    signal: AbortSignal,
  ): Promise<WorkspaceLimits | undefined>;
  listGrafanaWorkspaces(connection: Connection, signal: AbortSignal): Promise<readonly GrafanaWorkspace[]>;
  listClusters(connection: Connection, signal: AbortSignal): Promise<readonly EksCluster[]>;
  listFargateProfiles(
    connection: Connection,
    clusterName: string,
    signal: AbortSignal,
  ): Promise<readonly FargateProfile[]>;
  /** Whether there is a kubeconfig at all; asked before anything of Kubernetes is loaded. */
  hasKubeconfig(): Promise<boolean>;
  listContexts(): Promise<KubeContexts>;
  findCollectors(cluster: ClusterRef, signal: AbortSignal): Promise<CollectorSearch>;
  /** Where the live configuration of a collector writes to. */
  readTargets(
    cluster: ClusterRef,
    collector: CollectorWorkload,
    signal: AbortSignal,
  ): Promise<readonly RemoteWriteTarget[]>;
  findSampleApp(cluster: ClusterRef, signal: AbortSignal): Promise<readonly PodSummary[]>;
}

/** A workspace that was listed; `missing` when all of its region were and it is not among them; `unknown` when nobody looked. */
export type WorkspaceTrace = Workspace | 'missing' | 'unknown';

/** What every maker of nodes needs. */
export interface ExplorerContext {
  source: ExplorerSource;
  writers: Writers;
  servers: Servers;
  /** What is known of a workspace that something else names. */
  traceWorkspace: (workspaceId: string, region: string | undefined) => WorkspaceTrace;
  nowMs(): number;
  formats: Formats;
}
