import * as l10n from '@vscode/l10n';
import type {
  AwsCredentialIdentity,
  Pluggable,
  RetryErrorInfo,
  RetryStrategyV2,
  RetryToken,
} from '@smithy/types';
import type { Log } from '../log.ts';
import type { Credentials } from './credentials.ts';
import { CredentialsFailure } from './credentialsFailure.ts';

export interface Watch {
  log: Log;
  onRetry?: ((text: string) => void) | undefined;
  /** For people: `AMP`. */
  service: string;
  /** Before the colon of an IAM action: `aps`. */
  iamPrefix: string;
  credentials: Credentials;
  files: { configPath: string; credentialsPath: string };
}

/** What AWS answers to credentials that are no longer, or never were, its own. */
const refusals = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** Whether AWS does not take the credentials, so that new ones may help. */
export function isRefusal(error: unknown): boolean {
  return refusals.has((error as Error).name);
}

/** New credentials in place of those that were refused. Throws CredentialsFailure when there are none but the same. */
export async function renewed(
  error: unknown,
  refused: AwsCredentialIdentity,
  { log, service, credentials, files }: Pick<Watch, 'log' | 'service' | 'credentials' | 'files'>,
): Promise<AwsCredentialIdentity> {
  log.info(`${service}: the credentials are no longer accepted (${(error as Error).name})`);
  credentials.reject(refused);
  const identity = await credentials.provide();
  if (identity.accessKeyId === refused.accessKeyId && identity.sessionToken === refused.sessionToken) {
    throw new CredentialsFailure(error, credentials.profile, files);
  }
  return identity;
}

/** Failures that pass by themselves are tried again this often; throttling as often as the profile says. */
const tries = { timeout: 2, transient: 3 };

/** The IAM action that a failed call needed, where it is known. */
export function actionOf(error: unknown): string | undefined {
  return (error as { $action?: string } | undefined)?.$action;
}

/**
 * Makes a client tell the log of each request, renew credentials that AWS refuses and try once more with the new ones, and throw
 * CredentialsFailure when there are none.
 */
export function watchRequests({
  log,
  service,
  iamPrefix,
  credentials,
  files,
}: Watch): Pluggable<object, object> {
  return {
    applyToStack: (stack) => {
      stack.add(
        (next, context) => async (args) => {
          const identity = await credentials.provide();
          try {
            return await next(args);
          } catch (error) {
            const action = `${iamPrefix}:${operationOf(context)}`;
            if (!isRefusal(error)) {
              throw Object.defineProperty(error as Error, '$action', { value: action, configurable: true });
            }
            await renewed(error, identity, { log, service, credentials, files });
            return next(args);
          }
        },
        { step: 'initialize', priority: 'high', name: 'adotCredentials' },
      );
      stack.add(
        (next, context) => async (args) => {
          const { method, hostname } = args.request as { method: string; hostname: string };
          const started = performance.now();
          const tell = (outcome: string): void => {
            const ms = Math.round(performance.now() - started);
            log.debug(`${service} ${operationOf(context)}: ${method} ${hostname} ${outcome}, ${ms} ms`);
          };
          try {
            const result = await next(args);
            tell(String((result.response as { statusCode?: number }).statusCode));
            return result;
          } catch (error) {
            tell((error as NodeJS.ErrnoException).code ?? (error as Error).name);
            throw error;
          }
        },
        { step: 'deserialize', priority: 'low', name: 'adotLog' },
      );
    },
  };
}

/** The SDK's own retries and back-off, made visible, and not without end when nobody answers. */
export function watchRetries(
  strategy: RetryStrategyV2,
  { maxAttempts, watch }: { maxAttempts: number; watch: Watch },
): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: (scope) => strategy.acquireInitialRetryToken(scope),
    recordSuccess: (token) => strategy.recordSuccess(token),
    refreshRetryTokenForRetry: async (token, failure) => {
      const next = token.getRetryCount() + 2;
      const most = Math.min(maxAttempts, mostTries(failure));
      if (next <= most) {
        announce(watch, failure, { next, most });
      } else if (failure.errorType !== 'CLIENT_ERROR') {
        watch.log.debug(`${watch.service}: given up after ${next - 1} tries`);
      }
      return next <= most ? strategy.refreshRetryTokenForRetry(token, failure) : giveUp(token);
    },
  };
}

/** `ListWorkspaces` */
function operationOf(context: { commandName?: string }): string {
  return (context.commandName ?? '').replace(/Command$/, '');
}

/** Not to be retried at all: as the SDK sees it. */
function mostTries({ errorType, error }: RetryErrorInfo): number {
  if (errorType === 'THROTTLING') {
    return Infinity;
  }
  if (errorType !== 'TRANSIENT') {
    return 1;
  }
  return (error as Error | undefined)?.name === 'TimeoutError' ? tries.timeout : tries.transient;
}

function announce(
  { log, onRetry, service }: Watch,
  { errorType, error }: RetryErrorInfo,
  { next, most }: { next: number; most: number },
): void {
  const { name, code } = error as NodeJS.ErrnoException;
  log.info(`${service}: ${code ?? name}; trying again (${next} of ${most})`);
  onRetry?.(
    errorType === 'THROTTLING'
      ? l10n.t('{0} is throttling: retrying ({1} of {2})', service, next, most)
      : l10n.t('{0} does not answer: retrying ({1} of {2})', service, next, most),
  );
}

/** The SDK then throws the failure itself. */
function giveUp(token: RetryToken): never {
  throw new Error(`No try left after ${token.getRetryCount() + 1}`);
}
