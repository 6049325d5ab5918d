import * as assert from 'node:assert/strict';
import { askPython } from './servers/python.ts';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What one signs with: what the request is for, and whose it is. */
export interface Scope {
  service: string;
  region: string;
  credentials: Keys;
}

/** A request and all headers that its signature covers. */
export interface SignedRequest extends Scope {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

/** The Authorization header that botocore gives each of these requests. */
export async function signByBotocore(folder: string, requests: readonly SignedRequest[]): Promise<string[]> {
  const questions = requests.map(({ body, ...request }) => ({
    kind: 'sign',
    ...request,
    body: Buffer.from(body ?? '').toString('base64'),
  }));
  const answers = await askPython<{ authorization?: string; problem?: string }[]>(
    folder,
    'signing.py',
    questions,
  );
  assert.equal(answers.length, requests.length);
  return answers.map(({ authorization, problem }) => authorization ?? problem ?? '');
}

/** The EKS bearer tokens that botocore makes. */
export async function mintByBotocore(
  folder: string,
  questions: readonly { cluster: string; date: string; region: string; credentials: Keys }[],
): Promise<string[]> {
  const asked = questions.map((question) => ({ kind: 'token', ...question }));
  return (await askPython<{ token: string }[]>(folder, 'signing.py', asked)).map(({ token }) => token);
}

/** Those headers that the Authorization header of a request says are signed. */
export function signedHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '')?.[1]?.split(';') ?? [];
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
}

/** A moment as SigV4 writes it. */
export function amzDate(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
