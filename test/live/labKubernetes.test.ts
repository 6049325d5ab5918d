import * as assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { readerNamespace } from '../lab/kubernetes/auth.ts';
import { startKubernetes } from '../lab/kubernetes/start.ts';
import type { KubernetesLab } from '../lab/kubernetes/types.ts';
import { describeWith, makePlace } from './given.ts';
import { users } from './servers/apiServer.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';
import { ask, watch } from './twins/api.ts';
import type { Api, Answer, Call, WatchEvent } from './twins/api.ts';
import { answers, beginnings, logRefusals, refusals, tables, twin } from './twins/kubernetesCalls.ts';
import { shapeOf, strangers } from './twins/shape.ts';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** Names of data, not of fields. */
const free = [/\.(labels|annotations|data|binaryData|matchLabels)\./, /\.managedFields/, /\.(f:|k:)/];

/** Refusals whose words differ, and may: the rest of them has to be the same. */
const exceptions: Readonly<Record<string, string>> = {
  'a continue token that is none':
    "the words of Go's JSON decoder: k8s.io/apiserver, pkg/storage/continue.go",
  'text that is no object':
    "the words of Go's JSON decoder: k8s.io/apimachinery, runtime/serializer/json/meta.go",
};

describeWith("the lab's Kubernetes, beside a real one,", ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('lab-kubernetes');
  let cluster: RealCluster;
  let imitation: KubernetesLab;
  let real: Api;
  let lab: Api;

  before(async () => {
    cluster = await startCluster(folders, place);
    const dir = join(place.dir, 'lab');
    mkdirSync(dir);
    imitation = await startKubernetes({ size: 'small', dir, log: () => undefined });
    const { url, caPem } = cluster.api;
    const tokens = { admin: users.admin.token, reader: users.reader.token };
    real = { url, caPem, tokens, readerName: 'reader' };
    lab = {
      url: imitation.url,
      caPem: imitation.caPem,
      tokens: { admin: imitation.tokens.admin, reader: imitation.tokens.oneNamespace },
      readerName: 'app-reader',
    };
    await cluster.kubectl.run(['create', 'namespace', readerNamespace]);
    const grant = ['create', 'rolebinding', 'readers', '--clusterrole=view', '--user=reader'];
    await cluster.kubectl.run([...grant, '--namespace', readerNamespace]);
    for (const call of beginnings) {
      for (const api of [real, lab]) {
        const { status, text } = await ask(api, call);
        assert.equal(status, 201, text);
      }
    }
  });
  after(async () => {
    await imitation?.stop();
    await cluster?.stop();
    place.remove();
  });

  const both = (call: Call): Promise<[real: Answer, lab: Answer]> =>
    Promise.all([ask(real, call), ask(lab, call)]);

  describe('answers alike', () => {
    for (const [what, call] of answers) {
      it(what, async () => {
        const [model, copy] = await both(call);
        assert.equal(copy.status, model.status, copy.text.slice(0, 300));
        assert.equal(copy.type, model.type);
        assert.deepEqual(strangers(shapeOf(copy.body), shapeOf(model.body), { free }), []);
      });
    }
  });

  describe('prints the same columns of', () => {
    for (const [what, path] of tables) {
      it(what, async () => {
        const [model, copy] = await both({ path: `${path}?limit=1`, accept: table });
        assert.deepEqual(columnsOf(copy), columnsOf(model));
      });
    }
  });

  describe('refuses alike', () => {
    for (const [what, call] of refusals) {
      it(what, async () => {
        const [model, copy] = await both(call);
        const reason = exceptions[what];
        assert.deepEqual(plain(copy, lab, reason), plain(model, real, reason));
      });
    }
  });

  describe('refuses alike, of the log of a pod,', () => {
    let log: string;

    before(async () => {
      const [pod] = imitation.state.list('pods', 'adot-col') as {
        metadata: { name: string };
        spec: { containers: { name: string }[] };
      }[];
      assert.ok(pod);
      const { name } = pod.metadata;
      const containers = pod.spec.containers.map((container) => ({ name: container.name, image: 'any' }));
      await cluster.kubectl.run(['create', 'namespace', 'adot-col']);
      await cluster.kubectl.run([
        ...['wait', '--for=create', 'serviceaccount/default', '--timeout=60s', '--namespace', 'adot-col'],
      ]);
      await cluster.kubectl.apply({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: 'adot-col' },
        spec: { containers },
      });
      const wait = ['wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s'];
      await cluster.kubectl.run([...wait, '--namespace', 'adot-col']);
      log = `/api/v1/namespaces/adot-col/pods/${name}/log`;
    });

    for (const [what, query] of logRefusals) {
      it(what, async () => {
        const [model, copy] = await both({ path: `${log}?${query}` });
        assert.notEqual(model.status, 200);
        assert.deepEqual(plain(copy, lab), plain(model, real));
      });
    }
  });

  it('forgets pages that are too old', async () => {
    const path = `/api/v1/namespaces/${twin}/configmaps?limit=1`;
    const next = async (api: Api): Promise<Call> => {
      const { body } = await ask(api, { path });
      const token = (body as { metadata: { continue: string } }).metadata.continue;
      return { path: `${path}&continue=${encodeURIComponent(token)}` };
    };
    const [realNext, labNext] = [await next(real), await next(lab)];
    // It keeps lists of the past itself as long as it runs, and etcd keeps the rest until it is told.
    await cluster.api.restart(() => cluster.compact());
    imitation.state.compact();
    const [model, copy] = [await ask(real, realNext), await ask(lab, labNext)];
    assert.equal(model.status, 410);
    assert.deepEqual(strangers(shapeOf(copy.body), shapeOf(model.body), { free }), []);
    assert.deepEqual(reasonOf(copy), reasonOf(model));
  });

  it('tells changes alike', async () => {
    const model = await changesOf(real);
    const copy = await changesOf(lab);
    assert.deepEqual(
      copy.map(({ type }) => type),
      model.map(({ type }) => type),
    );
    for (const [at, event] of copy.entries()) {
      assert.deepEqual(strangers(shapeOf(event), shapeOf(model[at]), { free }), [], event.type);
    }
  });
});

