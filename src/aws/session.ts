import type { AmpClient } from '@aws-sdk/client-amp';
import type { EKSClient } from '@aws-sdk/client-eks';
import type { GrafanaClient } from '@aws-sdk/client-grafana';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider, Pluggable, RetryStrategyV2 } from '@smithy/types';
import type { Send } from '../http.ts';
import type { Log } from '../log.ts';
import { readAwsFiles } from './awsFiles.ts';
import type { AwsFiles } from './awsFiles.ts';
import type { Connection } from './connection.ts';
import { createCredentials } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { createBundleReader, readEnv } from './credentialsSources.ts';
import { findEndpoint } from './endpoints.ts';
import { fingerprint, hash } from './fingerprint.ts';
import type { ServiceId } from './endpoints.ts';
import { cloudWatchUrl } from './links.ts';
import { createRequestHandler } from './network.ts';
import type { Network, RequestHandler } from './network.ts';
import { sourcesOf } from './profilesRules.ts';
import { createSend } from './send.ts';
import { createSignedSend } from './signedSend.ts';
import type { SignedService } from './signedSend.ts';
import { watchRequests, watchRetries } from './watch.ts';
import type { Watch } from './watch.ts';

export interface AwsOptions {
  log: Log;
  /** As it is now: a change takes effect at the next `session`. */
  network: () => Network;
  /** The code of the MFA device; `undefined` when the person cancelled. */
  askMfa: (serial: string) => Promise<string | undefined>;
  /** Milliseconds since 1970, for the end of credentials. */
  now: () => number;
  /** `process.env` when not given; the SDK's own default chain reads that in any case. */
  env?: NodeJS.ProcessEnv;
  /** A call is being repeated after throttling or a failure: words for a status line. */
  onRetry?: (text: string) => void;
}

/** Makes sessions and keeps them as long as their identity is the same. */
export interface Aws {
  /**
   * Clients for the profile as its files say it *now*: ask for each piece of work, keep none. The same object comes back until the
   * profile, its sources, the network or `forget` changed something. Throws Trouble when what the files say cannot be used.
   */
  session(connection: Connection): Promise<AwsSession>;
  /** Drops cached credentials of a profile and of those built on it, or of all; the next session resolves them anew. */
  forget(profile?: string): void;
  /** Closes all connections. */
  dispose(): void;
}

/** One identity in one region. */
export interface AwsSession {
  readonly connection: Connection;
  /** Differs whenever the credentials may: a key for caches of what was read with them. Holds no secret. */
  readonly identity: string;
  /** Has the credentials, unless it has them already. Throws what keeps them from being had. */
  authenticate(): Promise<void>;
  /**
   * The session's client of a service, made when it is first asked for. The SDK's class comes from the one file here that calls the
   * service: so nothing loads the others. Throws Trouble when the service's configured endpoint is no URL.
   */
  client<C extends Client>(service: ClientService, make: (config: ClientConfig) => C): C;
  /** Signs what it sends as this identity: only for hosts of AWS, and those that it gave as an endpoint. See `createSignedSend`. */
  signed(service: SignedService): Send;
  /** What `/api/v1/…` is put behind for CloudWatch's PromQL. Throws Trouble when the configured endpoint is no URL. */
  cloudWatchUrl(): string;
}

export type Client = AmpClient | GrafanaClient | EKSClient | STSClient;

export type ClientService = Extract<ServiceId, 'amp' | 'grafana' | 'eks' | 'sts'>;

/** What every client is made with. */
export interface ClientConfig {
  region: string;
  profile: string;
  credentials: AwsCredentialIdentityProvider;
  requestHandler: RequestHandler;
  maxAttempts: number;
  endpoint?: string;
  ignoreConfiguredEndpointUrls?: boolean;
}

/** How people call the services, and how IAM's actions do before their colon. */
const names: Readonly<Record<ClientService, { service: string; iamPrefix: string }>> = {
  amp: { service: 'AMP', iamPrefix: 'aps' },
  grafana: { service: 'Amazon Managed Grafana', iamPrefix: 'grafana' },
  eks: { service: 'EKS', iamPrefix: 'eks' },
  sts: { service: 'STS', iamPrefix: 'sts' },
};

/** How requests leave by one network: the SDK's, and those that we make ourselves. */
interface Way {
  handler: RequestHandler;
  send: Send;
}

/** What the sessions of one profile share, over all its regions. */
interface Account extends Way {
  key: string;
  serial: number;
  credentials: Credentials;
  /** Profiles and sso-sessions that the credentials come from. */
  sources: readonly string[];
  sessions: Map<string, AwsSession>;
}

