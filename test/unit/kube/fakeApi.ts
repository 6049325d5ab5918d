import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { openCluster } from '../../../src/kube/cluster.ts';
import type { OpenOptions } from '../../../src/kube/access.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import type { Log } from '../../../src/log.ts';

export interface FakeRequest {
  /** `GET /api/v1/pods` without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
}

export type Answer = (request: FakeRequest, response: ServerResponse) => unknown;

export interface FakeApi {
  url: string;
  caPem: string;
  requests: FakeRequest[];
  stop(): Promise<void>;
}

const certificate = generate([{ name: 'commonName', value: '127.0.0.1' }], {
  keyType: 'ec',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});

/** An API server of a few lines; `answer` says everything. */
export async function startFakeApi(answer: Answer, { tls = true } = {}): Promise<FakeApi> {
  const { cert, private: key } = await certificate;
  const requests: FakeRequest[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'https://fake');
    const request = { path: pathname, query: searchParams, headers: incoming.headers };
    requests.push(request);
    void answer(request, response);
  };
  const server = tls ? createServer({ cert, key }, listener) : createPlainServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    caPem: cert,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function sendStatus(response: ServerResponse, code: number, message: string, reason = ''): void {
  sendJson(response, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }, code);
}

export const quiet: Log = { trace: noop, debug: noop, info: noop, warn: noop, error: noop };

/** A log that keeps what it is told. */
export function recording(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string): void => void lines.push(message);
  return { lines, trace: keep, debug: keep, info: keep, warn: keep, error: keep };
}

export function openOptions(given: Partial<OpenOptions> = {}): OpenOptions {
  return {
    network: { noProxy: [], strictSsl: true, caPem: [] },
    log: quiet,
    now: () => 0,
    env: {},
    mayRunPrograms: true,
    ...given,
  };
}

/** The fake as an EKS cluster whose token is `token-1`, after a refusal `token-2`, and so on. */
export function openFake(api: FakeApi, given: Partial<OpenOptions> = {}): Promise<Cluster> {
  let asked = 1;
  return openCluster(
    {
      kind: 'eks',
      name: 'fake',
      server: api.url,
      caData: Buffer.from(api.caPem).toString('base64'),
      token: (isRefused) => Promise.resolve(`token-${isRefused ? ++asked : asked}`),
    },
    openOptions(given),
  );
}

function noop(): void {}
