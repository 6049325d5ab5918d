import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import { CredentialsFailure, MfaCancelled } from './credentialsFailure.ts';
import type { Connection } from './connection.ts';
import { explainCredentials } from './explainCredentials.ts';
import { explainNetwork } from './explainNetwork.ts';
import { actionOf } from './watch.ts';

/** What SDK errors carry besides `Error`, all of it optional. */
interface ServiceError {
  name?: string;
  message?: string;
  resourceId?: string;
  resourceType?: string;
  fieldList?: { name?: string; message?: string }[];
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

type Explain = (error: ServiceError, connection: Connection) => Advice;

/** Every error name that AMP, Grafana, EKS and STS are known to answer with, and the sentence for it. */
const byName: Readonly<Record<string, Explain>> = {
  AccessDenied: explainDenied,
  AccessDeniedException: explainDenied,
  UnauthorizedOperation: explainDenied,
  ConflictException: explainConflict,
  ResourceInUseException: explainConflict,
  InvalidSignatureException: explainSignature,
  RequestExpired: explainSignature,
  RequestTimeTooSkewed: explainSignature,
  SignatureDoesNotMatch: explainSignature,
  InvalidParameterException: explainValidation,
  InvalidRequestException: explainValidation,
  ValidationError: explainValidation,
  ValidationException: explainValidation,
  LimitExceededException: explainQuota,
  ResourceLimitExceededException: explainQuota,
  ServiceQuotaExceededException: explainQuota,
  NotFoundException: explainNotFound,
  ResourceNotFoundException: explainNotFound,
};

/**
 * A failure of anything in this folder in words: what happened, why that is likely, what to do. Never throws. The codes are: expired,
 * missingCredentials, mfaCancelled, mfaRejected, denied, throttled, notFound, conflict, quota, noRegionService, unreachable, timeout, unknownCa,
 * proxy, notAws, clockSkew, validation, badConfig, programMissing, serviceFailed, cancelled, other.
 */
export function explainAwsError(
  error: unknown,
  connection: Connection = { profile: undefined, region: l10n.t('an unknown region') },
): Advice {
  if (error instanceof Trouble) {
    return error.advice;
  }
  if (error instanceof MfaCancelled) {
    return {
      code: 'mfaCancelled',
      what: l10n.t('No MFA code was given, so the role of {0} was not assumed.', nameOf(connection)),
      todo: l10n.t('Try again and enter the code from your device.'),
      remedy: { kind: 'retry' },
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'cancelled', what: l10n.t('Cancelled.') };
  }
  if (error instanceof CredentialsFailure) {
    return explainCredentials(error, (cause) => explainPlain(cause, connection));
  }
  return explainPlain(error, connection);
}

function explainPlain(error: unknown, connection: Connection): Advice {
  const network = explainNetwork(error, connection);
  if (network) {
    return network;
  }
  const known = (error ?? {}) as ServiceError;
  const explain = byName[known.name ?? ''];
  if (explain) {
    return explain(known, connection);
  }
  const status = known.$metadata?.httpStatusCode ?? 0;
  if (status === 429 || /throttl|toomanyrequests|slowdown|requestlimitexceeded/i.test(known.name ?? '')) {
    return explainThrottled(known);
  }
  if (status === 403) {
    return explainDenied(known, connection);
  }
  if (status >= 500) {
    return {
      code: 'serviceFailed',
      what: l10n.t('AWS failed internally in {0} (HTTP {1}).', connection.region, status),
      cause: textOf(known),
      todo: l10n.t('Several retries failed; try again in a minute, or check the AWS Health Dashboard.'),
      remedy: { kind: 'retry' },
    };
  }
  if (/^Region not accepted/.test(known.message ?? '')) {
    return {
      code: 'badConfig',
      what: l10n.t('"{0}" is not an AWS region.', connection.region),
      todo: l10n.t('Choose a region such as us-east-1 for this connection.'),
      remedy: { kind: 'switchConnection' },
    };
  }
  return {
    code: 'other',
    what: l10n.t('The request to AWS with {0} in {1} failed.', nameOf(connection), connection.region),
    cause: textOf(known),
    todo: l10n.t('The log has the details.'),
    remedy: { kind: 'retry' },
  };
}

/** Messages of IAM name the principal, the action and why; some services leave all of it out. */
function explainDenied(error: ServiceError, connection: Connection): Advice {
  const message = error.message ?? '';
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? actionOf(error);
  const principal = /User: (\S+) is not authorized/.exec(message)?.[1];
  const by = /explicit deny in (?:a |an )?([\w -]+ policy|permissions boundary)/.exec(message)?.[1];
  const resource = /on resource: (\S+)/.exec(message)?.[1];
  return {
    code: 'denied',
    what:
      action === undefined
        ? l10n.t('AWS does not allow this for {0}.', principal ?? nameOf(connection))
        : l10n.t('The permission {0} is missing for {1}.', action, principal ?? nameOf(connection)),
    ...(by === undefined
      ? message && action === undefined && { cause: message }
      : { cause: l10n.t('It is denied explicitly by: {0}.', by) }),
    todo:
      action === undefined
        ? l10n.t('Ask your administrator, or switch to a profile that has the permission.')
        : l10n.t(
            'Ask your administrator to allow {0} on {1}, or switch to a profile that has the permission.',
            action,
            resource ?? '*',
          ),
    remedy: { kind: 'switchConnection' },
  };
}

function explainThrottled(error: ServiceError): Advice {
  return {
    code: 'throttled',
    what: l10n.t('AWS is throttling requests, and several retries did not help.'),
    cause: l10n.t('Other programs with the same account share the limit. {0}', textOf(error)),
    todo: l10n.t('Wait a moment and try again.'),
    remedy: { kind: 'retry' },
  };
}

function explainNotFound({ message, resourceId, resourceType }: ServiceError): Advice {
  // Of AWS::APS::Workspace people know the last word.
  const type = resourceType?.split('::').at(-1);
  return {
    code: 'notFound',
    what:
      resourceId === undefined
        ? l10n.t('AWS can no longer find it.')
        : l10n.t('{0} no longer exists.', type ? `${type} ${resourceId}` : resourceId),
    cause: l10n
      .t(
        'It may have been deleted in the meantime, or belong to another region or account. {0}',
        message ?? '',
      )
      .trim(),
    todo: l10n.t('Refresh the view.'),
    remedy: { kind: 'retry' },
  };
}

function explainConflict(error: ServiceError): Advice {
  return {
    code: 'conflict',
    what: l10n.t('AWS refuses this while the resource is changing.'),
    cause: textOf(error),
    todo: l10n.t('Wait until its status is ACTIVE and try again.'),
    remedy: { kind: 'retry' },
  };
}

function explainQuota(error: ServiceError, { region }: Connection): Advice {
  return {
    code: 'quota',
    what: l10n.t('A quota of the account in {0} is exhausted.', region),
    cause: textOf(error),
    todo: l10n.t(
      'Delete what is not needed, or request a higher quota under Service Quotas in the AWS console.',
    ),
  };
}

function explainValidation(error: ServiceError): Advice {
  const fields = (error.fieldList ?? []).map(({ name, message }) =>
    [name, message].filter(Boolean).join(': '),
  );
  return {
    code: 'validation',
    what: l10n.t('AWS does not accept the input: {0}', fields.join('; ') || textOf(error)),
    todo: l10n.t('Correct it and try again.'),
  };
}

/** A wrong clock and a wrong secret key look much alike. */
function explainSignature(error: ServiceError, connection: Connection): Advice {
  if (/expired|not yet current|too skewed|difference/i.test(`${error.name} ${error.message}`)) {
    return {
      code: 'clockSkew',
      what: l10n.t('AWS considers the request too old or too new.'),
      cause: l10n.t("This machine's clock is off by more than five minutes."),
      todo: l10n.t('Set the clock (automatic time) and try again.'),
      remedy: { kind: 'retry' },
    };
  }
  return {
    code: 'missingCredentials',
    what: l10n.t('AWS does not accept the signature made with the keys of {0}.', nameOf(connection)),
    cause: l10n.t('The secret access key does not match the access key ID.'),
    todo: l10n.t('Copy both keys again into the profile, or choose another one.'),
    remedy: { kind: 'switchConnection' },
  };
}

/** The message, with what it lacks made up for by the name. */
function textOf({ name, message, $metadata }: ServiceError): string {
  const text = message && message !== 'UnknownError' ? message : (name ?? '');
  return (
    text ||
    ($metadata?.httpStatusCode && `HTTP ${$metadata.httpStatusCode}`) ||
    l10n.t('No reason was given.')
  );
}

function nameOf({ profile }: Connection): string {
  return profile === undefined ? l10n.t('the default credentials') : l10n.t('profile "{0}"', profile);
}
