import { appendFileSync } from 'node:fs';
import { adotVersions } from '../../src/otel/adotVersions.ts';
import type { CollectorChoices } from '../../src/recipe/collectorManifest.ts';
import { fedWorkspaceId } from '../lab/aws/sets.ts';
import { startSampleApp } from '../lab/data/sampleApp.ts';
import type { Lab } from '../lab/lab.ts';
import { account, clusterName, region } from '../lab/names.ts';
import { openContext } from './kube.ts';
import { startPipeline } from './pipeline.ts';
import { collectorText, sampleAppText } from './recipe.ts';
import { startCluster } from './servers/cluster.ts';
import type { ClusterFolders, RealCluster } from './servers/cluster.ts';
import { stopAll } from './servers/program.ts';

/** Where the recipe's parts go. */
export const namespaces = { collector: 'adot-col', app: 'prom-sample-app' } as const;

/**
 * Puts a real Kubernetes in the place of the lab's own: its EKS cluster leads there, and the API server asks the lab whose tokens it
 * is given. The recipe is applied to it as the product writes it.
 */
export async function startPlayground(
  folders: ClusterFolders,
  lab: Lab,
  place: { dir: string; logs: string },
): Promise<RealCluster> {
  const verify = async (token: string) => {
    const identity = await lab.aws.verifyEksToken(token, clusterName);
    return identity?.account === account && identity !== lab.aws.people.denied
      ? { user: identity.arn, groups: ['system:masters'] }
      : undefined;
  };
  const cluster = await startCluster(folders, { ...place, verify });
  try {
    lab.aws.connect({
      gatewayUrl: lab.gateway.url,
      server: { url: cluster.api.url, caPem: cluster.api.caPem },
    });
    for (const manifest of [collectorText(choicesIn(lab)), sampleAppText(namespaces.app)]) {
      await cluster.kubectl.apply(manifest);
    }
    for (const namespace of Object.values(namespaces)) {
      const wait = ['wait', 'deployment', '--all', '--for=condition=Available', '--timeout=60s'];
      await cluster.kubectl.run([...wait, '--namespace', namespace]);
    }
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/**
 * Runs a real collector for the pod, which runs nothing: it scrapes a sample app and writes to the workspace, and what it says is the
 * pod's log.
 */
export async function startPlaygroundCollector(
  folder: string,
  lab: Lab,
  cluster: RealCluster,
  { dir, logs }: { dir: string; logs: string },
): Promise<{ stop: () => Promise<void> }> {
  const app = await startSampleApp();
  const connection = await openContext(cluster.kubeconfig);
  try {
    const { running } = await startPipeline({
      cluster,
      connection,
      choices: choicesIn(lab),
      folder,
      appUrl: app.url,
      keys: lab.aws.people.collector,
      dir,
      logs,
      onLine: (line) =>
        appendFileSync(
          cluster.logFile,
          `${new Date().toISOString().replace('Z', '000000Z')} stdout F ${line}\n`,
        ),
    });
    return { stop: () => stopAll([app, running]) };
  } catch (error) {
    await app.stop();
    throw error;
  } finally {
    connection.close();
  }
}

function choicesIn(lab: Lab): CollectorChoices {
  return {
    endpoint: `${lab.gateway.url}/workspaces/${fedWorkspaceId}`,
    region,
    namespace: namespaces.collector,
    version: adotVersions[0]?.version ?? '',
    cluster: clusterName,
  };
}
