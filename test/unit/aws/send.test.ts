import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { generate } from 'selfsigned';
import type { Network } from '../../../src/aws/network.ts';
import type { AwsSession } from '../../../src/aws/session.ts';
import { createSend } from '../../../src/aws/send.ts';
import type { HttpRequest, HttpResponse, Send } from '../../../src/http.ts';
import { createPrometheusClient } from '../../../src/query/client.ts';
import { basicAuthorization, bearerAuthorization, withHeaders } from '../../../src/query/headers.ts';
import { Trouble } from '../../../src/trouble.ts';
import type { Identity } from '../../lab/aws/identities.ts';
import { fedWorkspaceId } from '../../lab/aws/sets.ts';
import type { Service } from '../../lab/aws/service.ts';
import { startGateway } from '../../lab/data/gateway.ts';
import { region } from '../../lab/names.ts';
import type { TestAws } from '../lab/local.ts';
import { useAws } from '../lab/local.ts';
import { keys, makeHome, json, serve } from './local.ts';
import type { Answer, Home } from './local.ts';

const network = { noProxy: [], strictSsl: true, caPem: [] };
const never = new AbortController().signal;

function logTo(lines: string[]): Parameters<typeof createSend>[1] {
  const add = (line: string): void => void lines.push(line);
  return { trace: add, debug: add, info: add, warn: add, error: add };
}

function get(url: string, headers: HttpRequest['headers'] = {}): HttpRequest {
  return { method: 'GET', url: new URL(url), headers };
}

async function textOf({ body }: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

describe('createSend', () => {
  let server: Server;
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const logged: string[] = [];
  let send: Send;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    send = createSend(network, logTo(logged));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends a body and reads the answer, over one connection', async () => {
    const ports = new Set<number | undefined>();
    answer = (request, response) => {
      ports.add(request.socket.remotePort);
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      request.pipe(response);
    };
    for (const body of ['one', 'two é', 'three']) {
      const response = await send({ ...get(url), method: 'POST', body }, never);
      assert.deepEqual([response.status, response.headers['set-cookie']], [200, 'a=1, b=2']);
      assert.equal(await textOf(response), body);
    }
    assert.equal(ports.size, 1);
  });

  it('leaves nothing behind on a connection that is kept', async () => {
    answer = (_request, response) => response.end();
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warn);
    for (let time = 0; time < 15; time += 1) {
      await textOf(await send(get(url), never));
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warn);
    assert.deepEqual(warnings, []);
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    const { status, headers } = await send(get(url, { authorization: 'secret' }), never);
    assert.deepEqual([status, headers['location']], [302, 'http://127.0.0.1:1/']);
  });

  for (const moment of ['before the answer begins', 'in the middle of it'] as const) {
    it(`closes the connection when it is cancelled ${moment}`, async () => {
      const stop = new AbortController();
      const closed = new Promise<void>((resolve) => {
        answer = (request, response) => {
          request.on('close', () => resolve());
          if (moment === 'in the middle of it') {
            response.write('half');
          } else {
            stop.abort();
          }
        };
      });
      await assert.rejects(async () => {
        const response = await send(get(url), stop.signal);
        setTimeout(() => stop.abort(), 10);
        await textOf(response);
      });
      await closed;
    });
  }

  it('closes the connection when nobody reads on', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (request, response) => {
        request.on('close', () => resolve());
        const more = (): void => void (response.write('x'.repeat(1000)) && setImmediate(more));
        more();
      };
    });
    for await (const chunk of (await send(get(url), never)).body) {
      assert.ok(chunk.length > 0);
      break;
    }
    await closed;
  });

  it('tries again when a kept connection turns out to be closed', async () => {
    let count = 0;
    answer = (request, response) => {
      count += 1;
      if (count === 2) {
        request.socket.resetAndDestroy();
      } else {
        response.end(String(count));
      }
    };
    assert.equal(await textOf(await send(get(url), never)), '1');
    assert.equal(await textOf(await send(get(url), never)), '3');
    // Not one that was closed at its first use.
    count = 1;
    await assert.rejects(createSend(network, logTo([]))(get(url), never), { code: 'ECONNRESET' });
  });

  it('tells the log where it went, and nothing of what is secret', async () => {
    answer = (_request, response) => response.end();
    logged.length = 0;
    await send(get(`${url}/api/v1/query?query=secret`, { authorization: 'Bearer secret' }), never);
    assert.match(logged.join('\n'), /GET 127\.0\.0\.1:\d+\/api\/v1\/query 200, \d+ ms/);
    assert.doesNotMatch(logged.join('\n'), /secret/);
  });

  it('adds credentials for the one server that they are for', async () => {
    answer = (request, response) => response.end(request.headers.authorization ?? 'none');
    const headers = { authorization: basicAuthorization('me', 'pässword') };
    const ours = withHeaders(send, url, headers);
    assert.equal(
      await textOf(await ours(get(url), never)),
      `Basic ${Buffer.from('me:pässword').toString('base64')}`,
    );
    const theirs = withHeaders(send, 'http://127.0.0.1:1', { authorization: bearerAuthorization('t') });
    assert.equal(await textOf(await theirs(get(url), never)), 'none');
  });
});