/** What a watch says of a ConfigMap that comes, changes and goes. */
async function changesOf(api: Api): Promise<WatchEvent[]> {
  const path = `/api/v1/namespaces/${twin}/configmaps`;
  const list = await ask(api, { path });
  const { resourceVersion } = (list.body as { metadata: { resourceVersion: string } }).metadata;
  const watching = watch(api, `${path}?watch=1&allowWatchBookmarks=true&resourceVersion=${resourceVersion}`);
  const map = (value: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'fleeting' },
    data: { value },
  });
  await ask(api, { method: 'POST', path, body: map('one') });
  await ask(api, { method: 'PUT', path: `${path}/fleeting`, body: map('two') });
  await ask(api, { method: 'DELETE', path: `${path}/fleeting` });
  const changes = (): WatchEvent[] => watching.events.filter(({ type }) => type !== 'BOOKMARK');
  while (changes().length < 3) {
    await watching.seen();
  }
  watching.stop();
  return changes();
}

function columnsOf({ body }: Answer): unknown {
  const { columnDefinitions } = body as {
    columnDefinitions: { name: string; type: string; format: string; priority: number }[];
  };
  return columnDefinitions.map(({ name, type, format, priority }) => ({ name, type, format, priority }));
}

/** A refusal without what has to differ: who asks. */
function plain({ status, type, text, body }: Answer, { readerName }: Api, exception?: string): unknown {
  const words = JSON.stringify(body ?? text)
    .replaceAll(`"${readerName}`, '"READER')
    .replaceAll(`\\"${readerName}\\"`, '\\"READER\\"');
  const read = JSON.parse(words) as { message?: string };
  return { status, type, body: exception === undefined ? read : { ...read, message: exception } };
}

function reasonOf({ body }: Answer): unknown {
  const { reason, code, message } = body as { reason: string; code: number; message: string };
  return { reason, code, message };
}
