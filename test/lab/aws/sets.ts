import type { LabSize } from '../names.ts';
import { account, clusterName, fedAlias, otherAccount, otherRegion, region } from '../names.ts';
import { makeScraper } from './apsScrapers.ts';
import { changing, steady } from './phase.ts';
import type { Definition, FargateProfile, GrafanaWorkspace, Region, State, Workspace } from './state.ts';
import { makeWorkspace, stableUuid } from './state.ts';

const hourMs = 3600_000;
const dayMs = 24 * hourMs;

/** The id of the workspace that the sample app's metrics arrive in. */
export const fedWorkspaceId = workspaceId(account, region, fedAlias, 0);

/** How many workspaces the main account has in the main region. */
export const workspaceCounts: Record<LabSize, number> = { small: 8, huge: 1000 };

/** Fills the accounts. Ages are counted back from `now`. */
export function fill(state: State, size: LabSize, now: number): void {
  const main = state.region(account, region);
  addWorkspaces(main, now);
  for (let n = main.workspaces.size; n < workspaceCounts[size]; n++) {
    const stage = ['dev', 'test'][n % 3] ?? 'prod';
    add(main, `team-${String(Math.floor(n / 3)).padStart(3, '0')}-${stage}`, now - n * 7 * hourMs, {
      tags: { stage, team: `team-${Math.floor(n / 3)}` },
    });
  }
  addGrafana(main, now);
  addClusters(main, now);
  add(state.region(account, otherRegion), 'tokyo-prod', now - 90 * dayMs, { tags: { 環境: '本番' } });
  const other = state.region(otherAccount, region);
  add(other, 'payments', now - 40 * dayMs, { tags: { team: 'payments' } });
  add(other, 'payments-canary', now - 2 * dayMs);
}

function addWorkspaces(main: Region, now: number): void {
  const fed = add(main, fedAlias, now - 3 * hourMs, {
    tags: { recipe: 'eks-fargate', owner: 'observability' },
  });
  fed.configuration.retentionPeriodInDays = 90;
  fed.configuration.limitsPerLabelSet = [
    { labelSet: { team: 'checkout' }, limits: { maxSeries: 500_000 } },
    { labelSet: { env: 'dev' }, limits: { maxSeries: 50_000 } },
  ];
  fed.rules.set('sample-app', definition('sample-app', sampleRules, now - 2 * hourMs));
  fed.rules.set('too-big', {
    ...definition('too-big', sampleRules, now - hourMs),
    phase: steady('CREATION_FAILED', 'The rule group "sample-app" exists in another namespace.'),
  });
  fed.alertManager = definition('definition', alertManager, now - 2 * hourMs);
  const scraper = makeScraper(main, `s-${stableUuid('scraper')}`, {
    alias: 'amp-eks-fargate-agentless',
    tags: {},
    workspaceArn: fed.arn,
    source: {
      eksConfiguration: {
        clusterArn: `arn:aws:eks:${main.name}:${main.account}:cluster/${clusterName}`,
        subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0b1c2d3e4f5061728'],
        securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
      },
    },
    configurationBlob: base64('global:\n  scrape_interval: 30s\nscrape_configs: []\n'),
    createdAt: now - 2 * hourMs,
    phase: steady('ACTIVE'),
  });
  main.scrapers.set(scraper.id, scraper);
  // The alias of the first is the beginning of this one: what a filter by alias also finds.
  add(main, `${fedAlias}-staging`, now - 26 * hourMs, { tags: { owner: 'observability' } });
  // Aliases need not be unique.
  add(main, 'team-metrics', now - 200 * dayMs, { tags: { team: 'search' } });
  add(main, 'team-metrics', now - 12 * dayMs, { tags: { team: 'ranking' } });
  add(main, undefined, now - 400 * dayMs);
  add(main, 'load-test', now - 60_000, { phase: changing('CREATING', Infinity, 'ACTIVE') });
  add(main, 'over-quota', now - 5 * dayMs, { phase: steady('CREATION_FAILED') });
  add(main, 'archive-2024', now - 700 * dayMs, {
    kmsKeyArn: `arn:aws:kms:${main.name}:${main.account}:key/${stableUuid('key')}`,
  });
}

function add(
  place: Region,
  alias: string | undefined,
  createdAt: number,
  more: Partial<Workspace> = {},
): Workspace {
  const same = [...place.workspaces.values()].filter((workspace) => workspace.alias === alias).length;
  return makeWorkspace(place, workspaceId(place.account, place.name, alias ?? '', same), {
    alias,
    createdAt,
    ...more,
  });
}

function workspaceId(owner: string, place: string, alias: string, same: number): string {
  return `ws-${stableUuid(`${owner}/${place}/${alias}/${same}`)}`;
}

function addGrafana(main: Region, now: number): void {
  const all: Omit<GrafanaWorkspace, 'id'>[] = [
    {
      name: 'observability',
      description: 'Dashboards of every team',
      grafanaVersion: '10.4',
      status: 'ACTIVE',
      createdAt: now - 100 * dayMs,
      tags: { owner: 'observability' },
    },
    {
      name: 'legacy',
      grafanaVersion: '9.4',
      status: 'UPGRADE_FAILED',
      createdAt: now - 900 * dayMs,
      tags: {},
    },
    { name: 'trial', grafanaVersion: '10.4', status: 'CREATING', createdAt: now - 120_000, tags: {} },
  ];
  for (const workspace of all) {
    const id = `g-${stableUuid(workspace.name).replaceAll('-', '').slice(0, 10)}`;
    main.grafana.set(id, { id, ...workspace });
  }
}

function addClusters(main: Region, now: number): void {
  const recipe: FargateProfile = {
    name: 'defaultfp',
    status: 'ACTIVE',
    namespaces: ['kube-system', 'adot-col', 'prom-sample-app'],
    createdAt: now - 4 * hourMs,
  };
  const failed: FargateProfile = {
    name: 'reports',
    status: 'CREATE_FAILED',
    namespaces: ['reports'],
    createdAt: now - 3 * hourMs,
    issues: [
      {
        code: 'AccessDenied',
        message: 'The pod execution role cannot be assumed.',
        resourceIds: ['reports'],
      },
    ],
  };
  const clusters = [
    {
      name: clusterName,
      version: '1.34',
      status: 'ACTIVE',
      createdAt: now - 4 * hourMs,
      profiles: [recipe, failed],
    },
    // Its API server is private: nothing answers from outside.
    {
      name: 'billing',
      version: '1.31',
      status: 'ACTIVE',
      createdAt: now - 500 * dayMs,
      profiles: [],
      server: { url: 'https://127.0.0.1:1', caPem: '' },
    },
    { name: 'next', version: '1.35', status: 'CREATING', createdAt: now - 300_000, profiles: [] },
  ];
  clusters.forEach((cluster) => main.clusters.set(cluster.name, cluster));
}

function definition(name: string, yaml: string, createdAt: number): Definition {
  return { name, data: base64(yaml), phase: steady('ACTIVE'), createdAt, modifiedAt: createdAt, tags: {} };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

const sampleRules = `groups:
  - name: sample-app
    interval: 30s
    rules:
      - record: app:test_counter0:rate1m
        expr: sum(rate(test_counter0_total[1m]))
      - alert: SampleAppSilent
        expr: absent(test_gauge0)
        for: 2m
        labels:
          severity: page
        annotations:
          summary: No samples from the sample app
`;

const alertManager = `alertmanager_config: |
  route:
    receiver: default
  receivers:
    - name: default
      sns_configs:
        - topic_arn: arn:aws:sns:${region}:${account}:alerts
          sigv4:
            region: ${region}
`;
