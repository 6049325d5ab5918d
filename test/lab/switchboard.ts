import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsPart } from './aws/aws.ts';
import { mintEksToken } from './aws/eksToken.ts';
import { profiles } from './aws/profiles.ts';
import { statusOf } from './aws/phase.ts';
import { parseFault, services } from './faults.ts';
import type { FaultKind, ServiceName } from './faults.ts';
import type { KubernetesLab } from './kubernetes/types.ts';
import type { Listener } from './listener.ts';
import { listen, readBody } from './listener.ts';
import { mfaCode, region } from './names.ts';
import { switchPage } from './switchPage.ts';

/** The parts that can be switched. */
export interface SwitchboardOptions {
  aws: AwsPart;
  kubernetes?: KubernetesLab | undefined;
  gatewayUrl?: string | undefined;
  prometheusUrl?: string | undefined;
}

/** What of the Kubernetes part can be done from outside. */
const clusterActions = [
  'restartPod',
  'crash',
  'deletePod',
  'addPod',
  'appendLog',
  'setConfigMap',
  'compact',
] as const;

type Json = Record<string, unknown>;

/**
 * The lab's switches over HTTP, so that a test inside VS Code, or a person, can flip them:
 * GET / (a page, or the state as JSON), POST /faults {kind, ...}, POST /reset {kind?, service?}, GET and DELETE /requests?service=&operation=,
 * POST /settle {workspaceId, code?}, POST /sign-in and /sign-out {profile}, POST /kubernetes {do, with: [...]}, POST /eks-token.
 */
export function startSwitchboard(options: SwitchboardOptions): Promise<Listener> {
  return listen((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      send(response, 400, { error: error instanceof Error ? error.message : String(error) });
    });
  });
}

async function answer(
  options: SwitchboardOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { faults, requests } = options.aws;
  const url = new URL(request.url ?? '/', 'http://lab');
  const line = `${request.method} ${url.pathname}`;
  if (line === 'GET /') {
    const state = describe(options);
    if (request.headers.accept?.includes('text/html')) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(switchPage(state));
    } else {
      send(response, 200, state);
    }
    return;
  }
  if (url.pathname === '/requests') {
    if (request.method === 'DELETE') {
      requests.clear();
    }
    const service = (url.searchParams.get('service') ?? undefined) as ServiceName | undefined;
    send(
      response,
      200,
      requests.list({ service, operation: url.searchParams.get('operation') ?? undefined }),
    );
    return;
  }
  const act = actions[line];
  if (!act) {
    send(response, 404, { error: `there is no ${line}` });
    return;
  }
  // A page of another site can post a form here, but not this type: only what means to talk to the lab gets through.
  if (request.headers['content-type'] !== 'application/json') {
    send(response, 415, { error: 'the body has to be application/json' });
    return;
  }
  const text = (await readBody(request)).toString();
  const result = await act(options, Object(text === '' ? {} : JSON.parse(text)) as Json);
  send(response, 200, result ?? { faults: faults.active() });
}

const actions: Record<string, (options: SwitchboardOptions, body: Json) => Promise<unknown>> = {
  'POST /faults': ({ aws }, body) => aws.faults.set(parseFault(body)),
  'POST /reset': ({ aws }, { kind, service }) =>
    aws.faults.reset({ kind: kind as FaultKind | undefined, service: service as ServiceName | undefined }),
  'POST /settle': ({ aws }, { workspaceId, code }) => {
    aws.settle(String(workspaceId), typeof code === 'string' ? code : undefined);
    return Promise.resolve();
  },
  'POST /sign-in': ({ aws }, { profile }) => aws.signIn(signInProfile(profile)),
  'POST /sign-out': ({ aws }, { profile }) => aws.signOut(signInProfile(profile)),
  'POST /eks-token': async ({ aws }, body) => {
    const clusterName = String(body['clusterName']);
    const identity = body['profile'] === 'lab-other' ? aws.people.other : aws.people.admin;
    const where = typeof body['region'] === 'string' ? body['region'] : region;
    const token = await mintEksToken(clusterName, where, identity);
    return {
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      spec: {},
      status: { expirationTimestamp: new Date(Date.now() + 14 * 60_000).toISOString(), token },
    };
  },
  'POST /kubernetes': ({ kubernetes }, body) => {
    const action = clusterActions.find((name) => name === body['do']);
    if (!kubernetes || !action) {
      throw new Error(`"do" has to be one of ${clusterActions.join(', ')}`);
    }
    const run = kubernetes.state[action].bind(kubernetes.state) as (...args: unknown[]) => unknown;
    return Promise.resolve({ result: run(...((body['with'] as unknown[] | undefined) ?? [])) ?? null });
  },
};

function signInProfile(profile: unknown): 'lab-expired' | 'lab-login' {
  if (profile !== 'lab-expired' && profile !== 'lab-login') {
    throw new Error('"profile" has to be lab-expired or lab-login');
  }
  return profile;
}

/** What a person or a test can see of the lab. No secrets. */
export interface LabState {
  urls: Record<string, string | undefined>;
  profiles: Record<string, string>;
  mfaCode: string;
  services: readonly string[];
  faults: unknown[];
  workspaces: { account: string; region: string; id: string; alias: string | undefined; status: string }[];
}

function describe({ aws, kubernetes, gatewayUrl, prometheusUrl }: SwitchboardOptions): LabState {
  const now = aws.shared.now();
  return {
    urls: { ...aws.endpoints, gateway: gatewayUrl, kubernetes: kubernetes?.url, prometheus: prometheusUrl },
    profiles,
    mfaCode,
    services,
    faults: aws.faults.active(),
    workspaces: aws.state.all().flatMap(({ account, name, workspaces }) =>
      [...workspaces.values()].slice(0, 50).map(({ id, alias, phase }) => ({
        account,
        region: name,
        id,
        alias,
        status: statusOf(phase, now).statusCode,
      })),
    ),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body, undefined, 2)}\n`);
}
