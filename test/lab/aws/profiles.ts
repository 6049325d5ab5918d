import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { account, otherRegion, region } from '../names.ts';
import type { Identity } from './identities.ts';
import type { People } from './people.ts';

/** The addresses that the profiles name. */
export interface Endpoints {
  aps: string;
  grafana: string;
  eks: string;
  sts: string;
  sso: string;
  cloudwatch: string;
  /** AMP behind a certificate that nobody trusts. */
  apsTls?: string | undefined;
}

/** What each profile of the lab is for; also what the lab tells a curious person. */
export const profiles = {
  lab: 'an administrator with static keys',
  'lab-other': 'an administrator of another account, with other workspaces',
  'lab-readonly': 'may read, may change nothing',
  'lab-role': 'a role with an MFA prompt (the code is 123456)',
  'lab-deployer': 'a role without MFA',
  'lab-process': 'credential_process',
  'lab-web': 'a role by web identity token',
  'lab-expired': 'IAM Identity Center, the sign-in has expired: aws sso login --profile lab-expired mends it',
  'lab-login': 'aws login, nobody has signed in: aws login --profile lab-login mends it',
  'lab-stale': 'temporary keys that AWS says have expired',
  'lab-denied': 'every call is denied (403)',
  'lab-nodns': 'a region without AMP: its host name does not resolve',
  'lab-down': 'nothing listens at its address',
  'lab-tls': 'a server whose certificate authority nobody knows',
  'lab-broken': 'its source_profile does not exist',
} as const;

export type ProfileName = keyof typeof profiles;

export const ssoSession = 'lab-sso';

/** Writes ~/.aws of `home`: config, credentials, and the caches of people who have signed in. */
export async function writeProfiles(home: string, people: People, endpoints: Endpoints): Promise<void> {
  const folder = join(home, '.aws');
  await mkdir(join(folder, 'sso', 'cache'), { recursive: true });
  await mkdir(join(folder, 'login', 'cache'), { recursive: true });
  const tokenFile = join(folder, 'web-identity-token');
  const processFile = join(folder, 'credential-process.mjs');
  await Promise.all([
    writeSecret(join(folder, 'credentials'), credentials(people)),
    writeSecret(join(folder, 'config'), config(people, endpoints, { tokenFile, processFile })),
    writeSecret(tokenFile, people.roles.web.webIdentityToken ?? ''),
    writeSecret(processFile, credentialProcess(people.process)),
    writeSsoToken(home, 'an-old-token', Date.now() - 3600_000),
  ]);
}

function credentials({ admin, other, reader, denied, stale }: People): string {
  return [
    section('lab', keysOf(admin)),
    section('lab-other', keysOf(other)),
    section('lab-readonly', keysOf(reader)),
    section('lab-denied', keysOf(denied)),
    section('lab-stale', keysOf(stale)),
  ].join('\n');
}

function config(
  { roles }: People,
  endpoints: Endpoints,
  { tokenFile, processFile }: { tokenFile: string; processFile: string },
): string {
  const here = { region, services: 'lab' };
  const source = { source_profile: 'lab' };
  return [
    section('profile lab', here),
    section('profile lab-other', here),
    section('profile lab-readonly', here),
    section('profile lab-denied', here),
    section('profile lab-stale', here),
    section('profile lab-role', {
      ...here,
      ...source,
      role_arn: roles.operator.arn,
      mfa_serial: roles.operator.mfaSerial ?? '',
    }),
    section('profile lab-deployer', { ...here, ...source, role_arn: roles.deployer.arn }),
    section('profile lab-process', {
      ...here,
      credential_process: `"${process.execPath}" "${processFile}"`,
    }),
    section('profile lab-web', { ...here, role_arn: roles.web.arn, web_identity_token_file: tokenFile }),
    section('profile lab-expired', {
      ...here,
      sso_session: ssoSession,
      sso_account_id: account,
      sso_role_name: roles.signedIn.permissionSet ?? '',
    }),
    section(`sso-session ${ssoSession}`, {
      sso_start_url: 'https://lab.awsapps.com/start',
      sso_region: region,
      sso_registration_scopes: 'sso:account:access',
    }),
    section('profile lab-login', { ...here, login_session: loginSession }),
    section('profile lab-nodns', {
      region: otherRegion,
      ...source,
      role_arn: roles.deployer.arn,
      services: 'nodns',
    }),
    section('profile lab-down', { region, ...source, role_arn: roles.deployer.arn, services: 'down' }),
    section('profile lab-tls', { region, ...source, role_arn: roles.deployer.arn, services: 'tls' }),
    section('profile lab-broken', { ...here, source_profile: 'lab-nobody', role_arn: roles.deployer.arn }),
    services('lab', endpoints),
    // RFC 6761: names below .invalid never resolve.
    services('nodns', { ...endpoints, aps: 'http://aps.lab.invalid', grafana: 'http://grafana.lab.invalid' }),
    // Port 1 (tcpmux) is where nothing listens on a person's machine.
    services('down', { ...endpoints, aps: 'http://127.0.0.1:1', grafana: 'http://127.0.0.1:1' }),
    services('tls', { ...endpoints, aps: endpoints.apsTls ?? endpoints.aps }),
  ].join('\n');
}

function section(name: string, keys: Record<string, string>): string {
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`);
  return `[${name}]\n${lines.join('')}`;
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html: the keys are the SDK's service ids. */
function services(name: string, { aps, grafana, eks, sts, sso, cloudwatch }: Endpoints): string {
  const urls = { amp: aps, cloudwatch, grafana, eks, sts, sso };
  const lines = Object.entries(urls).map(([service, url]) => `${service} =\n  endpoint_url = ${url}\n`);
  return `[services ${name}]\n${lines.join('')}`;
}

function keysOf({ accessKeyId, secretAccessKey, sessionToken }: Identity): Record<string, string> {
  return {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    ...(sessionToken === undefined ? {} : { aws_session_token: sessionToken }),
  };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
function credentialProcess({ accessKeyId, secretAccessKey }: Identity): string {
  const answer = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
  return `process.stdout.write(${JSON.stringify(JSON.stringify(answer))});\n`;
}

/** What `aws sso login` leaves behind: https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html names the file. */
export async function writeSsoToken(home: string, accessToken: string, expiresAt: number): Promise<void> {
  const name = createHash('sha1').update(ssoSession).digest('hex');
  const token = { accessToken, expiresAt: new Date(expiresAt).toISOString(), region };
  await writeSecret(join(home, '.aws', 'sso', 'cache', `${name}.json`), JSON.stringify(token));
}

const loginSession = `arn:aws:iam::${account}:user/lab-login`;

function loginFile(home: string): string {
  return join(
    home,
    '.aws',
    'login',
    'cache',
    `${createHash('sha256').update(loginSession).digest('hex')}.json`,
  );
}

/** What `aws login` leaves behind; the members are those that @aws-sdk/credential-provider-login reads. */
export async function writeLoginToken(home: string, identity: Identity): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt = 0 } = identity;
  const token = {
    accessToken: {
      accessKeyId,
      secretAccessKey,
      sessionToken,
      accountId: identity.account,
      expiresAt: new Date(expiresAt).toISOString(),
    },
    clientId: 'arn:aws:signin:::devtools/same-device',
    refreshToken: 'lab',
    dpopKey: 'lab',
  };
  await writeSecret(loginFile(home), JSON.stringify(token));
}

export async function removeLoginToken(home: string): Promise<void> {
  await rm(loginFile(home), { force: true });
}

async function writeSecret(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
}
