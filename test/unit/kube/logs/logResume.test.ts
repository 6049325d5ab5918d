import * as assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, it } from 'mocha';
import { describeMark } from '../../../../src/kube/logs/logEntries.ts';
import { followLogs } from '../../../../src/kube/logs/logs.ts';
import type { FollowOptions } from '../../../../src/kube/logs/logs.ts';
import { openFake, sendJson, sendStatus, startFakeApi } from '../fakeApi.ts';
import type { FakeApi } from '../fakeApi.ts';

type LogStep = (response: ServerResponse) => unknown;

const at = (seconds: string, text: string): string => `2026-11-23T18:00:${seconds}Z ${text}\n`;
const send =
  (text: string, end: 'cut' | 'end' | 'stay'): LogStep =>
  (response) => {
    response.write(text);
    if (end !== 'stay') {
      setTimeout(() => (end === 'end' ? response.end() : response.destroy()), 15);
    }
  };

const running = (name = 'c') => ({
  name,
  restartCount: 0,
  ready: true,
  state: { running: { startedAt: '2026-11-23T18:00:00Z' } },
});

/** What the lab’s kubelet never does: rotate, end a log that runs on, refuse in the middle. */
describe('resuming a log', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  /** Plays one step for each connection to the log, and gives what was shown until the text came. */
  async function play(
    steps: readonly LogStep[],
    until: string,
    { statuses = [running()], ...options }: Partial<FollowOptions> & { statuses?: object[] } = {},
  ): Promise<{ shown: string[]; asked: string[] }> {
    let connections = 0;
    const pod = {
      metadata: { name: 'p', namespace: 'n', uid: 'u', resourceVersion: '1' },
      spec: {
        containers: statuses.map((status) => ({ name: (status as { name: string }).name, image: 'x' })),
      },
      status: { phase: 'Running', containerStatuses: statuses },
    };
    api = await startFakeApi(({ path, query }, response) => {
      if (path.endsWith('/log')) {
        const step = steps[connections++];
        response.writeHead(200, { date: 'Mon, 23 Nov 2026 18:00:10 GMT' });
        response.flushHeaders();
        return step?.(response);
      }
      if (path.endsWith('/p')) {
        return sendJson(response, pod);
      }
      return query.get('watch')
        ? response.flushHeaders()
        : sendJson(response, { metadata: { resourceVersion: '1' }, items: [pod] });
    });
    const abort = new AbortController();
    const shown: string[] = [];
    const source = { kind: 'pod', namespace: 'n', name: 'p' } as const;
    const cluster = await openFake(api);
    const given = { signal: abort.signal, batchMs: 1, firstPauseMs: 1, settleMs: 50, ...options };
    for await (const batch of followLogs(cluster, source, given)) {
      for (const entry of batch) {
        shown.push(entry.kind === 'mark' ? describeMark(entry).replace(/\(.*\)/, '(…)') : entry.text);
      }
      if (shown.some((text) => text.includes(until))) {
        abort.abort();
      }
    }
    cluster.close();
    const asked = api.requests
      .filter(({ path }) => path.endsWith('/log'))
      .map(({ query }) => query.toString());
    return { shown, asked };
  }

  it('says that lines may be missing when the log was rotated meanwhile', async () => {
    const { shown, asked } = await play(
      [send(at('01.1', 'a') + at('01.2', 'b'), 'cut'), send(at('05', 'much later'), 'stay')],
      'much later',
    );
    assert.deepEqual(shown.slice(1, 4), ['a', 'b', '--- connection lost (…); reconnecting ---']);
    assert.match(shown[4] ?? '', /p\/c continues here; earlier lines may be missing/);
    assert.deepEqual(shown.slice(5), ['--- reconnected ---', 'much later']);
    assert.match(asked[1] ?? '', /sinceTime=2026-11-23T18%3A00%3A01Z/);
    assert.doesNotMatch(asked[1] ?? '', /tailLines/);
  });

  it('throws half a line away that the cut left, for it comes again whole', async () => {
    const { shown } = await play(
      [
        send(`${at('01', 'whole')}2026-11-23T18:00:02Z hal`, 'cut'),
        send(at('01', 'whole') + at('02', 'half no more'), 'stay'),
      ],
      'half no more',
    );
    assert.deepEqual(
      shown.filter((text) => /whole|hal/.test(text)),
      ['whole', 'half no more'],
    );
    assert.ok(shown.includes('--- reconnected; no line was lost or repeated ---'));
  });

  it('goes on without a word when the server ends a log that runs on', async () => {
    const { shown } = await play(
      [send(at('01', 'a'), 'end'), send(at('01', 'a') + at('02', 'b'), 'stay')],
      'b',
    );
    assert.deepEqual(shown.slice(1), ['a', 'b']);
  });

  it('begins where the first connection opened when that brought no line', async () => {
    const { asked } = await play([send('', 'cut'), send(at('11', 'first'), 'stay')], 'first', {
      tailLines: 0,
    });
    assert.match(asked[0] ?? '', /tailLines=0/);
    assert.match(asked[1] ?? '', /sinceTime=2026-11-23T18%3A00%3A08Z/);
  });

  it('tries again as long as it takes', async () => {
    const refuse: LogStep = (response) => response.destroy();
    const { shown } = await play(
      [send(at('01', 'a'), 'cut'), refuse, refuse, refuse, send(at('01', 'a') + at('02', 'b'), 'stay')],
      'b',
    );
    assert.equal(shown.filter((text) => text.includes('connection lost')).length, 1);
    assert.deepEqual(shown.at(-1), 'b');
  });

  it('shows what the kubelet itself says, which has no time', async () => {
    const { shown } = await play(
      [send('failed to create fsnotify watcher: too many open files\n', 'stay')],
      'fsnotify',
    );
    assert.equal(shown.at(-1), 'failed to create fsnotify watcher: too many open files');
  });

  it('follows only the container that is wanted', async () => {
    const statuses = [running('app'), running('otc')];
    const { asked } = await play([send(at('01', 'a'), 'stay')], 'a', { statuses, container: 'otc' });
    assert.deepEqual(asked.length, 1);
    assert.match(asked[0] ?? '', /container=otc/);
  });

  it('says why a container has no log yet', async () => {
    const waiting = { name: 'c', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } };
    const { shown, asked } = await play([], 'not started', { statuses: [waiting] });
    assert.deepEqual(asked, []);
    assert.deepEqual(shown, ['--- p/c has not started yet (…) ---']);
  });

  it('asks for a span of time instead of a number of lines', async () => {
    const { asked } = await play([send(at('01', 'a'), 'stay')], 'a', { sinceSeconds: 300 });
    assert.match(asked[0] ?? '', /sinceSeconds=300/);
    assert.doesNotMatch(asked[0] ?? '', /tailLines/);
  });

  it('gives up where permission is missing, and says so', async () => {
    api = await startFakeApi(({ path, query }, response) => {
      if (path.endsWith('/log')) {
        return sendStatus(
          response,
          403,
          'User "x" cannot get resource "pods/log" in API group "" in the namespace "n"',
        );
      }
      const items = [
        {
          metadata: { name: 'p', namespace: 'n', uid: 'u' },
          spec: { containers: [{ name: 'c' }] },
          status: { containerStatuses: [running()] },
        },
      ];
      return query.get('watch')
        ? response.flushHeaders()
        : sendJson(response, { metadata: { resourceVersion: '1' }, items });
    });
    const abort = new AbortController();
    const batches = followLogs(
      await openFake(api),
      { kind: 'pod', namespace: 'n', name: 'p' },
      { signal: abort.signal, batchMs: 1 },
    );
    const { value } = await batches.next();
    abort.abort();
    await batches.return();
    const [mark] = value ?? [];
    assert.equal(mark?.kind === 'mark' && mark.mark, 'refused');
    assert.match(
      mark?.kind === 'mark' ? describeMark(mark) : '',
      /may not get pods\/log in the namespace “n”/,
    );
  });

  it('gets the end of the old run although the new one’s log was there before its news', async () => {
    const status = (restartCount: number) => ({
      name: 'c',
      restartCount,
      state: { running: {} },
      lastState: restartCount === 0 ? {} : { terminated: { exitCode: 1, reason: 'Error' } },
    });
    const pod = (restarts: number, resourceVersion: string) => ({
      metadata: { name: 'p', namespace: 'n', uid: 'u', resourceVersion },
      spec: { containers: [{ name: 'c' }] },
      status: { phase: 'Running', containerStatuses: [status(restarts)] },
    });
    let connections = 0;
    let watching: ServerResponse | undefined;
    api = await startFakeApi(({ path, query }, response) => {
      if (query.get('watch')) {
        watching = response;
        return response.flushHeaders();
      }
      if (query.get('previous')) {
        return response.end(at('01', 'a') + at('02', 'last words'));
      }
      if (!path.endsWith('/log')) {
        return sendJson(
          response,
          path.endsWith('/p') ? pod(0, '1') : { metadata: { resourceVersion: '1' }, items: [pod(0, '1')] },
        );
      }
      connections++;
      if (connections === 1) {
        return send(at('01', 'a'), 'cut')(response);
      }
      if (connections === 2) {
        setTimeout(
          () => watching?.write(`${JSON.stringify({ type: 'MODIFIED', object: pod(1, '2') })}\n`),
          20,
        );
      }
      return response.write(at('05', 'new life'));
    });
    const abort = new AbortController();
    const shown: string[] = [];
    const options = { signal: abort.signal, batchMs: 1, firstPauseMs: 1, settleMs: 2_000 };
    for await (const batch of followLogs(
      await openFake(api),
      { kind: 'pod', namespace: 'n', name: 'p' },
      options,
    )) {
      shown.push(...batch.map((entry) => (entry.kind === 'mark' ? `(${entry.mark})` : entry.text)));
      if (shown.includes('new life')) {
        abort.abort();
      }
    }
    assert.deepEqual(shown, [
      '(following)',
      'a',
      '(lost)',
      '(resumed)',
      'last words',
      '(exited)',
      '(restarted)',
      'new life',
    ]);
  });

  it('does not take another pod of the same name for the one it follows', async () => {
    const pod = (uid: string) => ({
      metadata: { name: 'p', namespace: 'n', uid, resourceVersion: '1' },
      spec: { containers: [{ name: 'c' }] },
      status: { phase: 'Running', containerStatuses: [running()] },
    });
    let connections = 0;
    let watching: ServerResponse | undefined;
    api = await startFakeApi(({ path, query }, response) => {
      if (query.get('watch')) {
        watching = response;
        return response.flushHeaders();
      }
      if (path.endsWith('/p')) {
        setTimeout(() => {
          watching?.write(`${JSON.stringify({ type: 'DELETED', object: pod('old') })}\n`);
          watching?.write(`${JSON.stringify({ type: 'ADDED', object: pod('new') })}\n`);
        }, 20);
        return sendJson(response, pod('new'));
      }
      if (!path.endsWith('/log')) {
        return sendJson(response, { metadata: { resourceVersion: '1' }, items: [pod('old')] });
      }
      connections++;
      return connections === 1
        ? send(at('01', 'old pod'), 'cut')(response)
        : response.write(at('02', 'new pod') + at('03', 'end'));
    });
    const abort = new AbortController();
    const shown: string[] = [];
    const options = { signal: abort.signal, batchMs: 1, firstPauseMs: 1, settleMs: 500 };
    for await (const batch of followLogs(
      await openFake(api),
      { kind: 'pod', namespace: 'n', name: 'p' },
      options,
    )) {
      shown.push(...batch.map((entry) => (entry.kind === 'mark' ? `(${entry.mark})` : entry.text)));
      if (shown.includes('end')) {
        abort.abort();
      }
    }
    assert.deepEqual(shown, [
      '(following)',
      'old pod',
      '(lost)',
      '(podGone)',
      '(following)',
      'new pod',
      'end',
    ]);
  });
});
