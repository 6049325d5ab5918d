import * as vscode from 'vscode';
import type { Connection } from '../../aws/connection.ts';
import type { Profile, ProfileList } from '../../aws/profiles.ts';
import type { EmptyCause } from '../../explorer/source.ts';
import type { Advice } from '../../trouble.ts';
import type { Bundles } from '../load.ts';
import { createNewest } from '../newest.ts';
import { readConnections, writeConnections } from '../settings.ts';

/** A profile with the regions looked at together. `profile` undefined: the default chain (environment). */
export interface ConfiguredConnection {
  profile: string | undefined;
  regions: readonly string[];
}

/** What was last seen of the credentials of a profile. */
export type CredentialState =
  { kind: 'unknown' } | { kind: 'good'; account: string; arn: string } | { kind: 'failed'; advice: Advice };

/** Which AWS accounts and regions are looked at. The first connection is the active one. */
export interface ConnectionStore extends vscode.Disposable {
  all(): readonly ConfiguredConnection[];
  /** The first profile in its first region; `undefined` when nothing is configured and nothing was found. */
  readonly active: Connection | undefined;
  readonly emptyCause: EmptyCause | undefined;
  /** Other connections than before, or in another order. */
  readonly onDidChange: vscode.Event<void>;
  /** Reads settings and AWS files again. The first read of files happens here, not when the extension starts. */
  load(): Promise<void>;
  /** What the AWS files offer, read now. */
  profiles(): Promise<ProfileList>;
  /** Connections left by `switchTo`, the last one first. */
  recent(): readonly ConfiguredConnection[];
  /** Makes it the active one, in the place of the one that was active; one that is shown already moves to the front. */
  switchTo(connection: ConfiguredConnection): Promise<void>;
  /** Shows it too. A profile that is shown already gets these regions as well. */
  add(connection: ConfiguredConnection): Promise<void>;
  remove(profile: string | undefined): Promise<void>;
  credentials(profile: string | undefined): CredentialState;
  report(profile: string | undefined, state: CredentialState): void;
  readonly onDidChangeCredentials: vscode.Event<void>;
}

const recentKey = 'adot.recentConnections';
const recentCount = 5;

/** Reads nothing but settings until `load` is called. `memento` keeps names of profiles and regions, nothing else. */
export function createConnections(bundles: Bundles, memento: vscode.Memento): ConnectionStore {
  const changed = new vscode.EventEmitter<void>();
  const credentialsChanged = new vscode.EventEmitter<void>();
  const credentials = new Map<string | undefined, CredentialState>();
  let shown: readonly ConfiguredConnection[] = readConfigured();
  let emptyCause: EmptyCause | undefined;

  const profiles = async (): Promise<ProfileList> => (await bundles.aws()).listProfiles();

  const adopt = (next: readonly ConfiguredConnection[], cause: EmptyCause | undefined): void => {
    const differs = JSON.stringify([shown, emptyCause]) !== JSON.stringify([next, cause]);
    shown = next;
    emptyCause = cause;
    if (differs) {
      changed.fire();
    }
  };

  const newest = createNewest();
  const load = (): Promise<void> =>
    newest(
      async (): Promise<Found> => {
        const configured = readConfigured();
        return configured.length > 0 ? { connections: configured } : detect(await profiles());
      },
      ({ connections, cause }) => adopt(connections, cause),
    );

  const save = async (next: readonly ConfiguredConnection[]): Promise<void> => {
    await writeConnections(next.map(({ profile, regions }) => ({ profile: profile ?? '', regions })));
    await load();
  };

  const recent = (): ConfiguredConnection[] =>
    memento
      .get<{ profile?: string; regions: string[] }[]>(recentKey, [])
      .map(({ profile, regions }) => ({ profile, regions }));

  const remember = async (
    left: ConfiguredConnection | undefined,
    now: ConfiguredConnection,
  ): Promise<void> => {
    const others = [...(left ? [left] : []), ...recent()].filter((one) => !isSame(one, now));
    const unique = others.filter((one, at) => others.findIndex((other) => isSame(other, one)) === at);
    await memento.update(recentKey, unique.slice(0, recentCount));
  };

  const listener = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('adot.connections')) {
      void load();
    }
  });

  return {
    all: () => shown,
    get active() {
      const [first] = shown;
      const region = first?.regions[0];
      return first && region !== undefined ? { profile: first.profile, region } : undefined;
    },
    get emptyCause() {
      return emptyCause;
    },
    onDidChange: changed.event,
    load,
    profiles,
    recent,
    switchTo: async (connection) => {
      await remember(shown[0], connection);
      const isShown = shown.some(({ profile }) => profile === connection.profile);
      const others = shown.filter(({ profile }, at) => profile !== connection.profile && (isShown || at > 0));
      await save([connection, ...others]);
    },
    add: async (connection) => {
      const known = shown.find(({ profile }) => profile === connection.profile);
      const merged = {
        profile: connection.profile,
        regions: [...new Set([...(known?.regions ?? []), ...connection.regions])],
      };
      await save(known ? shown.map((one) => (one === known ? merged : one)) : [...shown, merged]);
    },
    remove: async (profile) => save(shown.filter((one) => one.profile !== profile)),
    credentials: (profile) => credentials.get(profile) ?? { kind: 'unknown' },
    report: (profile, state) => {
      credentials.set(profile, state);
      credentialsChanged.fire();
    },
    onDidChangeCredentials: credentialsChanged.event,
    dispose: () => {
      listener.dispose();
      changed.dispose();
      credentialsChanged.dispose();
    },
  };
}

function readConfigured(): ConfiguredConnection[] {
  return readConnections().map(({ profile, regions }) => ({
    profile: profile === '' ? undefined : profile,
    regions,
  }));
}

interface Found {
  connections: readonly ConfiguredConnection[];
  cause?: EmptyCause;
}

/** What the AWS CLI would use: credentials of the environment, else AWS_PROFILE, else `default`. */
function detect({ profiles }: ProfileList): Found {
  const { AWS_PROFILE: named, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const usable = profiles.filter(({ kind }) => kind !== 'none');
  const found: Profile | undefined =
    (named ? undefined : profiles.find(({ name }) => name === undefined)) ??
    usable.find(({ name }) => name === (named || 'default')) ??
    // A profile that is alone needs no choosing.
    (usable.length === 1 ? usable[0] : undefined);
  if (!found) {
    return { connections: [], cause: usable.length === 0 ? 'noConfig' : 'noChoice' };
  }
  const region = AWS_REGION || AWS_DEFAULT_REGION || found.region;
  return region
    ? { connections: [{ profile: found.name, regions: [region] }] }
    : { connections: [], cause: 'noRegion' };
}

function isSame(a: ConfiguredConnection, b: ConfiguredConnection): boolean {
  return a.profile === b.profile && a.regions.join() === b.regions.join();
}
