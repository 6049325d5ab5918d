import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Faults } from '../../../lab/faults.ts';
import type { KubeObject } from '../../../lab/kubernetes/objects.ts';
import type { Status } from '../../../lab/kubernetes/status.ts';
import type { Lines } from './client.ts';
import { tableType, useLab } from './client.ts';

interface WatchEvent<T = KubeObject> {
  type: string;
  object: T;
}

describe('watches of the Kubernetes API', () => {
  const faults = new Faults();
  const api = useLab({ faults });
  const app = '/api/v1/namespaces/prom-sample-app';

  const events = async <T = KubeObject>(lines: Lines, count: number): Promise<WatchEvent<T>[]> =>
    (await lines.take(count)).map((line) => JSON.parse(line) as WatchEvent<T>);
  const version = async (path: string): Promise<string> =>
    (await api.get<{ metadata: { resourceVersion: string } }>(path)).json.metadata.resourceVersion;
  const setMap = (value: string): void => api.lab.state.setConfigMap('prom-sample-app', 'watched', { value });

  it('begin with what there is when no version is given', async () => {
    const lines = await api.open(`${app}/pods?watch=true`);
    const seen = await events(lines, 2);
    assert.deepEqual(
      seen.map(({ type, object }) => [type, object.kind]),
      [
        ['ADDED', 'Pod'],
        ['ADDED', 'Pod'],
      ],
    );
    lines.close();
  });

  it('tell of objects that come, change and go', async () => {
    const lines = await api.open(
      `${app}/configmaps?watch=1&resourceVersion=${await version(`${app}/configmaps`)}`,
    );
    setMap('1');
    setMap('2');
    api.lab.state.remove('configmaps', 'prom-sample-app', 'watched');
    const seen = await events(lines, 3);
    assert.deepEqual(
      seen.map(({ type, object }) => [type, object.data?.['value']]),
      [
        ['ADDED', '1'],
        ['MODIFIED', '2'],
        ['DELETED', '2'],
      ],
    );
    const versions = seen.map(({ object }) => Number(object.metadata.resourceVersion));
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    lines.close();
  });

  it('give what happened since the version, and nothing of other namespaces', async () => {
    const since = await version(`${app}/configmaps`);
    setMap('missed');
    api.lab.state.setConfigMap('adot-col', 'elsewhere', {});
    const [pod] = api.lab.state.list('pods', 'prom-sample-app');
    api.lab.state.put('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      ...pod,
      metadata: { name: 'other', namespace: 'prom-sample-app' },
    });
    api.lab.state.remove('pods', 'prom-sample-app', 'other');
    setMap('missed too');
    const lines = await api.open(`${app}/configmaps?watch=true&resourceVersion=${since}`);
    const seen = await events(lines, 2);
    assert.deepEqual(
      seen.map(({ object }) => object.data?.['value']),
      ['missed', 'missed too'],
    );
    lines.close();
  });

  it('show an object that begins or ends to match as one that comes or goes', async () => {
    const path = `${app}/configmaps?labelSelector=colour%3Dred&watch=true&resourceVersion=`;
    const lines = await api.open(path + (await version(`${app}/configmaps`)));
    for (const colour of ['red', 'blue', 'red']) {
      const metadata = { name: 'painted', namespace: 'prom-sample-app', labels: { colour } };
      api.lab.state.put('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    }
    assert.deepEqual(
      (await events(lines, 3)).map(({ type, object }) => [type, object.metadata.labels?.['colour']]),
      [
        ['ADDED', 'red'],
        ['DELETED', 'blue'],
        ['ADDED', 'red'],
      ],
    );
    lines.close();
  });

  it('send tables, of which only the first names its columns', async () => {
    const lines = await api.open(`${app}/pods?watch=true`, { accept: tableType });
    const seen = await events<{ kind: string; columnDefinitions: unknown[] | null; rows: unknown[] }>(
      lines,
      2,
    );
    assert.deepEqual(
      seen.map(({ object }) => [object.kind, object.columnDefinitions === null, object.rows.length]),
      [
        ['Table', false, 1],
        ['Table', true, 1],
      ],
    );
    lines.close();
  });

  it('end after timeoutSeconds, with a bookmark when asked for', async () => {
    const query = `watch=true&timeoutSeconds=0.02&allowWatchBookmarks=true&resourceVersion=${await version(`${app}/pods`)}`;
    const lines = await api.open(`${app}/pods?${query}`);
    const seen = (await lines.rest()).map((line) => JSON.parse(line) as WatchEvent);
    assert.deepEqual(
      seen.map(({ type, object }) => [type, object.kind]),
      [['BOOKMARK', 'Pod']],
    );
    assert.match(seen[0]?.object.metadata.resourceVersion ?? '', /^\d+$/);
  });

  it('close the initial events with an annotated bookmark under sendInitialEvents', async () => {
    const query =
      'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const lines = await api.open(`${app}/pods?${query}`);
    const seen = await events(lines, 3);
    assert.deepEqual(
      seen.map(({ type }) => type),
      ['ADDED', 'ADDED', 'BOOKMARK'],
    );
    assert.deepEqual(seen[2]?.object.metadata.annotations, { 'k8s.io/initial-events-end': 'true' });
    lines.close();
    const { status } = await api.get(`${app}/pods?watch=true&sendInitialEvents=true`);
    assert.equal(status, 422);
  });

  const gone: [title: string, prepare: () => Promise<string> | string][] = [
    ['for a version that is forgotten', () => '5'],
    [
      'when a fault says so',
      async () => {
        await faults.set({ kind: 'gone', service: 'kubernetes', operation: 'watch pods', times: 1 });
        return version(`${app}/pods`);
      },
    ],
  ];
  for (const [title, prepare] of gone) {
    it(`answer 200 with an ERROR event of 410 ${title}`, async () => {
      const lines = await api.open(`${app}/pods?watch=true&resourceVersion=${await prepare()}`);
      assert.equal(lines.response.statusCode, 200);
      const seen = (await lines.rest()).map((line) => JSON.parse(line) as WatchEvent<Status>);
      assert.deepEqual(
        seen.map(({ type, object }) => [type, object.kind, object.code, object.reason]),
        [['ERROR', 'Status', 410, 'Expired']],
      );
    });
  }

  it('are told 410 when the history goes while they run', async () => {
    const lines = await api.open(`${app}/pods?watch=true&resourceVersion=${await version(`${app}/pods`)}`);
    api.lab.state.compact();
    const [event] = await events<Status>(lines, 1);
    assert.deepEqual([event?.type, event?.object.code], ['ERROR', 410]);
    assert.equal(await lines.next(), undefined);
  });

  it('break off in the middle of a line when their streams are cut', async () => {
    const lines = await api.open(`${app}/pods?watch=true`);
    await lines.take(2);
    assert.equal(api.lab.cutStreams(), 1);
    await assert.rejects(lines.rest(), { code: 'ECONNRESET' });
  });

  it('show a pod that is replaced: terminating, gone, pending, running', async () => {
    const [pod] = api.lab.state.podsOf('deployments', 'adot-col', 'adot-collector');
    const path = '/api/v1/namespaces/adot-col/pods';
    const lines = await api.open(`${path}?watch=true&resourceVersion=${await version(path)}`);
    const name = pod?.metadata.name ?? '';
    const next = api.lab.state.deletePod({ namespace: 'adot-col', name });
    const seen = await events<KubeObject<unknown, { phase: string }>>(lines, 4);
    assert.deepEqual(
      seen.map(({ type, object }) => [
        type,
        object.metadata.name,
        object.status?.phase,
        object.metadata.deletionTimestamp !== undefined,
      ]),
      [
        ['MODIFIED', name, 'Running', true],
        ['DELETED', name, 'Running', true],
        ['ADDED', next, 'Pending', false],
        ['MODIFIED', next, 'Running', false],
      ],
    );
    lines.close();
  });

  it('show a crash in the pod, in its workload and in the events', async () => {
    const { state } = api.lab;
    const [pod] = state.podsOf('deployments', 'prom-sample-app', 'prometheus-sample-app');
    const name = pod?.metadata.name ?? '';
    state.crash({ namespace: 'prom-sample-app', name });
    const table = await api.get<{ rows: { cells: unknown[] }[] }>(`${app}/pods/${name}`, {
      accept: tableType,
    });
    assert.deepEqual(table.json.rows[0]?.cells.slice(1, 4), ['0/1', 'CrashLoopBackOff', '0']);
    const deployment = state.get('deployments', 'prom-sample-app', 'prometheus-sample-app');
    assert.equal((deployment?.status as { readyReplicas?: number }).readyReplicas, 1);
    const reasons = state.list('events', 'prom-sample-app').map(({ reason }) => reason);
    assert.ok(reasons.includes('BackOff'));
    state.restartPod({ namespace: 'prom-sample-app', name });
    const after = await api.get<{ rows: { cells: unknown[] }[] }>(`${app}/pods/${name}`, {
      accept: tableType,
    });
    assert.deepEqual(after.json.rows[0]?.cells.slice(1, 4), ['1/1', 'Running', '1 (0s ago)']);
  });
});
