import * as assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { findIniProblems, findLine } from '../../../src/aws/iniProblems.ts';
import { explainFileProblem, listProfiles, signInCommand } from '../../../src/aws/profiles.ts';
import type { Profile } from '../../../src/aws/profiles.ts';
import { sentence } from '../../../src/trouble.ts';
import { keys, makeHome } from './local.ts';
import type { Home } from './local.ts';

const role = 'role_arn = arn:aws:iam::1:role/r\n';

describe('profiles', () => {
  let home: Home;
  beforeEach(() => (home = makeHome()));
  afterEach(() => home.close());

  const list = async (config: string, credentials = ''): Promise<Profile[]> => {
    home.write(config, credentials);
    return (await listProfiles(home.env)).profiles;
  };
  const one = async (config: string, credentials = ''): Promise<Profile | undefined> =>
    (await list(config, credentials)).find(({ name }) => name === 'p');

  const kinds: readonly [kind: string, config: string, credentials?: string, signIn?: string][] = [
    ['static', `[profile p]\n${keys}`],
    ['static', '', `[p]\n${keys}`],
    [
      'sso',
      '[sso-session s]\nsso_start_url = https://c/start\nsso_region = eu-west-1\n[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = R\n',
      '',
      'aws sso login --profile p',
    ],
    [
      'sso',
      '[profile p]\nsso_start_url = https://c/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R\n',
      '',
      'aws sso login --profile p',
    ],
    ['role', `[profile p]\n${role}source_profile = b\n`, `[b]\n${keys}`],
    ['role', `[profile p]\n${role}credential_source = Environment\n`],
    [
      'role',
      `[profile p]\n${role}source_profile = q\n[profile q]\n${role}source_profile = l\n[profile l]\nlogin_session = arn:aws:iam::1:user/x\n`,
      '',
      'aws login --profile l',
    ],
    ['role', `[profile p]\n${role}source_profile = p\n${keys}`],
    ['process', '[profile p]\ncredential_process = /bin/x --y\n'],
    ['webIdentity', `[profile p]\n${role}web_identity_token_file = /t\n`],
    ['login', '[profile p]\nlogin_session = arn:aws:iam::1:user/x\n', '', 'aws login --profile p'],
    ['none', '[profile p]\nregion = eu-west-1\n'],
  ];
  for (const [kind, config, credentials, signIn] of kinds) {
    it(`knows ${kind}: ${config.replaceAll('\n', ' | ').slice(0, 70)}`, async () => {
      const profile = await one(config, credentials);
      assert.equal(profile?.kind, kind);
      assert.equal(profile && signInCommand(profile)?.join(' '), signIn);
    });
  }

  it('reads what a connection wants to know', async () => {
    const profile = await one(
      `[profile p]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\n${role}source_profile = b\nmfa_serial = arn:mfa\n[profile b]\n${keys}`,
    );
    assert.deepEqual(profile, {
      name: 'p',
      kind: 'role',
      path: home.env.AWS_CONFIG_FILE,
      region: 'eu-west-1',
      roleArn: 'arn:aws:iam::1:role/r',
      sourceProfile: 'b',
      mfaSerial: 'arn:mfa',
      endpointUrl: 'http://127.0.0.1:9',
    });
  });

  it('lets the credentials file win, and remembers where the keys stand', async () => {
    const profile = await one('[profile p]\nregion = eu-west-1\n', `[p]\nregion = us-east-1\n${keys}`);
    assert.deepEqual([profile?.region, profile?.path], ['us-east-1', home.env.AWS_SHARED_CREDENTIALS_FILE]);
  });

  it('takes neither sso-sessions nor services for profiles', async () => {
    const names = (
      await list(
        '[default]\n[profile a]\nregion = x\n[sso-session s]\nsso_region = y\n[services v]\namp =\n  endpoint_url = z\n',
      )
    ).map(({ name }) => name);
    assert.deepEqual(names, ['a']);
  });

  it('lists the environment first, when it holds credentials', async () => {
    home.write(`[default]\nregion = eu-west-1\n${keys}`);
    const { profiles } = await listProfiles({
      ...home.env,
      AWS_ACCESS_KEY_ID: 'A',
      AWS_SECRET_ACCESS_KEY: 'S',
    });
    assert.deepEqual(profiles[0], { name: undefined, kind: 'environment', region: 'eu-west-1' });
    assert.equal((await listProfiles(home.env)).profiles[0]?.name, 'default');
  });

  it('is content without any file', async () => {
    rmSync(home.env.AWS_CONFIG_FILE as string);
    rmSync(home.env.AWS_SHARED_CREDENTIALS_FILE as string);
    const { problems, profiles } = await listProfiles(home.env);
    assert.deepEqual([problems, profiles], [[], []]);
  });

  it('reads a file again that has changed', async () => {
    await list(`[profile a]\n${keys}`);
    assert.deepEqual(
      (await list(`[profile b]\n${keys}`)).map(({ name }) => name),
      ['b'],
    );
  });

  it('names file and line of a mistake, and lists the rest', async () => {
    home.write(`[profile a]\n${keys}\n[profile b\nregion = eu-west-1\n\n[profile c]\nregion = us-east-1\n`);
    const { problems, profiles } = await listProfiles(home.env);
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['a', 'c'],
    );
    assert.deepEqual(
      problems.map(({ path, line }) => [path, line]),
      [[home.env.AWS_CONFIG_FILE, 5]],
    );
    const advice = explainFileProblem(problems[0] as (typeof problems)[0]);
    assert.match(sentence(advice), /config, line 5\. The section has no closing bracket/);
    assert.deepEqual(advice.remedy, { kind: 'openFile', path: home.env.AWS_CONFIG_FILE });
  });

  it('says that a file cannot be read', async () => {
    const { problems } = await listProfiles({ ...home.env, AWS_CONFIG_FILE: home.dir });
    assert.match(problems[0]?.message ?? '', /cannot be read.*EISDIR/);
  });

  it('points at the setting that is wrong, in the file it stands in', async () => {
    home.write(
      `[profile p]\nregion = eu-west-1\n${role}source_profile = gone\n`,
      '[half]\naws_access_key_id = A\n',
    );
    const { problems } = await listProfiles(home.env);
    assert.deepEqual(
      problems.map(({ path, line, profile }) => [path, line, profile]),
      [
        [home.env.AWS_CONFIG_FILE, 4, 'p'],
        [home.env.AWS_SHARED_CREDENTIALS_FILE, 2, 'half'],
      ],
    );
  });

  it('says where a byte order mark hides the first profile', async () => {
    writeFileSync(home.env.AWS_CONFIG_FILE as string, `\uFEFF[profile p]\n${keys}`);
    const { problems } = await listProfiles(home.env);
    assert.match(problems[0]?.message ?? '', /byte order mark/);
  });
});

