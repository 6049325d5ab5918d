import { mkdir } from 'node:fs/promises';
import { Faults } from '../faults.ts';
import type { LabSize } from '../names.ts';
import { account, region } from '../names.ts';
import { Requests } from '../requests.ts';
import type { Stores } from '../data/stores.ts';
import { startAps } from './aps.ts';
import { startCloudWatch } from './cloudwatch.ts';
import { startEks } from './eks.ts';
import { verifyEksToken } from './eksToken.ts';
import { startGrafana } from './grafana.ts';
import { Identities } from './identities.ts';
import type { Identity } from './identities.ts';
import type { People } from './people.ts';
import { makePeople } from './people.ts';
import { steady } from './phase.ts';
import type { Endpoints } from './profiles.ts';
import { removeLoginToken, writeLoginToken, writeProfiles, writeSsoToken } from './profiles.ts';
import type { Shared } from './service.ts';
import { fill } from './sets.ts';
import { SsoTokens, startSso } from './sso.ts';
import { State } from './state.ts';
import type { Timing } from './state.ts';
import { startSts } from './sts.ts';

export type { Timing } from './state.ts';

export interface AwsOptions {
  size?: LabSize;
  /** A folder that becomes somebody's home, with ~/.aws in it. Without it there are no files, only keys. */
  home?: string | undefined;
  timing?: Partial<Timing> | undefined;
  faults?: Faults;
  requests?: Requests;
  log?: (text: string) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** With it every service also listens behind this certificate. */
  tls?: { key: string; cert: string };
}

/** The AWS control planes, running. */
export interface AwsPart {
  endpoints: Endpoints;
  state: State;
  identities: Identities;
  people: People;
  timing: Timing;
  faults: Faults;
  requests: Requests;
  shared: Shared;
  /** Tells the services what starts after them: the data plane, the API server of the recipe's cluster. */
  connect(parts: {
    gatewayUrl?: string;
    server?: { url: string; caPem: string };
    stores?: Pick<Stores, 'open'> | undefined;
  }): void;
  /** Ends whatever the workspace is going through: it is ACTIVE, or what `code` says. */
  settle(workspaceId: string, code?: string): void;
  /** What a person does with `aws sso login` or `aws login`; needs `home`. */
  signIn(profile: 'lab-expired' | 'lab-login'): Promise<void>;
  /** The sign-in expires. */
  signOut(profile: 'lab-expired' | 'lab-login'): Promise<void>;
  /** Who signed an EKS token for that cluster. */
  verifyEksToken(token: string, clusterName: string): Promise<Identity | undefined>;
  stop(): Promise<void>;
}

const patient: Timing = { createMs: 6000, updateMs: 2000, deleteMs: 4000 };

/** Starts aps, grafana, eks, sts and sso on free loopback ports; usable alone, in a few milliseconds. */
export async function startAws(options: AwsOptions = {}): Promise<AwsPart> {
  const now = options.now ?? Date.now;
  const { faults = new Faults(), requests = new Requests(), log = () => undefined, home } = options;
  const identities = new Identities();
  const shared: Shared = { identities, faults, requests, log, now, tls: options.tls };
  const state = new State();
  fill(state, options.size ?? 'small', now());
  const people = makePeople(identities, now());
  const roles = Object.values(people.roles);
  const tokens = new SsoTokens();
  const timing = { ...patient, ...options.timing };
  let gatewayUrl = 'http://127.0.0.1:1';
  let stores: Pick<Stores, 'open'> | undefined;
  const services = await Promise.all([
    startAps({ state, timing, gatewayUrl: () => gatewayUrl }, shared),
    startGrafana(state, shared),
    startEks(state, shared),
    startSts(roles, shared),
    startSso(tokens, roles, shared),
    startCloudWatch({ stores: () => stores }, shared),
  ]);
  const [aps, grafana, eks, sts, sso, cloudwatch] = services;
  const endpoints = {
    aps: aps.url,
    grafana: grafana.url,
    eks: eks.url,
    sts: sts.url,
    sso: sso.url,
    cloudwatch: cloudwatch.url,
    apsTls: aps.tlsUrl,
  };
  const needHome = (): string => {
    if (home === undefined) {
      throw new Error('this lab was started without a home');
    }
    return home;
  };
  if (home !== undefined) {
    await mkdir(home, { recursive: true });
    await writeProfiles(home, people, endpoints);
  }
  return {
    endpoints,
    state,
    identities,
    people,
    timing,
    faults,
    requests,
    shared,
    connect(parts) {
      gatewayUrl = parts.gatewayUrl ?? gatewayUrl;
      stores = parts.stores ?? stores;
      const cluster = [...state.region(account, region).clusters.values()][0];
      if (cluster && parts.server) {
        cluster.server = parts.server;
      }
    },
    settle(workspaceId, code = 'ACTIVE') {
      const found = state.findWorkspace(workspaceId, now());
      if (!found) {
        throw new Error(`there is no workspace ${workspaceId}`);
      }
      found.workspace.phase = steady(code);
    },
    async signIn(profile) {
      if (profile === 'lab-expired') {
        const endsAt = now() + 8 * 3600_000;
        await writeSsoToken(needHome(), tokens.issue(endsAt), endsAt);
      } else {
        await writeLoginToken(
          needHome(),
          identities.addSession(people.roles.signedIn, 'lab', now() + 12 * 3600_000),
        );
      }
    },
    async signOut(profile) {
      if (profile === 'lab-expired') {
        await writeSsoToken(needHome(), 'an-old-token', now() - 3600_000);
      } else {
        await removeLoginToken(needHome());
      }
    },
    verifyEksToken: (token, clusterName) => verifyEksToken(token, clusterName, identities, now()),
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}
