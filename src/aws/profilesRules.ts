import * as l10n from '@vscode/l10n';
import type { AwsFiles, Section } from './awsFiles.ts';

/** How a profile comes to its credentials. `none`: it has none, only settings such as a region. */
export type ProfileKind =
  'static' | 'sso' | 'role' | 'process' | 'webIdentity' | 'login' | 'environment' | 'none';

/** In the SDK's own order of precedence. */
export function kindOf(section: Section): ProfileKind {
  if (section.role_arn && Boolean(section.source_profile) !== Boolean(section.credential_source)) {
    return 'role';
  }
  if (hasKeys(section)) {
    return 'static';
  }
  if (section.role_arn && section.web_identity_token_file) {
    return 'webIdentity';
  }
  if (section.credential_process) {
    return 'process';
  }
  if (section.sso_session || section.sso_start_url || section.sso_account_id) {
    return 'sso';
  }
  return section.login_session ? 'login' : 'none';
}

/** The profiles that this one takes its credentials from, itself first. Ends where a circle closes. */
export function sourcesOf(name: string, { profiles }: AwsFiles): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = name; next !== undefined && !chain.includes(next);) {
    chain.push(next);
    const section: Section = profiles[next] ?? {};
    // Keys in a source are used as they are, whatever else it says.
    const isLast = kindOf(section) !== 'role' || (chain.length > 1 && hasKeys(section));
    next = isLast ? undefined : section.source_profile;
  }
  return chain;
}

/** Something a profile says that cannot be. */
export interface ProfileProblem {
  /** The setting to point at. */
  key: string;
  message: string;
  /** Whether it keeps the profile from working. */
  isFatal: boolean;
}

/** What is wrong with a profile though every line of it can be read. */
export function checkProfile(name: string, files: AwsFiles): ProfileProblem[] {
  const section = files.profiles[name] ?? {};
  const { role_arn: role, source_profile: source, credential_source: credentialSource } = section;
  const { sso_session: session, services, region } = section;
  const found: ProfileProblem[] = [];
  // A connection brings its own region, so that a wrong one here does not matter to it.
  const tell = (key: string, message: string): unknown =>
    found.push({ key, message, isFatal: key !== 'region' });
  if (source !== undefined && files.profiles[source] === undefined) {
    tell('source_profile', l10n.t('Profile "{0}" builds on "{1}", which does not exist.', name, source));
  }
  if (role !== undefined && source !== undefined && credentialSource !== undefined) {
    tell(
      'credential_source',
      l10n.t('Profile "{0}" has both source_profile and credential_source; only one is allowed.', name),
    );
  }
  if (role !== undefined && kindOf(section) === 'none') {
    tell(
      'role_arn',
      l10n.t(
        'Profile "{0}" has a role_arn, but no source_profile, credential_source or web_identity_token_file to assume it with.',
        name,
      ),
    );
  }
  if (isCircle(name, files)) {
    tell('source_profile', l10n.t('Profile "{0}" builds on itself through its source_profile.', name));
  }
  if (session !== undefined && files.ssoSessions[session] === undefined) {
    tell(
      'sso_session',
      l10n.t('Profile "{0}" names the sso-session "{1}", which does not exist.', name, session),
    );
  }
  if (services !== undefined && files.services[services] === undefined) {
    tell(
      'services',
      l10n.t('Profile "{0}" names the services section "{1}", which does not exist.', name, services),
    );
  }
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    tell('region', l10n.t('Profile "{0}" has the region "{1}", which is not an AWS region.', name, region));
  }
  for (const key of ['aws_access_key_id', 'aws_secret_access_key']) {
    const other = key === 'aws_access_key_id' ? 'aws_secret_access_key' : 'aws_access_key_id';
    if (section[key] !== undefined && section[other] === undefined) {
      tell(key, l10n.t('Profile "{0}" has {1} without {2}.', name, key, other));
    }
  }
  return found;
}

/** A role may name its own profile as the source when that holds keys too: then the keys are used. */
function isCircle(name: string, files: AwsFiles): boolean {
  const section = files.profiles[sourcesOf(name, files).at(-1) ?? name] ?? {};
  const { source_profile: source } = section;
  return kindOf(section) === 'role' && source !== undefined && source in files.profiles && !hasKeys(section);
}

function hasKeys(section: Section): boolean {
  return Boolean(section.aws_access_key_id && section.aws_secret_access_key);
}
