import { access } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Profile } from '../../aws/profiles.ts';
import { profileLabel } from '../../explorer/connectionNodes.ts';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { ConfiguredConnection } from './connections.ts';
import type { Deps } from '../deps.ts';
import { askRegions } from './regions.ts';

type Item = vscode.QuickPickItem & { choose?: () => Promise<ConfiguredConnection | undefined> };

/** Commands that change which accounts and regions are looked at. */
export function registerConnectionCommands(deps: Deps): vscode.Disposable {
  const { connections, guard, services } = deps;

  const change = async (
    connection: ConfiguredConnection | undefined,
    how: 'switchTo' | 'add',
  ): Promise<void> => {
    if (!connection) {
      return;
    }
    // Whatever was cached for this profile before is not to be used again.
    connections.report(connection.profile, { kind: 'unknown' });
    await connections[how](connection);
    services.forget(connection.profile);
  };

  return vscode.Disposable.from(
    guard.command('adot.connection.switch', async (node?: ExplorerNode) => {
      const clicked = node?.data.kind === 'connection' ? node.data : undefined;
      await change(clicked ?? (await pickConnection(deps, l10n.t('Switch Connection'))), 'switchTo');
    }),
    guard.command('adot.connection.add', async () => {
      await change(await pickConnection(deps, l10n.t('Add Connection')), 'add');
    }),
    guard.command('adot.connection.remove', async (node?: ExplorerNode) => {
      const profile = await connectionOf(deps, node);
      if (profile) {
        await connections.remove(profile.profile);
      }
    }),
    guard.command('adot.connection.openConfig', async () => {
      const { configPath } = await connections.profiles();
      await openOrBegin(configPath);
    }),
  );
}

async function connectionOf(
  { ask, connections }: Deps,
  node: ExplorerNode | undefined,
): Promise<ConfiguredConnection | undefined> {
  if (node?.data.kind === 'connection') {
    return node.data;
  }
  const picked = await ask.pick(
    connections.all().map((connection) => ({
      label: profileLabel(connection.profile),
      description: connection.regions.join(', '),
      connection,
    })),
    { title: l10n.t('Remove Connection'), placeHolder: l10n.t('Nothing in AWS changes') },
  );
  return picked?.connection;
}

/** A profile, then its regions; a connection used before needs one step only. */
async function pickConnection(deps: Deps, title: string): Promise<ConfiguredConnection | undefined> {
  const { ask, connections } = deps;
  const picked = await ask.pick<Item>(connectionItems(deps, title), {
    title,
    placeHolder: l10n.t('Profile from the AWS config and credentials files'),
    matchOnDetail: true,
  });
  if (!picked) {
    return undefined;
  }
  if (!picked.choose) {
    await openOrBegin((await connections.profiles()).configPath);
    return undefined;
  }
  return picked.choose();
}

async function connectionItems({ ask, connections }: Deps, title: string): Promise<Item[]> {
  const { profiles, problems } = await connections.profiles();
  const recent = connections.recent();
  const chooseRegions = async ({ name, region }: Profile): Promise<ConfiguredConnection | undefined> => {
    const shown = connections.all().find(({ profile }) => profile === name);
    const chosen = shown?.regions ?? (region === undefined ? [] : [region]);
    const regions = await askRegions(ask, { title: `${title}: ${profileLabel(name)}`, chosen });
    return regions && { profile: name, regions };
  };
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(recent.length === 0 ? [] : [separator(l10n.t('recently used'))]),
    ...recent.map((connection) => ({
      label: `$(history) ${profileLabel(connection.profile)}`,
      description: connection.regions.join(', '),
      choose: () => Promise.resolve(connection),
    })),
    separator(l10n.t('profiles')),
    ...profiles
      .filter(({ kind }) => kind !== 'none')
      .map((profile) => ({
        label: `$(account) ${profileLabel(profile.name)}`,
        description: [describeKind(profile), profile.region].filter((part) => part !== undefined).join(' · '),
        ...detailOf(profile, problems),
        choose: () => chooseRegions(profile),
      })),
    separator(''),
    { label: l10n.t('$(gear) Open the AWS Config File') },
  ];
}

function detailOf(
  { name }: Profile,
  problems: readonly { profile?: string; message: string }[],
): { detail?: string } {
  const problem = problems.find(({ profile }) => profile !== undefined && profile === name);
  return problem ? { detail: `$(warning) ${problem.message}` } : {};
}

/** How a profile comes to its credentials, in words. */
export function describeKind({ kind, ssoSession, roleArn, sourceProfile, mfaSerial }: Profile): string {
  switch (kind) {
    case 'static':
      return l10n.t('access key');
    case 'sso':
      return ssoSession === undefined
        ? l10n.t('IAM Identity Center')
        : l10n.t('IAM Identity Center: {0}', ssoSession);
    case 'role': {
      const role = roleArn?.split('/').at(-1) ?? '';
      const source = sourceProfile ?? '';
      return mfaSerial === undefined
        ? l10n.t('role {0} via {1}', role, source)
        : l10n.t('role {0} via {1}, with MFA', role, source);
    }
    case 'process':
      return l10n.t('credential process');
    case 'webIdentity':
      return l10n.t('web identity');
    case 'login':
      return l10n.t('console sign-in (aws login)');
    case 'environment':
      return l10n.t('environment variables');
    case 'none':
      return l10n.t('no credentials');
  }
}

/** Opens a file; one that is not there yet as a new one, which saving creates. */
async function openOrBegin(path: string): Promise<void> {
  const file = vscode.Uri.file(path);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  await vscode.window.showTextDocument(isThere ? file : file.with({ scheme: 'untitled' }));
}
