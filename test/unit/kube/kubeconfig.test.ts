import * as assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { listContexts, readContext } from '../../../src/kube/kubeconfig.ts';
import { Trouble } from '../../../src/trouble.ts';

const good = `
apiVersion: v1
kind: Config
current-context: dev
clusters:
- { name: c1, cluster: { server: 'https://one.example', certificate-authority: ca.pem } }
users:
- { name: u1, user: { token: secret } }
- { name: runner, user: { exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: aws, args: [eks] } } }
contexts:
- { name: dev, context: { cluster: c1, user: u1, namespace: adot-col } }
- { name: exec, context: { cluster: c1, user: runner } }
- { name: nobody, context: { cluster: c1 } }
- { name: lost-cluster, context: { cluster: gone, user: u1 } }
- { name: lost-user, context: { cluster: c1, user: gone } }
`;

const second = `
current-context: other
clusters:
- { name: c1, cluster: { server: 'https://loses.example' } }
- { name: c2, cluster: { server: 'http://two.example:8080' } }
- { name: broken, cluster: { } }
contexts:
- { name: other, context: { cluster: c2, user: u1 } }
- { name: dev, context: { cluster: c2, user: u1 } }
- { name: on-broken, context: { cluster: broken, user: u1 } }
`;

describe('kubeconfig', () => {
  let dir = '';
  const at = (name: string): string => path.join(dir, name);

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'adot-kube-'));
    await writeFile(at('good'), good);
    await writeFile(at('second'), second);
    await writeFile(at('malformed'), 'clusters: [\n  {');
    await writeFile(at('text'), 'just some text');
    await writeFile(at('empty'), '');
    await writeFile(at('holes'), 'contexts:\n- \n- { name: x, context: { cluster: c } }\n');
  });

  after(() => rm(dir, { recursive: true }));

  const list = (...files: string[]) =>
    listContexts({ env: { KUBECONFIG: files.map(at).join(path.delimiter) } });

  it('lists every context, broken ones with their problem', async () => {
    const { contexts, problems } = await list('good');
    assert.deepEqual(
      contexts.map(({ name, isCurrent, server, namespace, program, problem }) => [
        name,
        isCurrent,
        server,
        namespace,
        program,
        problem?.code,
      ]),
      [
        ['dev', true, 'https://one.example', 'adot-col', undefined, undefined],
        ['exec', false, 'https://one.example', undefined, 'aws', undefined],
        ['nobody', false, 'https://one.example', undefined, undefined, undefined],
        ['lost-cluster', false, undefined, undefined, undefined, 'badKubeconfig'],
        ['lost-user', false, 'https://one.example', undefined, undefined, 'badKubeconfig'],
      ],
    );
    assert.match(contexts[3]?.problem?.what ?? '', /lost-cluster.*“gone”/);
    assert.deepEqual(contexts[3]?.problem?.remedy, { kind: 'openFile', path: at('good') });
    assert.deepEqual(problems, []);
  });

  it('merges several files as kubectl does: the first to say a thing wins', async () => {
    const { contexts, problems, files } = await list('good', 'second', 'not-there');
    assert.deepEqual(files.length, 3);
    const byName = new Map(contexts.map((context) => [context.name, context]));
    assert.equal(byName.get('dev')?.server, 'https://one.example');
    assert.equal(byName.get('other')?.server, 'http://two.example:8080');
    assert.equal(byName.get('other')?.problem, undefined);
    assert.equal(byName.get('on-broken')?.problem?.code, 'badKubeconfig');
    assert.deepEqual(
      contexts.filter(({ isCurrent }) => isCurrent).map(({ name }) => name),
      ['dev'],
    );
    assert.deepEqual(
      problems.map(({ file, advice }) => [file, advice.cause]),
      [[at('second'), 'clusters[2].cluster.server is missing.']],
    );
  });

  const bad: readonly [file: string, said: RegExp][] = [
    ['malformed', /not a kubeconfig, or its YAML is malformed/],
    ['text', /not a kubeconfig, or its YAML is malformed/],
    ['holes', /entry that cannot be used/],
  ];
  for (const [file, said] of bad) {
    it(`says what is wrong with the file “${file}”, and lists the rest`, async () => {
      const { contexts, problems } = await list(file, 'good');
      assert.ok(contexts.some(({ name }) => name === 'dev'));
      assert.deepEqual(
        problems.map((problem) => problem.file),
        [at(file)],
      );
      assert.match(problems[0]?.advice.what ?? '', said);
    });
  }

  it('takes an empty file and no file for no contexts', async () => {
    assert.deepEqual((await list('empty')).contexts, []);
    assert.deepEqual(await list('not-there'), { contexts: [], files: [at('not-there')], problems: [] });
  });

  it('finds ~/.kube/config, but prefers KUBECONFIG and the path of the setting', async () => {
    const home = { HOME: dir };
    assert.deepEqual((await listContexts({ env: home })).files, [path.join(dir, '.kube', 'config')]);
    assert.deepEqual((await listContexts({ env: { ...home, KUBECONFIG: at('good') } })).files, [at('good')]);
    const chosen = await listContexts({ path: '~/good', env: { ...home, KUBECONFIG: at('second') } });
    assert.deepEqual(chosen.files, [at('good')]);
    assert.equal(chosen.contexts.length, 5);
  });

  it('says that the path of the setting does not exist', async () => {
    const { problems } = await listContexts({ path: at('nowhere'), env: {} });
    assert.match(problems[0]?.advice.what ?? '', /nowhere does not exist/);
    assert.deepEqual(problems[0]?.advice.remedy, {
      kind: 'openSettings',
      setting: 'adot.kubernetes.kubeconfig',
    });
  });

  it('gives the parts of a context, paths counted from the file', async () => {
    const parts = await readContext('dev', { path: at('good'), env: {} });
    assert.equal(parts.cluster.caFile, at('ca.pem'));
    assert.equal(parts.user.token, 'secret');
    assert.equal(parts.context.namespace, 'adot-col');
  });

  const refused: readonly [context: string, file: string, said: RegExp][] = [
    ['absent', 'good', /no context “absent”/],
    ['lost-user', 'good', /its user “gone”/],
    ['dev', 'malformed', /not a kubeconfig, or its YAML is malformed/],
  ];
  for (const [context, file, said] of refused) {
    it(`refuses the context “${context}” of “${file}” with a reason`, async () => {
      await assert.rejects(readContext(context, { path: at(file), env: {} }), (error) => {
        assert.ok(error instanceof Trouble);
        assert.equal(error.advice.code, 'badKubeconfig');
        assert.match(error.advice.what, said);
        return true;
      });
    });
  }
});
