import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, it } from 'mocha';
import { join } from 'node:path';
import { createSend } from '../../src/aws/send.ts';
import { createPrometheusClient } from '../../src/query/client.ts';
import type { PrometheusClient } from '../../src/query/client.ts';
import { decodeShown, encodeShown } from '../../src/query/codec.ts';
import type { QueryPlan } from '../../src/query/plan.ts';
import { QueryError } from '../../src/query/queryError.ts';
import { startPrometheus } from '../lab/data/prometheus.ts';
import type { PrometheusServer } from '../lab/data/prometheus.ts';
import { readPlainly } from '../unit/query/serverAnswers.ts';
import { describeWith, makePlace } from './given.ts';
import { until } from './until.ts';

const signal = new AbortController().signal;
const quiet = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describeWith('answers of the newest Prometheus', ['prometheus'], ({ prometheus }) => {
  const place = makePlace('queryAnswers');
  let server: PrometheusServer;
  let client: PrometheusClient;
  let end: number;

  // It watches itself, because its own HTTP server measures in native histograms.
  before(async () => {
    server = await startPrometheus({
      program: join(prometheus, 'prometheus'),
      dir: place.dir,
      config: 'global: {}\n',
      args: [`--storage.tsdb.path=${join(place.dir, 'data')}`],
      log: () => undefined,
    });
    const config = {
      global: { scrape_interval: '1s', scrape_native_histograms: true },
      scrape_configs: [
        {
          job_name: 'self',
          scrape_protocols: ['PrometheusProto'],
          static_configs: [{ targets: [new URL(server.url).host] }],
        },
      ],
    };
    await writeFile(join(place.dir, 'prometheus.yml'), JSON.stringify(config));
    await server.reload();
    const send = createSend({ noProxy: [], strictSsl: true, caPem: [] }, quiet);
    client = createPrometheusClient({ base: new URL(server.url), send, now: Date.now });
    const several: QueryPlan = { kind: 'instant', query: 'count_over_time(up[1m]) > 5', time: 0 };
    await until(async () => {
      const { result } = await client.run({ ...several, time: Date.now() / 1000 }, { signal });
      return result.kind === 'instant' && result.series.length > 0;
    });
    end = Math.floor(Date.now() / 1000);
  });
  after(async () => {
    await server?.stop();
    place.remove();
  });

  async function askPlainly(plan: QueryPlan): Promise<string> {
    const { query } = plan;
    const { path, times } =
      plan.kind === 'instant'
        ? { path: 'query', times: { time: String(plan.time) } }
        : {
            path: 'query_range',
            times: { start: String(plan.start), end: String(plan.end), step: String(plan.step) },
          };
    const response = await fetch(`${server.url}/api/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ query, ...times }),
    });
    return response.text();
  }

  const queries = [
    '{job="self"}',
    'prometheus_http_request_duration_seconds',
    'sum(rate(prometheus_http_request_duration_seconds[5s])) or up / 0 * 0 or vector(1)',
    'go_gc_duration_seconds / 3',
    'topk(2, prometheus_http_requests_total)',
    'absent(nothing)',
    'nothing',
    'time() / 7',
    '-1 / vector(0)',
  ];

  it('are read bit by bit as JSON.parse and Number read them, and arrive so in the page', async () => {
    let histograms = 0;
    for (const query of queries) {
      const plans: QueryPlan[] = [
        { kind: 'range', query, start: end - 10.5, end, step: 1 },
        { kind: 'range', query, start: end - 8, end, step: 0.25 },
        { kind: 'instant', query, time: end },
      ];
      for (const plan of plans) {
        const answer = await client.run(plan, { signal });
        assert.deepStrictEqual(
          answer.result,
          readPlainly(await askPlainly(plan), plan),
          JSON.stringify(plan),
        );
        const shown = { answer, about: { cell: 'cell', plan, timezone: 'UTC', language: 'en' } };
        assert.deepStrictEqual(decodeShown(encodeShown(shown)), shown);
        histograms += 'histograms' in answer.result ? answer.result.histograms.length : 0;
      }
    }
    assert.ok(histograms > 10, `${histograms} histograms`);
  });

  it('name the place where a query is wrong', async () => {
    for (const [query, place] of [
      ['up +\n  foo bar', 'bar'],
      ['"é" + 日本', '日本'],
      ['sum(up', ''],
    ] as const) {
      const plan: QueryPlan = { kind: 'instant', query, time: end };
      await assert.rejects(client.run(plan, { signal }), (error) => {
        assert.ok(error instanceof QueryError);
        const { span } = error;
        assert.ok(span, error.message);
        assert.ok(place.startsWith(query.slice(span.start, span.end)), `${error.message}: ${span.start}`);
        return true;
      });
    }
  });
});
