import * as l10n from '@vscode/l10n';
import type { HttpResponse } from '../http.ts';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import { QueryError } from './queryError.ts';
import { foreignTrouble } from './wire.ts';

/** An answer that is not 200, read as far as it tells anything. */
export interface Refusal {
  status: number;
  headers: HttpResponse['headers'];
  text: string;
}

/** What Prometheus says, and what AWS says in front of it. */
interface Words {
  errorType?: string;
  text?: string;
}

/** Whether the same request may well be answered a little later. A query that took the server too long would only do so again. */
export function mayPass(refusal: Refusal): boolean {
  return (
    [429, 502, 503, 504].includes(statusOf(refusal)) &&
    !['timeout', 'canceled'].includes(wordsIn(refusal).errorType ?? '')
  );
}

/** Some services of AWS say with 400 that there are too many requests. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
function statusOf({ status, headers }: Refusal): number {
  return status === 400 && /throttl|toomanyrequests/i.test(headers['x-amzn-errortype'] ?? '') ? 429 : status;
}

/** What a refusal means: the query is wrong, or something in the way of it. */
export function explainRefusal(
  refusal: Refusal,
  { base, query }: { base: URL; query: string },
): QueryError | Trouble {
  const { headers } = refusal;
  const status = statusOf(refusal);
  const { errorType, text } = wordsIn(refusal);
  if (text !== undefined && (errorType !== undefined || status === 400 || status === 422)) {
    return new QueryError(text, { errorType: errorType ?? 'bad_data', status, query });
  }
  const advice = status >= 300 && status < 400 ? redirectAdvice(base, headers) : adviceFor(status, base);
  return advice === undefined
    ? foreignTrouble(base, { status, text: refusal.text })
    : new Trouble({ ...advice, ...(text !== undefined && advice.cause === undefined && { cause: text }) });
}

function redirectAdvice(base: URL, headers: Refusal['headers']): Advice {
  const to = URL.parse(headers['location'] ?? '', base.href);
  return {
    code: 'redirected',
    what: l10n.t('{0} redirects queries to {1}.', base.host, to?.origin ?? '?'),
    cause: l10n.t(
      'Redirects are not followed, so that no credentials reach a host that they are not meant for.',
    ),
    todo: l10n.t('Use the final URL as the data source, or sign in to the proxy in between.'),
  };
}

/** What a status means by itself; `undefined` for one that no server of this API has. */
function adviceFor(status: number, { host }: URL): Advice | undefined {
  switch (status) {
    case 401:
      return {
        code: 'unauthorized',
        what: l10n.t('{0} wants credentials, or other ones than it got.', host),
        todo: l10n.t('Check the user name, the password or the token of the data source.'),
      };
    case 403:
      return {
        code: 'denied',
        what: l10n.t('{0} does not allow this query with these credentials.', host),
        todo: l10n.t('Use credentials that may query, or ask the administrator of the server.'),
      };
    case 404:
    case 405:
      return {
        code: 'notFound',
        what: l10n.t('{0} has no Prometheus API at this address (HTTP {1}).', host, status),
        todo: l10n.t('Check that the URL of the data source is right: /api/v1/query is appended to it.'),
      };
    case 429:
      return {
        code: 'throttled',
        what: l10n.t('{0} is throttling queries, and several retries did not help.', host),
        ...{ todo: l10n.t('Wait a moment and try again.'), remedy: { kind: 'retry' } },
      };
  }
  return status < 500
    ? undefined
    : {
        code: 'serviceFailed',
        what: l10n.t('{0} failed internally (HTTP {1}).', host, status),
        ...{ todo: l10n.t('Try again in a minute.'), remedy: { kind: 'retry' } },
      };
}

function wordsIn({ text }: Refusal): Words {
  try {
    const { status, errorType, error, message, Message } = Object(JSON.parse(text)) as Record<
      string,
      unknown
    >;
    const said = [error, message, Message].find((words) => typeof words === 'string' && words !== '');
    return {
      ...(status === 'error' && typeof errorType === 'string' && { errorType }),
      ...(typeof said === 'string' && { text: said }),
    };
  } catch {
    return {};
  }
}

/** Seconds that the server asks to wait for: as a number, or until a date. `undefined` when it does not say. */
export function retryAfter({ headers }: Refusal, now: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) {
    return Number(value);
  }
  const date = Date.parse(value);
  return /[A-Za-z]/.test(value) && !Number.isNaN(date) ? Math.max(0, (date - now) / 1000) : undefined;
}
