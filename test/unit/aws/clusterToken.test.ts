import * as assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, it } from 'mocha';
import { mintClusterToken } from '../../../src/aws/clusterToken.ts';
import { eksOf } from '../../../src/aws/eks.ts';
import { makeHome } from './local.ts';
import type { Home } from './local.ts';

const now = new Date('2026-02-03T04:05:06Z');

/** The signature as AWS's documentation of SigV4 describes it, without any of the SDK's code. */
function signatureOf(url: URL, cluster: string, secret: string): string {
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const request = [
    'GET',
    '/',
    query,
    `host:${url.host}\nx-k8s-aws-id:${cluster}\n`,
    'host;x-k8s-aws-id',
    sha(''),
  ].join('\n');
  const [, day = '', region = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  const toSign = [
    'AWS4-HMAC-SHA256',
    url.searchParams.get('X-Amz-Date'),
    `${day}/${region}/sts/aws4_request`,
    sha(request),
  ].join('\n');
  const key = ['sts', 'aws4_request'].reduce(
    (k, part) => mac(k, part),
    mac(mac(`AWS4${secret}`, day), region),
  );
  return mac(key, toSign).toString('hex');
}

describe('mintClusterToken', () => {
  let home: Home;
  afterEach(() => home.close());

  const mint = async (region: string, cluster: string, more = '') => {
    home = makeHome(
      `[profile p]\naws_access_key_id = AKIDTEST\naws_secret_access_key = SECRET/TEST\n${more}`,
    );
    const session = await home.aws().session({ profile: 'p', region });
    const { token, expiresAt } = await mintClusterToken(session, cluster, now);
    return {
      token,
      expiresAt,
      session,
      url: new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString()),
    };
  };

  it('asks exactly what the server allows', async () => {
    const { token, url } = await mint('eu-west-1', 'demo', 'aws_session_token = TOK+EN/=\n');
    assert.match(token, /^k8s-aws-v1\.[\w-]+$/);
    assert.ok(token.length < 4096);
    assert.equal(`${url.protocol}//${url.host}${url.pathname}`, 'https://sts.eu-west-1.amazonaws.com/');
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIDTEST/20260203/eu-west-1/sts/aws4_request',
      'X-Amz-Date': '20260203T040506Z',
      'X-Amz-Expires': '60',
      'X-Amz-Security-Token': 'TOK+EN/=',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
      'X-Amz-Signature': url.searchParams.get('X-Amz-Signature'),
    });
  });

  for (const more of ['', 'aws_session_token = TOK+EN/=\n']) {
    it(`is signed as AWS's documentation says, ${more ? 'with' : 'without'} a session token`, async () => {
      const { url } = await mint('eu-west-1', 'demo cluster_1', more);
      assert.equal(
        url.searchParams.get('X-Amz-Signature'),
        signatureOf(url, 'demo cluster_1', 'SECRET/TEST'),
      );
    });
  }

  it('is good for one cluster only', async () => {
    const signature = async (cluster: string) =>
      (await mint('eu-west-1', cluster)).url.searchParams.get('X-Amz-Signature');
    assert.notEqual(await signature('a'), await signature('b'));
  });

  const hosts: readonly [region: string, host: string][] = [
    ['us-east-1', 'sts.us-east-1.amazonaws.com'],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
  ];
  for (const [region, host] of hosts) {
    it(`names AWS's own host in ${region}, whatever endpoint is configured`, async () => {
      const { url } = await mint(region, 'demo', 'endpoint_url = http://127.0.0.1:9\n');
      assert.equal(url.host, host);
    });
  }

  it('is to be renewed after 14 minutes', async () => {
    const { expiresAt } = await mint('eu-west-1', 'demo');
    assert.equal(expiresAt.getTime() - now.getTime(), 14 * 60_000);
  });

  it('makes up for a clock that was seen to be wrong', async () => {
    const { session } = await mint('eu-west-1', 'demo');
    eksOf(session).config.systemClockOffset = 3_600_000;
    const { token } = await mintClusterToken(session, 'demo', now);
    assert.match(Buffer.from(token.slice(11), 'base64url').toString(), /X-Amz-Date=20260203T050506Z/);
  });
});
