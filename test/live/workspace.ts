import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWorkspace, waitUntilActive } from '../../src/aws/amp.ts';
import { createSend } from '../../src/aws/send.ts';
import { runNotebook } from '../../src/notebook/headless/runNotebook.ts';
import type { RunReport } from '../../src/notebook/headless/runNotebook.ts';
import type { SignableRequest } from '../lab/aws/sigv4.ts';
import { makeSigner } from '../lab/aws/sigv4.ts';
import type { Lab } from '../lab/lab.ts';
import { region } from '../lab/names.ts';
import { makeHome } from '../unit/aws/local.ts';

const network = { noProxy: [], strictSsl: true, caPem: [] };
const quiet = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface Series {
  metric: Readonly<Record<string, string>>;
  value: [seconds: number, value: string];
}

/** A workspace of the lab's, and the real Prometheus that has its data. */
export interface DataWorkspace {
  id: string;
  /** As AMP gives it. */
  endpoint: string;
  /** What an instant query gives. */
  query: (query: string) => Promise<Series[]>;
  /** `data` of the answer to a GET below `/api/v1/`. */
  ask: (path: string, query?: Record<string, string>) => Promise<unknown>;
}

/** An account of the lab's with the product at work in it. */
export interface OpenAccount {
  /** By the product; it is ACTIVE, and empty. */
  makeWorkspace: (alias: string) => Promise<DataWorkspace>;
  /** One that is there. */
  openWorkspace: (endpoint: string) => DataWorkspace;
  /** As the command line does, with the product's own session. */
  runNotebook: (text: string) => Promise<RunReport>;
  close: () => void;
}

export async function openAccount(lab: Lab): Promise<OpenAccount> {
  const read = (name: string): string => readFileSync(lab.env[name] ?? '', 'utf8');
  const home = makeHome(read('AWS_CONFIG_FILE'), read('AWS_SHARED_CREDENTIALS_FILE'));
  const session = await home.aws().session({ profile: 'lab', region });
  return {
    makeWorkspace: async (alias) => {
      const { id } = await createWorkspace(session, { alias });
      const { endpoint } = await waitUntilActive(session, id, { sleep });
      if (endpoint === undefined) {
        throw new Error(`workspace ${id} has no endpoint`);
      }
      return openWorkspace(lab, endpoint);
    },
    openWorkspace: (endpoint) => openWorkspace(lab, endpoint),
    runNotebook: (text) =>
      runNotebook({
        ...{ file: 'notebook.promql.md', bytes: new TextEncoder().encode(text), timeoutSeconds: 30 },
        ...{ credentials: {}, signal: AbortSignal.timeout(300_000) },
        target: { kind: 'notebook', profile: 'lab', mayUseUrl: false },
        world: { aws: home.aws(), send: createSend(network, quiet), env: home.env, now: Date.now },
        sleep: (ms, signal) => sleep(ms, undefined, { signal }),
      }),
    close: () => home.close(),
  };
}

function openWorkspace(lab: Lab, endpoint: string): DataWorkspace {
  const ask: DataWorkspace['ask'] = async (path, query = {}) => {
    const url = new URL(`api/v1/${path}`, endpoint);
    const { host, pathname } = url;
    const request: SignableRequest = {
      method: 'GET',
      protocol: url.protocol,
      hostname: host,
      path: pathname,
      query,
      headers: { host },
    };
    const { headers } = await makeSigner(lab.aws.people.admin, region, 'aps').sign(request);
    url.search = new URLSearchParams(query).toString();
    const response = await fetch(url, { headers });
    const text = await response.text();
    if (response.status !== 200) {
      throw new Error(`${path}: ${response.status} ${text}`);
    }
    return (JSON.parse(text) as { data: unknown }).data;
  };
  return {
    id: basename(endpoint),
    endpoint,
    ask,
    query: async (query) => ((await ask('query', { query })) as { result: Series[] }).result,
  };
}
