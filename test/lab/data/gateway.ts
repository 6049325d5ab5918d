import { basename } from 'node:path';
import { ServiceError, accessDenied } from '../aws/errors.ts';
import { statusOf } from '../aws/phase.ts';
import type { Protocol } from '../aws/protocols.ts';
import { restJson } from '../aws/protocols.ts';
import type { Answer, Call, Operation, Route, Service, Shared } from '../aws/service.ts';
import { startService } from '../aws/service.ts';
import { SignatureError } from '../aws/sigv4.ts';
import { living } from '../aws/state.ts';
import type { State, Workspace } from '../aws/state.ts';
import { splitTarget } from '../listener.ts';
import { forwardWithin } from './budget.ts';
import { collect, forward } from './forward.ts';
import type { Forwarded } from './forward.ts';
import type { MetricMetadata } from './metadata.ts';
import { readMetadata } from './metadata.ts';
import type { RulesFile, Stores } from './stores.ts';

// The operations, their verbs and IAM actions:
// https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-Prometheus-Compatible-Apis.html
const offered: { path: RegExp; methods: string[]; name: string }[] = [
  { path: /^query(_range)?$/, methods: ['GET', 'POST'], name: 'QueryMetrics' },
  { path: /^labels$/, methods: ['GET', 'POST'], name: 'GetLabels' },
  { path: /^label\/[^/]+\/values$/, methods: ['GET'], name: 'GetLabels' },
  { path: /^series$/, methods: ['GET', 'POST'], name: 'GetSeries' },
  { path: /^metadata$/, methods: ['GET'], name: 'GetMetricMetadata' },
  { path: /^rules$/, methods: ['GET'], name: 'ListRules' },
  { path: /^alerts$/, methods: ['GET'], name: 'ListAlerts' },
  { path: /^remote_write$/, methods: ['POST'], name: 'RemoteWrite' },
];

export interface GatewayOptions {
  state: State;
  /** `undefined`: there is no Prometheus, and every good request is answered 503. */
  stores: Pick<Stores, 'open'> | undefined;
  shared: Shared;
}

/** AMP's data plane: a signature for service `aps`, a workspace that is there and ACTIVE, then the workspace's own Prometheus. */
export function startGateway({ state, stores, shared }: GatewayOptions): Promise<Service> {
  const metadata = new Map<string, Map<string, MetricMetadata>>();
  const run = async (name: string, call: Call): Promise<Answer> => {
    const workspace = findWorkspace(state, call, name);
    if (!stores) {
      throw new ServiceError(503, 'ServiceUnavailableException', 'The lab was started without Prometheus.');
    }
    const known = metadata.get(workspace.id) ?? new Map<string, MetricMetadata>();
    metadata.set(workspace.id, known);
    if (name === 'GetMetricMetadata') {
      return answerMetadata(known, call);
    }
    const sent = name === 'RemoteWrite' ? parseWrite(call) : undefined;
    const url = await stores.open(workspace.id, rulesOf(workspace, call.now));
    const answer = await passOn(url, name, call);
    if (sent && answer.status < 300) {
      sent.forEach((value, family) => known.set(family, value));
    }
    return name === 'ListRules' ? renameFiles(answer) : answer;
  };
  return startService({
    name: 'gateway',
    signingName: 'aps',
    protocol: dataPlane,
    route: makeRoute(run),
    shared,
  });
}

function makeRoute(run: (name: string, call: Call) => Promise<Answer>): Route {
  return ({ method, target }) => {
    const [, workspaceId = '', path = ''] = /^\/workspaces\/([^/?]+)\/api\/v1\/([^?]*)/.exec(target) ?? [];
    const found = offered.find((candidate) => candidate.path.test(path));
    const operation: Operation = found?.methods.includes(method)
      ? { name: found.name, run: (call) => run(found.name, call) }
      : { name: 'Refused', action: 'aps:QueryMetrics', run: () => refuse(path) };
    return { operation, path: { workspaceId, path } };
  };
}

/**
 * 405 for what Prometheus has and AMP has not, such as status/buildinfo (grafana/grafana-amazonprometheus-datasource's changelog: a 405 that
 * the plugin had to live with) and for a verb that an operation does not take; 404 for the rest.
 */
