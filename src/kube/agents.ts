import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { bypassesProxy, tlsOptions } from '../aws/network.ts';
import type { Network } from '../aws/network.ts';

/** The parts of a request's options that belong to the connection. */
export type Tls = Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>;

export interface AgentOptions {
  tls: Tls;
  network: Network;
  /** The kubeconfig's own `proxy-url`; it wins over VS Code's. */
  proxyUrl?: string | undefined;
}

const pool = { keepAlive: true, maxFreeSockets: 8, timeout: 60_000 };

/**
 * A pool of connections to one API server. A cluster that brings its own authority is checked against that alone; only
 * without one do VS Code's extra authorities and `strictSsl` count.
 */
export function createAgent(server: URL, { tls, network, proxyUrl }: AgentOptions): HttpAgent {
  const known = Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)) as Tls;
  const options = { ...pool, ...(known.ca === undefined && tlsOptions(network)), ...known };
  const proxy = proxyUrl ?? chooseProxy(server, network);
  const isPlain = server.protocol === 'http:';
  if (proxy === undefined) {
    return isPlain ? new HttpAgent(pool) : new HttpsAgent(options);
  }
  const proxied = { proxy, proxyRequestOptions: tlsOptions(network) };
  return isPlain
    ? new HttpProxyAgent({ ...pool, ...proxied })
    : new HttpsProxyAgent({ ...options, ...proxied });
}

/** VS Code's proxy, but never for this machine itself: that is Go's rule, which kubectl follows. */
function chooseProxy(server: URL, { proxy, noProxy }: Network): string | undefined {
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  const port = Number(server.port) || (server.protocol === 'http:' ? 80 : 443);
  return proxy === undefined || isLoopback || bypassesProxy(host, port, noProxy) ? undefined : proxy;
}

export function sameTls(a: Tls, b: Tls): boolean {
  return (['ca', 'cert', 'key', 'servername', 'rejectUnauthorized'] as const).every((key) =>
    isDeepStrictEqual(a[key], b[key]),
  );
}
