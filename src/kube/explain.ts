import * as l10n from '@vscode/l10n';
import { redact } from '../log.ts';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import { KubeError } from './kubeError.ts';

const retry = { kind: 'retry' } as const;

/** A failure of a cluster in words. `code` says which kind it is; errors that are not Kubernetes' own become `other`. */
export function explainKubeError(error: unknown): Advice {
  if (error instanceof Trouble) {
    return error.advice;
  }
  if (!(error instanceof KubeError)) {
    return explainFailure(error, '');
  }
  return error.status === 0
    ? explainFailure(error.cause, error.cluster)
    : explainAnswer(error, error.cluster);
}

function explainAnswer(error: KubeError, name: string): Advice {
  if (error.reason === 'html') {
    return {
      code: 'html',
      what: l10n.t(
        'The address of “{0}” answered with something that is not the Kubernetes API (HTTP {1}).',
        name,
        error.status,
      ),
      cause: l10n.t('A proxy, a sign-in page or another server may be in between.'),
      todo: l10n.t('Check the server address and the proxy settings.'),
      remedy: { kind: 'openSettings', setting: 'http.proxy' },
    };
  }
  switch (error.status) {
    case 401:
      return {
        code: 'unauthorized',
        what: l10n.t('The cluster “{0}” does not accept the credentials (401).', name),
        cause: l10n.t(
          'The token has expired, this machine’s clock is wrong, or the identity has no access entry in the cluster.',
        ),
        todo: l10n.t('Sign in again. For EKS, check the cluster’s access entries for your role.'),
        remedy: retry,
      };
    case 403:
      return explainForbidden(error, name);
    case 404:
      return {
        code: 'notFound',
        what: l10n.t('The object no longer exists in “{0}”: {1}', name, error.message),
        todo: l10n.t('Refresh to see the current state.'),
        remedy: retry,
      };
    case 410:
      return {
        code: 'tooOld',
        what: l10n.t('The cluster “{0}” no longer has the state this list began with.', name),
        todo: l10n.t('Try again.'),
        remedy: retry,
      };
    case 429:
      return {
        code: 'throttled',
        what: l10n.t('The cluster “{0}” is too busy to answer (429).', name),
        ...(error.retryAfterSeconds !== undefined && {
          cause: l10n.t('It asks to wait {0} s.', error.retryAfterSeconds),
        }),
        todo: l10n.t('Try again a little later.'),
        remedy: retry,
      };
    default:
      return {
        code: error.status >= 500 ? 'serverError' : 'other',
        what: l10n.t('The cluster “{0}” answered with an error (HTTP {1}).', name, error.status),
        cause: redact(error.message),
        todo: l10n.t('Try again. If the error persists, check the state of the cluster.'),
        remedy: retry,
      };
  }
}

/** The authoriser's sentence: User "x" cannot list resource "pods" in API group "" in the namespace "y". */
const forbidden = /cannot (\w+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/;

function explainForbidden(error: KubeError, name: string): Advice {
  const [, verb, resource, group, namespace] = forbidden.exec(error.message) ?? [];
  const [, user] = /User "([^"]+)"/.exec(error.message) ?? [];
  const what =
    verb === undefined || resource === undefined
      ? l10n.t('The cluster “{0}” refuses this (403).', name)
      : namespace === undefined
        ? l10n.t(
            'You may not {0} {1} in all namespaces of “{2}” (403).',
            verb,
            qualified(resource, group),
            name,
          )
        : l10n.t(
            'You may not {0} {1} in the namespace “{2}” of “{3}” (403).',
            verb,
            qualified(resource, group),
            namespace,
            name,
          );
  return {
    code: 'forbidden',
    what,
    cause:
      user === undefined
        ? error.message
        : l10n.t('The cluster knows you as “{0}”, and no role allows it.', user),
    todo: isCustom(group)
      ? l10n.t('Ask for a role that allows it.')
      : l10n.t(
          'Ask for a role that allows it. On EKS, an access entry with AmazonEKSViewPolicy is enough for reading.',
        ),
  };
}

/** Of an API group that somebody installed: AmazonEKSViewPolicy names none of these (EKS, "Review access policy permissions"). */
function isCustom(group = ''): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}

function qualified(resource: string, group: string | undefined): string {
  return group ? `${resource}.${group}` : resource;
}

const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
]);

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

function explainFailure(error: unknown, name: string): Advice {
  const code = codeOf(error);
  const message = redact(error instanceof Error ? error.message : String(error));
  if (untrusted.has(code)) {
    return {
      code: 'unknownCa',
      what: l10n.t('The certificate of “{0}” is not signed by an authority that is trusted here.', name),
      cause: l10n.t(
        'A proxy may be in between, or the cluster’s authority is missing from its configuration ({0}).',
        code,
      ),
      todo: l10n.t(
        'Add certificate-authority-data to the cluster, or the company’s authority to the system.',
      ),
    };
  }
  if (code.startsWith('ERR_TLS_CERT') || code === 'CERT_HAS_EXPIRED') {
    return {
      code: 'badCertificate',
      what: l10n.t('The certificate of “{0}” is not valid.', name),
      cause: message,
      todo: l10n.t('Check the server address and this machine’s clock.'),
      remedy: retry,
    };
  }
  if (
    unreachable.has(code) ||
    (error instanceof AggregateError && error.errors.some((one) => unreachable.has(codeOf(one))))
  ) {
    return {
      code: 'unreachable',
      what: l10n.t('The cluster “{0}” cannot be reached ({1}).', name, code || 'ECONNREFUSED'),
      cause: l10n.t(
        'It may not be running, or this machine is not in its network: a private endpoint answers only inside its VPC.',
      ),
      todo: l10n.t('Check the network, the VPN and the proxy, then try again.'),
      remedy: retry,
    };
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return {
      code: 'timeout',
      what: l10n.t('The cluster “{0}” did not answer in time.', name),
      cause: l10n.t('This is how a private endpoint behaves when called from outside its VPC.'),
      todo: l10n.t('Check the network and the VPN, then try again.'),
      remedy: retry,
    };
  }
  return {
    code: 'other',
    what: l10n.t('The request to the cluster “{0}” failed.', name),
    cause: message,
    todo: l10n.t('See the log for details.'),
    remedy: retry,
  };
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
