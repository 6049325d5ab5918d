import { SignatureV4 } from '@smithy/signature-v4';
import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import {
  createWorkspace,
  deleteWorkspace,
  describeWorkspace,
  listWorkspaces,
  renameWorkspace,
  tagWorkspace,
  untagWorkspace,
} from '../../src/aws/amp.ts';
import { listRuleNamespaces, listScrapers } from '../../src/aws/ampParts.ts';
import { mintClusterToken } from '../../src/aws/clusterToken.ts';
import { listClusters, listFargateProfiles } from '../../src/aws/eks.ts';
import type { AwsSession } from '../../src/aws/session.ts';
import { stsOf, whoAmI } from '../../src/aws/sts.ts';
import { Identities, policies } from '../lab/aws/identities.ts';
import type { SignableRequest } from '../lab/aws/sigv4.ts';
import { parseQuery, verifySignature } from '../lab/aws/sigv4.ts';
import { json, makeHome, serve, xml } from '../unit/aws/local.ts';
import type { Home } from '../unit/aws/local.ts';
import { amzDate, mintByBotocore, signByBotocore, signedHeaders } from './botocore.ts';
import type { Keys, Scope, SignedRequest } from './botocore.ts';
import { describeWith } from './given.ts';
import { pickSeed, Random } from './random.ts';
import { randomRequest } from './randomRequests.ts';
import type { PlainRequest } from './randomRequests.ts';

const count = 200;
const regions = ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'us-gov-west-1'];

