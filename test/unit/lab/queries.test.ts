import { after, before, beforeEach, describe, it } from 'mocha';
import type { Context } from 'mocha';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSend } from '../../../src/aws/send.ts';
import { explainQuery } from '../../../src/notebook/explain/explainQuery.ts';
import type { ExplainOptions } from '../../../src/notebook/explain/explainQuery.ts';
import { explainText } from '../../../src/notebook/explain/words.ts';
import { metricClientOf } from '../../../src/notebook/metricClient.ts';
import { describeQuery } from '../../../src/promql/describe/describeQuery.ts';
import { createMetricSource } from '../../../src/promql/source/createMetricSource.ts';
import { suggestQuery } from '../../../src/promql/suggest/suggestQuery.ts';
import { createPrometheusClient } from '../../../src/query/client.ts';
import type { PrometheusClient } from '../../../src/query/client.ts';
import { basicAuthorization, bearerAuthorization, withHeaders } from '../../../src/query/headers.ts';
import type { QueryPlan, RangePlan } from '../../../src/query/plan.ts';
import { QueryError } from '../../../src/query/queryError.ts';
import { gridOf } from '../../../src/query/reading/grid.ts';
import { alignToStep, createTails } from '../../../src/query/tail.ts';
import type { Send } from '../../../src/http.ts';
import { Trouble } from '../../../src/trouble.ts';
import { makeHome } from '../aws/local.ts';
import type { Home } from '../aws/local.ts';
import { startCloudWatch } from '../../lab/aws/cloudwatch.ts';
import { fedWorkspaceId } from '../../lab/aws/sets.ts';
import type { Service } from '../../lab/aws/service.ts';
import { startGateway } from '../../lab/data/gateway.ts';
import { plainCredentials, startPlainPrometheus } from '../../lab/data/plainPrometheus.ts';
import type { Stores } from '../../lab/data/stores.ts';
import { region } from '../../lab/names.ts';
import { startStores, useAws } from './local.ts';
import type { TestStores } from './local.ts';
import { postWrite } from '../../lab/data/remoteWrite.ts';
import { writeBody } from './remoteWrite.ts';

const never = new AbortController().signal;
const quiet = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const network = { noProxy: [], strictSsl: true, caPem: [] };

