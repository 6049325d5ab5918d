import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'mocha';
import { startKubernetes } from '../../../lab/kubernetes/start.ts';
import type { KubernetesLab, KubernetesOptions } from '../../../lab/kubernetes/types.ts';

/** A moment on which the ages in these tests are based. */
export const noon = Date.parse('2026-11-22T12:00:00Z');

export const tableType = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

export interface Answer<T = unknown> {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  json: T;
}

export interface Asking {
  token?: string | undefined;
  accept?: string;
  method?: string;
  contentType?: string;
  body?: string;
  /** On a connection of its own. */
  isAlone?: boolean;
}

export interface TestLab {
  readonly lab: KubernetesLab;
  readonly dir: string;
  get<T = unknown>(path: string, asking?: Asking): Promise<Answer<T>>;
  /** An answer that goes on: a watch or a followed log. */
  open(path: string, asking?: Asking): Promise<Lines>;
}

/** A lab for the tests of one `describe`. Its clock stands still at noon unless `now` is given. */
export function useLab(options: Partial<KubernetesOptions> = {}): TestLab {
  let lab: KubernetesLab | undefined;
  let dir = '';
  const agent = new Agent({ keepAlive: true });
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'adot-kube-'));
    const quiet = { log: () => undefined, logIntervalMs: 0, crashIntervalMs: 0, podStartMs: 0 };
    lab = await startKubernetes({ size: 'small', dir, now: () => noon, ...quiet, ...options });
  });
  after(async () => {
    agent.destroy();
    await lab?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  const running = (): KubernetesLab => {
    if (lab === undefined) {
      throw new Error('the lab is not running');
    }
    return lab;
  };
  return {
    get lab() {
      return running();
    },
    get dir() {
      return dir;
    },
    async get<T>(path: string, asking: Asking = {}) {
      const response = await send(running(), agent, { path, ...asking });
      response.setEncoding('utf8');
      let text = '';
      for await (const chunk of response as AsyncIterable<string>) {
        text += chunk;
      }
      const isJson = response.headers['content-type'] === 'application/json';
      const json = (isJson ? JSON.parse(text) : undefined) as T;
      return { status: response.statusCode ?? 0, headers: response.headers, text, json };
    },
    async open(path, asking = {}) {
      return new Lines(await send(running(), agent, { path, ...asking }));
    },
  };
}

/** The lines of a body as they come. */
export class Lines {
  readonly response: IncomingMessage;
  private readonly iterator: AsyncIterator<string, undefined>;

  constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    this.iterator = splitLines(response)[Symbol.asyncIterator]();
  }

  /** The next line; `undefined` at the end. Throws when the connection breaks. */
  async next(): Promise<string | undefined> {
    const result = await this.iterator.next();
    return result.done === true ? undefined : result.value;
  }

  async take(count: number): Promise<string[]> {
    const lines: string[] = [];
    while (lines.length < count) {
      const line = await this.next();
      if (line === undefined) {
        throw new Error(`only ${lines.length} of ${count} lines came: ${lines.join('\n')}`);
      }
      lines.push(line);
    }
    return lines;
  }

  /** What is left until the end. */
  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (let line = await this.next(); line !== undefined; line = await this.next()) {
      lines.push(line);
    }
    return lines;
  }

  close(): void {
    this.response.destroy();
  }
}

async function* splitLines(response: IncomingMessage): AsyncGenerator<string, undefined, undefined> {
  let pending = '';
  for await (const chunk of response as AsyncIterable<string>) {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    yield* lines;
  }
  if (pending !== '') {
    yield pending;
  }
  return undefined;
}

function send(lab: KubernetesLab, agent: Agent, asking: Asking & { path: string }): Promise<IncomingMessage> {
  const { path, method = 'GET', accept, contentType, body } = asking;
  const token = 'token' in asking ? asking.token : lab.tokens.admin;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(accept === undefined ? {} : { accept }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  };
  return new Promise((resolve, reject) => {
    request(
      `${lab.url}${path}`,
      { method, headers, ca: lab.caPem, agent: asking.isAlone === true ? false : agent },
      resolve,
    )
      .on('error', reject)
      .end(body);
  });
}
