import { readFileSync } from 'node:fs';
import type { SourceFile } from '../../../src/lint/checker.ts';
import { collectorManifest } from '../../../src/recipe/collectorManifest.ts';
import { fillTemplate } from '../../../src/recipe/fill.ts';
import { templates } from '../../../src/recipe/templates.ts';

const folder = new URL('../../../templates/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

export const files = {
  cluster: 'cluster-config.yaml',
  collector: 'adot-collector-fargate.yaml',
  app: 'prometheus-sample-app.yaml',
} as const;

/** The recipe as the extension scaffolds it, for a release of ADOT. */
export function goodRecipe({
  version = '0.49.0',
  roleArn,
}: { version?: string; roleArn?: string } = {}): SourceFile[] {
  return [
    {
      path: files.cluster,
      text: fillTemplate(templates.clusterConfig, read(templates.clusterConfig.file), {
        CLUSTER: 'shop',
        REGION: 'eu-west-1',
        KUBERNETES_VERSION: '1.34',
        NAMESPACE: 'adot-col',
        APP_NAMESPACE: 'prom-sample-app',
        WORKSPACE_ARN: 'arn:aws:aps:eu-west-1:012345678901:workspace/ws-1f',
      }),
    },
    {
      path: files.collector,
      text: collectorManifest(read(templates.collector.file), {
        endpoint: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1f',
        region: 'eu-west-1',
        namespace: 'adot-col',
        version,
        cluster: 'shop',
        ...(roleArn !== undefined && { roleArn }),
      }),
    },
    {
      path: files.app,
      text: fillTemplate(templates.sampleApp, read(templates.sampleApp.file), {
        APP_NAMESPACE: 'prom-sample-app',
        IMAGE: '012345678901.dkr.ecr.eu-west-1.amazonaws.com/prometheus-sample-app:v1',
      }),
    },
  ];
}

/** The dashboard, which is checked with them. */
export function goodDashboard(): SourceFile {
  return {
    path: 'prometheus-sample-app-dashboard.json',
    text: fillTemplate(templates.dashboard, read(templates.dashboard.file), {
      TITLE: 'Sample app',
      SCRAPE_INTERVAL: '15s',
    }),
  };
}
