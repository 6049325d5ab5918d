import { Agent, request } from 'node:https';

/** One of two API servers that are to answer alike. */
export interface Api {
  url: string;
  caPem: string;
  /** Of an administrator, and of somebody who may read one namespace. */
  tokens: { admin: string; reader: string };
  /** What the reader is called there. */
  readerName: string;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** `admin` unless given; `nobody` sends no token. */
  as?: 'admin' | 'reader' | 'nobody' | 'stranger';
  accept?: string;
  type?: string;
  body?: unknown;
}

export interface Answer {
  status: number;
  /** Without parameters. */
  type: string;
  text: string;
  /** `undefined` when it is not JSON. */
  body: unknown;
}

/** Asks one server. */
export function ask(api: Api, call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    open(api, call, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const type = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
        resolve({ status: response.statusCode ?? 0, type, text, body: parse(text) });
      });
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** Follows a watch: gives its events one by one, and ends when the server ends it or `stop` is called. */
export function watch(
  api: Api,
  path: string,
): { events: WatchEvent[]; seen: () => Promise<void>; stop: () => void } {
  const events: WatchEvent[] = [];
  let wake = (): void => undefined;
  let rest = '';
  const sent = open(api, { path }, (response) => {
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      events.push(...lines.map((line) => JSON.parse(line) as WatchEvent));
      wake();
    });
    response.on('error', () => undefined);
  }).on('error', () => undefined);
  return {
    events,
    seen: () => new Promise((resolve) => (wake = resolve)),
    stop: () => sent.destroy(),
  };
}

export interface WatchEvent {
  type: string;
  object: { kind?: string; metadata?: { name?: string; annotations?: Record<string, string> } };
}

function open(
  { url, caPem, tokens }: Api,
  { method = 'GET', path, as = 'admin', accept = 'application/json', type, body }: Call,
  use: Parameters<typeof request>[2],
): ReturnType<typeof request> {
  const token = { ...tokens, nobody: undefined, stranger: 'nobody-knows-this' }[as];
  const sent = request(
    `${url}${path}`,
    {
      method,
      agent: new Agent({ ca: caPem }),
      headers: {
        accept,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
      },
    },
    use,
  );
  sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  return sent;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
