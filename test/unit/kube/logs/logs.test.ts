import * as assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { KubernetesLab } from '../../../lab/kubernetes/types.ts';
import { startKubernetes } from '../../../lab/kubernetes/start.ts';
import { openCluster } from '../../../../src/kube/cluster.ts';
import type { Cluster } from '../../../../src/kube/cluster.ts';
import { describeMark } from '../../../../src/kube/logs/logEntries.ts';
import { followLogs } from '../../../../src/kube/logs/logs.ts';
import type { FollowOptions } from '../../../../src/kube/logs/logs.ts';
import type { LogSource } from '../../../../src/kube/model.ts';
import { openOptions } from '../fakeApi.ts';

const namespace = 'adot-col';
const deployment = 'adot-collector';
const workload: LogSource = {
  kind: 'workload',
  namespace,
  name: deployment,
  selector: 'app=aws-adot,component=adot-collector',
};

describe('following logs', () => {
  let dir = '';
  let lab: KubernetesLab;
  let cluster: Cluster;
  const followers: Follower[] = [];

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'adot-logs-'));
    lab = await startKubernetes({
      size: 'small',
      dir,
      log: () => undefined,
      logIntervalMs: 0,
      podStartMs: 0,
    });
    cluster = await openCluster(
      {
        kind: 'eks',
        name: 'lab',
        server: lab.url,
        caData: Buffer.from(lab.caPem).toString('base64'),
        token: () => Promise.resolve(lab.tokens.admin),
      },
      openOptions(),
    );
  });

  afterEach(async () => {
    await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  });

  after(async () => {
    cluster.close();
    await lab.stop();
    await rm(dir, { recursive: true });
  });

  const podName = (): string =>
    lab.state.podsOf('deployments', namespace, deployment)[0]?.metadata.name ?? '';
  const say = (...lines: string[]): void => lab.state.appendLog({ namespace, name: podName() }, ...lines);

  function follow(source: LogSource = workload, options: Partial<FollowOptions> = {}): Follower {
    const follower = new Follower(cluster, source, { previousLines: 0, ...options });
    followers.push(follower);
    return follower;
  }

  it('shows the tail and what comes', async () => {
    say('one', 'two', 'three');
    const log = follow(workload, { tailLines: 2 });
    await log.until('three');
    say('four');
    await log.until('four');
    assert.deepEqual(log.texts(), [`--- following ${podName()}/adot-collector ---`, 'two', 'three', 'four']);
  });

  it('loses and repeats nothing over many cuts, and says that it was cut', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    const expected: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (let at = 0; at < 40; at++) {
        const line = `round ${round} line ${at} ${'ä'.repeat(at)}`;
        expected.push(line);
        say(line);
      }
      await log.until(`round ${round} line ${round * 9}`);
      lab.cutStreams();
      say(`while away ${round}`);
      expected.push(`while away ${round}`);
      await log.until(`while away ${round}`);
    }
    assert.deepEqual(log.lines(), expected);
    assert.ok(log.texts().some((text) => text.includes('connection lost')));
    assert.ok(log.texts().some((text) => text.includes('no line was lost or repeated')));
    assert.ok(!log.texts().some((text) => text.includes('may be missing')));
  });

  it('goes over to the next run of a container, and says how the last one ended', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    say('before');
    await log.until('before');
    lab.state.crash(
      { namespace, name: podName() },
      { reason: 'OOMKilled', exitCode: 137, lastLines: ['last words'] },
    );
    await log.until('ended (OOMKilled, 137');
    lab.state.restartPod({ namespace, name: podName() });
    await log.until('restarted');
    say('after');
    await log.until('after');
    const lines = log.lines();
    assert.equal(lines[0], 'before');
    assert.ok(lines.includes('last words'));
    assert.equal(lines.at(-1), 'after');
    assert.equal(new Set(lines).size, lines.length, 'a line came twice');
  });

  it('gets the last words of a run whose connection was cut from the previous log', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    say('still here');
    await log.until('still here');
    const pod = { namespace, name: podName() };
    lab.cutStreams();
    say('not seen live');
    lab.state.crash(pod, { lastLines: ['the very end'] });
    lab.state.restartPod(pod);
    say('a new life');
    await log.until('a new life');
    const lines = log.lines();
    assert.deepEqual(lines.slice(0, 3), ['still here', 'not seen live', 'the very end']);
    assert.equal(lines.at(-1), 'a new life');
    assert.ok(!log.texts().some((text) => text.includes('may be missing')), log.texts().join('\n'));
  });

  it('says that lines may be missing when it restarted more than once meanwhile', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    say('seen');
    await log.until('seen');
    const pod = { namespace, name: podName() };
    lab.cutStreams();
    for (const words of ['lost for ever', 'still kept']) {
      lab.state.crash(pod, { lastLines: [words] });
      lab.state.restartPod(pod);
    }
    say('now');
    await log.until('now');
    assert.ok(log.texts().some((text) => text.includes('may be missing')));
  });

  it('shows the end of the previous run once, marked, when it comes after a crash', async () => {
    const pod = { namespace, name: podName() };
    lab.state.crash(pod, { reason: 'Error', exitCode: 3, lastLines: ['why it died'] });
    lab.state.restartPod(pod);
    say('alive again');
    const log = follow(workload, { previousLines: 1 });
    await log.until('alive again');
    lab.cutStreams();
    say('after the cut');
    await log.until('after the cut');
    const texts = log.texts();
    assert.match(texts[0] ?? '', /previous run.*Error, 3/);
    assert.equal(texts[1], 'why it died');
    assert.match(texts[2] ?? '', /following/);
    assert.equal(texts.filter((text) => text === 'why it died').length, 1);
  });

  it('shows a container that waits in a crash loop, without its log twice', async () => {
    const pod = { namespace, name: podName() };
    lab.state.crash(pod, { reason: 'Error', exitCode: 4, lastLines: ['crashed with this'] });
    const log = follow(workload, { previousLines: 50 });
    await log.until('ended (Error, 4');
    assert.equal(log.lines().filter((text) => text === 'crashed with this').length, 1);
    lab.state.restartPod(pod);
    say('up');
    await log.until('up');
  });

  it('follows the pod that takes the place of another, from its first line', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    const old = podName();
    const successor = lab.state.deletePod({ namespace, name: old }, { replace: true });
    await log.until(`the pod ${old} is gone`);
    await log.until(`following ${successor}`);
    lab.state.appendLog({ namespace, name: successor ?? '' }, 'new pod speaks');
    await log.until('new pod speaks');
    assert.ok(log.lines().length > 1, 'the new pod’s start is missing');
  });

  it('follows all pods of a workload', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    const { name } = lab.state.addPod('deployments', namespace, deployment);
    await log.until(`following ${name}`);
    lab.state.appendLog({ namespace, name }, 'from the second');
    say('from the first');
    await log.until('from the second');
    await log.until('from the first');
    lab.state.deletePod({ namespace, name }, { replace: false });
    await log.until('is gone');
  });

  it('follows one pod alone', async () => {
    const name = podName();
    const log = follow({ kind: 'pod', namespace, name }, { tailLines: 0 });
    await log.until('following');
    say('only mine');
    await log.until('only mine');
    assert.deepEqual([...new Set(log.pods)], [name]);
  });

  it('makes what a line contains harmless, and cuts one that is too long', async () => {
    const log = follow(workload, { tailLines: 0 });
    await log.until('following');
    say('\u001b[31mred\u001b[0m \u0007', 'x'.repeat(2 * 1024 * 1024), 'end');
    await log.until('end');
    const [red, long] = log.lines();
    assert.equal(red, 'red \u2407');
    assert.match(long?.slice(-60) ?? '', /x \[line truncated at 1 MB\]$/);
    assert.ok((long?.length ?? 0) < 1_100_000);
  });

  it('says that there is no pod yet', async () => {
    const log = follow({ kind: 'workload', namespace, name: 'x', selector: 'app=none' });
    await log.until('no pod yet');
  });

  it('says why a pod that no node has taken has no log', async () => {
    const log = follow({
      kind: 'workload',
      namespace: 'team-payments',
      name: 'payments-collector',
      selector: 'app=aws-adot,component=payments-collector',
    });
    await log.until('Unschedulable: 0/8 nodes are available');
  });

  it('throws when it may not look', async () => {
    const reader = await openCluster(
      {
        kind: 'eks',
        name: 'lab',
        server: lab.url,
        caData: Buffer.from(lab.caPem).toString('base64'),
        token: () => Promise.resolve(lab.tokens.oneNamespace),
      },
      openOptions(),
    );
    const batches = followLogs(reader, workload, { signal: new AbortController().signal });
    await assert.rejects(batches.next(), { status: 403 });
    reader.close();
  });

  it('ends at once when stopped, without an error', async () => {
    const log = follow();
    await log.until('following');
    const startedMs = performance.now();
    await log.stop();
    assert.ok(performance.now() - startedMs < 500);
  });
});

