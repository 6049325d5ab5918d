import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Log } from '../log.ts';
import type { AwsFiles } from './awsFiles.ts';
import { CredentialsFailure, MfaCancelled } from './credentialsFailure.ts';
import { findEndpoint } from './endpoints.ts';
import type { RequestHandler } from './network.ts';
import { assertSound, readEnvironment, readProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';
import type { RoleAssumers } from './roles.ts';

export interface CredentialsOptions {
  profile: string | undefined;
  /** Of the connection, for roles whose profile names none. */
  region: string;
  files: AwsFiles;
  env: NodeJS.ProcessEnv;
  handler: RequestHandler;
  log: Log;
  askMfa: (serial: string) => Promise<string | undefined>;
  now: () => number;
}

/** The credentials of one profile, had once and kept until they are about to expire. */
export interface Credentials {
  readonly profile: Profile;
  /**
   * The credentials; all who ask while they are being had share one answer, and one MFA prompt. A failure is not kept.
   * Throws CredentialsFailure, Trouble for files that cannot work, and an AbortError when the person gave no MFA code.
   */
  provide(): Promise<AwsCredentialIdentity>;
  /** AWS does not take these: have new ones next time, unless that has happened meanwhile. */
  reject(identity: AwsCredentialIdentity): void;
}

/** How long before their end credentials are renewed; the SDK's own measure. */
const renewMs = 5 * 60_000;

/** Credentials that are given for less than that are not asked for at every call. */
const restMs = 60_000;

/** Credentials for a profile, or those of the default chain. Nothing is read or asked before `provide`. */
export function createCredentials(options: CredentialsOptions): Credentials {
  const { files, env, log, now } = options;
  const profile = describeProfile(options);
  const resolve = createResolver(options);
  let current: AwsCredentialIdentity | undefined;
  let renewedAt = 0;
  let pending: Promise<AwsCredentialIdentity> | undefined;

  const isGoodFor = (ms: number): boolean =>
    current !== undefined && (current.expiration === undefined || current.expiration.getTime() - now() > ms);

  const renew = async (): Promise<AwsCredentialIdentity> => {
    try {
      if (options.profile !== undefined) {
        await assertSound(options.profile, files, env);
      }
      current = await resolve();
      renewedAt = now();
      log.debug(`Credentials of ${label(profile)} (${profile.kind}) resolved`);
      return current;
    } catch (error) {
      if (current !== undefined && isGoodFor(0)) {
        log.warn(`Credentials of ${label(profile)} could not be renewed; they are used until they expire`);
        return current;
      }
      throw isOurs(error) ? error : new CredentialsFailure(error, profile, files);
    }
  };

  return {
    profile,
    provide: async () => {
      const isNew = now() - renewedAt < restMs;
      if (current !== undefined && isGoodFor(isNew ? 0 : renewMs)) {
        return current;
      }
      pending ??= renew().finally(() => (pending = undefined));
      return pending;
    },
    reject: (identity) => {
      if (current === identity) {
        current = undefined;
      }
    },
  };
}

/** The SDK's provider for the profile, with its own calls sent through our handler and to the profile's endpoints. */
function createResolver(options: CredentialsOptions): () => Promise<AwsCredentialIdentity> {
  const { profile, region, files, env, handler, askMfa } = options;
  const name = profile ?? (env.AWS_PROFILE || 'default');
  const clientFor = (service: 'sts' | 'sso' | 'signin'): object => {
    const endpoint = findEndpoint(service, { profile: name, files, env });
    return {
      requestHandler: handler,
      // When none is configured for this profile the SDK must not find one for another.
      ...(endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint }),
    };
  };
  return async () => {
    const sts = { ...clientFor('sts'), region: files.profiles[name]?.region ?? region, profile: name };
    const assumers = async (): Promise<RoleAssumers> => (await import('./roles.ts')).createRoleAssumers(sts);
    const init = {
      filepath: files.credentialsPath,
      configFilepath: files.configPath,
      ignoreCache: true,
      // Roles are assumed at STS; what is left to these clients are the calls of a sign-in, which bring their own region.
      clientConfig: clientFor(readProfile(name, files).signIn?.kind === 'login' ? 'signin' : 'sso'),
      roleAssumer: async (...args: Parameters<RoleAssumers['roleAssumer']>) =>
        (await assumers()).roleAssumer(...args),
      roleAssumerWithWebIdentity: async (...args: Parameters<RoleAssumers['roleAssumerWithWebIdentity']>) =>
        (await assumers()).roleAssumerWithWebIdentity(...args),
      mfaCodeProvider: async (serial: string) => {
        const code = await askMfa(serial);
        if (code === undefined) {
          throw new MfaCancelled(serial);
        }
        return code;
      },
    };
    // Short patience with the metadata service: on a desk there is none.
    const provider =
      profile === undefined
        ? fromNodeProviderChain({ ...init, timeout: 1_000, maxRetries: 1 })
        : fromIni({ ...init, profile });
    return provider();
  };
}

function describeProfile({ profile, files, env }: CredentialsOptions): Profile {
  if (profile !== undefined) {
    return readProfile(profile, files);
  }
  const environment = readEnvironment(env, files);
  return environment ?? { ...readProfile(env.AWS_PROFILE || 'default', files), name: undefined };
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Trouble');
}

function label({ name }: Profile): string {
  return name === undefined ? 'the environment' : `profile ${name}`;
}