describe('the ways that createSend goes', () => {
  it('trusts the authorities of the network, and no others', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'here' }], {
      ...{ keyType: 'ec', curve: 'P-256' },
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const server = createTlsServer({ key, cert }, (_request, response) => response.end('secret'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outcome = async (more: Partial<Network>): Promise<string> => {
      const send = createSend({ ...network, ...more }, logTo([]));
      const client = createPrometheusClient({ base: new URL(url), send, now: Date.now });
      const error: unknown = await client.labelNames({ signal: never }).catch((thrown: unknown) => thrown);
      return error instanceof Trouble ? error.advice.code : 'none';
    };
    // What comes is no answer of Prometheus, but it comes.
    assert.deepEqual(
      [await outcome({}), await outcome({ caPem: [cert] }), await outcome({ strictSsl: false })],
      ['unknownCa', 'notPrometheus', 'notPrometheus'],
    );
    server.closeAllConnections();
    server.close();
  });

  it('goes through the proxy, but not to this machine', async () => {
    const server = createServer((request, response) => response.end(request.headers.host));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, client: Socket) => {
      asked.push(request.url ?? '');
      const tunnel = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
      tunnel.pipe(client).pipe(tunnel);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const send = createSend({ ...network, proxy: url }, logTo([]));
    try {
      const far = await textOf(await send(get('http://far.invalid/a?b=c'), never));
      const here = await textOf(await send(get(`http://127.0.0.1:${port}/`), never));
      assert.deepEqual([far, here, asked], ['far.invalid', `127.0.0.1:${port}`, ['far.invalid:80']]);
    } finally {
      [server, proxy].forEach((one) => (one.closeAllConnections(), one.close()));
    }
  });
});

