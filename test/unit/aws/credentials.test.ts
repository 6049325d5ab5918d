import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { listWorkspaces } from '../../../src/aws/amp.ts';
import { explainAwsError } from '../../../src/aws/explain.ts';
import type { AwsOptions } from '../../../src/aws/session.ts';
import { sentence } from '../../../src/trouble.ts';
import type { Advice } from '../../../src/trouble.ts';
import { assumeRoleAnswer, json, keys, makeHome, serve, stsCredentials, xml } from './local.ts';
import type { Answer, Home, Seen } from './local.ts';

const signer = ({ headers }: Seen): string => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? '';
const role = 'role_arn = arn:aws:iam::111122223333:role/reader';

describe('credentials', () => {
  let home: Home;
  let local: Awaited<ReturnType<typeof serve>>;
  let answer: Answer;
  let assumed = 0;

  /** STS, SSO and AMP in one: every assumed role gets other keys. */
  const services: Answer = ({ url, body }, response) => {
    const form = new URLSearchParams(body);
    if (form.get('Action') === 'AssumeRole') {
      xml(response, assumeRoleAnswer(`ASIAROLE${++assumed}`));
    } else if (form.get('Action') === 'AssumeRoleWithWebIdentity') {
      xml(
        response,
        `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>${stsCredentials('ASIAWEB', '2030-01-01T00:00:00Z')}</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
      );
    } else if (url.startsWith('/federation/credentials')) {
      json(response, {
        roleCredentials: {
          accessKeyId: 'ASIASSO',
          secretAccessKey: 's',
          sessionToken: 't',
          expiration: Date.UTC(2030, 0),
        },
      });
    } else {
      json(response, { workspaces: [] });
    }
  };

  beforeEach(async () => {
    home = makeHome();
    assumed = 0;
    answer = services;
    local = await serve((...args) => answer(...args));
  });
  afterEach(async () => {
    home.close();
    await local.close();
  });

  const at = (profile: string | undefined, region = 'eu-west-1') => ({ profile, region });
  const use = async (profile: string | undefined, options?: Partial<AwsOptions>): Promise<string> => {
    await listWorkspaces(await home.aws(options).session(at(profile)));
    return signer(local.seen.at(-1) as Seen);
  };
  const fail = async (profile: string | undefined, options?: Partial<AwsOptions>): Promise<Advice> => {
    try {
      await use(profile, options);
    } catch (error) {
      return explainAwsError(error, at(profile));
    }
    throw new Error('It did not fail.');
  };
  const write = (config: string): void => home.write(config.replaceAll('URL', local.url));
  const signIn = (id: string, token: object): void => {
    const dir = join(home.dir, '.aws', 'sso', 'cache');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, `${createHash('sha1').update(id).digest('hex')}.json`), JSON.stringify(token));
  };
  const program = (name: string, text: string): string => {
    const path = join(home.dir, name);
    writeFileSync(path, text);
    return `"${process.execPath}" "${path}"`;
  };

  it('assumes a role through the endpoint of the profile, with its external id', async () => {
    write(
      `[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\nexternal_id = ext-1\nregion = ap-south-1\n`,
    );
    assert.equal(await use('r'), 'ASIAROLE1');
    const [assume] = local.seen;
    assert.match(assume?.body ?? '', /ExternalId=ext-1/);
    assert.match(assume?.headers.authorization ?? '', /Credential=AKIDTEST\/\d+\/ap-south-1\/sts/);
  });

  it('assumes a role once for all regions and services', async () => {
    write(`[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\n`);
    const aws = home.aws();
    const [one, two] = [await aws.session(at('r')), await aws.session(at('r', 'us-east-1'))];
    await Promise.all([listWorkspaces(one), listWorkspaces(two), listWorkspaces(one)]);
    assert.equal(assumed, 1);
  });

  it('asks once for an MFA code, however many wait for it', async () => {
    write(
      `[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n`,
    );
    const asked: string[] = [];
    const aws = home.aws({
      askMfa: (serial) => Promise.resolve(String(asked.push(serial)).padStart(6, '0')),
    });
    await Promise.all(
      ['a', 'b', 'c'].map(async (zone) => listWorkspaces(await aws.session(at('r', `eu-${zone}-1`)))),
    );
    assert.deepEqual(asked, ['arn:aws:iam::1:mfa/me']);
    assert.match(local.seen[0]?.body ?? '', /TokenCode=000001/);
  });

  it('takes a cancelled MFA code for a cancelled command, and asks again the next time', async () => {
    write(
      `[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n`,
    );
    const codes = [undefined, '123456'];
    const aws = home.aws({ askMfa: () => Promise.resolve(codes.shift()) });
    const failure: unknown = await listWorkspaces(await aws.session(at('r'))).catch(
      (error: unknown) => error,
    );
    assert.equal((failure as Error).name, 'AbortError');
    assert.equal(explainAwsError(failure, at('r')).code, 'mfaCancelled');
    await listWorkspaces(await aws.session(at('r')));
    assert.equal(signer(local.seen.at(-1) as Seen), 'ASIAROLE1');
  });

  it('explains a wrong MFA code', async () => {
    write(
      `[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n`,
    );
    answer = (_request, response) =>
      xml(
        response,
        '<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>',
        403,
      );
    const advice = await fail('r', { askMfa: () => Promise.resolve('000000') });
    assert.equal(advice.code, 'mfaRejected');
    assert.match(sentence(advice), /arn:aws:iam::1:mfa\/me/);
  });

  it('explains a role that may not be assumed', async () => {
    write(`[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\n`);
    answer = (_request, response) =>
      xml(
        response,
        '<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/reader</Message></Error></ErrorResponse>',
        403,
      );
    const advice = await fail('r');
    assert.equal(advice.code, 'denied');
    assert.match(sentence(advice), /sts:AssumeRole/);
  });

  it('renews credentials that expire mid-way, and repeats the call', async () => {
    write(`[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\n`);
    answer = (request, response, count) =>
      signer(request) === 'ASIAROLE1'
        ? json(
            response,
            { message: 'The security token included in the request is expired' },
            { status: 403, error: 'ExpiredTokenException' },
          )
        : services(request, response, count);
    assert.equal(await use('r'), 'ASIAROLE2');
  });

  it('assumes the role again shortly before its credentials end', async () => {
    write(`[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\n`);
    let now = Date.UTC(2029, 11, 31);
    const aws = home.aws({ now: () => now });
    await listWorkspaces(await aws.session(at('r')));
    await listWorkspaces(await aws.session(at('r')));
    assert.equal(assumed, 1);
    now = Date.UTC(2029, 11, 31, 23, 56);
    await listWorkspaces(await aws.session(at('r')));
    assert.equal(assumed, 2);
  });

  it('uses what it has to the end when it cannot be renewed', async () => {
    write(`[profile base]\n${keys}[profile r]\nendpoint_url = URL\n${role}\nsource_profile = base\n`);
    let now = Date.UTC(2029, 11, 31);
    const aws = home.aws({ now: () => now });
    await listWorkspaces(await aws.session(at('r')));
    answer = (request, response, count) =>
      request.body.includes('AssumeRole') ? xml(response, '<x/>', 400) : services(request, response, count);
    now = Date.UTC(2029, 11, 31, 23, 58);
    await listWorkspaces(await aws.session(at('r')));
    assert.equal(signer(local.seen.at(-1) as Seen), 'ASIAROLE1');
  });

  it('gets role credentials from a sign-in (sso-session)', async () => {
    write(
      '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n[profile s]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\nendpoint_url = URL\n',
    );
    signIn('corp', { accessToken: 'TOKENOFSSO', expiresAt: '2030-01-01T00:00:00Z' });
    assert.equal(await use('s'), 'ASIASSO');
    assert.equal(local.seen[0]?.headers['x-amz-sso_bearer_token'], 'TOKENOFSSO');
    assert.doesNotMatch(home.logged.join('\n'), /TOKENOFSSO/);
  });

  it('gets them the old way too, and assumes a role with them', async () => {
    write(
      `[profile s]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R\n[profile r]\n${role}\nsource_profile = s\nendpoint_url = URL\n`,
    );
    signIn('https://corp.awsapps.com/start', { accessToken: 'T', expiresAt: '2030-01-01T00:00:00Z' });
    assert.equal(await use('r'), 'ASIAROLE1');
    assert.match(local.seen[1]?.headers.authorization ?? '', /Credential=ASIASSO\//);
  });

  const signIns: readonly [title: string, config: string, token: object | undefined, command: string][] = [
    [
      'no sign-in',
      '[sso-session corp]\nsso_start_url = https://c/start\nsso_region = eu-west-1\n[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n',
      undefined,
      'aws sso login --profile s',
    ],
    [
      'a sign-in that is over',
      '[sso-session corp]\nsso_start_url = https://c/start\nsso_region = eu-west-1\n[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n',
      { accessToken: 'T', expiresAt: '2020-01-01T00:00:00Z' },
      'aws sso login --profile s',
    ],
    [
      'no sign-in, the old way',
      '[profile s]\nsso_start_url = https://c/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R\n',
      undefined,
      'aws sso login --profile s',
    ],
    [
      'no "aws login"',
      '[profile s]\nlogin_session = arn:aws:iam::1:user/x\nregion = eu-west-1\n',
      undefined,
      'aws login --profile s',
    ],
    [
      'no sign-in at the source of a role',
      `[profile base]\nsso_start_url = https://c/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R\n[profile s]\n${role}\nsource_profile = base\n`,
      undefined,
      'aws sso login --profile base',
    ],
  ];
  for (const [title, config, token, command] of signIns) {
    it(`offers to sign in: ${title}`, async () => {
      write(config);
      if (token) {
        signIn('corp', token);
      }
      const advice = await fail('s');
      assert.equal(advice.code, 'expired');
      assert.ok(sentence(advice).includes(command), sentence(advice));
      assert.deepEqual(advice.remedy, { kind: 'signIn', profile: command.split(' ').at(-1) });
    });
  }

  it('offers to sign in when the service no longer takes the session', async () => {
    write(
      '[sso-session corp]\nsso_start_url = https://c/start\nsso_region = eu-west-1\n[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\nendpoint_url = URL\n',
    );
    signIn('corp', { accessToken: 'T', expiresAt: '2030-01-01T00:00:00Z' });
    answer = (_request, response) =>
      json(
        response,
        { message: 'Session token not found or invalid' },
        { status: 401, error: 'UnauthorizedException' },
      );
    assert.equal((await fail('s')).remedy?.kind, 'signIn');
  });

  it('works again by itself after the sign-in', async () => {
    write(
      '[sso-session corp]\nsso_start_url = https://c/start\nsso_region = eu-west-1\n[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\nendpoint_url = URL\n',
    );
    const aws = home.aws();
    await assert.rejects(listWorkspaces(await aws.session(at('s'))));
    signIn('corp', { accessToken: 'T', expiresAt: '2030-01-01T00:00:00Z' });
    await listWorkspaces(await aws.session(at('s')));
    assert.equal(signer(local.seen.at(-1) as Seen), 'ASIASSO');
  });

  it('takes the credentials of "aws login" from its cache', async () => {
    write('[profile l]\nlogin_session = arn:aws:iam::1:user/x\nregion = eu-west-1\nendpoint_url = URL\n');
    const session = createHash('sha256').update('arn:aws:iam::1:user/x').digest('hex');
    writeFileSync(
      join(home.dir, `${session}.json`),
      JSON.stringify({
        accessToken: {
          accessKeyId: 'ASIALOGIN',
          secretAccessKey: 's',
          sessionToken: 't',
          accountId: '1',
          expiresAt: '2030-01-01T00:00:00Z',
        },
        clientId: 'c',
        refreshToken: 'r',
        dpopKey: 'k',
      }),
    );
    process.env.AWS_LOGIN_CACHE_DIRECTORY = home.dir;
    assert.equal(await use('l'), 'ASIALOGIN');
  });

  it('runs a credential_process', async () => {
    const command = program(
      'give.cjs',
      'console.log(JSON.stringify({ Version: 1, AccessKeyId: "AKIDPROC", SecretAccessKey: "s" }))',
    );
    write(`[profile p]\nendpoint_url = URL\ncredential_process = ${command}\n`);
    assert.equal(await use('p'), 'AKIDPROC');
  });

  it('explains a credential_process that is not on PATH', async () => {
    write('[profile p]\ncredential_process = no-such-program-here --x\n');
    const advice = await fail('p');
    assert.equal(advice.code, 'programMissing');
    assert.match(sentence(advice), /no-such-program-here is not found.*PATH/);
    assert.deepEqual(advice.remedy, { kind: 'openFile', path: home.env.AWS_CONFIG_FILE });
  });

  it('explains a credential_process that fails, without what it wrote', async () => {
    const command = program('fail.cjs', 'console.error("password is hunter2"); process.exit(3)');
    write(`[profile p]\ncredential_process = ${command}\n`);
    const advice = await fail('p');
    assert.equal(advice.code, 'missingCredentials');
    assert.doesNotMatch(sentence(advice), /hunter2/);
  });

  it('exchanges a web identity token', async () => {
    writeFileSync(join(home.dir, 'token'), 'JWTJWT');
    write(`[profile w]\nendpoint_url = URL\n${role}\nweb_identity_token_file = ${join(home.dir, 'token')}\n`);
    assert.equal(await use('w'), 'ASIAWEB');
    assert.match(local.seen[0]?.body ?? '', /WebIdentityToken=JWTJWT/);
  });

  it('asks STS where the services section says, and AMP where the profile says', async () => {
    const sts = await serve(services);
    write(
      `[profile base]\n${keys}[services s]\nsts =\n  endpoint_url = ${sts.url}\n[profile r]\nendpoint_url = URL\nservices = s\n${role}\nsource_profile = base\n`,
    );
    await use('r');
    assert.deepEqual([sts.seen.length, local.seen.length], [1, 1]);
    await sts.close();
  });

  const missing: readonly [
    title: string,
    profile: string | undefined,
    config: string,
    code: string,
    words: RegExp,
  ][] = [
    ['no credentials anywhere', undefined, '', 'missingCredentials', /no AWS credentials/],
    ['a profile that is not there', 'gone', '', 'missingCredentials', /no AWS profile named "gone"/],
    [
      'a profile with a region only',
      'bare',
      '[profile bare]\nregion = eu-west-1\n',
      'missingCredentials',
      /Profile "bare" has no credentials/,
    ],
    [
      'a source that is not there',
      'r',
      `[profile r]\n${role}\nsource_profile = base\n`,
      'badConfig',
      /config, line 3.*"base", which does not exist/,
    ],
    [
      'a sso-session that is not there',
      's',
      '[profile s]\nsso_session = x\nsso_account_id = 1\nsso_role_name = R\n',
      'badConfig',
      /config, line 2.*sso-session "x"/,
    ],
    [
      'a circle',
      'a',
      `[profile a]\n${role}\nsource_profile = b\n[profile b]\n${role}\nsource_profile = a\n`,
      'badConfig',
      /builds on itself/,
    ],
    [
      'a heading that hides the profile',
      'x',
      '[profile x\nregion = eu-west-1\n',
      'missingCredentials',
      /config:1: The section has no closing bracket/,
    ],
    [
      'half a key pair',
      'h',
      '[profile h]\naws_access_key_id = A\n',
      'badConfig',
      /line 2.*without aws_secret_access_key/,
    ],
  ];
  for (const [title, profile, config, code, words] of missing) {
    it(`explains ${title}`, async () => {
      write(config);
      const advice = await fail(profile);
      assert.equal(advice.code, code, sentence(advice));
      assert.match(sentence(advice), words);
    });
  }
});
