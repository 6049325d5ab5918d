import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AdotVersion } from '../../otel/adotVersions.ts';
import type { Ask } from '../ask.ts';
import { writeAdotVersion } from '../settings.ts';
import type { VersionChoice } from './versionChoice.ts';

interface VersionDeps {
  ask: Ask;
  versions: VersionChoice;
  releases: readonly AdotVersion[];
}

/** "ADOT: Choose ADOT Version": for one file, or for all in the workspace that name none. */
export async function chooseVersion(
  { ask, versions, releases }: VersionDeps,
  document: vscode.TextDocument,
): Promise<void> {
  const title = l10n.t('Choose ADOT Version');
  const chosen = versions.of(document.uri);
  const own: vscode.QuickPickItem & { version?: string } = {
    label: l10n.t('What the file says'),
    iconPath: new vscode.ThemeIcon(chosen === undefined ? 'check' : 'file-code'),
    detail: l10n.t(
      'The image tag in the file or of the workload that mounts it, else the setting, else the newest release.',
    ),
  };
  const items = releases.map(({ version, upstream, date }) => releaseItem(version, upstream, date, chosen));
  const picked = await ask.pick<vscode.QuickPickItem & { version?: string }>([own, ...items], {
    title,
    placeHolder: l10n.t('Release of ADOT to check against'),
  });
  if (!picked) {
    return;
  }
  if (picked.version === undefined) {
    await versions.choose(document.uri, undefined);
    return;
  }
  const scope = await ask.pick(scopes(), { title, placeHolder: l10n.t('For which files?') });
  if (scope?.id === 'file') {
    await versions.choose(document.uri, picked.version);
  } else if (scope?.id === 'workspace') {
    await writeAdotVersion(picked.version);
  }
}

/** A release to pick: its own number says nothing about the upstream one, so both are shown. */
export function releaseItem(
  version: string,
  upstream: string,
  date: string,
  current: string | undefined,
): vscode.QuickPickItem & { version: string } {
  return {
    version,
    label: `v${version}`,
    description: l10n.t('collector {0} · {1}', upstream, date),
    ...(version === current && { iconPath: new vscode.ThemeIcon('check') }),
  };
}

function scopes(): (vscode.QuickPickItem & { id: 'file' | 'workspace' })[] {
  return [
    {
      id: 'file',
      label: `$(file) ${l10n.t('Just this file')}`,
      detail: l10n.t('Whatever its image tag says.'),
    },
    {
      id: 'workspace',
      label: `$(folder) ${l10n.t('Every file that names no release')}`,
      detail: l10n.t('Kept in the setting adot.yaml.adotVersion.'),
    },
  ];
}
