import * as assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'mocha';
import type { Cluster } from '../../src/kube/cluster.ts';
import { describeWith, makePlace } from './given.ts';
import { openContext } from './kube.ts';
import { LogFile } from './logFile.ts';
import { LogReader } from './logReader.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';

/**
 * KWOK serves logs by the kubelet's own code (k8s.io/cri-client pkg/logs, which its pkg/kwok/server/debugging_logs.go calls) from
 * one file, here for all pods. Its containers never end, so there are no restarts and no previous runs here.
 */
describeWith('logs through a real API server', ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('logs');
  let cluster: RealCluster;
  let open: Cluster;
  let pods: string[];
  let file: LogFile;
  let reader: LogReader;

  before(async () => {
    cluster = await startCluster(folders, place);
    open = await openContext(cluster.kubeconfig);
    const { kubectl } = cluster;
    const image = '--image=otel/opentelemetry-collector:0.156.0';
    await kubectl.run(['create', 'deployment', 'adot', image, '--replicas=2']);
    await kubectl.run(['wait', '--for=condition=Available', 'deployment/adot', '--timeout=60s']);
    pods = (await kubectl.run(['get', 'pods', '-l', 'app=adot', '-o', 'name']))
      .trim()
      .split('\n')
      .map((name) => name.replace('pod/', ''));
    assert.equal(pods.length, 2);
  });
  beforeEach(() => {
    file = new LogFile(cluster.logFile);
  });
  afterEach(async () => {
    file.stop();
    await reader.end();
  });
  after(async () => {
    open?.close();
    await cluster?.stop();
    place.remove();
  });

  const follow = (): void => {
    const source = { kind: 'workload', namespace: 'default', name: 'adot', selector: 'app=adot' } as const;
    reader = new LogReader(open, source);
  };
  /** Stops writing, and waits for what was written. */
  const finish = async (): Promise<void> => {
    file.stop();
    const last = file.texts.at(-1);
    await reader.until(
      () => pods.every((pod) => reader.texts(pod).at(-1) === last),
      'the last line does not come',
    );
  };
  /** Whatever comes now was written after this was called. */
  const untilMore = async (): Promise<void> => {
    const before = pods.map((pod) => reader.texts(pod).length);
    await reader.until(
      () => pods.every((pod, at) => reader.texts(pod).length > (before[at] ?? 0)),
      'no more lines come',
    );
  };
  const count = (mark: string): number => reader.marks().filter((one) => one === mark).length;

  it('come whole and in order, long lines and the past too', async () => {
    file.write();
    file.writeInParts(['a'.repeat(16_384), 'b'.repeat(16_384), 'c']);
    follow();
    await untilMore();
    file.start();
    await untilMore();
    await finish();
    for (const pod of pods) {
      assert.deepEqual(reader.texts(pod), file.texts);
    }
    assert.deepEqual(reader.marks(), ['following', 'following']);
  });

  it('neither lose nor repeat a line while the API server restarts twice', async () => {
    follow();
    file.start();
    for (const times of [1, 2]) {
      await untilMore();
      await cluster.api.restart();
      await reader.until(() => count('resumed') === times, 'they do not go on');
    }
    await finish();
    for (const pod of pods) {
      assert.deepEqual(reader.texts(pod), file.texts);
    }
    assert.deepEqual(reader.marks(), ['following', 'following', 'lost', 'resumed', 'lost', 'resumed']);
  });

  it('go on in the new file when they are rotated', async () => {
    follow();
    file.start();
    await untilMore();
    file.rotate();
    file.write();
    await finish();
    for (const pod of pods) {
      assert.deepEqual(reader.texts(pod), file.texts);
    }
    assert.deepEqual(reader.marks(), ['following', 'following']);
  });

  it('say that lines may be missing when they were rotated while the API server was away', async () => {
    follow();
    file.start();
    await untilMore();
    let kept = 0;
    await cluster.api.restart(async () => {
      await reader.until(() => count('lost') === 1, 'nobody notices');
      kept = file.texts.length;
      file.rotate();
      return Promise.resolve();
    });
    await reader.until(() => count('back') === 1, 'they do not go on');
    await finish();
    const rest = file.texts.slice(kept);
    for (const pod of pods) {
      const texts = reader.texts(pod);
      const shown = texts.length - rest.length;
      assert.deepEqual(texts, [...file.texts.slice(0, shown), ...rest]);
    }
    assert.deepEqual(reader.marks().sort(), ['back', 'following', 'following', 'lost', 'unsure', 'unsure']);
  });
});
