import * as assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ampOf, listWorkspaces } from '../../../src/aws/amp.ts';
import { eksOf, listClusters } from '../../../src/aws/eks.ts';
import { listGrafanaWorkspaces } from '../../../src/aws/grafana.ts';
import { stsOf, whoAmI } from '../../../src/aws/sts.ts';
import { Trouble } from '../../../src/trouble.ts';
import { json, keys, makeHome, serve, xml } from './local.ts';
import type { Answer, Home, Seen } from './local.ts';

const keysOf = (id: string): string => `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;
/** Whose key signed the request, and for which region. */
const signer = ({ headers }: Seen): string =>
  /Credential=(\w+)\/\d+\/([\w-]+)/
    .exec(headers.authorization ?? '')
    ?.slice(1)
    .join(' ') ?? '';
const identity =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/x</Arn><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const empty: Answer = ({ url, body }, response) =>
  body.includes('GetCallerIdentity')
    ? xml(response, identity)
    : json(response, url === '/clusters' ? { clusters: [] } : { workspaces: [] });

describe('createAws', () => {
  let home: Home;
  let local: Awaited<ReturnType<typeof serve>>;
  let answer: Answer;

  beforeEach(async () => {
    home = makeHome();
    answer = empty;
    local = await serve((...args) => answer(...args));
  });
  afterEach(async () => {
    home.close();
    await local.close();
  });

  const profile = (name: string, id: string, more = ''): string =>
    `[profile ${name}]\nendpoint_url = ${local.url}\n${keysOf(id)}${more}\n`;
  const signers = (): string[] => local.seen.map(signer);
  const at = (name: string | undefined, region = 'eu-west-1') => ({ profile: name, region });

  it('asks nobody before the first call', async () => {
    home.write(profile('a', 'AKIDA'));
    const session = await home.aws().session(at('a'));
    assert.equal([ampOf(session), eksOf(session), stsOf(session)].length, 3);
    assert.deepEqual(local.seen, []);
  });

  it('keeps a session and its clients as long as nothing changes', async () => {
    home.write(profile('a', 'AKIDA'));
    const aws = home.aws();
    const first = await aws.session(at('a'));
    const second = await aws.session(at('a'));
    assert.equal(first, second);
    assert.equal(ampOf(first), ampOf(second));
  });

  it('signs with the profile and for the region that are asked for', async () => {
    home.write(profile('a', 'AKIDA') + profile('b', 'AKIDB'));
    const aws = home.aws();
    for (const where of [at('a'), at('b'), at('a', 'us-east-1'), at('a')]) {
      await listWorkspaces(await aws.session(where));
    }
    assert.deepEqual(signers(), ['AKIDA eu-west-1', 'AKIDB eu-west-1', 'AKIDA us-east-1', 'AKIDA eu-west-1']);
  });

  it('uses new keys as soon as the file has them', async () => {
    home.write('', `[a]\nendpoint_url = ${local.url}\n${keysOf('AKIDOLD')}`);
    const aws = home.aws();
    const old = await aws.session(at('a'));
    await listWorkspaces(old);
    home.write('', `[a]\nendpoint_url = ${local.url}\n${keysOf('AKIDNEW')}`);
    const fresh = await aws.session(at('a'));
    await listWorkspaces(fresh);
    assert.deepEqual(signers(), ['AKIDOLD eu-west-1', 'AKIDNEW eu-west-1']);
    assert.notEqual(old.identity, fresh.identity);
  });

  it('leaves a session alone when another profile changes', async () => {
    home.write(profile('a', 'AKIDA') + profile('b', 'AKIDB'));
    const aws = home.aws();
    const first = await aws.session(at('a'));
    home.write(profile('a', 'AKIDA') + profile('b', 'AKIDC'));
    assert.equal(await aws.session(at('a')), first);
  });

  it('begins anew after forget, for that profile alone', async () => {
    home.write(profile('a', 'AKIDA') + profile('b', 'AKIDB'));
    const aws = home.aws();
    const [a, b] = [await aws.session(at('a')), await aws.session(at('b'))];
    aws.forget('a');
    assert.notEqual((await aws.session(at('a'))).identity, a.identity);
    assert.equal(await aws.session(at('b')), b);
    aws.forget();
    assert.notEqual((await aws.session(at('b'))).identity, b.identity);
  });

  it('forgets a role with the profile that it is assumed from', async () => {
    home.write(
      `${profile('source', 'AKIDA')}[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = source\n`,
    );
    const aws = home.aws();
    const role = await aws.session(at('role'));
    aws.forget('source');
    assert.notEqual((await aws.session(at('role'))).identity, role.identity);
  });

  it('names no secret in its identity', async () => {
    home.write(profile('a', 'AKIDA'));
    assert.doesNotMatch((await home.aws().session(at('a'))).identity, /AKID|secret/);
  });

  it('takes a changed network at the next session', async () => {
    home.write(profile('a', 'AKIDA'));
    let strictSsl = true;
    const aws = home.aws({ network: () => ({ noProxy: [], strictSsl, caPem: [] }) });
    const first = await aws.session(at('a'));
    strictSsl = false;
    assert.notEqual(await aws.session(at('a')), first);
  });

  it('reads the environment for the default chain', async () => {
    home.write('');
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' });
    const env = { ...home.env, AWS_ENDPOINT_URL: local.url };
    await listWorkspaces(await home.aws({ env }).session(at(undefined)));
    assert.deepEqual(signers(), ['AKIDENV eu-west-1']);
  });

  it('does not let the environment speak for a profile', async () => {
    home.write(profile('a', 'AKIDA'));
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIDENV',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_PROFILE: 'other',
    });
    await listWorkspaces(await home.aws().session(at('a')));
    assert.deepEqual(signers(), ['AKIDA eu-west-1']);
  });

  describe('endpoints', () => {
    const other = 'http://127.0.0.1:9';
    const rows: readonly [
      title: string,
      config: (url: string) => string,
      env: (url: string) => NodeJS.ProcessEnv,
    ][] = [
      ['endpoint_url of the profile', (url) => `[profile p]\nendpoint_url = ${url}\n`, () => ({})],
      [
        'the services section before it',
        (url) =>
          `[profile p]\nendpoint_url = ${other}\nservices = s\n`.concat(
            keys,
            `[services s]\namp =\n  endpoint_url = ${url}\n`,
          ),
        () => ({}),
      ],
      [
        'AWS_ENDPOINT_URL before the profile',
        () => `[profile p]\nendpoint_url = ${other}\n`,
        (url) => ({ AWS_ENDPOINT_URL: url }),
      ],
      [
        'AWS_ENDPOINT_URL_AMP before all',
        () => `[profile p]\nendpoint_url = ${other}\n`,
        (url) => ({ AWS_ENDPOINT_URL: other, AWS_ENDPOINT_URL_AMP: url }),
      ],
    ];
    for (const [title, config, env] of rows) {
      it(`honours ${title}`, async () => {
        const text = config(local.url);
        home.write(text.includes('[services') ? text : text + keys);
        await listWorkspaces(await home.aws({ env: { ...home.env, ...env(local.url) } }).session(at('p')));
        assert.deepEqual(signers(), ['AKIDTEST eu-west-1']);
      });
    }

    it('leads every service there', async () => {
      home.write(profile('a', 'AKIDA'));
      const session = await home.aws().session(at('a'));
      for (const call of [listWorkspaces, listGrafanaWorkspaces, listClusters, whoAmI]) {
        await call(session);
      }
      assert.equal(local.seen.length, 4);
    });

    it('is not taken from the profile that AWS_PROFILE names', async () => {
      home.write(`${profile('other', 'AKIDX')}[profile p]\n${keys}`);
      process.env.AWS_PROFILE = 'other';
      const amp = ampOf(await home.aws().session(at('p')));
      // What the SDK would do of itself, once a request is made.
      assert.equal(
        (amp.config as { ignoreConfiguredEndpointUrls?: boolean }).ignoreConfiguredEndpointUrls,
        true,
      );
      await assert.rejects(
        listWorkspaces(await home.aws().session(at('p')), { signal: AbortSignal.timeout(50) }),
      );
      assert.deepEqual(local.seen, []);
    });

    it('is refused when it is no URL', async () => {
      home.write(`[profile p]\nendpoint_url = localhost:80\n${keys}`);
      const session = await home.aws().session(at('p'));
      assert.throws(
        () => ampOf(session),
        (error) =>
          error instanceof Trouble &&
          error.advice.code === 'badConfig' &&
          error.advice.remedy?.kind === 'openFile',
      );
    });
  });

  describe('retries', () => {
    it('repeats a throttled call with back-off, and says so', async () => {
      answer = (request, response, count) =>
        count < 3
          ? json(response, { message: 'Rate exceeded' }, { status: 429, error: 'ThrottlingException' })
          : empty(request, response, count);
      home.write(profile('a', 'AKIDA'));
      const told: string[] = [];
      // The length of the pauses is the SDK's and random: here they have none.
      const { random } = Math;
      Math.random = () => 0;
      await listWorkspaces(await home.aws({ onRetry: (text) => told.push(text) }).session(at('a')));
      Math.random = random;
      assert.deepEqual(told, [
        'AMP is throttling: retrying (2 of 5)',
        'AMP is throttling: retrying (3 of 5)',
      ]);
      assert.ok(home.logged.includes('info AMP: ThrottlingException; trying again (2 of 5)'));
      assert.equal(local.seen.length, 3);
    });

    it('does not repeat a denial', async () => {
      answer = (_request, response) => json(response, {}, { status: 403, error: 'AccessDeniedException' });
      home.write(profile('a', 'AKIDA'));
      await assert.rejects(listWorkspaces(await home.aws().session(at('a'))), {
        name: 'AccessDeniedException',
      });
      assert.equal(local.seen.length, 1);
    });

    it('gives up on failures after three tries, or as many as the profile says', async () => {
      answer = (_request, response) => json(response, {}, { status: 503, error: 'InternalServerException' });
      home.write(profile('a', 'AKIDA') + profile('b', 'AKIDB', 'max_attempts = 2'));
      const aws = home.aws();
      await assert.rejects(listWorkspaces(await aws.session(at('a'))));
      assert.equal(local.seen.length, 3);
      await assert.rejects(listWorkspaces(await aws.session(at('b'))));
      assert.equal(local.seen.length, 5);
    });

    it('ends at once when it is aborted', async () => {
      const stop = new AbortController();
      answer = () => setTimeout(() => stop.abort(), 5);
      home.write(profile('a', 'AKIDA'));
      await assert.rejects(listWorkspaces(await home.aws().session(at('a')), { signal: stop.signal }), {
        name: 'AbortError',
      });
      assert.equal(local.seen.length, 1);
    });
  });

  it('logs method, host, status and time of each request, and no secret', async () => {
    home.write(profile('a', 'AKIDA', 'aws_session_token = TOKENTOKEN'));
    await listWorkspaces(await home.aws().session(at('a')));
    const log = home.logged.join('\n');
    assert.match(log, /^debug AMP ListWorkspaces: GET 127\.0\.0\.1 200, \d+ ms$/m);
    assert.doesNotMatch(log, /AKIDA|TOKENTOKEN|Signature|secret/);
  });
});
