// Slower than a unit test may be, so it runs beside npm start and the package.
import { after, before, describe, it } from 'mocha';
import type { Context } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fedWorkspaceId } from '../lab/aws/sets.ts';
import type { SignableRequest } from '../lab/aws/sigv4.ts';
import { makeSigner } from '../lab/aws/sigv4.ts';
import { prometheusOrSkip } from '../unit/lab/local.ts';
import type { Lab } from '../lab/lab.ts';
import { startLab } from '../lab/lab.ts';
import { region } from '../lab/names.ts';

const patienceMs = 30_000;

describe('lab: from the sample app to the data plane', function () {
  this.timeout(2 * patienceMs);
  let lab: Lab | undefined;
  before(async function (this: Context) {
    const prometheusPath = await prometheusOrSkip(this);
    const dir = await mkdtemp(join(tmpdir(), 'adot-pipeline-'));
    lab = await startLab({ size: 'small', prometheus: true, dir, log: () => undefined, prometheusPath });
  });
  after(() => lab?.stop());

  it('brings the four kinds of metrics, named, labelled and described as the collector does', async () => {
    const found = await waitFor(async () => {
      const result = await ask('query', { query: '{__name__=~"test_(counter|gauge|histogram|summary)0.*"}' });
      return (result as { result: { metric: Record<string, string> }[] }).result.map(({ metric }) => metric);
    });
    const names = [...new Set(found.map(({ __name__ }) => __name__))].sort();
    assert.deepEqual(names, [
      'test_counter0_total',
      'test_gauge0',
      'test_histogram0_bucket',
      'test_histogram0_count',
      'test_histogram0_sum',
      'test_summary0',
      'test_summary0_count',
      'test_summary0_sum',
    ]);
    const counter = found.find(({ __name__ }) => __name__ === 'test_counter0_total');
    assert.equal(counter?.['job'], 'kubernetes-service-endpoints');
    assert.deepEqual([counter?.['datapoint_id'], counter?.['foo_0']], ['0', 'bar_0']);
    assert.match(counter?.['otel_scope_name'] ?? '', /prometheusreceiver$/);
    const described = await waitFor(async () =>
      Object.entries((await ask('metadata', { metric: 'test_counter0_total' })) as Record<string, object[]>),
    );
    assert.deepEqual(described, [
      ['test_counter0_total', [{ type: 'counter', help: 'This is my counter', unit: '' }]],
    ]);
  });

  it('was written by the collector, with a signature of its own', () => {
    const [write] = lab?.requests.list({ operation: 'RemoteWrite' }) ?? [];
    assert.deepEqual(
      [write?.identity, write?.status],
      ['arn:aws:iam::111122223333:user/adot-collector', 204],
    );
  });

  async function ask(path: string, query: Record<string, string>): Promise<unknown> {
    const { gateway, aws } = lab as Lab;
    const url = new URL(`${gateway.url}/workspaces/${fedWorkspaceId}/api/v1/${path}`);
    const { host, pathname } = url;
    const request: SignableRequest = {
      method: 'GET',
      protocol: 'http:',
      hostname: host,
      path: pathname,
      query,
      headers: { host },
    };
    const { headers } = await makeSigner(aws.people.admin, region, 'aps').sign(request);
    url.search = new URLSearchParams(query).toString();
    const response = await fetch(url, { headers });
    const answer = (await response.json()) as { data: unknown };
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer.data;
  }
});

/** What `get` gives once it gives anything. */
async function waitFor<T>(get: () => Promise<T[]>): Promise<T[]> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await get();
    if (found.length > 0 || Date.now() > end) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
