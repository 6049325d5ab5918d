import type { Identity } from '../../lab/aws/identities.ts';
import type { SignableRequest } from '../../lab/aws/sigv4.ts';
import { makeSigner, parseQuery } from '../../lab/aws/sigv4.ts';
import { askPython } from '../servers/python.ts';

export type Service = 'aps' | 'eks' | 'sts';

/** What earlier answers gave: ids, ARNs, tokens of pages. */
export type Known = Record<string, string>;

type Content = Readonly<Record<string, unknown>>;

/** One call of an AWS operation, as it goes over the wire. */
export interface AwsCall {
  /** What is asked, in words. */
  title: string;
  service: Service;
  operation: string;
  method: string;
  /** Path and query, encoded. */
  target: string | ((known: Known) => string);
  /** JSON, a form, or text that is sent as it is. */
  body?: Content | string | ((known: Known) => Content);
  /** Members of the answer to keep: the name to keep one under, and the path to it. */
  keep?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** An answer as it came. */
export interface Answer {
  title: string;
  service: Service;
  operation: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What AWS's own model says of an answer; see answers.py. */
export interface Judgement {
  error?: string;
  shape: string[];
  breaches: string[];
}

/** Makes the calls one after the other, as somebody, and gives back all answers. */
export async function play(
  calls: readonly AwsCall[],
  { urls, identity, region }: { urls: Readonly<Record<Service, string>>; identity: Identity; region: string },
): Promise<Answer[]> {
  const known: Known = {};
  const answers: Answer[] = [];
  for (const { title, service, operation, method, target, body, keep = {} } of calls) {
    const url = new URL(`${urls[service]}${typeof target === 'string' ? target : target(known)}`);
    const content = typeof body === 'function' ? body(known) : body;
    const text = content === undefined || typeof content === 'string' ? content : write(service, content);
    const signed = await makeSigner(identity, region, service).sign({
      method,
      protocol: 'http:',
      hostname: url.host,
      path: url.pathname,
      query: parseQuery(url.search.slice(1)),
      headers: { host: url.host, ...(text !== undefined && { 'content-type': types[service] }) },
      body: text,
    } as SignableRequest);
    const response = await fetch(url, {
      method,
      headers: signed.headers,
      ...(text !== undefined && { body: text }),
    });
    const answer = await response.text();
    answers.push({
      ...{ title, service, operation, status: response.status, body: answer },
      headers: Object.fromEntries(response.headers),
    });
    for (const [name, path] of Object.entries(keep)) {
      known[name] = String(path.reduce<unknown>((value, key) => (value as never)?.[key], JSON.parse(answer)));
    }
  }
  return answers;
}

/** What the models of AWS that botocore has say of these answers. */
export async function judge(folder: string, answers: readonly Answer[]): Promise<Judgement[]> {
  return askPython<Judgement[]>(folder, 'answers.py', answers);
}

const types: Readonly<Record<Service, string>> = {
  aps: 'application/json',
  eks: 'application/json',
  sts: 'application/x-www-form-urlencoded',
};

function write(service: Service, content: Content): string {
  return service === 'sts'
    ? new URLSearchParams(content as Record<string, string>).toString()
    : JSON.stringify(content);
}