function refuse(path: string): never {
  const inPrometheus = /^(status\/|targets|admin\/|query_exemplars|format_query|read|write|otlp)/.test(path);
  if (inPrometheus || offered.some((candidate) => candidate.path.test(path))) {
    throw new ServiceError(405, 'MethodNotAllowed', 'Method Not Allowed');
  }
  throw new ServiceError(404, 'NotFound', 'Not Found');
}

function findWorkspace(state: State, call: Call, name: string): Workspace {
  const id = call.path['workspaceId'] ?? '';
  const found = state.findWorkspace(id, call.now);
  if (found && found.region.account !== call.identity?.account) {
    throw accessDenied(call.identity?.arn ?? '', `aps:${name}`, found.workspace.arn);
  }
  if (found && found.region.name !== call.region) {
    throw new SignatureError('scope', 'Credential should be scoped to a valid region. ');
  }
  if (!found || !['ACTIVE', 'UPDATING'].includes(statusOf(found.workspace.phase, call.now).statusCode)) {
    throw new ServiceError(404, 'ResourceNotFoundException', 'Workspace not found');
  }
  return found.workspace;
}

/** The bodies as people have seen them: the shape of the name of the message depends on which part of AWS speaks. */
const dataPlane: Protocol = {
  ...restJson,
  parse: () => ({}),
  fail: ({ status, code, message, headers }) => ({
    // {"Message":"Workspace not found"}: aws-observability/aws-otel-collector#2155; {"Message":"User: ... is not authorized":
    // aws-ia/terraform-aws-eks-blueprints#709; {"message":"Missing Authentication Token"}: prometheus-community/helm-charts#2402;
    // {"message":"The request signature we calculated ...": grafana/tempo#2973
    raw: JSON.stringify({
      [status === 404 || code === 'AccessDeniedException' ? 'Message' : 'message']: message,
    }),
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, ...headers },
  }),
};

/** To Prometheus, which calls a remote write `write`. */
function passOn(url: string, name: string, call: Call): Promise<Forwarded> {
  const { path, received, signal } = call;
  if (name === 'QueryMetrics') {
    return forwardWithin(`${url}/api/v1/${path['path']}`, call);
  }
  const target = name === 'RemoteWrite' ? 'write' : path['path'];
  const headers =
    name === 'ListRules' ? { ...received.headers, 'accept-encoding': 'identity' } : received.headers;
  return forward(
    `${url}/api/v1/${target}?${splitTarget(received.target).query}`,
    { ...received, headers },
    signal,
  );
}

function parseWrite({ received }: Call): Map<string, MetricMetadata> {
  try {
    return readMetadata(received.body);
  } catch (error) {
    throw new ServiceError(400, 'BadRequest', error instanceof Error ? error.message : String(error));
  }
}

function answerMetadata(known: Map<string, MetricMetadata>, { query }: Call): Answer {
  const metric = query.get('metric');
  const limit = Number(query.get('limit') ?? Infinity);
  const data = [...known]
    .filter(([family]) => metric === null || family === metric)
    .slice(0, limit >= 0 ? limit : undefined);
  return {
    members: {
      status: 'success',
      data: Object.fromEntries(data.map(([family, value]) => [family, [value]])),
    },
  };
}

/** What AMP's ruler evaluates: the namespaces that are ACTIVE. */
function rulesOf({ rules }: Workspace, now: number): RulesFile[] {
  return [...living(rules, now).values()]
    .filter(({ phase }) => ['ACTIVE', 'UPDATING'].includes(statusOf(phase, now).statusCode))
    .map(({ name, data }) => ({ name, yaml: Buffer.from(data, 'base64').toString() }));
}

/** AMP, like Cortex, gives the namespace where Prometheus gives the path of the rules file. */
async function renameFiles(reply: Forwarded): Promise<Answer> {
  if (reply.status !== 200) {
    return reply;
  }
  const answer = JSON.parse((await collect(reply)).toString()) as { data?: { groups?: { file: string }[] } };
  answer.data?.groups?.forEach((group) => {
    group.file = decodeURIComponent(basename(group.file, '.yml'));
  });
  const { status, headers } = reply;
  return { raw: JSON.stringify(answer), status, headers };
}
