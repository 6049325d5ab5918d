import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { ReceivedRequest } from '../aws/sigv4.ts';

/** What a server behind the lab answers, as it comes. */
export interface Forwarded {
  stream: AsyncIterable<Uint8Array>;
  status: number;
  headers: Record<string, string>;
}

const passedOn = [
  ...['accept', 'accept-encoding', 'content-type', 'content-encoding', 'user-agent'],
  'x-prometheus-remote-write-version',
];
const passedBack = ['content-type', 'content-encoding', 'vary', 'access-control-allow-origin'];

/** Sends the request to another address. The signal ends it there too, at any time. */
export function forward(
  url: string,
  { method, headers, body }: Pick<ReceivedRequest, 'method' | 'headers' | 'body'>,
  signal: AbortSignal,
): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: pick(headers, passedOn), signal, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) =>
      resolve({
        stream: answer,
        status: answer.statusCode ?? 502,
        headers: pick(joined(answer), passedBack),
      }),
    );
    outgoing.end(method === 'POST' ? Buffer.from(body) : undefined);
  });
}

/** The whole of an answer. */
export async function collect({ stream }: Pick<Forwarded, 'stream'>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pick(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
}

function joined({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
