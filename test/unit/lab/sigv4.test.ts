import { ListWorkspacesCommand } from '@aws-sdk/client-amp';
import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { SignableRequest } from '../../lab/aws/sigv4.ts';
import { makeSigner } from '../../lab/aws/sigv4.ts';
import { region } from '../../lab/names.ts';
import { refusal, useAws } from './local.ts';

describe('lab: signatures', () => {
  const aws = useAws({ now: Date.now });
  const list = (change: object): Promise<unknown> =>
    aws.as({ ...aws.part.people.admin, ...change }).send(new ListWorkspacesCommand({}));

  it('takes what the SDK signs', async () => {
    await list({});
  });

  it('refuses another secret', async () => {
    const { name, message } = await refusal(list({ secretAccessKey: 'another' }));
    assert.equal(name, 'InvalidSignatureException');
    assert.match(message, /does not match the signature you provided/);
  });

  it('refuses a key that it does not know', async () => {
    assert.equal((await refusal(list({ accessKeyId: 'AKIAUNKNOWN' }))).name, 'UnrecognizedClientException');
  });

  it('refuses a session token that is not of this key', async () => {
    assert.equal((await refusal(list({ sessionToken: 'made up' }))).name, 'UnrecognizedClientException');
  });

  it('refuses temporary credentials that have ended', async () => {
    const { name, message } = await refusal(
      aws.as(aws.part.people.stale).send(new ListWorkspacesCommand({})),
    );
    assert.deepEqual(
      [name, message],
      ['ExpiredTokenException', 'The security token included in the request is expired'],
    );
  });

  it('refuses a clock that is six minutes slow or fast, and takes one that is four minutes off', async () => {
    const at = (minutes: number): Promise<number> => send({ at: new Date(Date.now() + minutes * 60_000) });
    assert.deepEqual([await at(-6), await at(-4), await at(4), await at(6)], [403, 200, 200, 403]);
  });

  it('refuses a signature for another service', async () => {
    const client = new EKSClient({
      region,
      endpoint: aws.part.endpoints.aps,
      credentials: aws.part.people.admin,
    });
    const { name, message } = await refusal(client.send(new ListClustersCommand({})));
    client.destroy();
    assert.deepEqual(
      [name, message],
      ['InvalidSignatureException', "Credential should be scoped to correct service: 'aps'. "],
    );
  });

  it('refuses a request that nobody signed, in the words of the service', async () => {
    const response = await fetch(`${aws.part.endpoints.aps}/workspaces`);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
    assert.deepEqual(await response.json(), { message: 'Missing Authentication Token' });
  });

  it('refuses a query, a path, a body or a header that was changed after signing', async () => {
    assert.equal(await send({}), 200);
    assert.equal(await send({ send: '/workspaces?maxResults=8' }), 403);
    assert.equal(await send({ send: '/scrapers?maxResults=7' }), 403);
    assert.equal(await send({ method: 'POST', body: '{"alias":"a"}', sendBody: '{"alias":"b"}' }), 403);
    assert.equal(await send({ sendHeaders: { 'x-amz-meta': 'not signed' } }), 403);
  });

  it('refuses a body that has not the hash that was signed', async () => {
    const hash = createHash('sha256').update('{"alias":"a"}').digest('hex');
    const headers = { 'x-amz-content-sha256': hash };
    assert.equal(await send({ method: 'POST', body: '{"alias":"a"}', headers }), 202);
    assert.equal(
      await send({ method: 'POST', body: '{"alias":"a"}', headers, sendBody: '{"alias":"b"}' }),
      403,
    );
  });

  it('takes characters that need encoding', async () => {
    assert.equal(await send({ query: { alias: 'a b+c/d=é*~' } }), 200);
  });

  interface Change {
    at?: Date;
    method?: string;
    query?: Record<string, string>;
    body?: string;
    headers?: Record<string, string>;
    /** What is sent in place of what was signed. */
    send?: string;
    sendBody?: string;
    sendHeaders?: Record<string, string>;
  }

  /** Signs a request by hand and sends it, changed or not; the status that comes back. */
  async function send(change: Change): Promise<number> {
    const { host } = new URL(aws.part.endpoints.aps);
    const { method = 'GET', query = change.body ? {} : { maxResults: '7' }, body } = change;
    const request: SignableRequest = {
      method,
      protocol: 'http:',
      hostname: host,
      path: '/workspaces',
      query,
      headers: { host, ...change.headers },
      body,
    };
    const signed = await makeSigner(aws.part.people.admin, region, 'aps').sign(
      request,
      change.at ? { signingDate: change.at } : {},
    );
    const encoded = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const target = change.send ?? `/workspaces?${encoded.join('&')}`;
    const response = await fetch(`http://${host}${target}`, {
      method,
      headers: { ...signed.headers, ...change.sendHeaders },
      body: change.sendBody ?? body ?? null,
    });
    return response.status;
  }
});
