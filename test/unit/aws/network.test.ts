import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { generate } from 'selfsigned';
import { listWorkspaces } from '../../../src/aws/amp.ts';
import { explainAwsError } from '../../../src/aws/explain.ts';
import { bypassesProxy, tlsOptions } from '../../../src/aws/network.ts';
import type { Network } from '../../../src/aws/network.ts';
import { sentence } from '../../../src/trouble.ts';
import type { Advice } from '../../../src/trouble.ts';
import { keys, makeHome } from './local.ts';
import type { Home } from './local.ts';

describe('bypassesProxy', () => {
  const rows: readonly [entry: string, host: string, port: number, bypassed: boolean][] = [
    ['example.com', 'example.com', 443, true],
    ['example.com', 'a.example.com', 443, true],
    ['example.com', 'badexample.com', 443, false],
    ['.example.com', 'a.example.com', 443, true],
    ['.example.com', 'example.com', 443, true],
    ['*.example.com', 'a.example.com', 443, true],
    ['EXAMPLE.com ', 'example.COM', 443, true],
    ['example.com:8443', 'example.com', 8443, true],
    ['example.com:8443', 'example.com', 443, false],
    ['*', 'anything', 1, true],
    ['127.0.0.1', '127.0.0.1', 80, true],
    ['127.0.0.1:81', '127.0.0.1', 80, false],
    ['127.0.0.0/8', '127.9.9.9', 80, true],
    ['127.0.0.0/8', '128.0.0.1', 80, false],
    ['10.0.0.0/8', 'ten.example.com', 80, false],
    ['[::1]', '::1', 80, true],
    ['[::1]', '[::1]', 80, true],
    ['fd00::/8', 'fd12::1', 80, true],
    ['10.0.0.0/99', '10.0.0.1', 80, false],
    ['localhost', '127.0.0.1', 80, false],
    ['', 'example.com', 80, false],
  ];
  for (const [entry, host, port, bypassed] of rows) {
    it(`${host}:${port} ${bypassed ? 'passes by' : 'goes through'} with "${entry}"`, () =>
      assert.equal(bypassesProxy(host, port, [entry]), bypassed));
  }
  it('goes through when nothing is named', () => assert.equal(bypassesProxy('a', 1, []), false));
});

describe('network', () => {
  let home: Home;
  let pems: { private: string; cert: string };
  let secure: Server;
  let proxy: Server;
  let connected: string[];
  let refusal: string | undefined;
  const sockets = new Set<Socket>();

  before(async () => {
    pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      keySize: 2048,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    });
    secure = createTlsServer({ key: pems.private, cert: pems.cert }, (_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"workspaces":[]}');
    });
    proxy = createServer().on('connect', (request, client: Socket) => {
      connected.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      if (refusal !== undefined) {
        client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
        return;
      }
      const [host = '', port = ''] = (request.url ?? '').split(':');
      const server = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        server.pipe(client).pipe(server);
      });
      server.on('error', () => client.destroy());
      client.on('error', () => server.destroy());
    });
    for (const server of [secure, proxy]) {
      server.on('connection', (socket: Socket) => sockets.add(socket));
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    }
  });
  after(() => {
    sockets.forEach((socket) => socket.destroy());
    secure.close();
    proxy.close();
  });
  beforeEach(() => {
    connected = [];
    refusal = undefined;
    home = makeHome(
      `[profile p]\nmax_attempts = 1\nendpoint_url = https://127.0.0.1:${portOf(secure)}\n${keys}`,
    );
  });
  afterEach(() => home.close());

  const portOf = (server: Server): number => (server.address() as AddressInfo).port;
  const where = { profile: 'p', region: 'eu-west-1' };
  const list = async (network: Partial<Network>, env: NodeJS.ProcessEnv = {}): Promise<void> => {
    const aws = home.aws({
      network: () => ({ noProxy: [], strictSsl: true, caPem: [], ...network }),
      env: { ...home.env, ...env },
    });
    await listWorkspaces(await aws.session(where));
  };
  const fail = (network: Partial<Network>): Promise<Advice> =>
    list(network).then(
      () => assert.fail('It did not fail.'),
      (error: unknown) => explainAwsError(error, where),
    );
  const through = (): string => `http://127.0.0.1:${portOf(proxy)}`;

  it('does not trust an authority it does not know, and says what to do', async () => {
    const advice = await fail({});
    assert.equal(advice.code, 'unknownCa');
    assert.match(sentence(advice), /SELF_SIGNED|ca_bundle/);
  });

  it('trusts the authorities it is given', () => list({ caPem: [pems.cert] }));
  it('trusts everybody when told so', () => list({ strictSsl: false }));

  it('trusts AWS_CA_BUNDLE and the ca_bundle of the profile', async () => {
    const path = join(home.dir, 'ca.pem');
    writeFileSync(path, pems.cert);
    await list({}, { AWS_CA_BUNDLE: path });
    home.write(
      `[profile p]\nca_bundle = ${path}\nendpoint_url = https://127.0.0.1:${portOf(secure)}\n${keys}`,
    );
    await list({});
  });

  it('says which bundle of certificates cannot be read', async () => {
    await assert.rejects(list({}, { AWS_CA_BUNDLE: '/no/such.pem' }), (error) => {
      const advice = explainAwsError(error, where);
      return advice.code === 'badConfig' && /\/no\/such\.pem.*AWS_CA_BUNDLE/.test(sentence(advice));
    });
  });

  it('keeps trusting the authorities of Node beside its own', () => {
    const { ca = [] } = tlsOptions({ noProxy: [], strictSsl: true, caPem: ['mine'] });
    assert.ok(ca.length > 50 && ca.includes('mine'));
    assert.equal(tlsOptions({ noProxy: [], strictSsl: true, caPem: [] }).ca, undefined);
  });

  it('goes through the proxy, with its user and password', async () => {
    await list({ proxy: through().replace('//', '//me:p%40ss@'), caPem: [pems.cert] });
    const basic = Buffer.from('me:p@ss').toString('base64');
    assert.deepEqual(connected, [`127.0.0.1:${portOf(secure)} Basic ${basic}`]);
    assert.doesNotMatch(home.logged.join('\n'), /p@ss|p%40ss/);
  });

  it('uses one connection through the proxy for several calls', async () => {
    const aws = home.aws({
      network: () => ({ proxy: through(), noProxy: [], strictSsl: true, caPem: [pems.cert] }),
    });
    await listWorkspaces(await aws.session(where));
    await listWorkspaces(await aws.session(where));
    assert.equal(connected.length, 1);
  });

  it('passes the proxy by for what noProxy names', async () => {
    await list({ proxy: through(), noProxy: ['127.0.0.0/8'], caPem: [pems.cert] });
    assert.deepEqual(connected, []);
  });

  const refusals: readonly [status: string, words: RegExp][] = [
    ['407 Proxy Authentication Required', /user name and a password/],
    ['403 Forbidden', /does not let the connection through.*403/],
  ];
  for (const [status, words] of refusals) {
    it(`explains a proxy that answers ${status}`, async () => {
      refusal = status;
      const advice = await fail({ proxy: through(), caPem: [pems.cert] });
      assert.equal(advice.code, 'proxy', sentence(advice));
      assert.match(sentence(advice), words);
      assert.deepEqual(advice.remedy, { kind: 'openSettings', setting: 'http.proxy' });
    });
  }
});