/** Reads a log in the background. */
class Follower {
  readonly pods: string[] = [];
  private readonly abort = new AbortController();
  private readonly shown: { isMark: boolean; text: string }[] = [];
  private readonly done: Promise<void>;
  private wake = (): void => undefined;
  private failure: unknown;

  constructor(cluster: Cluster, source: LogSource, options: Partial<FollowOptions>) {
    this.done = this.read(cluster, source, options).catch((error: unknown) => {
      this.failure = error;
      this.wake();
    });
  }

  /** Resolves when something shown contains the text; what was shown before counts only once. */
  async until(text: string): Promise<void> {
    const deadline = performance.now() + 8_000;
    while (!this.shown.some((one) => one.text.includes(text))) {
      assert.equal(this.failure, undefined);
      assert.ok(
        performance.now() < deadline,
        `“${text}” did not come, but:\n${this.texts().slice(-20).join('\n')}`,
      );
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 100);
      });
    }
  }

  lines(): string[] {
    return this.shown.filter(({ isMark }) => !isMark).map(({ text }) => text);
  }

  texts(): string[] {
    return this.shown.map(({ text }) => text);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.done;
    assert.equal(this.failure, undefined);
  }

  private async read(cluster: Cluster, source: LogSource, options: Partial<FollowOptions>): Promise<void> {
    const batches = followLogs(cluster, source, {
      batchMs: 5,
      firstPauseMs: 5,
      ...options,
      signal: this.abort.signal,
    });
    for await (const batch of batches) {
      for (const entry of batch) {
        if (entry.kind === 'line') {
          this.pods.push(entry.pod);
        }
        this.shown.push({
          isMark: entry.kind === 'mark',
          text: entry.kind === 'mark' ? describeMark(entry) : entry.text,
        });
      }
      this.wake();
    }
  }
}
