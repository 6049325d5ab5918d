import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { PodRef } from '../../../lab/kubernetes/types.ts';
import type { Status } from '../../../lab/kubernetes/status.ts';
import { noon, useLab } from './client.ts';

describe('pod logs of the Kubernetes API', () => {
  let time = noon;
  const api = useLab({ now: () => time });
  const podOf = (namespace: string): PodRef => {
    const name = api.lab.state.list('pods', namespace)[0]?.metadata.name ?? '';
    return { namespace, name };
  };
  const logPath = ({ namespace, name }: PodRef, query = ''): string =>
    `/api/v1/namespaces/${namespace}/pods/${name}/log?${query}`;
  const linesOf = async (path: string): Promise<string[]> =>
    (await api.get(path)).text.split('\n').slice(0, -1);

  it('tell how a collector of today starts and what its debug exporter prints', async () => {
    const { text, headers } = await api.get(logPath(podOf('adot-col')));
    assert.equal(headers['content-type'], 'text/plain');
    assert.match(text, /AWS OTel Collector version: v0\.49\.0\n/);
    assert.match(
      text,
      /\tinfo\tservice@v0\.156\.0\/service\.go:\d+\tEverything is ready\. Begin running and processing data\.\t\{/,
    );
    for (const name of ['test_counter0', 'test_gauge0', 'test_histogram0', 'test_summary0']) {
      assert.match(text, new RegExp(` {5}-> Name: ${name}\n`));
    }
    assert.match(text, / {5}-> k8s\.pod\.name: Str\(prometheus-sample-app-/);
  });

  it('tell what the sample app does', async () =>
    assert.match(
      (await api.get(logPath(podOf('prom-sample-app')))).text,
      /Updating metrics for counter\.\.\.\n/,
    ));

  it('tell why a collector crashes, before and after its last restart', async () => {
    const pod = podOf('legacy-metrics');
    const previous = await api.get(logPath(pod, 'previous=true'));
    assert.match(
      previous.text,
      /'exporters' the logging exporter has been deprecated, use the debug exporter instead\n/,
    );
    assert.equal((await api.get(logPath(pod))).text, previous.text);
  });

  it('end with the last lines under tailLines', async () => {
    const pod = podOf('adot-col');
    const all = await linesOf(logPath(pod));
    assert.deepEqual(await linesOf(logPath(pod, 'tailLines=3')), all.slice(-3));
    assert.deepEqual(await linesOf(logPath(pod, 'tailLines=0')), []);
    assert.deepEqual(await linesOf(logPath(pod, 'tailLines=1000000')), all);
  });

  it('stop after limitBytes', async () => {
    const { text } = await api.get(logPath(podOf('adot-col'), 'limitBytes=25'));
    assert.equal(text.length, 25);
    const lines = await api.open(logPath(podOf('adot-col'), 'limitBytes=7&follow=true&tailLines=0'));
    api.lab.state.appendLog(podOf('adot-col'), 'abcd', 'efgh');
    assert.deepEqual(await lines.rest(), ['abcd', 'ef']);
  });

  it('carry timestamps that rise', async () => {
    api.lab.state.appendLog(podOf('adot-col'), 'one');
    api.lab.state.appendLog(podOf('adot-col'), 'another in the same millisecond');
    const stamps = (await linesOf(logPath(podOf('adot-col'), 'timestamps=true'))).map(
      (line) => line.split(' ')[0],
    );
    assert.ok(stamps.every((stamp) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/.test(stamp ?? '')));
    assert.deepEqual(stamps, [...new Set(stamps)].sort());
  });

  it('begin at sinceSeconds', async () => {
    const pod = podOf('adot-col');
    time = noon + 10_000;
    api.lab.state.appendLog(pod, 'ten');
    time = noon + 20_000;
    api.lab.state.appendLog(pod, 'twenty');
    assert.deepEqual(await linesOf(logPath(pod, 'sinceSeconds=5')), ['twenty']);
    assert.deepEqual(await linesOf(logPath(pod, 'sinceSeconds=15')), ['ten', 'twenty']);
  });

  it('begin at sinceTime, in whole seconds as the real server does', async () => {
    const pod = podOf('adot-col');
    time = noon + 30_200;
    api.lab.state.appendLog(pod, 'thirty');
    const since = (at: number): string =>
      logPath(pod, `sinceTime=${encodeURIComponent(new Date(at).toISOString())}`);
    assert.deepEqual(await linesOf(since(noon + 30_900)), ['thirty']);
    assert.deepEqual(await linesOf(since(noon + 31_000)), []);
  });

  it('are followed until the container ends; then the log is the previous one', async () => {
    const pod = podOf('kube-system');
    const lines = await api.open(logPath(pod, 'follow=true&tailLines=0'));
    api.lab.state.appendLog(pod, 'first', 'second');
    assert.deepEqual(await lines.take(2), ['first', 'second']);
    api.lab.state.crash(pod, { reason: 'Error', exitCode: 2, lastLines: ['panic: no more'] });
    assert.deepEqual(await lines.rest(), ['panic: no more']);
    api.lab.state.restartPod(pod);
    assert.equal((await linesOf(logPath(pod, 'previous=true'))).at(-1), 'panic: no more');
    assert.equal((await linesOf(logPath(pod))).includes('panic: no more'), false);
  });

  it('end when the pod is deleted', async () => {
    const pod = podOf('observability');
    const lines = await api.open(logPath(pod, 'follow=true&tailLines=0'));
    api.lab.state.deletePod(pod);
    assert.deepEqual(await lines.rest(), []);
    assert.equal((await api.get(logPath(pod))).status, 404);
  });

  it('break off in the middle of a line when their streams are cut', async () => {
    const pod = podOf('adot-col');
    const lines = await api.open(logPath(pod, 'follow=true&tailLines=1'));
    await lines.take(1);
    assert.equal(api.lab.cutStreams(), 1);
    await assert.rejects(lines.rest(), { code: 'ECONNRESET' });
  });

  const creating = { waiting: { reason: 'ContainerCreating' } };
  const status = {
    name: 'a',
    image: 'x',
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    lastState: {},
  };

  it('are empty for a pod that has no node', async () => {
    const { status: code, text } = await api.get(logPath(podOf('team-payments')));
    assert.deepEqual([code, text], [200, '']);
  });

  it('are refused in the words of the server', async () => {
    const metadata = { name: 'two', namespace: 'default', uid: 'two' };
    const spec = {
      nodeName: 'n',
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'x' },
      ],
    };
    api.lab.state.put('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec,
      status: { phase: 'Pending', containerStatuses: [{ ...status, state: creating }] },
    });
    const two = { namespace: 'default', name: 'two' };
    const cases: [query: string, message: string][] = [
      ['', 'a container name must be specified for pod two, choose one of: [a b]'],
      ['container=c', 'container c is not valid for pod two'],
      ['container=a', 'container "a" in pod "two" is waiting to start: ContainerCreating'],
      ['container=a&previous=true', 'previous terminated container "a" in pod "two" not found'],
    ];
    for (const [query, message] of cases) {
      const { status: code, json } = await api.get<Status>(logPath(two, query));
      assert.deepEqual([code, json.reason, json.message], [400, 'BadRequest', message]);
    }
    const both = await api.get<Status>(
      logPath(podOf('adot-col'), 'sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z'),
    );
    assert.equal(both.status, 422);
    const gone = await api.get<Status>(logPath({ namespace: 'default', name: 'nope' }));
    assert.deepEqual([gone.status, gone.json.message], [404, 'pods "nope" not found']);
  });
});

describe('logs that go on by themselves', () => {
  const api = useLab({ logIntervalMs: 5, crashIntervalMs: 20, now: Date.now });

  it('get a block of metrics again and again', async () => {
    const [pod] = api.lab.state.list('pods', 'adot-col');
    const path = `/api/v1/namespaces/adot-col/pods/${pod?.metadata.name}/log?follow=true&tailLines=0`;
    const lines = await api.open(path);
    const blocks = (await lines.take(100)).filter((line) => line.startsWith('     -> Name: test_'));
    assert.ok(blocks.length >= 2);
    lines.close();
  });

  it('crash again and again', async () => {
    const restarts = (): number => {
      const [pod] = api.lab.state.list('pods', 'legacy-metrics');
      const { containerStatuses } = pod?.status as { containerStatuses: { restartCount: number }[] };
      return containerStatuses[0]?.restartCount ?? 0;
    };
    const path = '/api/v1/namespaces/legacy-metrics/pods?watch=true';
    const lines = await api.open(path);
    await lines.take(5);
    assert.ok(restarts() > 7);
    lines.close();
  });
});
