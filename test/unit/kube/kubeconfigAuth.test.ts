import * as assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { openCluster } from '../../../src/kube/cluster.ts';
import type { OpenOptions } from '../../../src/kube/access.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { explainKubeError } from '../../../src/kube/explain.ts';
import { openOptions, sendJson, sendStatus, startFakeApi } from './fakeApi.ts';
import type { Answer, FakeApi } from './fakeApi.ts';

/** Prints a credential whose token counts its own runs, after writing down what it was given. */
const plugin = `#!/bin/sh
echo run >> "$COUNT_FILE"
printf '%s' "$KUBERNETES_EXEC_INFO" > "$COUNT_FILE.info"
printf '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"run-%s"}}' "$(wc -l < "$COUNT_FILE" | tr -d ' ')"
`;

describe('credentials of a kubeconfig', function () {
  if (process.platform === 'win32') {
    // The plugins of these tests are shell scripts.
    return;
  }

  let dir = '';
  const stops: (() => unknown)[] = [];

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'adot-auth-'));
    await mkdir(path.join(dir, 'bin'));
    for (const [name, text] of Object.entries({
      plugin,
      failing: '#!/bin/sh\necho noise >&2\necho "Token has expired and refresh failed" >&2\nexit 255\n',
      babbling: '#!/bin/sh\necho hello\n',
      hanging: '#!/bin/sh\nexec sleep 20\n',
    })) {
      await writeFile(path.join(dir, 'bin', name), text);
      await chmod(path.join(dir, 'bin', name), 0o755);
    }
  });

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) {
      await stop();
    }
    await rm(path.join(dir, 'count'), { force: true });
  });

  after(() => rm(dir, { recursive: true }));

  interface Given {
    user?: unknown;
    cluster?: object;
    options?: Partial<OpenOptions>;
    tls?: boolean;
  }

  async function open(answer: Answer, given: Given): Promise<{ api: FakeApi; cluster: Cluster }> {
    const api = await startFakeApi(answer, { tls: given.tls ?? true });
    const ca =
      given.tls === false ? {} : { 'certificate-authority-data': Buffer.from(api.caPem).toString('base64') };
    const config = {
      clusters: [{ name: 'c', cluster: { server: api.url, ...ca, ...given.cluster } }],
      users: given.user === undefined ? [] : [{ name: 'u', user: given.user }],
      contexts: [{ name: 'x', context: { cluster: 'c', ...(given.user !== undefined && { user: 'u' }) } }],
    };
    const kubeconfigPath = path.join(dir, 'config');
    await writeFile(kubeconfigPath, JSON.stringify(config));
    const cluster = await openCluster(
      { kind: 'context', context: 'x', kubeconfigPath },
      openOptions(given.options),
    );
    stops.push(
      () => api.stop(),
      () => cluster.close(),
    );
    return { api, cluster };
  }

  const exec = (command: string) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command,
      env: [{ name: 'COUNT_FILE', value: path.join(dir, 'count') }],
    },
  });
  const onPath = (): Partial<OpenOptions> => ({
    env: { PATH: `${path.join(dir, 'bin')}${path.delimiter}${process.env['PATH']}` },
  });
  const runs = async (): Promise<number> =>
    (await readFile(path.join(dir, 'count'), 'utf8').catch(() => '')).split('run').length - 1;
  const ok: Answer = (_, response) => sendJson(response, {});

  it('sends a token of the file', async () => {
    const { api, cluster } = await open(ok, { user: { token: 'static' } });
    await cluster.getJson('/a');
    assert.equal(api.requests[0]?.headers.authorization, 'Bearer static');
  });

  it('sends a user name and password', async () => {
    const { api, cluster } = await open(ok, { user: { username: 'me', password: 'pw' } });
    await cluster.getJson('/a');
    assert.equal(api.requests[0]?.headers.authorization, `Basic ${Buffer.from('me:pw').toString('base64')}`);
  });

  it('impersonates', async () => {
    const { api, cluster } = await open(ok, { user: { token: 't', as: 'somebody' } });
    await cluster.getJson('/a');
    assert.equal(api.requests[0]?.headers['impersonate-user'], 'somebody');
  });

  it('trusts the cluster’s authority without a user too', async () => {
    const { cluster } = await open(ok, {});
    assert.deepEqual(await cluster.getJson('/a'), {});
  });

  it('sends no credentials over plain HTTP and runs nothing, as kubectl does', async () => {
    const { api, cluster } = await open(ok, { user: exec('plugin'), tls: false, options: onPath() });
    await cluster.getJson('/a');
    assert.equal(api.requests[0]?.headers.authorization, undefined);
    assert.equal(await runs(), 0);
  });

  it('runs a plugin once for many requests, and again when its token is refused', async () => {
    const { api, cluster } = await open(
      ({ headers, path: asked }, response) =>
        asked === '/b' && headers.authorization === 'Bearer run-1'
          ? sendStatus(response, 401, 'no')
          : sendJson(response, {}),
      { user: exec('plugin'), options: onPath() },
    );
    await cluster.getJson('/a');
    await cluster.getJson('/a');
    assert.equal(await runs(), 1);
    await cluster.getJson('/b');
    assert.equal(await runs(), 2);
    assert.equal(api.requests.at(-1)?.headers.authorization, 'Bearer run-2');
    const info = JSON.parse(await readFile(path.join(dir, 'count.info'), 'utf8')) as { apiVersion: string };
    assert.equal(info.apiVersion, 'client.authentication.k8s.io/v1beta1');
  });

  it('runs a plugin once for requests that come together, and once more however late each is refused', async () => {
    const { cluster } = await open(
      ({ headers, path: asked }, response) => {
        const answer = (): void =>
          headers.authorization === 'Bearer run-1' ? sendStatus(response, 401, 'no') : sendJson(response, {});
        // The last one hears of it when the others have new credentials.
        setTimeout(answer, asked === '/late' ? 300 : 0);
      },
      { user: exec('plugin'), options: onPath() },
    );
    await Promise.all(['/a', '/b', '/c', '/late'].map((at) => cluster.getJson(at)));
    assert.equal(await runs(), 2);
  });

  it('counts a plugin’s path with a slash from the kubeconfig’s folder', async () => {
    const { cluster } = await open(ok, { user: exec('bin/plugin') });
    await cluster.getJson('/a');
    assert.equal(await runs(), 1);
  });

  const failures: readonly [
    title: string,
    command: string,
    given: () => Partial<OpenOptions>,
    code: string,
    said: RegExp,
  ][] = [
    [
      'names a program that is not on PATH, and the PATH',
      'no-such-program',
      onPath,
      'programMissing',
      /“no-such-program”.*adot-auth-\w+\/bin/s,
    ],
    [
      'names a path at which there is no program',
      'bin/absent',
      onPath,
      'programMissing',
      /exactly this path/,
    ],
    [
      'says what a failing program said last',
      'failing',
      onPath,
      'programFailed',
      /Token has expired and refresh failed/,
    ],
    [
      'says that a program printed no credential',
      'babbling',
      onPath,
      'programFailed',
      /printed no credential/,
    ],
    [
      'runs nothing in an untrusted workspace',
      'plugin',
      () => ({ ...onPath(), mayRunPrograms: false }),
      'untrusted',
      /“plugin”.*untrusted/s,
    ],
  ];
  for (const [title, command, given, code, said] of failures) {
    it(title, async () => {
      const { api, cluster } = await open(ok, { user: exec(command), options: given() });
      const error = await cluster.getJson('/a').catch((thrown: unknown) => thrown);
      const { code: actual, what, cause = '' } = explainKubeError(error);
      assert.equal(actual, code);
      assert.match(`${what} ${cause}`, said);
      assert.equal(api.requests.length, 0);
      assert.equal(await runs(), 0);
    });
  }

  it('stops waiting for a program when aborted', async () => {
    const { cluster } = await open(ok, { user: exec('hanging'), options: onPath() });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    await assert.rejects(cluster.getJson('/a', { signal: abort.signal }), { name: 'AbortError' });
  });

  it('finds a program that was installed after the first try', async () => {
    const { cluster } = await open(ok, { user: exec('late'), options: onPath() });
    await assert.rejects(cluster.getJson('/a'));
    await writeFile(path.join(dir, 'bin', 'late'), plugin);
    await chmod(path.join(dir, 'bin', 'late'), 0o755);
    assert.deepEqual(await cluster.getJson('/a'), {});
  });

  it('checks the name the kubeconfig tells it to, or nothing when told so', async () => {
    const wrongName = await open(ok, {
      user: { token: 't' },
      cluster: { 'tls-server-name': 'other.example' },
    });
    const error = await wrongName.cluster.getJson('/a').catch((thrown: unknown) => thrown);
    assert.equal(explainKubeError(error).code, 'badCertificate');
    const insecure = await open(ok, {
      user: { token: 't' },
      cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true },
    });
    assert.deepEqual(await insecure.cluster.getJson('/a'), {});
  });

  it('trusts VS Code’s extra authorities where the cluster names none', async () => {
    const extra = await startFakeApi(ok);
    stops.push(() => extra.stop());
    const cluster = { 'certificate-authority-data': undefined };
    const without = await open(ok, { user: { token: 't' }, cluster });
    const error = await without.cluster.getJson('/a').catch((thrown: unknown) => thrown);
    assert.equal(explainKubeError(error).code, 'unknownCa');
    const network = { noProxy: [], strictSsl: true, caPem: [extra.caPem] };
    const withCa = await open(ok, { user: { token: 't' }, cluster, options: { network } });
    assert.deepEqual(await withCa.cluster.getJson('/a'), {});
  });
});