describeWith('signatures', ['python'], ({ python }) => {
  const seed = pickSeed();
  let home: Home;
  const people: Record<string, Keys> = {
    lasting: { accessKeyId: 'AKIDLASTING', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    temporary: {
      accessKeyId: 'ASIATEMPORARY',
      secretAccessKey: 'another/secret+0123456789',
      sessionToken: 'IQoJb3JpZ2luX2VjE/+Zx//////////wEaCXVzLWVhc3QtMSJ=='.repeat(8),
    },
  };
  const names = Object.keys(people);

  before(() => {
    home = makeHome();
    write('http://127.0.0.1:1');
  });
  after(() => home.close());

  /** Profiles of these people whose AWS is at one address. */
  function write(url: string): void {
    const sections = names.map((name) => {
      const { accessKeyId, secretAccessKey, sessionToken } = people[name] as Keys;
      const token = sessionToken === undefined ? '' : `aws_session_token = ${sessionToken}\n`;
      return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n${token}`;
    });
    const profiles = names.map((name) => `[profile ${name}]\nendpoint_url = ${url}\n`);
    home.write(profiles.join(''), sections.join(''));
  }

  function open(profile: string, region: string): Promise<AwsSession> {
    return home.aws().session({ profile, region });
  }

  /** Signs as src/aws does it, which signs by this class and with these parts of its sessions. */
  async function sign(
    request: PlainRequest,
    name: string,
    region: string,
    date: Date,
  ): Promise<SignedRequest> {
    const { credentials, sha256 } = stsOf(await open(name, region)).config;
    const signer = new SignatureV4({ credentials, region, service: 'aps', sha256 });
    const { method, host, path, query, headers, body } = request;
    const signed = await signer.sign(
      {
        method,
        protocol: 'https:',
        hostname: host,
        path,
        query: parseQuery(query),
        headers: { host, ...headers },
        body,
      } as SignableRequest,
      { signingDate: date },
    );
    return { ...request, ...scopeOf(name, region), url: urlOf(request), headers: signed.headers };
  }

  function scopeOf(name: string, region: string, service = 'aps'): Scope {
    return { service, region, credentials: people[name] as Keys };
  }

  it(`of ${count} random requests are botocore's (seed ${seed})`, async () => {
    const random = new Random(seed);
    const ours: SignedRequest[] = [];
    for (let n = 0; n < count; n++) {
      const date = new Date(Date.UTC(2020, 0, 1) + random.below(300_000_000) * 1000);
      ours.push(await sign(randomRequest(random), random.one(names), random.one(regions), date));
    }
    ours.forEach(({ headers, url }) => assert.ok('x-amz-content-sha256' in headers, url));
    const theirs = await signByBotocore(
      python,
      ours.map((request) => ({ ...request, headers: signedHeaders(request.headers) })),
    );
    ours.forEach(({ headers, ...request }, n) => {
      assert.equal(headers['authorization'], theirs[n], `request ${n}: ${JSON.stringify(request)}`);
    });
  });

  it('of what the AWS functions send are botocore’s', async () => {
    const aws = await serve(({ body }, response) =>
      body.startsWith('Action=')
        ? xml(response, '<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>')
        : json(response, {}),
    );
    try {
      write(aws.url);
      const arn = 'arn:aws:aps:eu-west-1:111122223333:workspace/ws-1';
      for (const name of names) {
        const session = await open(name, 'eu-west-1');
        await listWorkspaces(session, { limit: 7, nextToken: 'a+b/c==&d e' });
        await describeWorkspace(session, 'ws-1');
        await createWorkspace(session, {
          alias: 'écran 日本語 "x"',
          tags: { 'a b': 'c+d/e=f@:', 環境: '本番' },
        });
        await renameWorkspace(session, 'ws-1', { alias: '~(x)*!' });
        await tagWorkspace(session, arn, { tags: { 'k/1': '' } });
        await untagWorkspace(session, arn, { keys: ['a b', 'c+d', '環境', "*'()!"] });
        await deleteWorkspace(session, 'ws-1');
        await listScrapers(session, arn);
        await listRuleNamespaces(session, 'ws-1');
        await listClusters(session);
        await listFargateProfiles(session, 'my-cluster_1');
        await whoAmI(session);
      }
      assert.equal(aws.seen.length, 12 * names.length);
      const captured = aws.seen.map(({ method, url, headers, body }, n): SignedRequest => {
        const service =
          /Credential=[^/]+\/\d+\/[^/]+\/(\w+)\//.exec(String(headers.authorization))?.[1] ?? '';
        const name = names[n < 12 ? 0 : 1] as string;
        const signed = signedHeaders(headers as Record<string, string>);
        // "You must include the host header and any x-amz-* headers in the request":
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
        const needed = Object.keys(headers).filter(
          (header) => header === 'host' || header.startsWith('x-amz-'),
        );
        assert.deepEqual(
          needed.filter((header) => !(header in signed)),
          [],
        );
        return {
          ...scopeOf(name, 'eu-west-1', service),
          method,
          url: `${aws.url}${url}`,
          headers: signed,
          body,
        };
      });
      assert.deepEqual(new Set(captured.map(({ service }) => service)), new Set(['aps', 'eks', 'sts']));
      assert.deepEqual(
        aws.seen.map(({ headers }) => headers.authorization),
        await signByBotocore(python, captured),
      );
    } finally {
      await aws.close();
    }
  });

  it('in tokens for EKS are those of botocore’s presigned requests', async () => {
    const questions = ['amp-eks-fargate', 'A_1', '0-x'].flatMap((cluster, n) =>
      names.map((name) => ({
        cluster,
        name,
        region: regions[n] as string,
        now: new Date(Date.UTC(2026, n, 9, 23, 59, 59, 999)),
      })),
    );
    const theirs = await mintByBotocore(
      python,
      questions.map(({ cluster, name, region, now }) => ({
        cluster,
        region,
        date: amzDate(now),
        credentials: people[name] as Keys,
      })),
    );
    for (const [n, { cluster, name, region, now }] of questions.entries()) {
      const { token } = await mintClusterToken(await open(name, region), cluster, now);
      assert.deepEqual(readToken(token), readToken(theirs[n] ?? ''));
    }
  });

  it(`of botocore are taken by the lab, and refused when anything was changed (seed ${seed})`, async () => {
    const random = new Random(seed + 1);
    const now = Date.UTC(2026, 5, 1, 12);
    const identities = new Identities();
    const lasting = identities.addUser('111122223333', 'ada', policies.everything);
    const temporary = identities.addSession(
      { arn: '', name: 'role', account: '111122223333', allows: policies.everything },
      'bob',
      now + 60_000,
    );
    const requests = Array.from({ length: count }, (): SignedRequest => {
      const request = randomRequest(random);
      const credentials = random.one([lasting, temporary]);
      // Of those headers that every client leaves to the wire.
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name !== 'user-agent'),
      );
      return {
        ...request,
        ...{ credentials, service: 'aps', region: random.one(regions), url: urlOf(request) },
        headers: {
          ...headers,
          host: request.host,
          'x-amz-date': amzDate(new Date(now + random.below(9 * 60_000) - 4.5 * 60_000)),
          ...(credentials === temporary && { 'x-amz-security-token': temporary.sessionToken ?? '' }),
        },
      };
    });
    const authorizations = await signByBotocore(python, requests);
    const verify = async (changed: SignedRequest, authorization: string): Promise<string> => {
      const target = changed.url.slice(changed.url.indexOf('/', 'https://'.length));
      const headers = { ...changed.headers, authorization };
      const body = Buffer.from(changed.body ?? '');
      const received = { method: changed.method, target, headers, body };
      const reached = verifySignature(received, 'aps', identities, now);
      return reached.then(
        ({ identity }) => identity.accessKeyId,
        ({ message }: Error) => message,
      );
    };
    for (const [n, request] of requests.entries()) {
      const authorization = authorizations[n] ?? '';
      const key = request.credentials.accessKeyId;
      assert.equal(await verify(request, authorization), key, `request ${n}: ${JSON.stringify(request)}`);
      for (const [what, changed] of changesOf(request)) {
        assert.notEqual(await verify(changed, authorization), key, `request ${n} with another ${what}`);
      }
      const [, scope] = /Credential=\w+\/\d+\/([\w-]+)\//.exec(authorization) ?? [];
      const elsewhere = authorization.replace(`/${scope}/`, '/us-west-2/');
      assert.notEqual(await verify(request, elsewhere), key, `request ${n} for another region`);
      const flipped = authorization.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
      assert.notEqual(await verify(request, flipped), key, `request ${n} with another signature`);
    }
  });
});

