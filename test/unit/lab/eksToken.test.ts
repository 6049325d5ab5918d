import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mintEksToken, verifyEksToken } from '../../lab/aws/eksToken.ts';
import { Identities, makeRole, policies } from '../../lab/aws/identities.ts';
import type { SignableRequest } from '../../lab/aws/sigv4.ts';
import { makeSigner } from '../../lab/aws/sigv4.ts';

describe('lab: EKS tokens', () => {
  const identities = new Identities();
  const user = identities.addUser('111122223333', 'me', policies.everything);
  const minuteMs = 60_000;
  const mint = (cluster = 'one'): Promise<string> => mintEksToken(cluster, 'us-east-1', user);
  const verify = (token: string, { cluster = 'one', after = 0 } = {}) =>
    verifyEksToken(token, cluster, identities, Date.now() + after);
  const edit = (token: string, change: (url: string) => string): string =>
    `k8s-aws-v1.${Buffer.from(change(Buffer.from(token.slice(11), 'base64url').toString())).toString('base64url')}`;

  it('are good for their cluster, for 15 minutes', async () => {
    const token = await mint();
    assert.equal(await verify(token), user);
    assert.equal(await verify(token, { cluster: 'two' }), undefined);
    assert.equal(await verify(token, { after: 14 * minuteMs }), user);
    assert.equal(await verify(token, { after: 16 * minuteMs }), undefined);
  });

  it('may come from temporary credentials, and end with them', async () => {
    const session = identities.addSession(
      makeRole('111122223333', 'r', policies.everything),
      's',
      Date.now() + 5 * minuteMs,
    );
    const token = await mintEksToken('one', 'eu-west-1', session);
    assert.equal(await verify(token), session);
    assert.equal(await verify(token, { after: 6 * minuteMs }), undefined);
  });

  for (const [what, change] of [
    [
      'another signature',
      (url: string) =>
        url.replace(/Signature=./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`),
    ],
    ['another host', (url) => url.replace('sts.us-east-1.amazonaws.com', 'sts.us-east-1.example.com')],
    ['no https', (url) => url.replace('https:', 'http:')],
    ['a parameter too many', (url) => `${url}&x-id=GetCallerIdentity`],
    ['a parameter twice', (url) => `${url}&Action=GetCallerIdentity`],
    ['a life that is too long', (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=901')],
    ['another action', (url) => url.replace('Action=GetCallerIdentity', 'Action=AssumeRole')],
    ['a path', (url) => url.replace('/?', '/x?')],
    ['no cluster in its signed headers', (url) => url.replace('%3Bx-k8s-aws-id', '')],
  ] satisfies [string, (url: string) => string][]) {
    it(`are refused with ${what}`, async () => {
      const token = await mint();
      const changed = edit(token, change);
      assert.notEqual(changed, token);
      assert.equal(await verify(changed), undefined);
    });
  }

  // Signed as they stand: nothing but the authenticator's own rules is against them.
  for (const [what, { host = 'sts.us-east-1.amazonaws.com', query, expiresIn = 60 }] of [
    ['for a host that is not of STS', { host: 'sts.us-east-1.example.com' }],
    ['with a parameter too many', { query: { 'x-id': 'GetCallerIdentity' } }],
    ['with a parameter twice', { query: { Version: ['2011-06-15', '2011-06-15'] } }],
    ['with a life that is too long', { expiresIn: 901 }],
    ['and good', {}],
  ] satisfies [string, { host?: string; query?: SignableRequest['query']; expiresIn?: number }][]) {
    it(`signed ${what}: ${what === 'and good' ? 'taken' : 'refused'}`, async () => {
      const request: SignableRequest = {
        method: 'GET',
        protocol: 'https:',
        hostname: host,
        path: '/',
        query: { Action: 'GetCallerIdentity', Version: '2011-06-15', ...query },
        headers: { host, 'x-k8s-aws-id': 'one' },
      };
      const signer = makeSigner(user, 'us-east-1', 'sts');
      const signed = await signer.presign(request, {
        expiresIn,
        unhoistableHeaders: new Set(['x-k8s-aws-id']),
      });
      const pairs = Object.entries(signed.query ?? {}).flatMap(([name, value]) =>
        [value].flat().map((text) => `${name}=${encodeURIComponent(String(text))}`),
      );
      const token = `k8s-aws-v1.${Buffer.from(`https://${host}/?${pairs.join('&')}`).toString('base64url')}`;
      assert.equal(await verify(token), what === 'and good' ? user : undefined);
    });
  }

  it('are refused when they are no tokens at all', async () => {
    assert.deepEqual(
      await Promise.all([verify(''), verify('k8s-aws-v1.'), verify('k8s-aws-v1.!!'), verify('abc')]),
      [undefined, undefined, undefined, undefined],
    );
  });
});
