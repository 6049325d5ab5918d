import * as assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { asHuman } from '../../src/notebook/headless/asHuman.ts';
import { exitStatus, verdictOf } from '../../src/notebook/headless/runNotebook.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { findSampleApp } from '../../src/kube/targets/sampleApp.ts';
import { remoteWriteTargets } from '../../src/otel/remoteWriteTargets.ts';
import { adotNames } from '../../src/otel/adotVersions.ts';
import { startSampleApp } from '../lab/data/sampleApp.ts';
import type { SampleApp } from '../lab/data/sampleApp.ts';
import { startLab } from '../lab/lab.ts';
import type { Lab } from '../lab/lab.ts';
import { clusterName, region } from '../lab/names.ts';
import { adotReleases } from './build/parts.ts';
import { describeWith, makePlace } from './given.ts';
import { openContext } from './kube.ts';
import { countPoints, sumOf } from './metricsText.ts';
import { startPipeline } from './pipeline.ts';
import type { Pipeline } from './pipeline.ts';
import { dashboardQueries, notebookQueries, notebookText, sampleAppText } from './recipe.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';
import { until, untilFound } from './until.ts';
import { openAccount } from './workspace.ts';
import type { DataWorkspace, OpenAccount } from './workspace.ts';

const parts = [
  'etcd',
  'kubernetes',
  'kwok',
  'newestCollector',
  'oldestCollector',
  'prometheus',
  'debianPrometheus',
] as const;
const appNamespace = 'prom-sample-app';

