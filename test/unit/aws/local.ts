import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAws } from '../../../src/aws/session.ts';
import type { Aws, AwsOptions } from '../../../src/aws/session.ts';

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (request: Seen, response: ServerResponse, count: number) => void;

/** A server on this machine that answers as it is told and remembers what it was asked. */
export async function serve(
  answer: Answer,
): Promise<{ url: string; port: number; seen: Seen[]; close(): Promise<void> }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      answer(one, response, seen.length);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Answers like an AWS service that speaks JSON: an error when it is named. */
export function json(
  response: ServerResponse,
  body: unknown,
  { status = 200, error }: { status?: number; error?: string } = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(error !== undefined && { 'x-amzn-errortype': error }),
  });
  response.end(JSON.stringify(body));
}

/** Answers like STS, which speaks XML. */
export function xml(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(body);
}

export const stsCredentials = (id: string, expires: string): string =>
  `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-${id}</SessionToken><Expiration>${expires}</Expiration></Credentials>`;

export const assumeRoleAnswer = (id: string, expires = '2030-01-01T00:00:00Z'): string =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${stsCredentials(id, expires)}<AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/r/x</Arn></AssumedRoleUser></AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>`;

/** A home directory with AWS files in it, its environment, and sessions that read it. */
export interface Home {
  dir: string;
  env: NodeJS.ProcessEnv;
  logged: string[];
  write(config: string, credentials?: string): void;
  aws(options?: Partial<AwsOptions>): Aws;
  close(): void;
}

export const keys = 'aws_access_key_id = AKIDTEST\naws_secret_access_key = SECRETTEST\n';

export function makeHome(config = '', credentials = ''): Home {
  const dir = mkdtempSync(join(tmpdir(), 'adot-aws-'));
  const env = { AWS_CONFIG_FILE: join(dir, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(dir, 'credentials') };
  const logged: string[] = [];
  const tell = (level: string) => (text: string) => void logged.push(`${level} ${text}`);
  const log = {
    trace: tell('trace'),
    debug: tell('debug'),
    info: tell('info'),
    warn: tell('warn'),
    error: tell('error'),
  };
  const made: Aws[] = [];
  // The SDK's own providers read the process's environment; what a test changes there is put back.
  const before = { ...process.env };
  Object.assign(process.env, env, { HOME: dir, AWS_EC2_METADATA_DISABLED: 'true' });
  const home: Home = {
    dir,
    env,
    logged,
    write: (text, more = '') => {
      writeFileSync(env.AWS_CONFIG_FILE, text);
      writeFileSync(env.AWS_SHARED_CREDENTIALS_FILE, more);
    },
    aws: (options) => {
      const aws = createAws({
        log,
        network: () => ({ noProxy: [], strictSsl: true, caPem: [] }),
        askMfa: () => Promise.resolve(undefined),
        now: Date.now,
        env,
        ...options,
      });
      made.push(aws);
      return aws;
    },
    close: () => {
      made.forEach((aws) => aws.dispose());
      for (const name of Object.keys(process.env)) {
        if (!(name in before)) {
          delete process.env[name];
        }
      }
      Object.assign(process.env, before);
      rmSync(dir, { recursive: true, force: true });
    },
  };
  home.write(config, credentials);
  return home;
}
