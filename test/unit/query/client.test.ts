import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gzipSync } from 'node:zlib';
import { createPrometheusClient } from '../../../src/query/client.ts';
import type { ClientOptions, RunOptions } from '../../../src/query/client.ts';
import type { QueryPlan } from '../../../src/query/plan.ts';
import { QueryError } from '../../../src/query/queryError.ts';
import type { QueryAnswer } from '../../../src/query/result.ts';
import { Trouble, sentence } from '../../../src/trouble.ts';
import { play } from './serverAnswers.ts';
import type { Said } from './serverAnswers.ts';

const base = new URL('https://prometheus.example/workspaces/ws-1/');
const instant: QueryPlan = { kind: 'instant', query: 'up{a="é"} + 1', time: 1_790_000_000.1234 };
const range: QueryPlan = { kind: 'range', query: 'up', start: 1_790_000_000, end: 1_790_003_600, step: 15 };
const one = '{"status":"success","data":{"resultType":"scalar","result":[1790000000,"1"]}}';
const never = new AbortController().signal;

/** The failure of a run; `undefined` when it goes well. */
async function failure(
  said: readonly Said[],
  options: Partial<ClientOptions & RunOptions & { plan: QueryPlan }> = {},
): Promise<{ error: unknown; slept: number[]; asked: number }> {
  const { send, asked } = play(...said);
  const slept: number[] = [];
  const sleep = (ms: number): Promise<void> => Promise.resolve(void slept.push(ms));
  const client = createPrometheusClient({ base, send, now: () => 1_790_000_000_000, sleep, ...options });
  const { plan = instant, signal = never, timeoutSeconds = 5 } = options;
  const error: unknown = await client.run(plan, { signal, timeoutSeconds }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, slept, asked: asked.length };
}

function run(said: Said, plan = instant, options: Partial<RunOptions> = {}): Promise<QueryAnswer> {
  const client = createPrometheusClient({ base, send: play(said).send, now: () => 0 });
  return client.run(plan, { signal: never, ...options });
}

function code(error: unknown): string {
  assert.ok(error instanceof Trouble, String(error));
  assert.ok(sentence(error.advice).length > 0);
  return error.advice.code;
}

describe('what a Prometheus client asks', () => {
  it('puts a short query into the address', async () => {
    const { send, asked } = play({ body: one });
    const client = createPrometheusClient({ base, send, now: () => 0 });
    await client.run(instant, { signal: never, timeoutSeconds: 30, maxSamples: 5e6 });
    const [{ method, url, headers, body } = assert.fail()] = asked;
    assert.deepEqual(
      [method, body, `${url.origin}${url.pathname}`],
      ['GET', undefined, `${base.href}api/v1/query`],
    );
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      ...{ query: 'up{a="é"} + 1', time: '1790000000.123', timeout: '30000ms', stats: 'all' },
      max_samples_processed_error_threshold: '5000000',
    });
    assert.deepEqual(headers, { accept: 'application/json', 'accept-encoding': 'gzip' });
  });

  it('posts a long one', async () => {
    const { send, asked } = play({ body: one });
    const query = 'up + '.repeat(1000);
    const client = createPrometheusClient({
      base: new URL('http://127.0.0.1:9090/?tenant=a'),
      send,
      now: () => 0,
    });
    await client.run({ ...instant, query }, { signal: never, stats: false });
    const [{ method, url, headers, body } = assert.fail()] = asked;
    assert.deepEqual([method, url.href], ['POST', 'http://127.0.0.1:9090/api/v1/query?tenant=a']);
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    // Packing is slower than sending where both ends are one machine.
    assert.equal(headers['accept-encoding'], 'identity');
    assert.equal(new URLSearchParams(body).get('query'), query);
    assert.equal(new URLSearchParams(body).has('stats'), false);
  });

  it('asks nothing that no server would answer', async () => {
    const { error, asked } = await failure([], { plan: { ...range, step: 0.1 } });
    assert.deepEqual([code(error), asked], ['badPlan', 0]);
  });

  it('lists names, values, series and metadata', async () => {
    const lists: [
      unknown,
      (client: ReturnType<typeof createPrometheusClient>) => Promise<unknown>,
      string,
      unknown,
    ][] = [
      [
        ['a', 'b'],
        (client) => client.labelNames({ signal: never, match: ['up', 'x{}'], start: 1, limit: 5 }),
        'labels?match%5B%5D=up&match%5B%5D=x%7B%7D&start=1&limit=5',
        ['a', 'b'],
      ],
      [null, (client) => client.labelValues('job', { signal: never }), 'label/job/values', []],
      [
        ['x'],
        (client) => client.labelValues('a.b_c/é', { signal: never }),
        'label/U__a_2e_b__c_2f__e9_/values',
        ['x'],
      ],
      [
        [{ a: 'b' }],
        (client) => client.series({ signal: never, match: ['up'] }),
        'series?match%5B%5D=up',
        [{ a: 'b' }],
      ],
      [
        {
          up: [
            { type: 'gauge', help: '' },
            { help: 'h', unit: 3 },
          ],
        },
        (client) => client.metadata({ signal: never, metric: 'up' }),
        'metadata?metric=up',
        [{ name: 'up', type: 'gauge', help: 'h', unit: '' }],
      ],
    ];
    for (const [data, call, target, expected] of lists) {
      const { send, asked } = play({ body: JSON.stringify({ status: 'success', data }) });
      assert.deepEqual(await call(createPrometheusClient({ base, send, now: () => 0 })), expected);
      assert.equal(asked[0]?.url.href, `${base.href}api/v1/${target}`);
    }
    for (const data of [undefined, 3, [3], { a: 'b' }]) {
      const { send } = play({ body: JSON.stringify({ status: 'success', data }) });
      await assert.rejects(
        createPrometheusClient({ base, send, now: () => 0 }).labelNames({ signal: never }),
        Trouble,
      );
    }
  });
});

