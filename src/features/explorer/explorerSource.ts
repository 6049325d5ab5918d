import { access } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Workspace } from '../../aws/amp.ts';
import type { Connection } from '../../aws/connection.ts';
import type { AwsSession } from '../../aws/session.ts';
import type { ExplorerSource } from '../../explorer/source.ts';
import { kubeconfigFiles } from '../connections/configFiles.ts';
import type { ConnectionStore } from '../connections/connections.ts';
import type { Bundles } from '../load.ts';
import { isCredentialsFailure } from '../services.ts';
import type { Services } from '../services.ts';
import { readKubeconfigPath } from '../settings.ts';

export interface SourceOptions {
  bundles: Bundles;
  services: Services;
  connections: ConnectionStore;
}

/** What a connection shows comes first; whose it is may follow. */
const introductionMs = 500;

/** The tree's source over AWS and Kubernetes. Each bundle is loaded when the first node needs it. */
export function createExplorerSource({ bundles, services, connections }: SourceOptions): ExplorerSource {
  /** Learns whose credentials these are, once and in passing: nothing waits for it, and nothing depends on it. */
  const introduce = async ({ profile }: Connection, open: AwsSession): Promise<void> => {
    if (connections.credentials(profile).kind === 'good') {
      return;
    }
    connections.report(profile, { kind: 'unknown' });
    try {
      const { whoAmI } = await bundles.sts();
      const { account, arn } = await whoAmI(open);
      connections.report(profile, { kind: 'good', account, arn });
    } catch {
      // STS may be out of reach where AMP is not.
    }
  };

  return {
    explain: (error, where) => services.explain(error, where),
    concernsConnection: isCredentialsFailure,
    listConnections: async () => {
      await connections.load();
      return connections.all();
    },
    emptyCause: () => connections.emptyCause,
    listFileProblems: async () => {
      const { explainFileProblem, listProfiles } = await bundles.aws();
      // A mistake in one profile shows where that profile is used.
      const general = (await listProfiles()).problems.filter(({ profile }) => profile === undefined);
      const firsts = general.filter(({ path }, at) => general.findIndex((one) => one.path === path) === at);
      return firsts.map(explainFileProblem);
    },
    authenticate: async (connection) => {
      const open = await services.session(connection);
      await open.authenticate();
      setTimeout(() => void introduce(connection, open), introductionMs).unref();
    },
    listWorkspaces: async (connection, signal) => {
      const { listWorkspaces } = await bundles.aws();
      const found: Workspace[] = [];
      let nextToken: string | undefined;
      do {
        const page = await listWorkspaces(await services.session(connection), {
          signal,
          ...(nextToken !== undefined && { nextToken }),
        });
        found.push(...page.workspaces);
        ({ nextToken } = page);
        // Reading a thousand takes its time, and so does what is made of them: others may run in between.
        await nextTurn();
      } while (nextToken !== undefined);
      return found;
    },
    listScrapers: async (connection, arn, signal) =>
      (await bundles.aws()).listScrapers(await services.session(connection), arn, { signal }),
    listRuleNamespaces: async (connection, id, signal) =>
      (await bundles.aws()).listRuleNamespaces(await services.session(connection), id, { signal }),
    describeAlertManager: async (connection, id, signal) =>
      (await bundles.aws()).describeAlertManager(await services.session(connection), id, { signal }),
    describeLimits: async (connection, id, signal) =>
      (await bundles.aws()).describeWorkspaceConfiguration(await services.session(connection), id, {
        signal,
      }),
    listGrafanaWorkspaces: async (connection, signal) =>
      (await bundles.grafana()).listGrafanaWorkspaces(await services.session(connection), { signal }),
    listClusters: async (connection, signal) =>
      (await bundles.eks()).listClusters(await services.session(connection), { signal }),
    listFargateProfiles: async (connection, name, signal) =>
      (await bundles.eks()).listFargateProfiles(await services.session(connection), name, { signal }),
    hasKubeconfig,
    listContexts: async () =>
      (await bundles.kube()).listContexts({ path: readKubeconfigPath(), env: process.env }),
    findCollectors: async (ref, signal) =>
      (await bundles.kube()).findCollectors(await services.cluster(ref), { signal }),
    readTargets: async (ref, collector, signal) => {
      const { readCollectorConfigs } = await bundles.kube();
      const { remoteWriteTargets } = await bundles.language();
      const texts = await readCollectorConfigs(await services.cluster(ref), collector, { signal });
      return texts.flatMap((text) => remoteWriteTargets(text));
    },
    findSampleApp: async (ref, signal) =>
      (await bundles.kube()).findSampleApp(await services.cluster(ref), { signal }),
  };
}

/** Whether any of the files is there that kubectl would read. */
async function hasKubeconfig(): Promise<boolean> {
  const found = await Promise.all(
    kubeconfigFiles().map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