describe('findIniProblems', () => {
  const rows: readonly [
    title: string,
    text: string,
    file: 'config' | 'credentials',
    found: readonly number[],
  ][] = [
    [
      'nothing wrong',
      '# c\n[default]\nregion = x # y\n\n[profile a]\ns3 =\n  max = 1\noutput=json\n',
      'config',
      [],
    ],
    ['a quoted name', '[profile "a"]\nregion = x\n', 'config', []],
    ['Windows line ends', '[default]\r\nregion = x\r\n', 'config', []],
    ['sections of the CLI', '[plugins]\na = b\n[preview]\nc = d\n', 'config', []],
    ['no closing bracket', '[default\nregion = x\n', 'config', [1]],
    ['a setting before any section', 'region = x\n[default]\n', 'config', [1]],
    ['a line that is nothing', '[default]\nregion\n', 'config', [2]],
    ['no name', '[default]\n= x\n', 'config', [2]],
    ['no word "profile"', '[a]\nregion = x\n', 'config', [1]],
    ['an unknown word', '[profiles a]\n', 'config', [1]],
    ['a name with a blank', '[profile my own]\n', 'config', [1]],
    ['an empty name', '[]\n', 'config', [1]],
    ['the word "profile" in the credentials file', '[profile a]\n', 'credentials', [1]],
    ['bare names in the credentials file', '[a]\n[b c]\n', 'credentials', []],
    ['a nested line without its head', '[default]\na = b\n  c\n', 'config', [3]],
  ];
  for (const [title, text, file, found] of rows) {
    it(`tells ${title}`, () =>
      assert.deepEqual(
        findIniProblems(text, file).map(({ line }) => line),
        found,
      ));
  }

  it('finds the line of a setting, else of its section', () => {
    const text = '[default]\nregion = x\n[profile "a b"]\nregion = y\n';
    assert.deepEqual(
      [
        ['default', 'region'],
        ['profile a b', 'region'],
        ['profile a b', 'output'],
        ['other', 'region'],
      ].map(([h = '', k = '']) => findLine(text, h, k)),
      [2, 4, 3, undefined],
    );
  });
});
