import type { Random } from './random.ts';

/** A request of which nothing is signed yet. */
export interface PlainRequest {
  method: string;
  host: string;
  /** Encoded, as it goes over the wire. */
  path: string;
  /** Encoded, in the order of the wire; a name may come again. */
  query: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

/** What has a meaning in URLs, in SigV4 or in neither, and what needs encoding. */
const odd = [...' %+/?#&=;:@!$\'()*,~-._<>"{}|\\^`[]éñ日本語😀', '%20', '%2F', '..', '.', '\t'];
const plain = [...'abcXYZ0189'];

/** A request as a client of AMP might send it, and many that none would. */
export function randomRequest(random: Random): PlainRequest {
  const text = (most: number): string =>
    [random.one(plain), ...random.some(most, () => random.one(random.chance(40) ? odd : plain))].join('');
  const method = random.one(['GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
  const segments = random.some(6, () =>
    random.chance(15) ? random.one(['', '.', '..']) : random.one([encodeURIComponent, keepSome])(text(8)),
  );
  const names = random.some(4, () => text(5));
  const pairs = names.flatMap((name) =>
    Array.from({ length: random.one([1, 1, 1, 2, 3]) }, () => {
      const value = random.chance(15) ? '' : text(12);
      const isBare = value === '' && random.chance(50);
      return isBare ? strict(name) : `${strict(name)}=${strict(value)}`;
    }),
  );
  const takesBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const kind = takesBody ? random.one(['none', 'empty', 'form', 'json', 'binary'] as const) : 'none';
  const headers = {
    ...(random.chance(30) && { 'x-amz-meta-note': `  ${text(6).replaceAll(/[^ -~]/g, ' ')}   ${text(0)} ` }),
    ...(random.chance(30) && { 'x-prometheus-remote-write-version': '0.1.0' }),
    ...(random.chance(30) && { 'user-agent': 'signed/by nobody' }),
    ...(kind in contentTypes && { 'content-type': contentTypes[kind] ?? '' }),
    ...(kind === 'binary' && { 'content-encoding': 'snappy' }),
  };
  const bodies = {
    none: undefined,
    empty: random.chance(50) ? '' : new Uint8Array(),
    form: `query=${strict(text(20))}&time=${random.below(1e9)}`,
    json: JSON.stringify({ alias: text(20), tags: { [text(3)]: text(3) } }),
    binary: random.bytes(random.below(2_000) + 1),
  };
  return {
    method,
    host: random.one(['127.0.0.1:8443', 'aps-workspaces.eu-west-1.amazonaws.com', 'localhost:9090']),
    path: `/${segments.join('/')}${random.chance(10) ? '/' : ''}`,
    query: random.shuffle(pairs).join('&'),
    headers,
    body: bodies[kind],
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  binary: 'application/x-protobuf',
};

/** As RFC 3986 asks for a query: encodeURIComponent leaves five characters that SigV4 does not. */
function strict(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** With what a path may hold as it is (RFC 3986, pchar), which other clients leave alone. */
function keepSome(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:24|2B|2C|3A|3B|3D|40|26)/g, (code) =>
    decodeURIComponent(code),
  );
}