describe('signed queries', () => {
  const aws: TestAws = useAws();
  let gateway: Service;
  let home: Home;
  before(async () => {
    gateway = await startGateway({ state: aws.part.state, stores: undefined, shared: aws.part.shared });
  });
  after(() => gateway.stop());
  const locals: { close(): Promise<void> }[] = [];
  const serveHere = async (answer: Answer): ReturnType<typeof serve> => {
    const local = await serve(answer);
    locals.push(local);
    return local;
  };
  beforeEach(() => (home = makeHome()));
  afterEach(async () => {
    home.close();
    await Promise.all(locals.splice(0).map((local) => local.close()));
  });

  const keysOf = ({ accessKeyId, secretAccessKey }: Identity): string =>
    `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  const sessionOf = (identity: Identity, now = Date.now): Promise<AwsSession> => {
    home.write(`[profile p]\n${keysOf(identity)}`);
    return home.aws({ now }).session({ profile: 'p', region });
  };
  const workspace = (): string => `${gateway.url}/workspaces/${fedWorkspaceId}/api/v1/`;

  it('are taken by AMP, whatever is in them', async () => {
    const session = await sessionOf(aws.part.people.admin);
    for (const query of [
      'up',
      'a{b="c d+e"} * 2 / (1 - é)',
      "{__name__=~'x.*|y~z!'} \n and 日本 \u{1f642}",
    ]) {
      const url = `${workspace()}query?query=${encodeURIComponent(query)}&match[]=a&match[]=b&empty=`;
      const body = `query=${encodeURIComponent(query)}`;
      const post: HttpRequest = {
        ...get(url, { 'content-type': 'application/x-www-form-urlencoded' }),
        method: 'POST',
        body,
      };
      for (const request of [get(url, { accept: 'application/json', 'accept-encoding': 'gzip' }), post]) {
        // There is no Prometheus behind this gateway: its signature let it through to there.
        const response = await session.signed('aps')(request, never);
        assert.match(await textOf(response), /without Prometheus/);
      }
    }
  });

  it('come back with advice when AWS does not allow them', async () => {
    const session = await sessionOf(aws.part.people.denied);
    await assert.rejects(session.signed('aps')(get(`${workspace()}labels`), never), (error) => {
      assert.ok(error instanceof Trouble);
      assert.equal(error.advice.code, 'denied');
      assert.match(error.advice.what, /aps:GetLabels/);
      return true;
    });
  });

  it('are dated by the clock of AWS where the one here is wrong', async () => {
    const session = await sessionOf(aws.part.people.admin, () => Date.now() - 3600_000);
    const asked = aws.part.requests.list({ service: 'gateway' }).length;
    for (let time = 0; time < 2; time += 1) {
      assert.equal((await session.signed('aps')(get(`${workspace()}labels`), never)).status, 503);
    }
    // Once too early, and then twice right.
    assert.equal(aws.part.requests.list({ service: 'gateway' }).length - asked, 3);
  });

  it('say in the address what was signed, and sign nothing that a proxy may change', async () => {
    const local = await serveHere((_request, response) => json(response, {}));
    home.write(`[profile p]\n${keys}`);
    const session = await home.aws().session({ profile: 'p', region });
    const request = get(`${local.url}/?query=a+b%20c!&x=(é)`, { accept: 'text/plain', 'x-amz-more': '1' });
    await session.signed('aps')(request, never);
    const [{ url, headers } = assert.fail()] = local.seen;
    assert.equal(url, '/?query=a%20b%20c%21&x=%28%C3%A9%29');
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1];
    assert.equal(names, 'host;x-amz-content-sha256;x-amz-date;x-amz-more');
    assert.equal(headers.accept, 'text/plain');
  });

  it('are for CloudWatch where CloudWatch is', async () => {
    const seen: string[] = [];
    const local = await serveHere(({ url, headers }, response) => {
      seen.push(`${url} ${/\/(\w+)\/aws4_request/.exec(headers.authorization ?? '')?.[1]}`);
      json(response, { status: 'success', data: [] });
    });
    home.write(`[profile p]\nendpoint_url = ${local.url}/\n${keys}`);
    const session = await home.aws().session({ profile: 'p', region });
    const base = new URL(session.cloudWatchUrl());
    const client = createPrometheusClient({ base, send: session.signed('monitoring'), now: Date.now });
    await client.labelNames({ signal: never });
    assert.deepEqual(seen, ['/api/v1/labels monitoring']);
    home.write(`[profile p]\n${keys}`);
    const there = await home.aws().session({ profile: 'p', region: 'cn-north-1' });
    assert.equal(there.cloudWatchUrl(), 'https://monitoring.cn-north-1.amazonaws.com.cn');
  });

  describe('with credentials that AWS no longer takes', () => {
    let answer: Answer;
    let local: Awaited<ReturnType<typeof serve>>;
    beforeEach(async () => (local = await serveHere((...args) => answer(...args))));

    it('are tried once more with new ones', async () => {
      let round = 0;
      home.write(
        `[profile p]\ncredential_process = node -e "process.stdout.write(JSON.stringify({Version:1,AccessKeyId:'AKID'+process.hrtime.bigint(),SecretAccessKey:'s'}))"\n`,
      );
      answer = (_request, response) =>
        (round += 1) === 1
          ? json(
              response,
              { message: 'The security token included in the request is expired' },
              { status: 403 },
            )
          : json(response, {});
      const session = await home.aws().session({ profile: 'p', region });
      assert.equal((await session.signed('aps')(get(local.url), never)).status, 200);
      const signers = local.seen.map(
        ({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1],
      );
      assert.equal(new Set(signers).size, 2);
    });

    it('are told from a packed answer too', async () => {
      home.write(`[profile p]\n${keys}`);
      const words = JSON.stringify({ message: 'User: x is not authorized to perform: aps:GetLabels' });
      answer = (_request, response) =>
        response.writeHead(403, { 'content-encoding': 'gzip' }).end(gzipSync(words));
      const session = await home.aws().session({ profile: 'p', region });
      await assert.rejects(session.signed('aps')(get(local.url), never), (error) => {
        assert.ok(error instanceof Trouble);
        assert.equal(error.advice.code, 'denied');
        assert.match(error.advice.what, /aps:GetLabels/);
        return true;
      });
    });

    it('say what to do when there are no others', async () => {
      home.write(`[profile p]\n${keys}`);
      answer = (_request, response) =>
        json(response, { message: 'no' }, { status: 403, error: 'UnrecognizedClientException:http://x/' });
      const session = await home.aws().session({ profile: 'p', region });
      await assert.rejects(session.signed('aps')(get(local.url), never), Trouble);
      assert.equal(local.seen.length, 1);
    });
  });
});