function urlOf({ host, path, query }: PlainRequest): string {
  return `https://${host}${path}${query === '' ? '' : `?${query}`}`;
}

/** The request with one thing changed at a time. */
function changesOf(request: SignedRequest): [what: string, SignedRequest][] {
  const { method, url, headers, body } = request;
  const [address = '', query] = url.split('?');
  const later = (headers['x-amz-date'] ?? '').replace(/\dZ$/, (second) => `${(parseInt(second) + 1) % 10}Z`);
  return [
    ['verb', { ...request, method: method === 'GET' ? 'POST' : 'GET' }],
    ['path', { ...request, url: `${address}x${query === undefined ? '' : `?${query}`}` }],
    ['query', { ...request, url: `${url}${query === undefined ? '?' : '&'}x=1` }],
    ['body', { ...request, body: Buffer.concat([Buffer.from(body ?? ''), Buffer.from([0])]) }],
    ['host', { ...request, headers: { ...headers, host: 'elsewhere' } }],
    ['date', { ...request, headers: { ...headers, 'x-amz-date': later } }],
    ['unsigned header', { ...request, headers: { ...headers, 'x-amz-more': '1' } }],
  ];
}

/** What a bearer token says, in an order of its own. */
function readToken(token: string): unknown {
  const [start, encoded = ''] = token.split('.');
  const url = new URL(Buffer.from(encoded, 'base64url').toString());
  return [start, `${url.origin}${url.pathname}`, [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1))];
}
