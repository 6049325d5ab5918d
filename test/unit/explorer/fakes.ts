import type { EksCluster } from '../../../src/aws/eks.ts';
import type { Workspace } from '../../../src/aws/amp.ts';
import type { ExplorerNode } from '../../../src/explorer/node.ts';
import { Servers } from '../../../src/explorer/servers.ts';
import { createFormats } from '../../../src/explorer/formats.ts';
import type { ExplorerContext, ExplorerSource } from '../../../src/explorer/source.ts';
import { ExplorerTree } from '../../../src/explorer/tree.ts';
import { Writers } from '../../../src/explorer/writers.ts';
import { loadRoots } from '../../../src/explorer/connectionNodes.ts';
import type { CollectorWorkload, PodSummary } from '../../../src/kube/model.ts';

export const nowMs = Date.UTC(2026, 10, 22, 12);

/** Credentials that are no longer taken; marked as the features' source marks them. */
export class Expired extends Error {}

export function workspace(id: string, more: Partial<Workspace> = {}): Workspace {
  return { id, arn: `arn:aws:aps:eu-west-1:1:workspace/${id}`, status: 'ACTIVE', tags: {}, ...more };
}

export function cluster(name: string, more: Partial<EksCluster> = {}): EksCluster {
  return {
    name,
    status: 'ACTIVE',
    version: '1.34',
    server: `https://${name}.eks`,
    caData: 'x',
    tags: {},
    ...more,
  };
}

export function pod(name: string, more: Partial<PodSummary> = {}): PodSummary {
  return {
    namespace: 'adot-col',
    name,
    uid: name,
    phase: 'Running',
    status: 'Running',
    ready: true,
    readyContainers: 1,
    containers: [
      { name: 'collector', init: false, image: 'adot:v0.49.0', ready: true, restarts: 0, state: 'running' },
    ],
    restarts: 0,
    image: 'adot:v0.49.0',
    tag: 'v0.49.0',
    fargate: true,
    deleting: false,
    causes: [],
    ...more,
  };
}

export function collector(name: string, more: Partial<CollectorWorkload> = {}): CollectorWorkload {
  return {
    kind: 'Deployment',
    namespace: 'adot-col',
    name,
    uid: name,
    image: 'adot:v0.49.0',
    tag: 'v0.49.0',
    container: 'collector',
    replicas: { wanted: 1, ready: 1 },
    configMaps: [],
    pods: [pod(`${name}-1`)],
    ...more,
  };
}

/** A source where everything is empty but what is given. */
export function source(given: Partial<ExplorerSource> = {}): ExplorerSource {
  const none = (): Promise<never[]> => Promise.resolve([]);
  return {
    explain: (error) => Promise.resolve({ code: 'other', what: (error as Error).message }),
    concernsConnection: (error) => error instanceof Expired,
    listConnections: () => Promise.resolve([{ profile: 'dev', regions: ['eu-west-1'] }]),
    emptyCause: () => undefined,
    authenticate: () => Promise.resolve(),
    listWorkspaces: none,
    listScrapers: none,
    listRuleNamespaces: none,
    describeAlertManager: () => Promise.resolve(undefined),
    describeLimits: () => Promise.resolve(undefined),
    listGrafanaWorkspaces: none,
    listClusters: none,
    listFargateProfiles: none,
    hasKubeconfig: () => Promise.resolve(false),
    listFileProblems: () => Promise.resolve([]),
    listContexts: () => Promise.resolve({ contexts: [], files: ['~/.kube/config'], problems: [] }),
    findCollectors: () => Promise.resolve({ collectors: [], searched: { kind: 'cluster' }, problems: [] }),
    readTargets: none,
    findSampleApp: none,
    ...given,
  };
}

export interface Shown {
  tree: ExplorerTree;
  context: ExplorerContext;
  /** Ids of the nodes that were to be painted again, `''` for all. */
  changes: string[];
  failures: string[];
  /** What lies below the node whose labels these are, from the top, by label. */
  labels: (...path: string[]) => Promise<string[]>;
  find: (...path: string[]) => Promise<ExplorerNode>;
}

/** The whole tree over a source, as the view would read it. */
export function show(given: Partial<ExplorerSource> = {}, pageSize = 100): Shown {
  const changes: string[] = [];
  const failures: string[] = [];
  const from = source(given);
  const context: ExplorerContext = {
    source: from,
    writers: new Writers((ids) => {
      for (const id of ids) {
        void tree.look(`${tree.findWorkspace(id)?.id ?? ''}/writers`);
      }
    }),
    servers: new Servers(() => void tree.look('contexts')),
    traceWorkspace: (id, region) => tree.traceWorkspace(id, region),
    nowMs: () => nowMs,
    formats: createFormats('en'),
  };
  const tree = new ExplorerTree({
    loadRoots: () => loadRoots(context),
    explain: (error, node) =>
      from.explain(error, node?.data.kind === 'region' ? node.data.connection : undefined),
    concernsConnection: (error) => from.concernsConnection(error),
    onFailure: (advice) => failures.push(advice.what),
    onChange: (node) => changes.push(node?.id ?? ''),
    pageSize,
  });
  const find = async (...path: string[]): Promise<ExplorerNode> => {
    let node: ExplorerNode | undefined;
    for (const label of path) {
      const children = await tree.children(node);
      node = children.find((child) => child.label === label);
      if (!node) {
        throw new Error(`No ${label} among ${children.map((child) => child.label).join(', ')}`);
      }
    }
    return node as ExplorerNode;
  };
  return {
    tree,
    context,
    changes,
    failures,
    find,
    labels: async (...path) => {
      const node = path.length === 0 ? undefined : await find(...path);
      return (await tree.children(node)).map(({ label }) => label);
    },
  };
}
