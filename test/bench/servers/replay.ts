import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { listen, readBody } from '../../lab/listener.ts';

export interface Upstream {
  url: string;
  /** What to trust when the URL is https. */
  caPem?: string;
}

export interface Replay {
  url: string;
  stop(): Promise<void>;
}

interface Recording {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const maxBytes = 1024 * 1024 * 1024;

/**
 * A server that asks `upstream` once and then gives the same bytes from memory: neither side of a comparison waits
 * for the lab to make its answer. Two requests are the same when method, URL, accepted format and body are. Failures
 * are passed on and not kept.
 */
export async function startReplay(upstream: Upstream, tls?: { key: string; cert: string }): Promise<Replay> {
  const recordings = new Map<string, Promise<Recording>>();
  const record = (key: string, incoming: IncomingMessage, body: Buffer): Promise<Recording> => {
    const recording = forward(upstream, incoming, body);
    recordings.set(key, recording);
    const drop = (): boolean => recordings.delete(key);
    recording.then(({ status }) => status >= 400 && drop(), drop);
    return recording;
  };
  const listener = await listen((incoming, response) => {
    void (async () => {
      const body = await readBody(incoming);
      const { method = 'GET', url = '/', headers } = incoming;
      const key = [method, url, headers.accept, body.toString('latin1')].join('\n');
      const recording = await (recordings.get(key) ?? record(key, incoming, body));
      response.writeHead(recording.status, {
        ...recording.headers,
        'content-length': recording.body.length,
      });
      response.end(recording.body);
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  }, tls);
  return { url: listener.url, stop: () => listener.stop() };
}

function forward({ url, caPem }: Upstream, incoming: IncomingMessage, body: Buffer): Promise<Recording> {
  const target = new URL(incoming.url ?? '/', url);
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // The headers as they came, Host too: it is signed.
    const { headers, method } = incoming;
    const outgoing = send(
      target,
      { method, headers, ...(caPem !== undefined && { ca: caPem }) },
      (answer) => {
        readBody(answer, maxBytes).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: kept(answer), body: bytes }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function kept({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && /^(content-type|content-encoding|x-amzn-.*)$/.test(name)
        ? [[name, value]]
        : [],
    ),
  );
}