/** All that queries go through in the lab, over real Prometheus servers. */
describe('queries through the lab', () => {
  const aws = useAws({ now: Date.now });
  let gateway: Service;
  let cloudWatch: Service;
  let plain: Service;
  let stores: Stores;
  let running: TestStores | undefined;
  let home: Home;
  let signed: { aps: Send; monitoring: Send };
  let amp: PrometheusClient;
  const now = Math.floor(Date.now() / 1000);
  const instant = (query: string): QueryPlan => ({ kind: 'instant', query, time: now });

  before(async function (this: Context) {
    running = await startStores(this);
    ({ stores } = running);
    const { part } = aws;
    gateway = await startGateway({ state: part.state, stores, shared: part.shared });
    cloudWatch = await startCloudWatch({ stores: () => stores }, part.shared);
    plain = await startPlainPrometheus(() => stores.open(fedWorkspaceId, undefined), part.shared);
    home = makeHome();
    const { accessKeyId, secretAccessKey } = part.people.admin;
    home.write(
      `[profile lab]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const session = await home.aws({ now: Date.now }).session({ profile: 'lab', region });
    signed = { aps: session.signed('aps'), monitoring: session.signed('monitoring') };
    const base = new URL(`${gateway.url}/workspaces/${fedWorkspaceId}`);
    amp = createPrometheusClient({ base, send: signed.aps, now: Date.now, sleep: () => Promise.resolve() });
    for (const [job, value] of [
      ['a', 1],
      ['b', 2],
    ] as const) {
      const labels = { __name__: 'written', job };
      for (let ago = 60; ago >= 0; ago -= 15) {
        const body = writeBody(labels, value + ago, (now - ago) * 1000);
        const { status } = await postWrite(await stores.open(fedWorkspaceId, []), body);
        assert.equal(status, 204);
      }
    }
  });
  after(async () => {
    await Promise.all([gateway?.stop(), cloudWatch?.stop(), plain?.stop()]);
    await running?.stop();
    home?.close();
  });
  beforeEach(() => aws.part.requests.clear());

  it('come back as columns, with what they cost', async () => {
    const plan: QueryPlan = {
      kind: 'range',
      query: 'sum by (job) (written)',
      start: now - 60,
      end: now,
      step: 15,
    };
    const { result, stats, warnings } = await amp.run(plan, { signal: never });
    assert.ok(result.kind === 'range');
    assert.deepEqual([...result.values], [61, 46, 31, 16, 1, 62, 47, 32, 17, 2]);
    assert.deepEqual([result.series, warnings], [[{ job: 'a' }, { job: 'b' }], []]);
    assert.equal(stats?.totalSamples, 10);
  });

  it('are posted when they are long, and taken all the same', async () => {
    const query = `sum(written) ${'+ 0 * sum(written) '.repeat(200)}`;
    const { result } = await amp.run(instant(query), { signal: never });
    assert.ok(result.kind === 'instant');
    assert.deepEqual([...result.values], [3]);
  });

  it('are refused by AMP when they are over the budget, and run when they are within', async () => {
    const run = (maxSamples: number): ReturnType<PrometheusClient['run']> =>
      amp.run(instant('count_over_time(written[2m])'), { signal: never, maxSamples });
    await assert.rejects(run(9), (error) => {
      assert.ok(error instanceof QueryError);
      assert.match(error.message, /10 exceeds the error threshold of 9/);
      return true;
    });
    assert.equal((await run(10)).stats?.totalSamples, 10);
  });

  it("bring Prometheus' own words and the place they name", async () => {
    const query = 'sum(written) +\n  foo bar';
    await assert.rejects(amp.run(instant(query), { signal: never }), (error) => {
      assert.ok(error instanceof QueryError);
      assert.match(error.message, /2:7: parse error/);
      assert.equal(error.span && query.slice(error.span.start, error.span.end), 'bar');
      return true;
    });
  });

  it('wait when AMP throttles them, and go on', async () => {
    await aws.part.faults.set({ kind: 'throttle', service: 'gateway', times: 2 });
    const { result } = await amp.run(instant('vector(1)'), { signal: never });
    assert.equal(result.kind, 'instant');
    const statuses = aws.part.requests.list({ service: 'gateway' }).map(({ status }) => status);
    assert.deepEqual(statuses, [429, 429, 200]);
  });

  it('say so when the connection is cut in the middle of the answer', async () => {
    await aws.part.faults.set({ kind: 'cut', service: 'gateway', times: 1 });
    await assert.rejects(amp.run(instant('written'), { signal: never }), (error) => {
      assert.ok(error instanceof Trouble);
      assert.equal(error.advice.code, 'cut');
      return true;
    });
  });

  it('list names, values and series', async () => {
    assert.deepEqual(await amp.labelNames({ signal: never, match: ['written'] }), ['__name__', 'job']);
    assert.deepEqual(await amp.labelValues('job', { signal: never }), ['a', 'b']);
    assert.equal((await amp.series({ signal: never, match: ['written{job="a"}'] })).length, 1);
  });

  it('are completed and explained by what the server knows', async () => {
    const client = metricClientOf(amp, { now: Date.now, log: quiet });
    const source = createMetricSource({ client: () => Promise.resolve(client), now: Date.now });
    const labels = async (query: string): Promise<string[]> => {
      const { suggestions } = await suggestQuery(query, query.length, source, { signal: never });
      return suggestions.map(({ label }) => label);
    };
    assert.deepEqual(await labels('written{job="'), ['a', 'b']);
    assert.deepEqual(await labels('sum by ('), ['job']);
    assert.deepEqual(await labels('written{job=~"a|'), ['a', 'b']);
    assert.deepEqual(await labels('nothing{'), []);
    for (let tries = 0; source.metrics().size === 0 && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.ok((await labels('sum(wri')).includes('written'));
    const options = { signal: never, language: 'en' };
    const described = await describeQuery('written{job="b"}', 3, source, options);
    assert.match(described?.markdown ?? '', /Series now: 1\. Last value of the first: 2$/);
  });

  it('ask for the tail alone when they are run again, and come to the same', async () => {
    const asked: RangePlan[] = [];
    const tails = createTails({
      run: (plan, options) => {
        asked.push(plan);
        return amp.run(plan, options);
      },
      ...{ now: Date.now, settleSeconds: 30 },
    });
    const windowAt = (end: number): RangePlan => ({
      ...{ kind: 'range', query: 'sum by (job) (written) or vector(1)', step: 15 },
      ...{ start: end - 300, end },
    });
    for (const end of [now - 60, now - 45, now]) {
      const { answer } = await tails.run('cell', windowAt(end), { signal: never });
      const whole = await amp.run(alignToStep(windowAt(end)), { signal: never });
      assert.deepEqual(answer.result, whole.result);
    }
    const points = asked.map((plan) => gridOf(plan).points);
    // What is younger than half a minute is asked for again.
    assert.deepEqual(points[0], 21);
    assert.ok(
      points.slice(1).every((count) => count < 8),
      String(points),
    );
  });

  it('are explained part by part', async () => {
    const run: ExplainOptions['run'] = (plan, options) => amp.run(plan, options);
    const text =
      'sum by (job) (rate(written[5m])) / on (job) label_replace(written{job="a"}, "job", "z", "", "")';
    const root = await explainQuery(text, { run, time: now, signal: never });
    assert.ok(root);
    assert.match(
      explainText(root),
      /^\/ on \(job\): 0 series .*\n {2}! 2 of 2 series on the left have no partner, such as \{job="a"\}: .* \(job: "a" ≠ "z"\)\n/,
    );
    assert.match(explainText(root), / {2}sum by \(job\): 2 series \(job 2\) · 10 samples · \d+ ms\n/);
    assert.match(
      explainText(root),
      / {4}rate: 2 series \(job 2\) · 10 samples · \d+ ms\n {6}\[5m\]: 2 series/,
    );
  });

  it('go to CloudWatch with its own signature, and to nobody with that of AMP', async () => {
    const base = new URL(cloudWatch.url);
    const client = createPrometheusClient({ base, send: signed.monitoring, now: Date.now });
    const { result } = await client.run(instant('written'), { signal: never });
    assert.equal(result.kind === 'instant' && result.series.length, 2);
    assert.deepEqual(await client.labelValues('job', { signal: never }), ['a', 'b']);
    const wrong = createPrometheusClient({ base, send: signed.aps, now: Date.now });
    await assert.rejects(wrong.run(instant('written'), { signal: never }), Trouble);
  });

  it('go to any other server, with the credentials that it wants', async () => {
    const { basic, bearer, header } = plainCredentials;
    const send = createSend(network, quiet);
    const doors: [door: string, headers: Record<string, string>, outcome: string][] = [
      ['open', {}, 'instant'],
      ['basic', { authorization: basicAuthorization(basic.user, basic.password) }, 'instant'],
      ['basic', {}, 'unauthorized'],
      ['bearer', { authorization: bearerAuthorization(bearer) }, 'instant'],
      ['header', { [header.name]: header.value }, 'instant'],
      ['redirect', {}, 'redirected'],
      ['nowhere', {}, 'notFound'],
    ];
    for (const [door, headers, expected] of doors) {
      const base = new URL(`${plain.url}/${door}/`);
      const client = createPrometheusClient({
        base,
        send: withHeaders(send, base.origin, headers),
        now: Date.now,
      });
      const outcome = await client.run(instant('written'), { signal: never }).then(
        ({ result }) => result.kind,
        (error: unknown) => error instanceof Trouble && error.advice.code,
      );
      assert.equal(outcome, expected, door);
    }
  });
});

describe('a query that is cancelled', () => {
  const aws = useAws({ now: Date.now });
  let server: Server;
  let gateway: Service;
  before(async () => {
    // Stands where Prometheus does, and never answers.
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stores = { open: () => Promise.resolve(url) };
    gateway = await startGateway({ state: aws.part.state, stores, shared: aws.part.shared });
  });
  after(async () => {
    await gateway.stop();
    server.closeAllConnections();
    server.close();
  });

  it('is closed all the way to Prometheus', async () => {
    const home = makeHome();
    const { accessKeyId, secretAccessKey } = aws.part.people.admin;
    home.write(
      `[profile p]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const session = await home.aws({ now: Date.now }).session({ profile: 'p', region });
    const base = new URL(`${gateway.url}/workspaces/${fedWorkspaceId}`);
    const client = createPrometheusClient({ base, send: session.signed('aps'), now: Date.now });
    const stop = new AbortController();
    const closed = new Promise<void>((resolve) => {
      server.once('request', (request) => {
        request.on('close', () => resolve());
        stop.abort();
      });
    });
    const plan: QueryPlan = { kind: 'instant', query: 'up', time: 0 };
    await assert.rejects(client.run(plan, { signal: stop.signal }), { message: 'Cancelled.' });
    await closed;
    home.close();
    // It is told of when both ends have closed.
    while (aws.part.requests.list({ service: 'gateway' }).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.deepEqual(
      aws.part.requests.list({ service: 'gateway' }).map(({ status }) => status),
      [499],
    );
  });
});
