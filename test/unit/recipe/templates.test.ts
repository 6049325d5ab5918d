import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parse, parseAllDocuments } from 'yaml';
import { findPlaceholders } from '../../../src/manifest/placeholders.ts';
import { checkNotebookText } from '../../../src/notebook/checkNotebookText.ts';
import { readDirectives } from '../../../src/notebook/directives/readDirectives.ts';
import { queryCells } from '../../../src/notebook/file/queryCells.ts';
import { adotVersions } from '../../../src/otel/adotVersions.ts';
import { fillTemplate } from '../../../src/recipe/fill.ts';
import { templates } from '../../../src/recipe/templates.ts';

const folder = new URL('../../../templates/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const workspace = 'arn:aws:aps:eu-west-1:012345678901:workspace/ws-1f';

const cluster = fillTemplate(templates.clusterConfig, read(templates.clusterConfig.file), {
  CLUSTER: 'shop',
  REGION: 'eu-west-1',
  KUBERNETES_VERSION: '1.40',
  NAMESPACE: 'adot-col',
  APP_NAMESPACE: 'prom-sample-app',
  WORKSPACE_ARN: workspace,
});
const app = fillTemplate(templates.sampleApp, read(templates.sampleApp.file), {
  APP_NAMESPACE: 'prom-sample-app',
  IMAGE: '012345678901.dkr.ecr.eu-west-1.amazonaws.com/prometheus-sample-app:v1',
});
const dashboard = fillTemplate(templates.dashboard, read(templates.dashboard.file), {
  TITLE: 'The "sample" app',
  SCRAPE_INTERVAL: '15s',
});
const notebook = fillTemplate(templates.notebook, read(templates.notebook.file), {
  WORKSPACE_ARN: workspace,
  SCRAPE_INTERVAL: '15s',
});

/** Queries without their comments. */
const fences = [...notebook.matchAll(/^```promql\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);

describe('templates', () => {
  it('are the files of the folder, no more and no fewer', () => {
    const files = Object.values(templates).map(({ file }) => file);
    assert.deepEqual(readdirSync(folder).sort(), files.sort());
  });

  for (const { file } of Object.values(templates)) {
    if (file.endsWith('.yaml')) {
      it(`${file} is YAML before it is filled in`, () => {
        for (const { errors, warnings } of parseAllDocuments(read(file))) {
          assert.deepEqual([...errors, ...warnings], []);
        }
      });
    }
    if (file.endsWith('.json')) {
      it(`${file} is JSON before it is filled in`, () => void JSON.parse(read(file)));
    }
    it(`${file} has lines of 120 characters at most, if it is for reading`, () => {
      const long = read(file)
        .split('\n')
        .find((line) => line.length > 120 && /^\s*#/.test(line));
      assert.equal(long, undefined);
    });
  }

  for (const [name, text] of Object.entries({ cluster, app, dashboard, notebook })) {
    it(`nothing is left to fill in: ${name}`, () => {
      assert.doesNotMatch(text, /__[A-Z]/);
      assert.deepEqual(findPlaceholders(text), []);
    });
  }

  describe('cluster-config.yaml', () => {
    const config = parse(cluster) as {
      metadata: { version: unknown };
      fargateProfiles: { selectors: { namespace: string }[] }[];
      iam: { withOIDC: boolean; serviceAccounts: { metadata: { name: string }; attachPolicy: unknown }[] };
      cloudWatch: { clusterLogging: { logRetentionInDays: number; enableTypes: string[] } };
    };

    it('selects the namespaces of the other files and of coredns, five at most', () => {
      const [profile] = config.fargateProfiles;
      assert.deepEqual(
        profile?.selectors.map(({ namespace }) => namespace),
        ['kube-system', 'adot-col', 'prom-sample-app'],
      );
    });

    it('keeps the version a string', () => assert.equal(config.metadata.version, '1.40'));

    it('grants remote write on the one workspace and nothing else', () => {
      const [account] = config.iam.serviceAccounts;
      assert.equal(config.iam.withOIDC, true);
      assert.equal(account?.metadata.name, 'adot-collector');
      assert.deepEqual(account.attachPolicy, {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'aps:RemoteWrite', Resource: workspace }],
      });
    });

    it('keeps few logs and not for ever', () => {
      const { enableTypes, logRetentionInDays } = config.cloudWatch.clusterLogging;
      assert.ok(!enableTypes.includes('*') && enableTypes.length < 5);
      // The numbers that CloudWatch Logs takes.
      assert.ok([1, 3, 5, 7, 14, 30, 60, 90].includes(logRetentionInDays));
    });
  });

  describe('prometheus-sample-app.yaml', () => {
    interface Container {
      args: string[];
      ports: { containerPort: number }[];
      resources: { requests: unknown; limits: unknown };
      readinessProbe: { httpGet: { port: number } };
    }
    interface Service {
      metadata: { annotations: unknown };
      spec: { selector: unknown; ports: { targetPort: number }[] };
    }
    interface Deployment {
      spec: { template: { metadata: { labels: unknown }; spec: { containers: [Container] } } };
    }
    const [namespace, service, deployment] = parseAllDocuments(app).map(
      (document) => document.toJS() as unknown,
    ) as [unknown, Service, Deployment];
    const { spec } = service;
    const { template } = deployment.spec;
    const [container] = template.spec.containers;

    it('annotates the Service with the string the collector looks for', () => {
      assert.deepEqual(service.metadata.annotations, { scrape: 'true' });
    });

    it('leads from the Service to the port that the app listens on', () => {
      const port = container.ports[0]?.containerPort;
      assert.deepEqual(spec.selector, template.metadata.labels);
      assert.equal(spec.ports[0]?.targetPort, port);
      assert.equal(container.readinessProbe.httpGet.port, port);
      assert.ok(container.args.includes(`-listen_address=0.0.0.0:${port}`));
    });

    it('asks for what it is allowed', () => {
      assert.deepEqual(container.resources.requests, container.resources.limits);
    });

    it('makes its own namespace', () => {
      assert.deepEqual(namespace, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'prom-sample-app' },
      });
    });
  });

  describe('prometheus-sample-app-dashboard.json', () => {
    interface Panel {
      id: number;
      type: string;
      gridPos: { x: number; w: number };
      datasource?: unknown;
      targets?: { expr: string; format?: string; datasource: unknown }[];
    }
    const board = JSON.parse(dashboard) as {
      id: unknown;
      title: string;
      __inputs: { name: string }[];
      panels: Panel[];
    };
    const queries = board.panels.flatMap(({ targets = [] }) => targets);

    it('asks for one data source when it is imported, and every query uses it', () => {
      assert.deepEqual(
        board.__inputs.map(({ name }) => name),
        ['DS_AMP'],
      );
      const wanted = { type: 'prometheus', uid: '${DS_AMP}' };
      for (const { datasource } of [...queries, ...board.panels.filter(({ targets }) => targets)]) {
        assert.deepEqual(datasource, wanted);
      }
      assert.deepEqual(new Set(dashboard.match(/\$\{[^}]+\}/g)), new Set(['${DS_AMP}']));
    });

    it('keeps its title whole', () => assert.equal(board.title, 'The "sample" app'));

    it('asks for counters by the names they are stored under', () => {
      const counters = queries.filter(({ expr }) => expr.includes('test_counter'));
      assert.ok(counters.length >= 2);
      for (const { expr } of counters) {
        assert.match(expr, /^sum by \(pod\) \(rate\(test_counter\d_total\[\$__rate_interval\]\)\)$/);
      }
    });

    it('draws its heatmap from buckets', () => {
      const [target] = board.panels.find(({ type }) => type === 'heatmap')?.targets ?? [];
      assert.equal(target?.format, 'heatmap');
      assert.match(target.expr, /^sum by \(le\) \(rate\(test_histogram1_bucket\[/);
    });

    it('asks only for metrics that ten of each type have', () => {
      for (const { expr } of queries) {
        assert.match(expr, /test_(?:counter|gauge|histogram|summary)\d(?!\d)|\bup\{/);
      }
    });

    it('is new to the Grafana that imports it', () => {
      assert.equal(board.id, null);
      assert.equal(new Set(board.panels.map(({ id }) => id)).size, board.panels.length);
      for (const { gridPos } of board.panels) {
        assert.ok(gridPos.x + gridPos.w <= 24);
      }
    });
  });

  describe('query-notebook.promql.md', () => {
    it('names the workspace in its front matter', () => {
      const front = /^---\n([\s\S]*?)\n---\n/.exec(notebook)?.[1] ?? '';
      assert.deepEqual(parse(front), {
        datasource: workspace,
        range: '1h',
        step: '15s',
        timezone: 'local',
      });
    });

    it('is a notebook without problems that expects something at each hop', () => {
      assert.deepEqual(checkNotebookText(notebook), []);
      const expecting = queryCells(notebook).flatMap(({ text }) => {
        const { name, expects } = readDirectives(text);
        return expects.length > 0 ? [name] : [];
      });
      assert.deepEqual(expecting, ['targets', 'samples', 'gauges', 'counters', 'p95', 'quantiles']);
    });

    it('has queries in fences, each with an expression', () => {
      assert.ok(fences.length >= 6);
      for (const fence of fences) {
        assert.match(fence, /^(?:# @\w+.*\n)*[a-z].*\n$/);
      }
      assert.equal(notebook.match(/^```/gm)?.length, fences.length * 2);
    });

    it('tells counters by their stored names', () => {
      assert.ok(fences.some((fence) => fence.includes('test_counter0_total')));
      assert.ok(!fences.some((fence) => /test_counter\d(?!\d*_total)/.test(fence)));
    });
  });

  it('the newest version of ADOT comes first, none twice', () => {
    const versions = adotVersions.map(({ version }) => version);
    const sorted = versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    assert.deepEqual(versions, sorted);
    assert.equal(new Set(versions).size, versions.length);
  });
});
