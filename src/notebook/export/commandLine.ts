import type { QueryPlan } from '../../query/plan.ts';
import { queryRequest } from '../../query/requests.ts';

/** Who is asked, and how one proves who one is. No secret is in it. */
export interface CommandTarget {
  /** Without `/api/v1`. */
  base: URL;
  signing?:
    | { kind: 'aws'; service: 'aps' | 'monitoring'; region: string; profile: string | undefined }
    | { kind: 'basic' }
    | { kind: 'bearer' };
}

const timeoutSeconds = 120;

/**
 * The line of a POSIX shell that asks the same: `awscurl` where requests have to be signed, else `curl`. Credentials stand for themselves: in
 * profiles, or in the environment variables that `adot-workbench run` reads too. https://github.com/okigan/awscurl
 */
export function commandLine(plan: QueryPlan, { base, signing }: CommandTarget): string {
  const clean = new URL(base);
  [clean.username, clean.password] = ['', ''];
  const { url, body } = queryRequest(clean, plan, { timeoutSeconds, stats: false });
  // awscurl signs what stands in a URL as if it were not encoded yet, so that only the body of a POST may hold anything.
  const form = body ?? (signing?.kind === 'aws' ? url.searchParams.toString() : undefined);
  url.search = form === undefined || body !== undefined ? url.search : '';
  const type = quoted('content-type: application/x-www-form-urlencoded');
  const post = form === undefined ? [] : ['-X', 'POST', '-H', type, '--data', quoted(form)];
  return [...program(signing), ...post, quoted(url.href)].join(' ');
}

function program(signing: CommandTarget['signing']): string[] {
  switch (signing?.kind) {
    case undefined:
      return ['curl', '-sS'];
    case 'basic':
      return ['curl', '-sS', '-u', '"$ADOT_PROMETHEUS_USERNAME:$ADOT_PROMETHEUS_PASSWORD"'];
    case 'bearer':
      return ['curl', '-sS', '-H', '"Authorization: Bearer $ADOT_PROMETHEUS_TOKEN"'];
    case 'aws': {
      const { service, region, profile } = signing;
      const who = profile === undefined ? [] : ['--profile', quoted(profile)];
      return ['awscurl', '--service', service, '--region', quoted(region), ...who];
    }
  }
}

/** One word to a shell, whatever it holds. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
function quoted(text: string): string {
  const clean = text.replaceAll('\0', '');
  return /^[\w./:=@%+,-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}