describe('what a Prometheus client makes of answers', () => {
  it('unpacks them', async () => {
    for (const [coding, body] of [
      ['gzip', gzipSync(one)],
      ['identity', one],
    ] as const) {
      const { result } = await run({ headers: { 'content-encoding': coding }, body });
      assert.deepEqual(result, { kind: 'scalar', time: 1_790_000_000, value: 1 });
    }
  });

  it("gives the server's own words for a wrong query, and the place they name", async () => {
    const error = 'invalid parameter "query": 1:11: parse error: unexpected end of input';
    const { error: thrown } = await failure([
      { status: 400, body: JSON.stringify({ status: 'error', errorType: 'bad_data', error }) },
    ]);
    assert.ok(thrown instanceof QueryError);
    assert.deepEqual([thrown.message, thrown.errorType, thrown.status], [error, 'bad_data', 400]);
    // The é takes two bytes.
    assert.deepEqual(thrown.span, { start: 9, end: 10 });
  });

  const refusals: [what: string, said: Said, code: string][] = [
    ['credentials are missing', { status: 401 }, 'unauthorized'],
    ['AWS does not allow it', { status: 403, body: '{"Message":"User: x is not authorized"}' }, 'denied'],
    ['there is nothing at the address', { status: 404, body: 'page not found' }, 'notFound'],
    ['the server points elsewhere', { status: 302, headers: { location: '/login' } }, 'redirected'],
    ['the server fails', { status: 500, body: 'oops' }, 'serviceFailed'],
    [
      'a page comes instead',
      { headers: { 'content-type': 'text/html' }, body: '<title>Sign in</title>' },
      'notPrometheus',
    ],
    ['something else comes', { body: '{"status":"success","data":[]}' }, 'notPrometheus'],
    ['it stops in the middle', { body: one.slice(0, -5) }, 'cut'],
    [
      'gzip stops in the middle',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(one).subarray(0, -9) },
      'damaged',
    ],
    ['it says gzip and is not', { headers: { 'content-encoding': 'gzip' }, body: one }, 'damaged'],
    ['nobody knows how it is packed', { headers: { 'content-encoding': 'zzz' }, body: one }, 'damaged'],
  ];
  for (const [what, said, expected] of refusals) {
    it(`says so when ${what}`, async () => {
      const { error } = await failure([said]);
      assert.equal(code(error), expected);
    });
  }

  const wire: [code: string, expected: string][] = [
    ['ENOTFOUND', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'cut'],
    ['ETIMEDOUT', 'timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknownCa'],
    ['EWHATEVER', 'unreachable'],
  ];
  for (const [errorCode, expected] of wire) {
    it(`says so when the connection fails with ${errorCode}`, async () => {
      const cause = Object.assign(new Error('no'), { code: errorCode });
      const send = (): Promise<never> => Promise.reject(new AggregateError([cause]));
      const { error } = await failure([], { send });
      assert.equal(code(error), expected);
    });
  }

  it('says so when a proxy is in the way', async () => {
    const { error } = await failure([], { send: () => Promise.reject(new Error('Bad response: 407')) });
    assert.equal(code(error), 'proxy');
  });

  it('keeps within its limits, however small the answer is on the wire', async () => {
    const body = gzipSync(Buffer.alloc(50_000_000, ' '));
    const { error } = await failure([{ headers: { 'content-encoding': 'gzip' }, body }], {
      limits: { maxBytes: 1e6 },
    });
    assert.equal(code(error), 'tooLarge');
  });
});

