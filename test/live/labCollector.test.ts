import * as assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { fedWorkspaceId } from '../lab/aws/sets.ts';
import { startSampleApp } from '../lab/data/sampleApp.ts';
import type { SampleApp } from '../lab/data/sampleApp.ts';
import { currentConfig } from '../lab/kubernetes/collectorConfigs.ts';
import { startLab } from '../lab/lab.ts';
import type { Lab } from '../lab/lab.ts';
import { region } from '../lab/names.ts';
import { describeWith, makePlace } from './given.ts';
import { startCollector } from './servers/collector.ts';
import { freePort } from './servers/program.ts';
import type { Running } from './servers/program.ts';
import { until } from './until.ts';
import { openAccount } from './workspace.ts';
import type { DataWorkspace, OpenAccount, Series } from './workspace.ts';

const parts = ['newestCollector', 'debianPrometheus'] as const;

describeWith('what the lab’s stand-in for the collector writes', parts, (folders) => {
  const place = makePlace('labCollector');
  let lab: Lab;
  let account: OpenAccount;
  let app: SampleApp;
  let real: DataWorkspace;
  let collector: Running;

  before(async () => {
    lab = await startLab({
      size: 'small',
      prometheus: true,
      prometheusPath: folders.debianPrometheus,
      dir: join(place.dir, 'lab'),
      log: () => undefined,
      timing: { createMs: 100 },
    });
    account = await openAccount(lab);
    app = await startSampleApp();
    real = await account.makeWorkspace('by-the-real-collector');
    const healthPort = await freePort();
    const { accessKeyId, secretAccessKey } = lab.aws.people.collector;
    collector = await startCollector(folders.newestCollector, {
      // What the lab's cluster says of this collector.
      config: currentConfig(`${real.endpoint}api/v1/remote_write`, region),
      overlay: {
        extensions: { health_check: { endpoint: `127.0.0.1:${healthPort}` } },
        receivers: { prometheus: { config: { scrape_configs: [job(app.url)] } } },
        service: { telemetry: { metrics: { level: 'none' } } },
      },
      env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
      healthUrl: `http://127.0.0.1:${healthPort}/`,
      dir: mkdtempSync(join(place.dir, 'collector-')),
      logs: place.logs,
    });
  });
  after(async () => {
    await collector?.stop();
    await app?.stop();
    account?.close();
    await lab?.stop();
    place.remove();
  });

  it('is what a real collector writes, series by series', async () => {
    const imitated = account.openWorkspace(`${lab.gateway.url}/workspaces/${fedWorkspaceId}/`);
    // What both have would only hide what one has alone.
    let alone: { ours: string[]; theirs: string[] } | undefined;
    await until(async () => {
      const [ours, theirs] = [await seriesOf(imitated), await seriesOf(real)];
      alone = {
        ours: ours.filter((one) => !theirs.includes(one)),
        theirs: theirs.filter((one) => !ours.includes(one)),
      };
      return ours.length > 0 && alone.ours.length + alone.theirs.length === 0;
    }, 30).catch(() => assert.deepEqual(alone, { ours: [], theirs: [] }));
    const families = (await seriesOf(real)).filter((one) => one.includes('"test_'));
    assert.ok(families.length > 100, String(families.length));
  });
});

/** Each as text, with its labels in one order. */
async function seriesOf(workspace: DataWorkspace): Promise<string[]> {
  const series = await workspace.query('{__name__=~".+"}');
  return series.map(({ metric }) => JSON.stringify(Object.entries(likeAdot(metric)).sort())).sort();
}

/**
 * The collector built here calls itself 0.49.0. ADOT's own has a v before that, and it is ADOT that the lab imitates:
 * https://github.com/aws-observability/aws-otel-collector/blob/main/VERSION
 */
function likeAdot({ otel_scope_version: version, ...labels }: Series['metric']): Series['metric'] {
  return version === undefined ? labels : { ...labels, otel_scope_version: version.replace(/^v?/, 'v') };
}

/** The one target that the lab's stand-in scrapes. */
function job(appUrl: string): object {
  return {
    job_name: 'kubernetes-service-endpoints',
    scrape_interval: '1s',
    scrape_timeout: '1s',
    static_configs: [{ targets: ['10.0.12.34:8080'] }],
    proxy_url: appUrl,
  };
}
