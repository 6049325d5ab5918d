import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Context } from 'mocha';
import { writtenLabels } from '../../lab/data/collector.ts';
import { writePast } from '../../lab/data/past.ts';
import { startSampleApp } from '../../lab/data/sampleApp.ts';
import type { SampleApp } from '../../lab/data/sampleApp.ts';
import { startStores } from './local.ts';
import type { TestStores } from './local.ts';

describe('lab: the past of the sample app', () => {
  let app: SampleApp;
  let running: TestStores | undefined;
  let url: string;

  before(async function (this: Context) {
    running = await startStores(this);
    url = await running.stores.open('ws', undefined);
    app = await startSampleApp({ metricCount: 2, periodMs: 3600_000 });
    await writePast(app, { prometheusUrl: url, seconds: 3900, stepSeconds: 5, labelsOf: writtenLabels });
  });
  after(async () => {
    await app?.stop();
    await running?.stop();
  });

  it('has every scrape, with the labels of the collector', async () => {
    const [first, ...others] = await ask('count_over_time(test_counter0_total[70m])');
    assert.deepEqual(others, []);
    assert.equal(first?.value[1], '780');
    assert.equal(first.metric['job'], 'kubernetes-service-endpoints');
    assert.equal(first.metric['foo_0'], 'bar_0');
    assert.match(first.metric['otel_scope_name'] ?? '', /prometheusreceiver$/);
    assert.equal((await ask('count_over_time(up[70m])'))[0]?.value[1], '780');
    assert.equal((await ask('target_info'))[0]?.metric['otel_scope_name'], undefined);
  });

  it('is what the app goes on from', async () => {
    const shown = /^test_counter1_total\{.*\} (\S+)$/m.exec(app.translated())?.[1];
    const [last] = await ask('test_counter1_total');
    assert.equal(Number(last?.value[1]), Number(shown));
    assert.deepEqual(await ask('resets(test_counter1_total[70m]) > 0'), []);
    assert.equal((await ask('increase(test_histogram0_count[5m]) > 250')).length, 1);
  });

  async function ask(query: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
    const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = (await answer.json()) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    return data.result;
  }
});