/** See `Aws`. Reads nothing before the first session. */
export function createAws(options: AwsOptions): Aws {
  const { log, network, now, askMfa } = options;
  const env = options.env ?? readEnv();
  const accounts = new Map<string | undefined, Account>();
  const ways = new Map<string, Way>();
  const digests = new WeakMap<readonly string[], string>();
  const addBundles = createBundleReader();
  let serial = 0;

  /** All authorities of a system are a few hundred kilobytes: too much to look at for each session. */
  const keyOf = ({ caPem, ...rest }: Network): string => {
    const digest = digests.get(caPem) ?? hash(caPem);
    digests.set(caPem, digest);
    return JSON.stringify([rest, digest]);
  };

  const wayFor = (whole: Network, key: string): Way => {
    const way = ways.get(key) ?? {
      handler: createRequestHandler(whole, log),
      send: createSend(whole, log),
    };
    ways.set(key, way);
    return way;
  };

  const accountFor = async ({ profile, region }: Connection, files: AwsFiles): Promise<Account> => {
    const name = profile ?? (env.AWS_PROFILE || 'default');
    const whole = await addBundles(network(), { section: files.profiles[name] ?? {}, env });
    const networkKey = keyOf(whole);
    const key = fingerprint(profile, { name, files, env, networkKey });
    const known = accounts.get(profile);
    if (known?.key === key) {
      return known;
    }
    const { handler, send } = wayFor(whole, networkKey);
    const account: Account = {
      key,
      serial: serial++,
      ...{ handler, send },
      credentials: createCredentials({ profile, region, files, env, handler, log, askMfa, now }),
      sources: sourcesOf(name, files).flatMap((source) => [
        source,
        files.profiles[source]?.sso_session ?? source,
      ]),
      sessions: new Map(),
    };
    accounts.set(profile, account);
    return account;
  };

  return {
    session: async (connection) => {
      const files = await readAwsFiles(env);
      const account = await accountFor(connection, files);
      const session =
        account.sessions.get(connection.region) ?? openSession(connection, { account, files, env, options });
      account.sessions.set(connection.region, session);
      return session;
    },
    forget: (profile) => {
      for (const [name, { sources }] of accounts) {
        if (profile === undefined || sources.includes(profile) || sharesSession(profile, sources, accounts)) {
          accounts.delete(name);
        }
      }
    },
    dispose: () => {
      accounts.clear();
      ways.forEach(({ handler }) => handler.destroy());
      ways.clear();
    },
  };
}

/** Whether the profile is signed in to through the same sso-session as one of the sources. */
function sharesSession(
  profile: string,
  sources: readonly string[],
  accounts: ReadonlyMap<string | undefined, Account>,
): boolean {
  return accounts.get(profile)?.sources.some((source) => sources.includes(source)) ?? false;
}

function openSession(
  connection: Connection,
  {
    account,
    files,
    env,
    options,
  }: { account: Account; files: AwsFiles; env: NodeJS.ProcessEnv; options: AwsOptions },
): AwsSession {
  const { profile, region } = connection;
  const { log, now, onRetry } = options;
  const { credentials, handler, send } = account;
  const name = profile ?? (env.AWS_PROFILE || 'default');
  const maxAttempts = Number(env.AWS_MAX_ATTEMPTS || files.profiles[name]?.max_attempts) || 5;

  const configFor = (service: ClientService): ClientConfig => {
    const endpoint = findEndpoint(service, { profile: name, files, env });
    return {
      region,
      profile: name,
      // Marked, or each client would keep a copy of its own beyond `forget`.
      credentials: Object.assign(() => credentials.provide(), { memoized: true }),
      requestHandler: handler,
      maxAttempts,
      ...(endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint }),
    };
  };
  const watched = <C extends Client>(client: C, service: ClientService): C => {
    const watch: Watch = { log, onRetry, ...names[service], credentials, files };
    // Each client types its stack by its own commands; these parts fit any.
    const stack = client.middlewareStack as unknown as {
      use(plugin: Pluggable<object, object>): void;
      remove(name: string): boolean;
    };
    // It makes a copy of each answer for a log that nobody keeps: a quarter of the time that a long list takes.
    stack.remove('loggerMiddleware');
    stack.use(watchRequests(watch));
    const { config } = client;
    const strategy = config.retryStrategy;
    config.retryStrategy = async () =>
      watchRetries((await strategy()) as RetryStrategyV2, { maxAttempts, watch });
    return client;
  };

  const made = new Map<ClientService, Client>();
  const signed = new Map<SignedService, Send>();
  return {
    connection,
    identity: `${profile ?? ''}@${region}#${account.serial}`,
    authenticate: async () => {
      await credentials.provide();
    },
    client: <C extends Client>(service: ClientService, make: (config: ClientConfig) => C): C => {
      const client = (made.get(service) as C | undefined) ?? watched(make(configFor(service)), service);
      made.set(service, client);
      return client;
    },
    signed: (service) => {
      const signing = { service, connection, credentials, files, log, now };
      const known = signed.get(service) ?? createSignedSend(send, signing);
      signed.set(service, known);
      return known;
    },
    cloudWatchUrl: () =>
      (findEndpoint('cloudwatch', { profile: name, files, env }) ?? cloudWatchUrl(region)).replace(
        /\/+$/,
        '',
      ),
  };
}
