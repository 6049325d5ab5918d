import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectorManifest } from '../../src/recipe/collectorManifest.ts';
import type { CollectorChoices } from '../../src/recipe/collectorManifest.ts';
import { queryCells } from '../../src/notebook/file/queryCells.ts';
import { fillTemplate } from '../../src/recipe/fill.ts';
import { templates } from '../../src/recipe/templates.ts';
import { root } from '../host/paths.ts';
import { account, region } from '../lab/names.ts';

/** Of the collector's config; Grafana and the notebook are told the same. */
const scrapeInterval = '15s';

/** The collector's manifest as the product writes it. */
export function collectorText(choices: CollectorChoices): string {
  return collectorManifest(readTemplate(templates.collector.file), choices);
}

/** The sample app's manifest as the product writes it. */
export function sampleAppText(namespace: string): string {
  return fillTemplate(templates.sampleApp, readTemplate(templates.sampleApp.file), {
    APP_NAMESPACE: namespace,
    IMAGE: `${account}.dkr.ecr.${region}.amazonaws.com/prometheus-sample-app:1`,
  });
}

interface Dashboard {
  panels: { targets?: { expr: string }[] }[];
}

/** What the dashboard asks for, with Grafana's own variable replaced as Grafana would. */
export function dashboardQueries(): string[] {
  const text = fillTemplate(templates.dashboard, readTemplate(templates.dashboard.file), {
    TITLE: 'The sample app',
    SCRAPE_INTERVAL: scrapeInterval,
  });
  return (JSON.parse(text) as Dashboard).panels.flatMap(({ targets = [] }) =>
    // Four scrapes: https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
    targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m')),
  );
}

/** The notebook that verifies a pipeline, for a workspace. */
export function notebookText(workspaceId: string): string {
  return fillTemplate(templates.notebook, readTemplate(templates.notebook.file), {
    WORKSPACE_ARN: `arn:aws:aps:${region}:${account}:workspace/${workspaceId}`,
    SCRAPE_INTERVAL: scrapeInterval,
  });
}

/** What its cells ask for; their directives are comments of PromQL. */
export function notebookQueries(): string[] {
  return queryCells(notebookText('ws-1')).map(({ text }) => text);
}

function readTemplate(file: string): string {
  return readFileSync(join(root, 'templates', file), 'utf8');
}
