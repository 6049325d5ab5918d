import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { after, before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, readdir } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mintEksToken } from '../../lab/aws/eksToken.ts';
import { profiles } from '../../lab/aws/profiles.ts';
import { fedWorkspaceId } from '../../lab/aws/sets.ts';
import type { Lab } from '../../lab/lab.ts';
import { startLab } from '../../lab/lab.ts';
import { region } from '../../lab/names.ts';

const run = promisify(execFile);

describe('lab: the whole of it', function () {
  this.timeout(30_000);
  let lab: Lab;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'adot-lab-test-'));
    lab = await startLab({ size: 'small', prometheus: false, dir, log: () => undefined });
  });
  after(() => lab?.stop());

  function environment(): NodeJS.ProcessEnv {
    const env = { ...process.env, ...lab.env };
    lab.unset.forEach((name) => delete env[name]);
    return env;
  }

  async function whoAre(...names: string[]): Promise<Record<string, string>> {
    const probe = fileURLToPath(new URL('./profilesProbe.ts', import.meta.url));
    const { stdout } = await run(process.execPath, [probe, ...names], { env: environment() });
    return JSON.parse(stdout) as Record<string, string>;
  }

  async function switchOn(
    path: string,
    body: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> }> {
    const response = await fetch(`${lab.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  it('is somebody for each of its profiles, and nobody where the sign-in is missing', async () => {
    const who = await whoAre(...Object.keys(profiles).filter((name) => name !== 'lab-broken'));
    const user = (name: string, account = '111122223333'): string => `arn:aws:iam::${account}:user/${name}`;
    const role = (name: string): RegExp => new RegExp(`^arn:aws:sts::111122223333:assumed-role/${name}/`);
    assert.equal(who['lab'], user('lab'));
    assert.equal(who['lab-other'], user('lab-other', '444455556666'));
    assert.equal(who['lab-process'], user('lab-process'));
    assert.equal(who['lab-denied'], user('lab-denied'));
    assert.match(who['lab-role'] ?? '', role('lab-operator'));
    assert.match(who['lab-deployer'] ?? '', role('lab-deployer'));
    assert.match(who['lab-web'] ?? '', role('lab-web'));
    assert.match(who['lab-stale'] ?? '', /^ExpiredToken/);
    assert.match(who['lab-expired'] ?? '', /aws sso login/);
    assert.match(who['lab-login'] ?? '', /Failed to load token/);
  });

  it('lets people sign in as the AWS CLI would, until the sign-in expires', async () => {
    await run('aws', ['sso', 'login', '--profile', 'lab-expired'], { env: environment() });
    await run('aws', ['login', '--profile', 'lab-login'], { env: environment() });
    const who = await whoAre('lab-expired', 'lab-login');
    assert.match(who['lab-expired'] ?? '', /AWSReservedSSO_LabAdmin_\w+\/lab$/);
    assert.match(who['lab-login'] ?? '', /AWSReservedSSO_LabAdmin_\w+\/lab$/);
    const cache = join(lab.env['HOME'] ?? '', '.aws', 'sso', 'cache');
    const endOf = async (): Promise<Date> => {
      const [name = ''] = await readdir(cache);
      const { expiresAt } = JSON.parse(await readFile(join(cache, name), 'utf8')) as { expiresAt: string };
      return new Date(expiresAt);
    };
    assert.ok((await endOf()) > new Date());
    await switchOn('/sign-out', { profile: 'lab-expired' });
    assert.ok((await endOf()) < new Date());
  });

  it('has a config section for each profile that it tells of', async () => {
    const config = await readFile(lab.env['AWS_CONFIG_FILE'] ?? '', 'utf8');
    for (const name of Object.keys(profiles)) {
      assert.ok(config.includes(`[profile ${name}]\n`), name);
    }
  });

  it('takes an EKS token of its account at its API server, and none of a stranger', async () => {
    const status = async (identity: typeof lab.aws.people.admin): Promise<number> => {
      const token = await mintEksToken('amp-eks-fargate', 'us-east-1', identity);
      return new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}` };
        request(
          `${lab.kubernetes.url}/api/v1/namespaces`,
          { ca: lab.kubernetes.caPem, headers },
          (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          },
        )
          .on('error', reject)
          .end();
      });
    };
    assert.equal(await status(lab.aws.people.admin), 200);
    assert.equal(await status(lab.aws.people.other), 401);
    assert.equal(await status(lab.aws.people.denied), 401);
  });

  it('has switches over HTTP', async () => {
    const { json } = await switchOn('/faults', { kind: 'throttle', service: 'eks', times: 3 });
    assert.deepEqual(json, { faults: [{ kind: 'throttle', service: 'eks', times: 3 }] });
    assert.deepEqual((await switchOn('/reset', {})).json, { faults: [] });
    assert.equal((await switchOn('/faults', { kind: 'nonsense' })).status, 400);
    assert.equal((await switchOn('/nonsense', {})).status, 404);
    await switchOn('/settle', { workspaceId: fedWorkspaceId, code: 'UPDATING' });
    const state = (await (await fetch(lab.url)).json()) as { workspaces: { id: string; status: string }[] };
    assert.equal(state.workspaces.find(({ id }) => id === fedWorkspaceId)?.status, 'UPDATING');
    const page = await fetch(lab.url, { headers: { accept: 'text/html' } });
    assert.match(await page.text(), /<h1>The lab<\/h1>/);
  });

  it('takes no orders from a form of another site', async () => {
    const response = await fetch(`${lab.url}/faults`, { method: 'POST', body: '{"kind":"denied"}' });
    assert.equal(response.status, 415);
    assert.deepEqual(lab.faults.active(), []);
  });

  it('tells over HTTP what it was asked', async () => {
    await fetch(`${lab.url}/requests`, { method: 'DELETE' });
    const client = new STSClient({
      region,
      endpoint: lab.aws.endpoints.sts,
      credentials: lab.aws.people.admin,
    });
    await client.send(new GetCallerIdentityCommand({}));
    client.destroy();
    const seen = (await (await fetch(`${lab.url}/requests?service=sts`)).json()) as { identity: string }[];
    assert.deepEqual(
      seen.map(({ identity }) => identity),
      ['arn:aws:iam::111122223333:user/lab'],
    );
  });

  it('leaves nothing when it stops', async () => {
    const { url } = lab;
    await lab.stop();
    await assert.rejects(access(dir));
    await assert.rejects(fetch(url));
    await assert.rejects(fetch(lab.aws.endpoints.aps));
    await assert.rejects(fetch(lab.gateway.url));
  });

  it('says what is missing, and leaves nothing, when a part does not start', async () => {
    const options = {
      size: 'small',
      prometheus: true,
      dir,
      log: () => undefined,
      prometheusPath: '/no/prometheus',
    } as const;
    await assert.rejects(startLab(options), /There is no program at \/no\/prometheus/);
    await assert.rejects(access(dir));
  });
});
