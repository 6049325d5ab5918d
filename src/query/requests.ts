import type { HttpRequest } from '../http.ts';
import type { QueryPlan } from './plan.ts';

export interface RunSettings {
  /** How long the server may take, in seconds. */
  timeoutSeconds: number;
  /** AMP refuses, and does not bill, a query that would process more samples. */
  maxSamples?: number | undefined;
  /** Whether to ask what the query cost. */
  stats: boolean;
}

/** As much as every server and proxy takes in an address. */
const maxUrlLength = 2_000;

/**
 * The request for a plan.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#expression-queries,
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-QueryMetrics.html
 */
export function queryRequest(
  base: URL,
  plan: QueryPlan,
  { timeoutSeconds, maxSamples, stats }: RunSettings,
): HttpRequest {
  const times: [string, string][] =
    plan.kind === 'instant'
      ? [['time', decimal(plan.time)]]
      : [
          ['start', decimal(plan.start)],
          ['end', decimal(plan.end)],
          ['step', decimal(plan.step)],
        ];
  const parameters: [string, string][] = [
    ['query', plan.query],
    ...times,
    ['timeout', `${Math.max(1, Math.round(timeoutSeconds * 1000))}ms`],
    ...(stats ? [['stats', 'all'] as [string, string]] : []),
    ...(maxSamples === undefined
      ? []
      : [['max_samples_processed_error_threshold', String(Math.floor(maxSamples))] as [string, string]]),
  ];
  return request(base, plan.kind === 'instant' ? 'query' : 'query_range', parameters);
}

/** A request below `/api/v1/`: GET, and POST with the parameters as a form where the address would get too long for some servers. */
export function request(
  base: URL,
  path: string,
  parameters: readonly [string, string][],
  { canPost = true }: { canPost?: boolean } = {},
): HttpRequest {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1/${path}`;
  url.hash = '';
  const fixed = url.search.slice(1);
  url.search = [fixed, ...parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`)]
    .filter((part) => part !== '')
    .join('&');
  const accept = { accept: 'application/json', ...encoding(url) };
  if (!canPost || url.href.length <= maxUrlLength) {
    return { method: 'GET', url, headers: accept };
  }
  url.search = fixed;
  return {
    method: 'POST',
    url,
    headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([...parameters]).toString(),
  };
}

/** On the machine itself packing takes far longer than sending. */
function encoding({ hostname }: URL): { 'accept-encoding': string } {
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return { 'accept-encoding': isHere ? 'identity' : 'gzip' };
}

/** A space as %20, which everybody reads as one. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Whole milliseconds, without an exponent. */
function decimal(seconds: number): string {
  return String(Math.round(seconds * 1000) / 1000);
}

/**
 * A label's name as a part of a path: names that older servers do not know are written as Prometheus 3 reads them back.
 * https://github.com/prometheus/proposals/blob/main/proposals/0028-utf8.md#text-escaping
 */
export function pathName(label: string): string {
  if (/^[A-Za-z_]\w*$/.test(label) && !label.startsWith('U__')) {
    return label;
  }
  const escaped = Array.from(label, (character) =>
    character === '_'
      ? '__'
      : /[A-Za-z0-9]/.test(character)
        ? character
        : `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
  );
  return `U__${escaped.join('')}`;
}
