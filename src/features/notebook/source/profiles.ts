import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Connection } from '../../../aws/connection.ts';
import type { Datasource } from '../../../notebook/model.ts';
import { Trouble } from '../../../trouble.ts';
import type { Deps } from '../../deps.ts';
import { allWorkspaces } from '../../workspaces/allWorkspaces.ts';

/** Whose credentials the queries of a notebook are signed with. */
export interface Profiles {
  /** The profile for a data source of AWS: the one remembered, one that fits, or the one that a person picks. `undefined` when cancelled. */
  find(datasource: AwsDatasource): Promise<Connection | undefined>;
  /** The same without a question. */
  known(datasource: AwsDatasource): Promise<Connection | undefined>;
  remember(datasource: Datasource, profile: string | undefined): Promise<void>;
  forget(): Promise<void>;
}

export type AwsDatasource = Exclude<Datasource, { kind: 'url' }> | { kind: 'endpoint'; region: string };

const key = 'adot.notebookProfiles';
/** In the memento the default chain is a profile without a name. */
const environment = '';

type ProfileDeps = Pick<Deps, 'ask' | 'bundles' | 'connections' | 'log' | 'services'>;

/** `memento` keeps names of profiles by account and region, nothing else. */
export function createProfiles(deps: ProfileDeps, memento: vscode.Memento): Profiles {
  const { ask, connections } = deps;
  const remembered = (): Readonly<Record<string, string>> => memento.get(key, {});

  const remember: Profiles['remember'] = async (datasource, profile) => {
    if (datasource.kind !== 'url') {
      await memento.update(key, { ...remembered(), [placeOf(datasource)]: profile ?? environment });
    }
  };

  const pick = async (datasource: AwsDatasource): Promise<Connection | undefined> => {
    const { region } = datasource;
    const { profiles } = await connections.profiles();
    const names = [
      ...new Set([...connections.all().map(({ profile }) => profile), ...profiles.map((one) => one.name)]),
    ];
    const items = names.map((profile) => ({
      label: profile ?? l10n.t('environment'),
      profile,
    }));
    const picked = await ask.pick(items, {
      title: l10n.t('Profile for {0}', placeOf(datasource).replace('/', ' · ')),
      placeHolder: l10n.t('Whose credentials sign the queries?'),
      ignoreFocusOut: true,
    });
    if (!picked) {
      return undefined;
    }
    await remember(datasource as Datasource, picked.profile);
    return { profile: picked.profile, region };
  };

  const known: Profiles['known'] = async (datasource) => {
    const { region } = datasource;
    const name = remembered()[placeOf(datasource)];
    if (name !== undefined) {
      return { profile: name === environment ? undefined : name, region };
    }
    if (connections.all().length === 0) {
      await connections.load();
    }
    return fitting(deps, datasource);
  };

  return {
    find: async (datasource) => (await known(datasource)) ?? pick(datasource),
    known,
    remember,
    forget: async () => {
      await memento.update(key, undefined);
    },
  };
}

/** A workspace belongs to an account; everything else only has a region. */
function placeOf(datasource: AwsDatasource): string {
  return datasource.kind === 'workspace' ? `${datasource.account}/${datasource.region}` : datasource.region;
}

/** The connection that fits: for a workspace one of its account, for an alias the one that has it, else the only one of the region. */
async function fitting(deps: ProfileDeps, datasource: AwsDatasource): Promise<Connection | undefined> {
  const { region } = datasource;
  const all = deps.connections.all();
  const near = all.filter(({ regions }) => regions.includes(region));
  if (datasource.kind !== 'workspace') {
    const [only] = near.length > 0 ? near : all;
    if (only && (near.length === 1 || all.length === 1)) {
      return { profile: only.profile, region };
    }
    return datasource.kind === 'alias' ? onlyOwner(deps, datasource, near) : undefined;
  }
  for (const { profile } of [...near, ...all.filter((one) => !near.includes(one))]) {
    if ((await accountOf(deps, { profile, region })) === datasource.account) {
      return { profile, region };
    }
  }
  return undefined;
}

/** Of several connections the one whose account has a workspace of that alias; a connection that cannot be asked has none. */
async function onlyOwner(
  deps: ProfileDeps,
  { alias, region }: Extract<AwsDatasource, { kind: 'alias' }>,
  near: readonly { profile: string | undefined }[],
): Promise<Connection | undefined> {
  const owners = await Promise.all(
    near.map(async ({ profile }) => {
      const connection = { profile, region };
      try {
        const workspaces = await allWorkspaces(deps, connection);
        return workspaces.some((workspace) => workspace.alias === alias) ? [connection] : [];
      } catch (error) {
        deps.log.info(
          `Whether ${profile ?? 'the environment'} has ${alias} cannot be told: ${String(error)}`,
        );
        return [];
      }
    }),
  );
  const [owner, ...others] = owners.flat();
  return others.length === 0 ? owner : undefined;
}

async function accountOf(
  { bundles, connections, log, services }: ProfileDeps,
  connection: Connection,
): Promise<string | undefined> {
  const { profile } = connection;
  const state = connections.credentials(profile);
  if (state.kind === 'good') {
    return state.account;
  }
  try {
    const { whoAmI } = await bundles.sts();
    const { account, arn } = await whoAmI(await services.session(connection));
    connections.report(profile, { kind: 'good', account, arn });
    return account;
  } catch (error) {
    log.info(`Whose account ${profile ?? 'the environment'} is cannot be told: ${String(error)}`);
    return undefined;
  }
}

/** Thrown when a person closed the question for a profile. */
export function noProfile(): Trouble {
  return new Trouble({
    code: 'noProfile',
    what: l10n.t('No profile was chosen for this data source.'),
    todo: l10n.t('Run the query again and choose one.'),
    remedy: { kind: 'switchConnection' },
  });
}
