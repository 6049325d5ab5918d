import type { Answer, Call, Service, Shared } from '../aws/service.ts';
import { startService } from '../aws/service.ts';
import { restJson } from '../aws/protocols.ts';
import { splitTarget } from '../listener.ts';
import { forward } from './forward.ts';

/** Who may ask below which path: a server that is no AWS, as people have it behind a proxy. */
export const plainCredentials = {
  basic: { user: 'lab', password: 'prom:pässword' },
  bearer: 'lab.bearer.token',
  header: { name: 'x-scope-orgid', value: 'lab' },
} as const;

/**
 * A Prometheus without AWS, at one address with several paths: `/open` for everybody, `/basic`, `/bearer` and `/header` for those who
 * have the credentials, `/redirect` points at `/open` of another host name.
 */
export function startPlainPrometheus(
  open: (() => Promise<string>) | undefined,
  shared: Shared,
): Promise<Service> {
  const run = async (call: Call): Promise<Answer> => {
    const { door = '', path = '' } = call.path;
    const refused = refusal(door, call);
    if (refused || open === undefined) {
      return refused ?? say(503, 'The lab was started without Prometheus.');
    }
    const { query } = splitTarget(call.received.target);
    return forward(`${await open()}${path}?${query}`, call.received, call.signal);
  };
  return startService({
    ...{ name: 'prometheus', signingName: 'prometheus', shared },
    protocol: { ...restJson, parse: () => ({}) },
    route: ({ target }) => {
      const [, door = '', path = ''] = /^\/(\w+)(\/[^?]*)/.exec(target) ?? [];
      return { operation: { name: `${door}${path}`, unsigned: true, run }, path: { door, path } };
    },
  });
}

function refusal(door: string, { received: { headers, target } }: Call): Answer | undefined {
  const { basic, bearer, header } = plainCredentials;
  const { authorization, host = '' } = headers;
  switch (door) {
    case 'open':
      return undefined;
    case 'basic': {
      const expected = `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
      return authorization === expected ? undefined : unauthorized('Basic realm="lab"');
    }
    case 'bearer':
      return authorization === `Bearer ${bearer}` ? undefined : unauthorized('Bearer');
    case 'header':
      return headers[header.name] === header.value ? undefined : say(401, 'no org id');
    case 'redirect': {
      const location = `http://localhost:${host.split(':')[1]}${target.replace('/redirect', '/open')}`;
      return say(302, '', { location });
    }
    default:
      return say(404, '404 page not found');
  }
}

function unauthorized(challenge: string): Answer {
  return say(401, 'Unauthorized', { 'www-authenticate': challenge });
}

function say(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return { raw: `${text}\n`, status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } };
}
