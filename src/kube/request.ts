import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { RequestOptions } from 'node:https';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Wanted {
  /** From the root of the API: `/api/v1/pods`. */
  path: string;
  query: Query | undefined;
  accept: string;
  signal: AbortSignal;
  /** What carries the identity: headers, `auth`, `agent`. */
  prepared: RequestOptions;
}

const keepAliveMs = 30_000;

/**
 * The response to a GET as soon as it begins, whatever its status. The signal also ends its body. A connection from the pool
 * that the server had closed meanwhile gives an error with `isStale`.
 */
export function send(
  server: URL,
  { path, query, accept, signal, prepared }: Wanted,
): Promise<IncomingMessage> {
  const url = new URL(server.pathname.replace(/\/$/, '') + path, server);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) {
      url.searchParams.set(name, String(value));
    }
  }
  const options: RequestOptions = {
    ...prepared,
    headers: { ...prepared.headers, accept, 'user-agent': 'adot-workbench' },
    signal,
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'http:' ? requestHttp(url, options) : requestHttps(url, options);
    request.on('socket', (socket) => socket.setKeepAlive(true, keepAliveMs));
    request.on('response', resolve);
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(isStale ? Object.assign(error, { isStale }) : error);
    });
    request.end();
  });
}

/** The whole body as text. Fails when it was cut short. */
export async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
