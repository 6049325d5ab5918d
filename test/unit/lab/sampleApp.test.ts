import { after, before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { startSampleApp } from '../../lab/data/sampleApp.ts';
import type { SampleApp } from '../../lab/data/sampleApp.ts';

describe('lab: the sample app', () => {
  let app: SampleApp;

  before(async () => {
    app = await startSampleApp({ metricCount: 1, periodMs: 1, random: () => 0.5 });
    while (!(await get('/metrics')).includes('test_counter0{')) {
      // There are no series before the first change.
    }
  });
  after(() => app.stop());

  it('shows its metrics', async () => {
    assert.match(await get('/metrics'), /^# TYPE test_counter0 counter\ntest_counter0\{/m);
    assert.match(await get('/metrics?format=text'), /test_counter0\{/);
    assert.equal(await get('/'), 'healthy');
    assert.match(await get('/other'), /^404/);
  });

  it('takes a request that came to it as to a proxy for its own', async () => {
    assert.match(await get('http://10.0.0.7:8080/metrics'), /test_counter0\{/);
    assert.equal(await get('http://10.0.0.7:8080'), 'healthy');
    assert.match(await get('http://10.0.0.7:8080/http://metrics'), /^404/);
  });

  /** The target goes over the wire as it is. */
  function get(target: string): Promise<string> {
    const { hostname, port } = new URL(app.url);
    return new Promise((resolve, reject) => {
      request({ hostname, port, path: target }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve(body));
      })
        .on('error', reject)
        .end();
    });
  }
});
