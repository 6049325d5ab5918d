import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adotVersions } from '../../src/recipe/adotVersions.ts';
import { collectorManifest } from '../../src/recipe/collectorManifest.ts';
import { fillTemplate } from '../../src/recipe/fill.ts';
import { templates } from '../../src/recipe/templates.ts';
import { root } from '../host/paths.ts';
import { fedWorkspaceId } from '../lab/aws/sets.ts';
import type { Lab } from '../lab/lab.ts';
import { account, clusterName, region } from '../lab/names.ts';
import { startCluster } from './servers/cluster.ts';
import type { ClusterFolders, RealCluster } from './servers/cluster.ts';

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
    for (const manifest of [collector(lab), sampleApp()]) {
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

function collector(lab: Lab): string {
  return collectorManifest(readTemplate(templates.collector.file), {
    endpoint: `${lab.gateway.url}/workspaces/${fedWorkspaceId}`,
    region,
    namespace: namespaces.collector,
    version: adotVersions[0]?.version ?? '',
    cluster: clusterName,
  });
}

function sampleApp(): string {
  return fillTemplate(templates.sampleApp, readTemplate(templates.sampleApp.file), {
    APP_NAMESPACE: namespaces.app,
    IMAGE: `${account}.dkr.ecr.${region}.amazonaws.com/prometheus-sample-app:1`,
  });
}

function readTemplate(file: string): string {
  return readFileSync(join(root, 'templates', file), 'utf8');
}
