import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { collectorDefinition, createTeams } from './crowd.ts';
import { describeWith, makePlace } from './given.ts';
import { signAccountToken } from './servers/accountToken.ts';
import { users } from './servers/apiServer.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';
import { writeKubeconfig } from './servers/kubeconfig.ts';
import { linesOf, openTree } from './tree.ts';
import type { LiveTree } from './tree.ts';

const image = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';
const collectors = ['contexts', 'live', 'collectors'];
const inTeam = (team: number): string => `adot · team-${team} · v0.49.0 · 1/1 ready`;

const hour = 3_600_000;

describeWith('who may see what of a real cluster', ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('access');
  let cluster: RealCluster;

  before(async () => {
    cluster = await startCluster(folders, place);
    const { kubectl } = cluster;
    for (const namespace of await createTeams(cluster, 2)) {
      const within = ['-n', namespace];
      await kubectl.run(['create', 'deployment', 'adot', `--image=${image}`, ...within]);
      await kubectl.run(['wait', '--for=condition=Available', 'deployment/adot', '--timeout=60s', ...within]);
    }
    await kubectl.run([
      'create',
      'rolebinding',
      'reader',
      '--clusterrole=view',
      '--user=reader',
      '-n',
      'team-1',
    ]);
    await kubectl.run(['create', 'serviceaccount', 'viewer']);
    await kubectl.run(['create', 'clusterrolebinding', 'viewer', '--clusterrole=view', account('viewer')]);
  });
  after(async () => {
    await cluster?.stop();
    place.remove();
  });

  /** Opens a tree for whoever a kubeconfig's user is, and closes it again. */
  const asUser = async (
    user: Parameters<typeof writeKubeconfig>[2],
    look: (tree: LiveTree, dir: string) => Promise<void>,
    { namespace, dir = mkdtempSync(join(place.dir, 'user-')) }: { namespace?: string; dir?: string } = {},
  ): Promise<void> => {
    const KUBECONFIG = writeKubeconfig(join(dir, 'config'), cluster.api, user, 'live', namespace);
    const tree = await openTree({ env: { KUBECONFIG } });
    try {
      await look(tree, dir);
    } finally {
      tree.dispose();
    }
  };
  const shows = (lines: readonly string[]) => async (tree: LiveTree) =>
    assert.deepEqual(linesOf(await tree.open(...collectors)), lines);

  const reader = { token: users.reader.token };
  const onlyTeam1 = [inTeam(1), 'Only some namespaces could be read · team-1'];

  it('one namespace, which the context names', () =>
    asUser(reader, shows(onlyTeam1), { namespace: 'team-1' }));

  it('one namespace that the context does not name: nothing, and the tree says what is refused', () =>
    asUser(reader, async (tree) => {
      const lines = linesOf(await tree.open(...collectors));
      const refused = ['daemonsets.apps', 'deployments.apps', 'pods', 'statefulsets.apps'];
      assert.deepEqual(
        lines.map((line) => line.split(' · ')[0]).sort(),
        refused.map((what) => `You may not list ${what} in the namespace “default” of “live” (403).`),
      );
    }));

  it('one namespace of those that may be listed', async () => {
    const { kubectl } = cluster;
    await kubectl.run(['create', 'clusterrole', 'lister', '--verb=list', '--resource=namespaces']);
    await kubectl.run(['create', 'clusterrolebinding', 'lister', '--clusterrole=lister', '--user=reader']);
    await asUser(reader, shows(onlyTeam1));
  });

  it('everything of Kubernetes itself, with a token that the cluster signed', async () => {
    const token = await signAccountToken(cluster, 'viewer', new Date(Date.now() + hour));
    await asUser({ token }, shows([inTeam(1), inTeam(2)]));
  });

  it('nothing any more, with a token that has expired', async () => {
    const token = await signAccountToken(cluster, 'viewer', new Date(Date.now() - hour));
    await asUser(
      { token },
      shows([
        'The cluster “live” does not accept the credentials (401). · Sign in again. For EKS, check the cluster’s access entries for your role.',
      ]),
    );
  });

  it('what the credentials of a plugin allow, which is asked again when they are refused', async () => {
    const dir = mkdtempSync(join(place.dir, 'plugin-'));
    for (const [at, expiresAt] of [Date.now() - hour, Date.now() + hour].entries()) {
      const token = await signAccountToken(cluster, 'viewer', new Date(expiresAt));
      writeFileSync(join(dir, `answer-${at + 1}.json`), credential(token));
    }
    // Each time the next answer.
    writeProgram(dir, 'echo run >> runs', 'cat "answer-$(($(wc -l < runs))).json"');
    await asUser(plugin, shows([inTeam(1), inTeam(2)]), { dir });
    assert.equal(readFileSync(join(dir, 'runs'), 'utf8'), 'run\nrun\n');
  });

  it('nothing while the plugin is missing or fails, and all once it works', () =>
    asUser(plugin, async (tree, dir) => {
      const shown = async (): Promise<string[]> => linesOf(await tree.reopen(...collectors));
      assert.deepEqual(await shown(), [
        `The context “live” needs the program “${join(dir, 'plugin')}”, which was not found. · Install it there, or correct the path in the kubeconfig.`,
      ]);
      writeProgram(dir, 'echo "not signed in" >&2', 'exit 3');
      const [failed = '', ...more] = await tree.reopen(...collectors);
      assert.deepEqual(more, []);
      assert.match(
        JSON.stringify(failed),
        /“plugin” could not provide a credential for the context “live”.*not signed in/,
      );
      const token = await signAccountToken(cluster, 'viewer', new Date(Date.now() + hour));
      writeFileSync(join(dir, 'answer.json'), credential(token));
      writeProgram(dir, 'cat answer.json');
      assert.deepEqual(await shown(), [inTeam(1), inTeam(2)]);
    }));

  it('everything but the operator’s own resources, once there are any', async () => {
    await cluster.kubectl.apply(collectorDefinition);
    const definition = `crd/${collectorDefinition.metadata.name}`;
    await cluster.kubectl.run(['wait', '--for=condition=Established', definition, '--timeout=60s']);
    const token = await signAccountToken(cluster, 'viewer', new Date(Date.now() + hour));
    const refused = 'opentelemetrycollectors.opentelemetry.io';
    await asUser({ token }, async (tree) => {
      const [first, second, problem, ...more] = linesOf(await tree.open(...collectors));
      assert.deepEqual([first, second, more], [inTeam(1), inTeam(2), []]);
      assert.match(
        problem ?? '',
        new RegExp(`^You may not list ${refused} in .* · Ask for a role that allows it\\.$`),
      );
    });
  });
});

const account = (name: string): string => `--serviceaccount=default:${name}`;

/** Counted from the folder of the kubeconfig. */
const plugin = {
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: './plugin',
    interactiveMode: 'Never',
  },
};

function writeProgram(dir: string, ...lines: readonly string[]): void {
  const text = ['#!/bin/sh', 'cd "$(dirname "$0")"', ...lines, ''].join('\n');
  writeFileSync(join(dir, 'plugin'), text, { mode: 0o755 });
}

/** What a plugin prints; it says nothing of when the token expires. */
function credential(token: string): string {
  return JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token },
  });
}
