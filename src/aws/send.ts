import { request as requestHttp } from 'node:http';
import type { Agent, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HttpRequest, HttpResponse, Send } from '../http.ts';
import type { Log } from '../log.ts';
import { bypassesProxy, connectMs, directAgents, proxyAgents } from './network.ts';
import type { Network } from './network.ts';

/**
 * Sends requests over node's own HTTP, with connections kept alive and through the proxy as `network` says. Follows no redirect, so that
 * nothing meant for one host reaches another. Idle connections close by themselves.
 */
export function createSend(network: Network, log: Log): Send {
  const agentFor = createAgents(network);
  return async (request, signal) => {
    signal.throwIfAborted();
    const started = performance.now();
    const { method, url } = request;
    const tell = (outcome: string): void =>
      // Of the address only what names no query: that may hold what is nobody's business.
      log.debug(
        `${method} ${url.host}${url.pathname} ${outcome}, ${Math.round(performance.now() - started)} ms`,
      );
    try {
      const response = await sendOnce(request, signal, agentFor(url)).catch((error: unknown) => {
        // The server closed a kept connection at the moment when it was used again.
        if (error instanceof StaleConnection && !signal.aborted) {
          return sendOnce(request, signal, agentFor(url));
        }
        throw error;
      });
      tell(String(response.status));
      return response;
    } catch (error) {
      tell((error as NodeJS.ErrnoException).code ?? (error as Error).name);
      throw error instanceof StaleConnection ? error.cause : error;
    }
  };
}

class StaleConnection extends Error {}

function createAgents(network: Network): (url: URL) => Agent {
  const direct = directAgents(network);
  const { proxy, noProxy } = network;
  const proxied = proxy === undefined ? direct : proxyAgents(network, proxy);
  return ({ protocol, hostname, port }) => {
    const isPlain = protocol === 'http:';
    const isDirect =
      isThisMachine(hostname) || bypassesProxy(hostname, Number(port) || (isPlain ? 80 : 443), noProxy);
    const { httpAgent, httpsAgent } = isDirect ? direct : proxied;
    return isPlain ? httpAgent : httpsAgent;
  };
}

function isThisMachine(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function sendOnce(
  { method, url, headers, body }: HttpRequest,
  signal: AbortSignal,
  agent: Agent,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = start(url, { method, headers, agent, signal });
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('No connection in time'), { code: 'ETIMEDOUT' })),
      connectMs,
    );
    const connected = (): void => clearTimeout(timer);
    request.on('socket', (socket) => {
      if (socket.connecting) {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
      } else {
        // A socket that is used again would collect a listener each time.
        connected();
      }
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      connected();
      reject(
        request.reusedSocket && error.code === 'ECONNRESET'
          ? new StaleConnection('', { cause: error })
          : error,
      );
    });
    request.on('response', (response) => {
      connected();
      resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: response });
    });
    request.end(body);
  });
}

function headersOf({ headers }: IncomingMessage): HttpResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