describe('when a Prometheus client tries again', () => {
  const throttled: Said = {
    status: 429,
    headers: { 'retry-after': '7' },
    body: '{"message":"Rate exceeded"}',
  };

  it('waits as long as the server says', async () => {
    const date = new Date(1_790_000_003_000).toUTCString();
    const words: string[] = [];
    const { error, slept, asked } = await failure(
      [throttled, { status: 503, headers: { 'retry-after': date } }, { status: 502 }, { body: one }],
      { onRetry: (text) => words.push(text) },
    );
    assert.deepEqual([error, slept, asked], [undefined, [7000, 3000, 2000], 4]);
    assert.match(words[0] ?? '', /429: retrying \(2 of 4\)/);
  });

  it('knows the other way in which AWS throttles', async () => {
    const headers = { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/' };
    const said: Said = { status: 400, headers, body: '{"message":"Rate exceeded"}' };
    assert.deepEqual((await failure([said, { body: one }])).error, undefined);
    assert.equal(code((await failure([said])).error), 'throttled');
  });

  it('gives up after some time', async () => {
    const { error, asked } = await failure([throttled]);
    assert.deepEqual([code(error), asked], ['throttled', 4]);
    assert.equal((error as Trouble).advice.cause, 'Rate exceeded');
  });

  it('does not wait for longer than anybody would', async () => {
    const { error, asked } = await failure([{ ...throttled, headers: { 'retry-after': '3600' } }]);
    assert.deepEqual([code(error), asked], ['throttled', 1]);
  });

  it('does not ask again what has taken the server too long', async () => {
    const body =
      '{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}';
    const { error, asked } = await failure([{ status: 503, body }]);
    assert.ok(error instanceof QueryError);
    assert.deepEqual([error.errorType, asked], ['timeout', 1]);
  });

  it('stops waiting when it is cancelled', async () => {
    const stop = new AbortController();
    const { send } = play(throttled);
    const client = createPrometheusClient({ base, send, now: () => 0, onRetry: () => stop.abort() });
    const error: unknown = await client
      .run(instant, { signal: stop.signal })
      .catch((thrown: unknown) => thrown);
    assert.equal(code(error), 'cancelled');
  });
});

describe('when a Prometheus client stops', () => {
  /** A server that never comes to an end, and does not care about signals. */
  function endless(between: () => Promise<unknown>): {
    body: AsyncIterable<Uint8Array>;
    isClosed: () => boolean;
  } {
    let isClosed = false;
    // Good gzip, so that unpacking goes on: its head, and then blocks with nothing in them.
    let chunk = gzipSync('').subarray(0, 10);
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      await between();
      const value = chunk;
      chunk = Buffer.from([0, 0, 0, 0xff, 0xff]);
      return { done: false, value };
    };
    const close = (): Promise<IteratorResult<Uint8Array>> => {
      isClosed = true;
      return Promise.resolve({ done: true, value: undefined });
    };
    return { body: { [Symbol.asyncIterator]: () => ({ next, return: close }) }, isClosed: () => isClosed };
  }
  const drip = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));
  const hang = (): Promise<unknown> => new Promise(() => undefined);

  for (const [what, between] of [
    ['drips', drip],
    ['hangs', hang],
  ] as const) {
    for (const headers of [{}, { 'content-encoding': 'gzip' }]) {
      it(`closes a connection that ${what} ${JSON.stringify(headers)} when it is cancelled`, async () => {
        const { body, isClosed } = endless(between);
        const stop = new AbortController();
        setTimeout(() => stop.abort(), 20);
        const { error } = await failure([{ body, headers }], { signal: stop.signal });
        assert.equal(code(error), 'cancelled');
        assert.equal(isClosed(), true);
      });
    }
  }

  it('does not wait for an answer that never begins', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const { error } = await failure([], { send: () => new Promise(() => undefined), signal: stop.signal });
    assert.equal(code(error), 'cancelled');
  });

  it('says that it took too long', async () => {
    const { body } = endless(drip);
    const { error } = await failure([{ body }], { timeoutSeconds: -2.98 });
    assert.equal(code(error), 'timeout');
  });
});
