import type { Profile } from './profiles.ts';

/** The credentials of a profile could not be had, or AWS does not take them. The cause is what the SDK threw. */
export class CredentialsFailure extends Error {
  readonly profile: Profile;
  /** The files that the profile may stand in. */
  readonly files: { configPath: string; credentialsPath: string };

  constructor(cause: unknown, profile: Profile, files: { configPath: string; credentialsPath: string }) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'CredentialsFailure';
    this.profile = profile;
    this.files = files;
  }
}

/** The person closed the box that asked for an MFA code. An abort to everybody who does not ask further. */
export class MfaCancelled extends Error {
  constructor(serial: string) {
    super(`No MFA code was given for ${serial}.`);
    this.name = 'AbortError';
  }
}
