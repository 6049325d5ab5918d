import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { startReplay } from '../../../bench/servers/replay.ts';
import { listen } from '../../../lab/listener.ts';

describe('bench replay', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  /** An upstream that numbers its answers, and the replay before it. */
  async function start(status = 200): Promise<{ url: string; hosts: (string | undefined)[] }> {
    const hosts: (string | undefined)[] = [];
    const upstream = await listen(({ url, method, headers }, response) => {
      hosts.push(headers.host);
      response.writeHead(status, { 'content-type': 'text/plain' });
      response.end(`${hosts.length} ${method} ${url} ${headers.accept}`);
    });
    const replay = await startReplay({ url: upstream.url });
    stops.push(
      () => replay.stop(),
      () => upstream.stop(),
    );
    return { url: replay.url, hosts };
  }

  const ask = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

  it('asks once and repeats the answer', async () => {
    const { url, hosts } = await start();
    const first = await ask(`${url}/pods?limit=5`);
    assert.equal(first, '1 GET /pods?limit=5 */*');
    assert.equal(await ask(`${url}/pods?limit=5`), first);
    assert.equal(hosts.length, 1);
  });

  it('tells apart URL, method, format and body', async () => {
    const { url, hosts } = await start();
    await ask(`${url}/a`);
    await ask(`${url}/b`);
    await ask(`${url}/a`, { headers: { accept: 'application/json' } });
    await ask(`${url}/a`, { method: 'POST', body: '1' });
    await ask(`${url}/a`, { method: 'POST', body: '2' });
    assert.equal(hosts.length, 5);
  });

  it('asks once for requests that come together', async () => {
    const { url, hosts } = await start();
    await Promise.all([ask(`${url}/a`), ask(`${url}/a`), ask(`${url}/a`)]);
    assert.equal(hosts.length, 1);
  });

  it('keeps the format and the status, and the Host that was signed', async () => {
    const { url, hosts } = await start(201);
    const response = await fetch(`${url}/a`);
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('content-type'), 'text/plain');
    assert.equal(hosts[0], new URL(url).host);
  });

  it('does not keep failures', async () => {
    const { url, hosts } = await start(503);
    await ask(`${url}/a`);
    await ask(`${url}/a`);
    assert.equal(hosts.length, 2);
  });
});
