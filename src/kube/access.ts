import type { Agent } from 'node:http';
import type { RequestOptions } from 'node:https';
import type { Network } from '../aws/network.ts';
import type { Log } from '../log.ts';
import { createAgent, sameTls } from './agents.ts';
import type { Tls } from './agents.ts';
import { readContext } from './kubeconfig.ts';
import { createAuthorizer } from './kubeconfigAuth.ts';
import type { EksTarget, KubeTarget } from './model.ts';

export interface OpenOptions {
  network: Network;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** For KUBECONFIG and exec plugins (PATH above all). */
  env: NodeJS.ProcessEnv;
  /** False in an untrusted workspace: exec plugins are refused with a sentence that says why. */
  mayRunPrograms: boolean;
  /** Between 0 and 1: spreads tries again over time. Default: no spreading. */
  random?: () => number;
}

/** One cluster as one identity: where it is, and what each request must carry. */
export interface Access {
  name: string;
  server: URL;
  /** The namespace the context names. */
  namespace: string | undefined;
  /** Headers, `auth` and the pool. `refused`: what it gave before, to which the cluster said 401; get something new. */
  prepare(options: {
    signal?: AbortSignal | undefined;
    refused: RequestOptions | undefined;
  }): Promise<RequestOptions>;
  close(): void;
}

/** Reads what the target needs. Throws `Trouble` for a kubeconfig that cannot be used; nothing is sent or run yet. */
export function openAccess(target: KubeTarget, options: OpenOptions): Promise<Access> {
  return target.kind === 'eks'
    ? Promise.resolve(openEks(target, options))
    : openContext(target.context, target.kubeconfigPath, options);
}

function openEks(target: EksTarget, { network }: OpenOptions): Access {
  const server = new URL(target.server);
  const agent = createAgent(server, { tls: { ca: Buffer.from(target.caData, 'base64') }, network });
  return {
    name: target.name,
    server,
    namespace: undefined,
    prepare: async ({ refused }) => ({
      agent,
      headers: { authorization: `Bearer ${await target.token(refused !== undefined)}` },
    }),
    close: () => agent.destroy(),
  };
}

async function openContext(name: string, path: string | undefined, options: OpenOptions): Promise<Access> {
  const { network, env, mayRunPrograms } = options;
  const parts = await readContext(name, { path, env });
  const server = new URL(parts.cluster.server);
  const { proxyUrl } = parts.cluster;
  const authorizer = createAuthorizer(parts, { env, mayRunPrograms });
  let last: { tls: Tls; agent: Agent } | undefined;

  const agentFor = (request: RequestOptions): Agent => {
    const { ca, cert, key, servername, rejectUnauthorized, agent } = request;
    const tls = { ca, cert, key, servername, rejectUnauthorized };
    // client-node knows SOCKS; it keeps one agent for as long as it lives.
    if (proxyUrl?.startsWith('socks') && agent) {
      return agent as Agent;
    }
    if (!last || !sameTls(last.tls, tls)) {
      // Connections made with the old certificate end when they are done.
      last = { tls, agent: createAgent(server, { tls, network, proxyUrl }) };
    }
    return last.agent;
  };

  return {
    name,
    server,
    namespace: parts.context.namespace,
    prepare: async ({ signal, refused }) => {
      // client-go sends no credentials over plain HTTP (clientcmd, ClientConfig: only "if we are secure").
      const request =
        server.protocol === 'http:' ? {} : await authorizer({ signal, refused: refused?.headers });
      return {
        agent: agentFor(request),
        ...(request.headers && { headers: request.headers }),
        ...(typeof request.auth === 'string' && { auth: request.auth }),
      };
    },
    close: () => last?.agent.destroy(),
  };
}
