import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Connection } from '../aws/connection.ts';
import type { Profile, ProfileList } from '../aws/profiles.ts';
import { Trouble } from '../trouble.ts';

/** Throws `Trouble` when the credentials of a connection would come from a program that may not run here. */
export async function refusePrograms(
  { profile }: Connection,
  listProfiles: () => Promise<ProfileList>,
): Promise<void> {
  if (vscode.workspace.isTrusted) {
    return;
  }
  const { profiles } = await listProfiles();
  const name = profile ?? (process.env['AWS_PROFILE'] || 'default');
  const program = sourcesOf(name, profiles).find(({ kind }) => kind === 'process');
  if (program) {
    throw new Trouble({
      code: 'untrusted',
      what: l10n.t('The profile {0} gets its credentials from a program.', program.name ?? ''),
      cause: l10n.t('Programs are not run in an untrusted workspace.'),
      todo: l10n.t('Trust the workspace, or switch to another connection.'),
      remedy: { kind: 'switchConnection' },
    });
  }
}

/** A profile and those that it assumes its role from. Ends where a circle closes. */
export function sourcesOf(name: string, profiles: readonly Profile[]): Profile[] {
  const chain: Profile[] = [];
  let next: string | undefined = name;
  while (next !== undefined) {
    const found = profiles.find((profile) => profile.name === next);
    if (!found || chain.includes(found)) {
      break;
    }
    chain.push(found);
    next = found.sourceProfile;
  }
  return chain;
}
