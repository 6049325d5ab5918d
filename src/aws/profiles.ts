import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import { readAwsFiles, readText } from './awsFiles.ts';
import type { AwsFiles } from './awsFiles.ts';
import { optional } from './call.ts';
import { findIniProblems, findLine } from './iniProblems.ts';
import { checkProfile, kindOf, sourcesOf } from './profilesRules.ts';
import type { ProfileKind } from './profilesRules.ts';

export interface Profile {
  /** `undefined` for the environment. */
  name: string | undefined;
  kind: ProfileKind;
  /** The file that it, or its access keys, stand in. */
  path?: string;
  region?: string;
  ssoSession?: string;
  ssoStartUrl?: string;
  roleArn?: string;
  sourceProfile?: string;
  credentialSource?: string;
  mfaSerial?: string;
  endpointUrl?: string;
  /** The profile to sign in to, when there is a sign-in at all: this one, or the source that its role is assumed from. */
  signIn?: { kind: 'sso' | 'login'; profile: string };
}

/** A place in one of the files that is wrong, in words. */
export interface FileProblem {
  path: string;
  /** From 1. 0 when the whole file is meant. */
  line: number;
  message: string;
  /** The profile that it keeps from working, when it is one. */
  profile?: string;
}

export interface ProfileList {
  /** In the order of the files, the environment first when it holds credentials. */
  profiles: Profile[];
  /** What is wrong in the files; the profiles that can be read are listed all the same. */
  problems: FileProblem[];
  configPath: string;
  credentialsPath: string;
}

/** Everything a person can connect with. Never throws for what stands in the files. */
export async function listProfiles(env: NodeJS.ProcessEnv = process.env): Promise<ProfileList> {
  const files = await readAwsFiles(env);
  const { configPath, credentialsPath } = files;
  const texts = await Promise.all(
    (['config', 'credentials'] as const).map(async (file) => {
      const path = file === 'config' ? configPath : credentialsPath;
      try {
        return { file, path, text: await readText(path) };
      } catch (error) {
        return { file, path, text: undefined, unreadable: String((error as Error).message) };
      }
    }),
  );
  const problems = texts.flatMap(({ file, path, text, unreadable }): FileProblem[] => [
    ...(unreadable === undefined
      ? []
      : [{ path, line: 0, message: l10n.t('The file cannot be read: {0}', unreadable) }]),
    ...findIniProblems(text ?? '', file).map((problem) => ({ path, ...problem })),
  ]);
  const config = texts[0]?.text ?? '';
  for (const name of Object.keys(files.profiles)) {
    for (const { key, message } of checkProfile(name, files)) {
      const inConfig = findLine(config, name === 'default' ? name : `profile ${name}`, key);
      const line = inConfig ?? findLine(texts[1]?.text ?? '', name, key) ?? 0;
      problems.push({
        path: inConfig === undefined ? credentialsPath : configPath,
        line,
        message,
        profile: name,
      });
    }
  }
  const profiles = Object.keys(files.profiles).map((name) => readProfile(name, files));
  const environment = readEnvironment(env, files);
  return {
    profiles: environment ? [environment, ...profiles] : profiles,
    problems,
    configPath,
    credentialsPath,
  };
}

/** A profile as the files describe it. One that they do not mention is of kind `none`. */
export function readProfile(name: string, files: AwsFiles): Profile {
  const section = files.profiles[name] ?? {};
  const kind = kindOf(section);
  const session = section.sso_session === undefined ? undefined : files.ssoSessions[section.sso_session];
  return {
    name,
    kind,
    ...optional({
      path: files.paths[name],
      region: section.region,
      ssoSession: section.sso_session,
      ssoStartUrl: session?.sso_start_url ?? section.sso_start_url,
      roleArn: section.role_arn,
      sourceProfile: section.source_profile,
      credentialSource: section.credential_source,
      mfaSerial: section.mfa_serial,
      endpointUrl: section.endpoint_url,
      signIn: findSignIn(name, files),
    }),
  };
}

/** The default chain as a profile; `undefined` when the environment offers no credentials. */
export function readEnvironment(env: NodeJS.ProcessEnv, files: AwsFiles): Profile | undefined {
  const isThere =
    (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) ||
    (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) ||
    env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ||
    env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!isThere) {
    return undefined;
  }
  const region =
    env.AWS_REGION || env.AWS_DEFAULT_REGION || files.profiles[env.AWS_PROFILE || 'default']?.region;
  return { name: undefined, kind: 'environment', ...optional({ region, endpointUrl: env.AWS_ENDPOINT_URL }) };
}

/** The command line that signs in, program first; `undefined` when this kind of profile knows no sign-in. */
export function signInCommand({ signIn }: Profile): string[] | undefined {
  return (
    signIn && ['aws', ...(signIn.kind === 'sso' ? ['sso', 'login'] : ['login']), '--profile', signIn.profile]
  );
}

/** What is wrong in a file, for showing: the file, the line, the cause. */
export function explainFileProblem({ path, line, message }: FileProblem): Advice {
  const place = line > 0 ? l10n.t('{0}, line {1}', path, line) : path;
  return {
    code: 'badConfig',
    what: l10n.t('The AWS configuration has a mistake in {0}.', place),
    cause: message,
    todo: l10n.t('Open the file, fix it and save it: it is read again immediately.'),
    remedy: { kind: 'openFile', path },
  };
}

/** Throws Trouble when a profile, or one that it builds on, cannot work as the files describe it. */
export async function assertSound(name: string, files: AwsFiles, env?: NodeJS.ProcessEnv): Promise<void> {
  const chain = sourcesOf(name, files);
  const isBroken = chain.some((link) => checkProfile(link, files).some(({ isFatal }) => isFatal));
  if (name in files.profiles && !isBroken) {
    return;
  }
  const { problems } = await listProfiles(env);
  const problem = problems.find(({ profile }) => profile !== undefined && chain.includes(profile));
  if (problem !== undefined) {
    throw new Trouble(explainFileProblem(problem));
  }
  // A heading that cannot be read hides the profile below it.
  const [unread] = problems;
  throw new Trouble({
    code: 'missingCredentials',
    what: l10n.t('There is no AWS profile named "{0}".', name),
    cause: unread
      ? `${unread.path}:${unread.line}: ${unread.message}`
      : l10n.t('It is in neither {0} nor {1}.', files.configPath, files.credentialsPath),
    todo: l10n.t('Choose another profile, or add this one with "aws configure".'),
    remedy: unread ? { kind: 'openFile', path: unread.path } : { kind: 'switchConnection' },
  });
}

function findSignIn(name: string, files: AwsFiles): Profile['signIn'] {
  const root = sourcesOf(name, files).at(-1) ?? name;
  const kind = kindOf(files.profiles[root] ?? {});
  return kind === 'sso' || kind === 'login' ? { kind, profile: root } : undefined;
}