describeWith('the pipeline', parts, (folders) => {
  const place = makePlace('pipeline');
  let cluster: RealCluster;
  let connection: Cluster;
  let app: SampleApp;

  before(async () => {
    app = await startSampleApp();
    cluster = await startCluster(folders, { ...place, dir: join(place.dir, 'cluster') });
    connection = await openContext(cluster.kubeconfig);
    await cluster.kubectl.apply(sampleAppText(appNamespace));
  });
  after(async () => {
    connection?.close();
    await cluster?.stop();
    await app?.stop();
    place.remove();
  });

  const stores = {
    "Debian's Prometheus": folders.debianPrometheus,
    'the newest Prometheus': join(folders.prometheus, 'prometheus'),
  };
  for (const [store, prometheusPath] of Object.entries(stores)) {
    describe(`into ${store}`, () => {
      let lab: Lab;
      let account: OpenAccount;
      let labDir: string;

      before(async () => {
        labDir = join(mkdtempSync(join(place.dir, 'lab-')), 'lab');
        lab = await startLab({
          size: 'small',
          prometheus: true,
          prometheusPath,
          dir: labDir,
          log: () => undefined,
          timing: { createMs: 100 },
        });
        account = await openAccount(lab);
      });
      after(async () => {
        account?.close();
        await lab?.stop();
      });

      for (const part of ['newestCollector', 'oldestCollector'] as const) {
        const version = adotReleases[part];

        describe(`by the collector of ADOT ${version}`, () => {
          const namespace = `adot-${version.replaceAll('.', '-')}`;
          let workspace: DataWorkspace;
          let pipeline: Pipeline;

          before(async () => {
            await scaleApp(1);
            workspace = await account.makeWorkspace(namespace);
            pipeline = await start(part, namespace, workspace, lab.aws.people.collector);
          });
          after(() => pipeline?.running.stop());

          it('has the config in the cluster say where it writes to', () => {
            const [target, ...others] = remoteWriteTargets(pipeline.config);
            assert.deepEqual(others, []);
            assert.deepEqual(
              [target?.workspaceId, target?.region, target?.inPipeline],
              [workspace.id, region, true],
            );
          });

          it('answers where the probes ask, to whoever asks', async () => {
            const { livenessProbe, readinessProbe } = pipeline.container;
            for (const { port, path } of [livenessProbe.httpGet, readinessProbe.httpGet]) {
              assert.equal(pipeline.listening.health, `0.0.0.0:${port}`);
              const response = await pipeline.get(port, path);
              assert.equal(response.status, 200);
              assert.match(await response.text(), /Server available/);
            }
            const { host, port } = pipeline.listening.telemetry;
            const { ports } = pipeline.container;
            assert.equal(host, '0.0.0.0');
            assert.equal(ports.find(({ name }) => name === 'metrics')?.containerPort, port);
          });

          it('brings every metric of the app, labelled by where it comes from', async () => {
            const [pod, ...others] = await findSampleApp(connection);
            assert.ok(pod && others.length === 0);
            const { status } = await cluster.kubectl.get<{ status: { podIP: string } }>([
              `pod/${pod.name}`,
              `--namespace=${appNamespace}`,
            ]);
            const found = await untilFound(workspace, '{__name__=~"test_.*"}');
            const names = new Set(found.map(({ metric }) => metric['__name__']));
            const kinds = ['counter_total', 'gauge', 'summary', 'summary_sum', 'summary_count'];
            const buckets = ['histogram_bucket', 'histogram_sum', 'histogram_count'];
            const all = [...kinds, ...buckets].flatMap((kind) =>
              Array.from({ length: 10 }, (_, n) => `test_${kind.replace(/^[a-z]+/, `$&${n}`)}`),
            );
            assert.deepEqual([...names].sort(), all.sort());
            const counter = found.find(({ metric }) => metric['__name__'] === 'test_counter0_total');
            // No otel_scope_… among them: the oldest release had none yet, and the manifest tells the newest to add none.
            assert.deepEqual(counter?.metric, {
              __name__: 'test_counter0_total',
              cluster: clusterName,
              datapoint_id: '0',
              foo_0: 'bar_0',
              instance: `${status.podIP}:8080`,
              job: 'kubernetes-service-endpoints',
              namespace: appNamespace,
              pod: pod.name,
              service: 'prometheus-sample-app-service',
            });
          });

          it('gives each query of the dashboard something to show', async () => {
            const queries = dashboardQueries();
            assert.ok(queries.length >= 10);
            for (const query of queries) {
              await untilFound(workspace, query);
            }
          });

          it('gives each cell of the notebook something to show', async () => {
            const queries = notebookQueries();
            assert.ok(queries.length >= 8);
            for (const query of queries) {
              await untilFound(workspace, query);
            }
          });

          it('has all hold that the notebook expects, run as the command line does', async () => {
            const report = await account.runNotebook(notebookText(workspace.id));
            assert.equal(exitStatus(report), 0, asHuman(report, false));
            assert.equal(report.cells.filter(({ outcome }) => verdictOf(outcome) === 'passed').length, 6);
          });

          it('tells the types of the metrics and their help', async () => {
            for (const [family, type] of [
              ['test_counter0_total', 'counter'],
              ['test_gauge0', 'gauge'],
              ['test_histogram0', 'histogram'],
              ['test_summary0', 'summary'],
            ] as const) {
              const told = (await workspace.ask('metadata', { metric: family })) as Record<string, unknown>;
              assert.deepEqual(told, { [family]: [{ type, help: `This is my ${type}`, unit: '' }] });
            }
          });

          it('has counted as sent what has arrived', async () => {
            await untilFound(workspace, 'up');
            // Without targets nothing more is sent once all series are marked as ended, `up` with the last of them.
            await scaleApp(0);
            await until(async () => (await workspace.query('up')).length === 0);
            const told = await until(async () => {
              const text = await (await pipeline.get(pipeline.listening.telemetry.port, '/metrics')).text();
              const exporter = adotNames(version).remoteWrite;
              const sent = sumOf(text, 'otelcol_exporter_sent_metric_points', { exporter });
              const failed = sumOf(text, 'otelcol_exporter_send_failed_metric_points', { exporter });
              const accepted = sumOf(text, 'otelcol_receiver_accepted_metric_points');
              return sent !== undefined && sent === accepted && { sent, failed: failed ?? 0 };
            });
            const promtool = join(folders.prometheus, 'promtool');
            const data = join(labDir, 'prometheus', workspace.id, 'data');
            const arrived = await countPoints(promtool, data, place.dir);
            assert.deepEqual(told, { sent: arrived, failed: 0 });
            assert.ok(arrived > 0);
          });
        });
      }

      it('refuses a collector with a wrong secret, so that nothing arrives', async () => {
        await scaleApp(1);
        const namespace = 'adot-forged';
        const workspace = await account.makeWorkspace(namespace);
        const { collector } = lab.aws.people;
        const forged = { ...collector, secretAccessKey: `${collector.secretAccessKey}x` };
        lab.requests.clear();
        const pipeline = await start('newestCollector', namespace, workspace, forged);
        try {
          const failed = 'otelcol_exporter_send_failed_metric_points';
          await until(async () => {
            const text = await (await pipeline.get(pipeline.listening.telemetry.port, '/metrics')).text();
            return (sumOf(text, failed, { exporter: 'prometheus_remote_write' }) ?? 0) > 0;
          });
          assert.match(pipeline.running.output(), /The request signature we calculated does not match/);
        } finally {
          await pipeline.running.stop();
        }
        const refused = lab.requests
          .list({ operation: 'RemoteWrite' })
          .filter(({ status }) => status === 403);
        assert.ok(refused.length > 0);
        assert.deepEqual(await workspace.query('count({__name__=~".+"})'), []);
      });
    });
  }

  function start(
    part: keyof typeof adotReleases,
    namespace: string,
    { endpoint }: DataWorkspace,
    keys: { accessKeyId: string; secretAccessKey: string },
  ): Promise<Pipeline> {
    const version = adotReleases[part];
    const dir = mkdtempSync(join(place.dir, 'collector-'));
    return startPipeline({
      cluster,
      connection,
      choices: { endpoint, region, namespace, version, cluster: clusterName },
      folder: folders[part],
      appUrl: app.url,
      keys,
      dir,
      logs: join(place.logs, namespace),
    });
  }

  async function scaleApp(replicas: number): Promise<void> {
    const deployment = ['deployment/prometheus-sample-app', '-n', appNamespace];
    await cluster.kubectl.run(['scale', ...deployment, `--replicas=${replicas}`]);
    if (replicas > 0) {
      const ready = `--for=jsonpath={.status.readyReplicas}=${replicas}`;
      await cluster.kubectl.run(['wait', ...deployment, ready, '--timeout=60s']);
    }
  }
});
