import * as l10n from '@vscode/l10n';
import type { Advice, Remedy } from '../trouble.ts';
import type { CredentialsFailure } from './credentialsFailure.ts';
import { signInCommand } from './profiles.ts';
import type { Profile } from './profiles.ts';

/** What the SDK says when a sign-in is missing or over; it has no codes for these. */
const signedOut =
  /aws (sso )?login|session (token )?(has expired|is expired|not found|is invalid)|reauthenticate|Token is expired|Session token|Failed to load token|Token validation failed/i;
const accessKeysRefused = /InvalidClientTokenId|UnrecognizedClient/;
/** What shells say of a program that they do not find. */
const noProgram =
  /(?:^|\n)(?:.*?: )?(?:line )?(?:\d+: )?([^:\n]+): (?:command )?not found|'([^']+)' is not recognized|spawn (\S+) ENOENT|No such file or directory/;

/**
 * Why a profile gave no credentials, or none that AWS takes, in words. `explainCause` explains what is not about credentials: the network, a
 * role that may not be assumed.
 */
export function explainCredentials(
  failure: CredentialsFailure,
  explainCause: (cause: unknown) => Advice,
): Advice {
  const { profile, files, message } = failure;
  const cause = failure.cause as { name?: string } | undefined;
  if (/MultiFactorAuthentication failed|invalid MFA one time pass code/i.test(message)) {
    return {
      code: 'mfaRejected',
      what: l10n.t('AWS does not accept the MFA code.'),
      cause: l10n.t('A code works once and for 30 seconds; the device is {0}.', profile.mfaSerial ?? '?'),
      todo: l10n.t('Wait for the next code and try again.'),
      remedy: { kind: 'retry' },
    };
  }
  if (/^Expired|TokenRefreshRequired/.test(cause?.name ?? '') || accessKeysRefused.test(cause?.name ?? '')) {
    return explainRefused(failure);
  }
  if (profile.signIn && (signedOut.test(message) || /UnauthorizedException/.test(message))) {
    return explainSignedOut(profile);
  }
  if (profile.kind === 'process') {
    return explainProgram(failure);
  }
  const inner = explainCause(failure.cause);
  if (inner.code !== 'other') {
    return inner;
  }
  const isEmpty =
    /Could not (load|resolve) credentials|not (been )?set|access disabled|Could not resolve/i.test(message);
  if (!isEmpty) {
    return {
      code: 'missingCredentials',
      what: l10n.t('{0} provides no credentials.', subject(profile)),
      cause: message,
      todo: l10n.t('Correct the profile, or choose another one.'),
      remedy: fileRemedy(profile, files.configPath),
    };
  }
  return profile.name === undefined
    ? {
        code: 'missingCredentials',
        what: l10n.t('There are no AWS credentials.'),
        cause: l10n.t(
          'Neither the environment nor a default profile has any; VS Code started from the desktop does not see variables set by a shell.',
        ),
        todo: l10n.t('Choose a profile, or start VS Code from the shell that has the variables.'),
        remedy: { kind: 'switchConnection' },
      }
    : {
        code: 'missingCredentials',
        what: l10n.t('Profile "{0}" has no credentials.', profile.name),
        cause: l10n.t(
          'Neither {0} nor {1} says where they come from.',
          files.configPath,
          files.credentialsPath,
        ),
        todo: l10n.t(
          'Run "aws configure --profile {0}" or "aws configure sso", or choose another profile.',
          profile.name,
        ),
        remedy: { kind: 'switchConnection' },
      };
}

function explainSignedOut(profile: Profile): Advice {
  const command = signInCommand(profile) ?? [];
  return {
    code: 'expired',
    what: l10n.t('The sign-in of {0} has expired, or was never done.', subject(profile)),
    todo: l10n.t('Sign in with: {0}', command.join(' ')),
    remedy: { kind: 'signIn', profile: profile.signIn?.profile ?? profile.name ?? '' },
  };
}

/** AWS answered, and does not take them. */
function explainRefused({ profile, files, cause }: CredentialsFailure): Advice {
  if (profile.signIn) {
    return explainSignedOut(profile);
  }
  const isExpired = !accessKeysRefused.test((cause as Error).name);
  const what = isExpired
    ? l10n.t('The temporary credentials of {0} have expired.', subject(profile))
    : l10n.t('AWS does not know the access key of {0}.', subject(profile));
  const code = isExpired ? 'expired' : 'missingCredentials';
  switch (profile.kind) {
    case 'static':
      return {
        code,
        what,
        cause: isExpired
          ? l10n.t(
              'They were written to {0} and have to be renewed there.',
              profile.path ?? files.credentialsPath,
            )
          : l10n.t('It was deleted or deactivated, or is misspelled.'),
        todo: l10n.t('Put new keys into the file; they are used immediately.'),
        remedy: fileRemedy(profile, profile.path ?? files.credentialsPath),
      };
    case 'environment':
      return {
        code,
        what,
        todo: l10n.t('Start VS Code again from a shell that has new ones, or choose a profile.'),
        remedy: { kind: 'switchConnection' },
      };
    case 'process':
    case 'role':
    case 'webIdentity':
    case 'sso':
    case 'login':
    case 'none':
      return {
        code,
        what,
        cause: l10n.t('Their source returned the same ones again.'),
        todo: l10n.t('Renew them at their source and try again.'),
        remedy: { kind: 'retry' },
      };
  }
}

/** Programs named by `credential_process` fail in their own words. */
function explainProgram({ profile, files, message }: CredentialsFailure): Advice {
  const missing = noProgram.exec(message);
  if (missing) {
    const program = missing[1] ?? missing[2] ?? missing[3] ?? '';
    return {
      code: 'programMissing',
      what: l10n.t(
        'The credential_process of {0} cannot be started: {1} is not found.',
        subject(profile),
        program.trim() || '?',
      ),
      cause: l10n.t('VS Code started from the desktop has a shorter PATH than a shell.'),
      todo: l10n.t(
        'Write the full path of the program into {0}, or start VS Code from a shell.',
        files.configPath,
      ),
      remedy: { kind: 'openFile', path: files.configPath },
    };
  }
  return {
    code: /expired/i.test(message) ? 'expired' : 'missingCredentials',
    what: l10n.t('The credential_process of {0} returned no credentials.', subject(profile)),
    // Its command line and what it wrote may hold anything, secrets included.
    cause:
      /invalid JSON|did not return|expired|missing|Version/i.test(message) &&
      !message.startsWith('Command failed')
        ? message
        : l10n.t('The program ended with an error.'),
    todo: l10n.t('Run it in a terminal to see what it says, then try again.'),
    remedy: { kind: 'retry' },
  };
}

function fileRemedy(profile: Profile, path: string): Remedy {
  return profile.name === undefined ? { kind: 'switchConnection' } : { kind: 'openFile', path };
}

function subject({ name }: Profile): string {
  return name === undefined ? l10n.t('the environment') : l10n.t('profile "{0}"', name);
}
