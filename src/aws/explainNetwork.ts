import * as l10n from '@vscode/l10n';
import { proxyAdvice } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import type { Connection } from './connection.ts';

/** What errors of Node, the proxy agent and the SDK's reader of answers carry, all of it optional. */
interface NetworkError {
  name?: string;
  message?: string;
  code?: string;
  hostname?: string;
  host?: string;
  address?: string;
  port?: number;
  cause?: unknown;
  errors?: unknown[];
  $response?: { statusCode?: number; headers?: Record<string, string> };
  $responseBodyText?: string;
}

/** What OpenSSL says of a chain that ends in an authority it does not know. */
const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const nobodyThere = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'EHOSTDOWN']);
const cutOff = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** A failure on the way to AWS, or an answer that is not from AWS, in words; `undefined` when it is neither. */
export function explainNetwork(thrown: unknown, { region }: Connection): Advice | undefined {
  const error = innermost(thrown);
  const { code = '', message = '' } = error;
  const host =
    error.hostname ?? error.host ?? (error.address && [error.address, error.port].filter(Boolean).join(':'));
  const where = host ?? l10n.t('the endpoint');
  if (code === 'ENOTFOUND') {
    return explainNoHost(where, region);
  }
  if (nobodyThere.has(code)) {
    return {
      code: 'unreachable',
      what: l10n.t('{0} cannot be reached ({1}).', where, code),
      cause: l10n.t(
        'The network is down, a firewall is in the way, or a configured endpoint_url or proxy is wrong.',
      ),
      todo: l10n.t(
        "Check the network, the profile's endpoint_url and the setting http.proxy, then try again.",
      ),
      remedy: { kind: 'retry' },
    };
  }
  if (unknownAuthority.has(code) || /^(CERT_|ERR_TLS_CERT)/.test(code)) {
    return explainCertificate(error, where);
  }
  const proxy = proxyAdvice(message);
  if (proxy) {
    return proxy;
  }
  if (cutOff.has(code)) {
    return {
      code: 'unreachable',
      what: l10n.t('The connection was cut before AWS had answered ({0}).', code),
      todo: l10n.t('Try again; if the error persists, a proxy or firewall in between is the likely cause.'),
      remedy: { kind: 'retry' },
    };
  }
  if (error.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return {
      code: 'timeout',
      what: l10n.t('AWS did not answer in time.'),
      cause: l10n.t('A VPN, a firewall or a proxy may be dropping the traffic to {0}.', region),
      todo: l10n.t('Check the network and try again.'),
      remedy: { kind: 'retry' },
    };
  }
  return isForeignAnswer(error) || code === 'EPROTO' || code.startsWith('HPE_')
    ? explainForeign(error)
    : undefined;
}

/** The SDK builds a host name for any region, so that a missing service shows as a missing name. */
function explainNoHost(host: string, region: string): Advice {
  const service = /^([\w-]+)\.[\w-]+\.(amazonaws|api\.aws)/.exec(host)?.[1];
  if (service === undefined) {
    return {
      code: 'unreachable',
      what: l10n.t('There is no host named {0}.', host),
      todo: l10n.t("Check the profile's endpoint_url and that this machine is online."),
      remedy: { kind: 'retry' },
    };
  }
  return {
    code: 'noRegionService',
    what: l10n.t(
      'There is no {0} in the region {1}: the host {2} does not exist.',
      nameOf(service),
      region,
      host,
    ),
    cause: l10n.t(
      'The region does not offer this service, or its name is misspelled. It looks the same when there is no network.',
    ),
    todo: l10n.t('Choose another region for this connection.'),
    remedy: { kind: 'switchConnection' },
  };
}

function explainCertificate({ code = '', message = '' }: NetworkError, host: string): Advice {
  if (code === 'CERT_HAS_EXPIRED' || code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      code: 'unknownCa',
      what: l10n.t('The certificate of {0} is not valid: {1}', host, message),
      todo: l10n.t("Check this machine's clock and whether a proxy is in between."),
      remedy: { kind: 'retry' },
    };
  }
  return {
    code: 'unknownCa',
    what: l10n.t(
      'The certificate of {0} is signed by an authority that is not known here ({1}).',
      host,
      code,
    ),
    cause: l10n.t('A company proxy usually signs with its own authority.'),
    todo: l10n.t(
      'Install its certificate in the operating system, or name a PEM file in ca_bundle of the profile, AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.',
    ),
    remedy: { kind: 'openSettings', setting: 'http.systemCertificates' },
  };
}

function explainForeign({ code, $response, $responseBodyText }: NetworkError): Advice {
  const title = /<title>([^<]{1,80})/i.exec($responseBodyText ?? '')?.[1]?.trim();
  return {
    code: 'notAws',
    what: title
      ? l10n.t('The answer is a web page ("{0}"), not a response from AWS.', title)
      : l10n.t(
          'The answer is not a response from AWS ({0}).',
          code ?? `HTTP ${$response?.statusCode ?? '?'}`,
        ),
    cause: l10n.t('A captive portal, a proxy or a wrong endpoint_url answers in its place.'),
    todo: l10n.t("Sign in to the network, or check the profile's endpoint_url and the setting http.proxy."),
    remedy: { kind: 'retry' },
  };
}

/** The SDK keeps the answer that it could not read on the error. */
function isForeignAnswer({ name, message = '', $response, $responseBodyText }: NetworkError): boolean {
  const type = $response?.headers?.['content-type'] ?? '';
  return (
    /text\/html/.test(type) ||
    /^\s*<(!doctype html|html)/i.test($responseBodyText ?? '') ||
    (name === 'SyntaxError' && /Deserialization error/.test(message))
  );
}

/** The failure itself, out of wrappers; Node tries all addresses of a host and reports them together. */
function innermost(thrown: unknown): NetworkError {
  let error = (thrown ?? {}) as NetworkError;
  for (let depth = 0; depth < 5 && !error.code && !error.$response; depth++) {
    const inner = error.errors?.[0] ?? error.cause;
    if (typeof inner !== 'object' || inner === null) {
      break;
    }
    error = inner;
  }
  return error;
}

function nameOf(service: string): string {
  const names: Readonly<Record<string, string>> = {
    aps: 'AMP',
    grafana: 'Amazon Managed Grafana',
    eks: 'EKS',
    sts: 'STS',
  };
  return names[service] ?? service;
}
