import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { KubeObject } from '../../../lab/kubernetes/objects.ts';
import type { Status } from '../../../lab/kubernetes/status.ts';
import type { Asking } from './client.ts';
import { useLab } from './client.ts';

describe('writes to the Kubernetes API', () => {
  const api = useLab();
  const maps = '/api/v1/namespaces/default/configmaps';
  const deployment = '/apis/apps/v1/namespaces/adot-col/deployments/adot-collector';
  const applying: Asking = { method: 'PATCH', contentType: 'application/apply-patch+yaml' };
  const configMap = (name: string, data: Record<string, string>, metadata = {}): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data });

  it('create an object once', async () => {
    const created = await api.get<KubeObject>(maps, { method: 'POST', body: configMap('one', { a: '1' }) });
    assert.equal(created.status, 201);
    assert.equal(created.json.metadata.namespace, 'default');
    assert.match(created.json.metadata.resourceVersion ?? '', /^\d+$/);
    const again = await api.get<Status>(maps, { method: 'POST', body: configMap('one', {}) });
    assert.deepEqual([again.status, again.json.reason], [409, 'AlreadyExists']);
  });

  it('update only the version that was read', async () => {
    await api.get(maps, { method: 'POST', body: configMap('two', { a: '1' }) });
    const { json } = await api.get<KubeObject>(`${maps}/two`);
    const { resourceVersion } = json.metadata;
    const body = configMap('two', { a: '2' }, { resourceVersion });
    assert.equal((await api.get(`${maps}/two`, { method: 'PUT', body })).status, 200);
    const stale = await api.get<Status>(`${maps}/two`, { method: 'PUT', body });
    assert.deepEqual([stale.status, stale.json.reason], [409, 'Conflict']);
    assert.match(
      stale.json.message ?? '',
      /the object has been modified; please apply your changes to the latest version/,
    );
  });

  it('apply: create what is not there, merge into what is', async () => {
    const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: three\ndata:\n  a: "1"\n';
    const path = `${maps}/three?fieldManager=test`;
    assert.equal((await api.get(path, { ...applying, body: yaml })).status, 201);
    const second = await api.get<KubeObject>(path, { ...applying, body: yaml.replace('a: "1"', 'b: "2"') });
    assert.equal(second.status, 200);
    assert.deepEqual(second.json.data, { a: '1', b: '2' });
  });

  it('apply: merge containers by name and change nothing under dryRun=All', async () => {
    const body = JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'adot-collector' },
      spec: { template: { spec: { containers: [{ name: 'adot-collector', image: 'x:new' }] } } },
    });
    type Deployment = KubeObject<{ template: { spec: { containers: { image: string; args: string[] }[] } } }>;
    const before = (await api.get<Deployment>(deployment)).json;
    const answer = await api.get<Deployment>(`${deployment}?fieldManager=test&dryRun=All`, {
      ...applying,
      body,
    });
    assert.equal(answer.status, 200);
    const containers = answer.json.spec?.template.spec.containers;
    assert.deepEqual([containers?.length, containers?.[0]?.image], [1, 'x:new']);
    assert.deepEqual(containers?.[0]?.args, ['--config=/conf/adot-collector-config.yaml']);
    assert.deepEqual((await api.get<Deployment>(deployment)).json, before);
  });

  const refused: [title: string, asking: Asking, path: string, status: number][] = [
    ['an apply without a field manager', { ...applying, body: configMap('x', {}) }, `${maps}/x`, 422],
    [
      'another kind',
      { ...applying, body: '{"apiVersion":"v1","kind":"Pod"}' },
      `${maps}/x?fieldManager=t`,
      400,
    ],
    ['another name', { ...applying, body: configMap('y', {}) }, `${maps}/x?fieldManager=t`, 400],
    ['broken YAML', { ...applying, body: 'a: [' }, `${maps}/x?fieldManager=t`, 400],
    [
      'a JSON patch',
      { method: 'PATCH', contentType: 'application/json-patch+json', body: '[]' },
      `${maps}/one`,
      415,
    ],
    ['broken JSON', { method: 'POST', body: '{' }, maps, 400],
    [
      'a nameless object',
      { method: 'POST', body: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{}}' },
      maps,
      422,
    ],
    ['another namespace', { method: 'POST', body: configMap('z', {}, { namespace: 'adot-col' }) }, maps, 400],
    ['a strange dryRun', { method: 'POST', body: configMap('z', {}) }, `${maps}?dryRun=Some`, 422],
    ['a method that does not fit', { method: 'PUT', body: '{}' }, maps, 405],
  ];
  for (const [title, asking, path, status] of refused) {
    it(`refuse ${title}: ${status}`, async () => assert.equal((await api.get(path, asking)).status, status));
  }

  it('merge-patch: set and remove', async () => {
    await api.get(maps, { method: 'POST', body: configMap('four', { a: '1', b: '2' }) });
    const patch: Asking = { method: 'PATCH', contentType: 'application/merge-patch+json' };
    const { json } = await api.get<KubeObject>(`${maps}/four`, {
      ...patch,
      body: '{"data":{"a":null,"c":"3"}}',
    });
    assert.deepEqual(json.data, { b: '2', c: '3' });
  });

  it('delete an object, and a pod in favour of its successor', async () => {
    await api.get(maps, { method: 'POST', body: configMap('five', {}) });
    const gone = await api.get<Status>(`${maps}/five`, { method: 'DELETE' });
    assert.deepEqual([gone.status, gone.json.kind, gone.json.status], [200, 'Status', 'Success']);
    assert.equal((await api.get(`${maps}/five`)).status, 404);

    const [pod] = api.lab.state.podsOf('deployments', 'adot-col', 'adot-collector');
    const path = `/api/v1/namespaces/adot-col/pods/${pod?.metadata.name}`;
    const answer = await api.get<KubeObject>(path, { method: 'DELETE' });
    assert.notEqual(answer.json.metadata.deletionTimestamp, undefined);
    const pods = api.lab.state.podsOf('deployments', 'adot-col', 'adot-collector');
    assert.deepEqual([pods.length, pods[0]?.metadata.name === pod?.metadata.name], [1, false]);
  });
});
