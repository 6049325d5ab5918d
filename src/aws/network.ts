import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { getCACertificates } from 'node:tls';
import type { Log } from '../log.ts';

/** How requests leave the machine. Plain data, so that two of them can be compared. */
export interface Network {
  /** `http://[user:password@]host:port` of a proxy that all traffic goes through, but for `noProxy`. */
  proxy?: string;
  /** Hosts reached directly, in the words of `NO_PROXY`: see `bypassesProxy`. */
  noProxy: readonly string[];
  /** False trusts every server certificate. */
  strictSsl: boolean;
  /** Certificates of authorities (PEM) trusted besides Node's own and those of `NODE_EXTRA_CA_CERTS`. */
  caPem: readonly string[];
}

/** What a client hands each of its requests to. */
export type RequestHandler = Pick<
  NodeHttpHandler,
  'handle' | 'destroy' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
>;

/** How long a connection may take to be there. */
export const connectMs = 6_000;
const silenceMs = 30_000;
const idleMs = 20_000;

/**
 * A handler that keeps connections alive and sends each request directly or through the proxy, as `network` says.
 * Destroy it to close its connections.
 */
export function createRequestHandler(network: Network, log: Log): RequestHandler {
  const direct = createHandler(directAgents(network), log);
  const { proxy } = network;
  if (proxy === undefined) {
    return direct;
  }
  const proxied = createHandler(proxyAgents(network, proxy), log);
  return {
    metadata: direct.metadata,
    handle: (request, options) => {
      const port = request.port ?? (request.protocol === 'http:' ? 80 : 443);
      const handler = bypassesProxy(request.hostname, port, network.noProxy) ? direct : proxied;
      return handler.handle(request, options);
    },
    updateHttpClientConfig: (key, value) => {
      direct.updateHttpClientConfig(key, value);
      proxied.updateHttpClientConfig(key, value);
    },
    httpHandlerConfigs: () => direct.httpHandlerConfigs(),
    destroy: () => {
      direct.destroy();
      proxied.destroy();
    },
  };
}

/**
 * Whether `host:port` is reached without the proxy. An entry is a host with all its subdomains (a leading `.` or `*.` changes
 * nothing), an address, a CIDR block, any of them with `:port`, or `*` for all: the words curl and VS Code's `http.noProxy` share.
 */
export function bypassesProxy(hostname: string, port: number, noProxy: readonly string[]): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return noProxy.some((entry) => {
    const { pattern, onlyPort } = readEntry(entry);
    if (pattern === '' || (onlyPort !== undefined && Number(onlyPort) !== port)) {
      return false;
    }
    if (pattern === '*') {
      return true;
    }
    if (isIP(host) !== 0) {
      return pattern.includes('/') ? isInBlock(host, pattern) : pattern === host;
    }
    const suffix = pattern.replace(/^\*?\./, '');
    return host === suffix || host.endsWith(`.${suffix}`);
  });
}

/** What TLS needs to know of `network`; also for clients that bring their own HTTP stack. */
export function tlsOptions({ caPem, strictSsl }: Network): { ca?: string[]; rejectUnauthorized: boolean } {
  // Naming any authority replaces Node's own list, so that goes in too; it holds those of NODE_EXTRA_CA_CERTS.
  const ca = caPem.length > 0 ? { ca: [...getCACertificates('default'), ...caPem] } : {};
  return { ...ca, rejectUnauthorized: strictSsl };
}

function createHandler(agents: Agents, log: Log): NodeHttpHandler {
  return new NodeHttpHandler({
    ...agents,
    connectionTimeout: connectMs,
    requestTimeout: silenceMs,
    socketTimeout: silenceMs,
    throwOnRequestTimeout: true,
    // Else its warnings go to the console.
    logger: log,
  });
}

/** Pools of connections. */
export interface Agents {
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
}

export function directAgents(network: Network): Agents {
  return {
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent({ ...agentOptions, ...tlsOptions(network) }),
  };
}

export function proxyAgents(network: Network, proxy: string): Agents {
  const tls = tlsOptions(network);
  // The proxy itself may speak TLS and be signed by the company's authority.
  const options = { ...agentOptions, proxy, proxyRequestOptions: { ...tls, timeout: connectMs } };
  return {
    httpAgent: new HttpProxyAgent(options),
    httpsAgent: new HttpsProxyAgent({ ...options, ...tls }),
  };
}

const agentOptions = { keepAlive: true, maxSockets: 50, maxFreeSockets: 8, timeout: idleMs };

function readEntry(entry: string): { pattern: string; onlyPort?: string | undefined } {
  const text = entry.trim().toLowerCase();
  const [, bracketed, behind] = /^\[([^\]]+)\](?::(\d+))?$/.exec(text) ?? [];
  if (bracketed !== undefined) {
    return { pattern: bracketed, onlyPort: behind };
  }
  const [pattern = '', port, ...more] = text.split(':');
  // A bare IPv6 address is full of colons: none of them starts a port.
  return more.length > 0 ? { pattern: text } : { pattern, onlyPort: port };
}

function isInBlock(address: string, cidr: string): boolean {
  const [net = '', bits = ''] = cidr.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  const prefix = Number(bits);
  if (isIP(net) === 0 || !/^\d+$/.test(bits) || prefix > (family === 'ipv6' ? 128 : 32)) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(net, prefix, family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
