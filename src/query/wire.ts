import * as l10n from '@vscode/l10n';
import { proxyAdvice, Trouble } from '../trouble.ts';
import type { Advice, Remedy } from '../trouble.ts';

const retry: Remedy = { kind: 'retry' };

interface WireError {
  name?: string | undefined;
  message?: string | undefined;
  code?: string | undefined;
  cause?: unknown;
  errors?: unknown[];
}

/** Why no answer came, or no whole one, in words. A Trouble stays what it is. */
export function wireTrouble(thrown: unknown, base: URL): Trouble {
  if (thrown instanceof Trouble) {
    return thrown;
  }
  const advice = adviceFor(innermost(thrown), base);
  return new Trouble(advice, thrown instanceof Error ? { cause: thrown } : {});
}

function adviceFor({ code = '', message = '', name = '' }: WireError, base: URL): Advice {
  if (name === 'AbortError') {
    return { code: 'cancelled', what: l10n.t('Cancelled.') };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      code: 'unreachable',
      what: l10n.t('There is no host named {0}, or it cannot be looked up right now.', base.hostname),
      todo: l10n.t('Check the URL of the data source and that this machine is online.'),
      remedy: retry,
    };
  }
  const proxy = proxyAdvice(message);
  if (proxy) {
    return proxy;
  }
  if (/^(E(CONNRESET|PIPE)|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET|HPE_)/.test(code)) {
    return cutAdvice(base);
  }
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return {
      code: 'timeout',
      what: l10n.t('{0} did not answer in time.', base.host),
      cause: l10n.t(
        'The query is too heavy for it, or a VPN, a firewall or a proxy is dropping the traffic.',
      ),
      todo: l10n.t('Make the range shorter or the step longer, or try again later.'),
      remedy: retry,
    };
  }
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(code)
    ? certificateAdvice(base, code)
    : unreachableAdvice(base, code || message || name);
}

function unreachableAdvice({ host }: URL, why: string): Advice {
  return {
    code: 'unreachable',
    what: l10n.t('{0} cannot be reached ({1}).', host, why),
    cause: l10n.t('The server is down, a firewall is in the way, or the URL or a proxy is wrong.'),
    todo: l10n.t(
      'Check the URL of the data source and the proxy (http.proxy in the settings, HTTPS_PROXY on a command line), then try again.',
    ),
    remedy: retry,
  };
}

function certificateAdvice({ host }: URL, code: string): Advice {
  return {
    code: 'unknownCa',
    what: l10n.t('The certificate of {0} is not trusted here ({1}).', host, code),
    cause: l10n.t('It is signed by an authority of its own, or a proxy in between signs with one.'),
    todo: l10n.t(
      'Install the certificate of that authority in the operating system, or name it in NODE_EXTRA_CA_CERTS.',
    ),
    remedy: { kind: 'openSettings', setting: 'http.systemCertificates' },
  };
}

function cutAdvice({ host }: URL): Advice {
  return {
    code: 'cut',
    what: l10n.t('The connection to {0} was cut before the answer was complete.', host),
    cause: l10n.t('The server was stopped, or a proxy in between limits the time or the size of answers.'),
    todo: l10n.t('Try again; if that does not help, make the range shorter or the step longer.'),
    remedy: retry,
  };
}

/** An answer that just stops. */
export function cutTrouble(base: URL, options: ErrorOptions = {}): Trouble {
  return new Trouble(cutAdvice(base), options);
}

/** An answer that is none of Prometheus' API. */
export function foreignTrouble({ host }: URL, { status, text }: { status: number; text: string }): Trouble {
  const title = /<title>([^<]{1,80})/i.exec(text)?.[1]?.trim();
  return new Trouble({
    code: 'notPrometheus',
    what: title
      ? l10n.t('The answer of {0} is a web page ("{1}"), not one of the Prometheus API.', host, title)
      : l10n.t('The answer of {0} is not one of the Prometheus API (HTTP {1}).', host, status),
    cause: l10n.t('The URL is wrong, or a proxy or a sign-in page answers in its place.'),
    todo: l10n.t('Check that the URL of the data source is right: /api/v1/query is appended to it.'),
  });
}

/** The failure itself, out of wrappers; Node tries all addresses of a host and reports them together. */
function innermost(thrown: unknown): WireError {
  let error = Object(thrown) as WireError;
  for (let depth = 0; depth < 5 && !error.code; depth++) {
    const inner = error.errors?.[0] ?? error.cause;
    if (typeof inner !== 'object' || inner === null) {
      break;
    }
    error = inner;
  }
  // The codes of a DOMException are numbers, and say nothing that its name does not.
  const { name, message, code } = error;
  return { name, message, code: typeof code === 'string' ? code : '' };
}
