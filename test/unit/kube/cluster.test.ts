import * as assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { generate } from 'selfsigned';
import type { OpenOptions } from '../../../src/kube/access.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { openCluster } from '../../../src/kube/cluster.ts';
import { explainKubeError } from '../../../src/kube/explain.ts';
import { openFake, openOptions, recording, sendJson, sendStatus, startFakeApi } from './fakeApi.ts';
import type { Answer, FakeApi } from './fakeApi.ts';

describe('cluster', () => {
  const stops: (() => unknown)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) {
      await stop();
    }
  });

  async function open(
    answer: Answer,
    given: Partial<OpenOptions> = {},
  ): Promise<{ api: FakeApi; cluster: Cluster }> {
    const api = await startFakeApi(answer);
    const cluster = await openFake(api, given);
    stops.push(
      () => api.stop(),
      () => cluster.close(),
    );
    return { api, cluster };
  }

  it('asks with the token and gives the answer', async () => {
    const { api, cluster } = await open((_, response) => sendJson(response, { gitVersion: 'v1.34.1' }));
    const answer = await cluster.getJson('/version', { query: { a: 'x=y', none: undefined, yes: true } });
    assert.deepEqual(answer, { gitVersion: 'v1.34.1' });
    assert.equal(api.requests[0]?.headers.authorization, 'Bearer token-1');
    assert.equal(api.requests[0]?.query.toString(), 'a=x%3Dy&yes=true');
  });

  it('uses one connection for one request after another', async () => {
    const ports = new Set<number | undefined>();
    const { cluster } = await open((_, response) => {
      ports.add(response.socket?.remotePort);
      sendJson(response, {});
    });
    await cluster.getJson('/a');
    await cluster.getJson('/b');
    assert.equal(ports.size, 1);
  });

  it('gets a new token once when the old one is refused', async () => {
    const { api, cluster } = await open(({ headers }, response) =>
      headers.authorization === 'Bearer token-2'
        ? sendJson(response, {})
        : sendStatus(response, 401, 'Unauthorized'),
    );
    await cluster.getJson('/a');
    assert.deepEqual(
      api.requests.map(({ headers }) => headers.authorization),
      ['Bearer token-1', 'Bearer token-2'],
    );
  });

  it('gives up when the new token is refused too', async () => {
    const { api, cluster } = await open((_, response) => sendStatus(response, 401, 'Unauthorized'));
    await assert.rejects(cluster.getJson('/a'), { status: 401, cluster: 'fake' });
    assert.equal(api.requests.length, 2);
  });

  it('waits as long as a busy server asks, and says so', async () => {
    const log = recording();
    let tries = 0;
    const { cluster } = await open(
      (_, response) => {
        tries++;
        if (tries < 3) {
          response
            .writeHead(429, { 'retry-after': tries === 1 ? '1' : '0' })
            .end('Too many requests, please try again later.');
        } else {
          sendJson(response, { tries });
        }
      },
      { log },
    );
    const startedMs = performance.now();
    assert.deepEqual(await cluster.getJson('/a'), { tries: 3 });
    assert.ok(performance.now() - startedMs >= 990);
    assert.ok(
      log.lines.some((line) => line.includes('Too many requests') && line.includes('1 s')),
      log.lines.join('\n'),
    );
  });

  it('does not wait for ever', async () => {
    const { api, cluster } = await open((_, response) =>
      response.writeHead(429, { 'retry-after': '3600' }).end('busy'),
    );
    await assert.rejects(cluster.getJson('/a'), { status: 429, retryAfterSeconds: 3600 });
    assert.equal(api.requests.length, 1);
  });

  it('puts characters together that chunks cut', async () => {
    const bytes = Buffer.from('{"name":"日本🎉"}');
    const { cluster } = await open(async (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (const byte of bytes) {
        response.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      response.end();
    });
    assert.deepEqual(await cluster.getJson('/a'), { name: '日本🎉' });
  });

  it('fails when an answer is cut short', async () => {
    const { cluster } = await open((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"items":[');
      setTimeout(() => response.destroy(), 10);
    });
    await assert.rejects(cluster.getJson('/a'), { status: 0, reason: 'network' });
  });

  it('tries again on a new connection when the pooled one was closed just then', async () => {
    let asked = 0;
    const { cluster } = await open((_, response) => {
      asked++;
      if (asked === 2) {
        response.socket?.destroy();
      } else {
        sendJson(response, { asked });
      }
    });
    await cluster.getJson('/a');
    assert.deepEqual(await cluster.getJson('/b'), { asked: 3 });
  });

  const answers: readonly [title: string, answer: Answer, code: string][] = [
    [
      'a sign-in page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'html',
    ],
    [
      'a sign-in page with an error',
      (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'),
      'html',
    ],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'https://login' }).end('<!doctype html>'),
      'html',
    ],
    ['a refusal', (_, response) => sendStatus(response, 403, 'no', 'Forbidden'), 'forbidden'],
    ['an error of the server', (_, response) => sendStatus(response, 500, 'etcd is gone'), 'serverError'],
    ['a closed connection', (_, response) => response.socket?.destroy(), 'unreachable'],
  ];
  for (const [title, answer, code] of answers) {
    it(`knows ${title}`, async () => {
      const { cluster } = await open(answer);
      const error = await cluster.getJson('/a').catch((thrown: unknown) => thrown);
      const advice = explainKubeError(error);
      assert.equal(advice.code, code);
      assert.match(advice.what, /“fake”/);
    });
  }

  it('knows an answer that never comes', async () => {
    const { cluster } = await open(() => undefined);
    const error = await cluster.getJson('/a', { timeoutMs: 30 }).catch((thrown: unknown) => thrown);
    assert.equal(explainKubeError(error).code, 'timeout');
  });

  it('knows a server that is not there', async () => {
    const { api, cluster } = await open(() => undefined);
    await api.stop();
    const error = await cluster.getJson('/a').catch((thrown: unknown) => thrown);
    assert.equal(explainKubeError(error).code, 'unreachable');
  });

  it('trusts only the cluster’s own authority, whatever strictSsl says', async () => {
    const api = await startFakeApi((_, response) => sendJson(response, {}));
    stops.push(() => api.stop());
    const other = await generate([{ name: 'commonName', value: 'other' }], { keyType: 'ec' });
    const caData = Buffer.from(other.cert).toString('base64');
    const cluster = await openCluster(
      { kind: 'eks', name: 'fake', server: api.url, caData, token: () => Promise.resolve('secret') },
      openOptions({ network: { noProxy: [], strictSsl: false, caPem: [api.caPem] } }),
    );
    const error = await cluster.getJson('/a').catch((thrown: unknown) => thrown);
    assert.equal(explainKubeError(error).code, 'unknownCa');
    assert.equal(api.requests.length, 0);
  });

  it('lets the failure of whoever gives the token through, for AWS has its own words for it', async () => {
    const { api } = await open((_, response) => sendJson(response, {}));
    const expired = new Error('The SSO session has expired');
    const cluster = await openCluster(
      { kind: 'eks', name: 'fake', server: api.url, caData: '', token: () => Promise.reject(expired) },
      openOptions(),
    );
    await assert.rejects(cluster.getJson('/a'), expired);
    assert.equal(api.requests.length, 0);
  });

  it('stops waiting and reading when aborted', async () => {
    const { cluster } = await open(() => undefined);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    await assert.rejects(cluster.getJson('/a', { signal: abort.signal }), { name: 'AbortError' });
    await assert.rejects(cluster.getJson('/a', { signal: abort.signal }), { name: 'AbortError' });
  });

  it('stops a wait for a busy server when aborted', async () => {
    const { cluster } = await open((_, response) => response.writeHead(429, { 'retry-after': '20' }).end());
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    await assert.rejects(cluster.getJson('/a', { signal: abort.signal }), { name: 'AbortError' });
  });

  it('streams without a limit of time, and ends by the signal', async () => {
    const { cluster } = await open((_, response) => {
      response.write('one');
      setTimeout(() => response.write('two'), 80);
    });
    const abort = new AbortController();
    const seen: string[] = [];
    const body = await cluster.stream('/log', { signal: abort.signal, timeoutMs: 40 });
    await assert.rejects(async () => {
      for await (const chunk of body) {
        seen.push(String(chunk));
        if (seen.length === 2) {
          abort.abort();
        }
      }
    });
    assert.deepEqual(seen, ['one', 'two']);
  });

  it('logs method, path, status and time, never the token', async () => {
    const log = recording();
    let now = 100;
    const { cluster } = await open((_, response) => sendStatus(response, 401, 'no'), {
      log,
      now: () => (now += 5),
    });
    await cluster.getJson('/api/v1/pods').catch(() => undefined);
    assert.deepEqual(log.lines, ['fake: GET /api/v1/pods 401 5 ms', 'fake: GET /api/v1/pods 401 5 ms']);
  });

  it('goes through the proxy, but not for this machine or the hosts left out', async () => {
    const tunnels: string[] = [];
    const api = await startFakeApi((_, response) => sendJson(response, {}));
    const target = new URL(api.url);
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      tunnels.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
      const upstream = connect(Number(target.port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    stops.push(
      () => api.stop(),
      () => proxy.close(),
    );
    const url = `http://me:pw@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const ask = async (server: string, noProxy: string[]): Promise<unknown> => {
      const cluster = await openCluster(
        {
          kind: 'eks',
          name: 'fake',
          server,
          caData: Buffer.from(api.caPem).toString('base64'),
          token: () => Promise.resolve('t'),
        },
        openOptions({ network: { proxy: url, noProxy, strictSsl: true, caPem: [] } }),
      );
      stops.push(() => cluster.close());
      return cluster.getJson('/a').catch((error: Error) => explainKubeError(error).code);
    };
    // The name is not in the fake's certificate: that it is looked at proves that TLS ends at the cluster.
    assert.equal(await ask(`https://api.example.invalid:${target.port}`, []), 'badCertificate');
    assert.deepEqual(await ask(api.url, []), {});
    assert.equal(
      await ask(`https://api.example.invalid:${target.port}`, ['.example.invalid']),
      'unreachable',
    );
    assert.deepEqual(tunnels, [
      `api.example.invalid:${target.port} Basic ${Buffer.from('me:pw').toString('base64')}`,
    ]);
  });
});
