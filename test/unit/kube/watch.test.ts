import * as assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, it } from 'mocha';
import type { RawPod } from '../../../src/kube/objects.ts';
import { watchObjects } from '../../../src/kube/watch.ts';
import { openFake, sendJson, sendStatus, startFakeApi } from './fakeApi.ts';
import type { FakeApi, FakeRequest } from './fakeApi.ts';

type Step = (response: ServerResponse, request: FakeRequest) => void;

const object = (name: string, resourceVersion: string) => ({
  metadata: { name, uid: name, resourceVersion },
});
const event = (type: string, name: string, version: string): string =>
  `${JSON.stringify({ type, object: object(name, version) })}\n`;
const list =
  (version: string, ...names: string[]): Step =>
  (response) =>
    sendJson(response, {
      metadata: { resourceVersion: version },
      items: names.map((name) => object(name, '1')),
    });
/** Sends events and then ends the watch, as the server does after its time, or cuts it. */
const watch =
  (events: readonly string[], end: 'end' | 'cut' | 'stay'): Step =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    events.forEach((text) => response.write(text));
    if (end !== 'stay') {
      setTimeout(() => (end === 'end' ? response.end() : response.destroy()), 20);
    }
  };

describe('watch', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  /** Plays the steps one request after the other and gives what the watch said, until `count` things were said. */
  async function play(steps: readonly Step[], count: number): Promise<string[]> {
    let asked = 0;
    api = await startFakeApi((request, response) => (steps[asked++] ?? watch([], 'stay'))(response, request));
    const abort = new AbortController();
    const said: string[] = [];
    const events = watchObjects<RawPod, string>(await openFake(api), '/api/v1/pods', {
      signal: abort.signal,
      firstPauseMs: 1,
      query: { labelSelector: 'a=b' },
      pick: ({ metadata }) => (metadata.name === 'skip' ? undefined : metadata.name),
    });
    for await (const one of events) {
      said.push(
        'items' in one ? `all ${one.items.join()}` : 'item' in one ? `${one.kind} ${one.item}` : one.kind,
      );
      if (said.length === count) {
        abort.abort();
      }
    }
    return said;
  }

  const versions = (): (string | null)[] =>
    api.requests
      .filter(({ query }) => query.get('watch') === 'true')
      .map(({ query }) => query.get('resourceVersion'));

  it('lists, then tells what changes', async () => {
    const steps = [
      list('5', 'a', 'skip'),
      watch([event('ADDED', 'b', '6'), event('MODIFIED', 'skip', '7'), event('DELETED', 'a', '8')], 'stay'),
    ];
    assert.deepEqual(await play(steps, 3), ['all a', 'changed b', 'deleted a']);
    const { query } = api.requests[1] ?? {};
    assert.equal(query?.get('labelSelector'), 'a=b');
    assert.equal(query?.get('allowWatchBookmarks'), 'true');
    assert.deepEqual(versions(), ['5']);
  });

  it('goes on from the last version, of a bookmark too, without listing again', async () => {
    const steps = [
      list('5', 'a'),
      watch([event('MODIFIED', 'a', '6'), event('BOOKMARK', '', '20')], 'end'),
      watch([event('MODIFIED', 'a', '21')], 'stay'),
    ];
    assert.deepEqual(await play(steps, 3), ['all a', 'changed a', 'changed a']);
    assert.deepEqual(versions(), ['5', '20']);
  });

  it('says that the connection is lost and back', async () => {
    const steps = [
      list('5', 'a'),
      watch([event('MODIFIED', 'a', '6')], 'cut'),
      ((response) => response.destroy()) as Step,
      ((response) => sendStatus(response, 500, 'not yet')) as Step,
      watch([event('MODIFIED', 'a', '7')], 'stay'),
    ];
    assert.deepEqual(await play(steps, 5), ['all a', 'changed a', 'lost', 'back', 'changed a']);
    assert.deepEqual(versions(), ['5', '6', '6', '6']);
  });

  it('puts an event together that chunks cut', async () => {
    const bytes = Buffer.from(event('MODIFIED', 'ä🎉', '6'));
    const byByte: Step = (response) => {
      response.writeHead(200);
      bytes.forEach((byte) => response.write(Buffer.of(byte)));
    };
    assert.deepEqual(await play([list('5'), byByte], 2), ['all ', 'changed ä🎉']);
  });

  const gone = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
  const expiries: readonly [title: string, step: Step][] = [
    ['as an event', watch([`${JSON.stringify({ type: 'ERROR', object: gone })}\n`], 'end')],
    ['as an answer', (response) => sendJson(response, gone, 410)],
  ];
  for (const [title, step] of expiries) {
    it(`lists again after 410 Gone ${title}`, async () => {
      const steps = [list('5', 'a'), step, list('30', 'b'), watch([event('ADDED', 'c', '31')], 'stay')];
      assert.deepEqual(await play(steps, 3), ['all a', 'all b', 'changed c']);
      assert.deepEqual(versions(), ['5', '30']);
    });
  }

  it('throws what trying again cannot mend', async () => {
    const steps = [list('5', 'a'), ((response) => sendStatus(response, 403, 'no')) as Step];
    await assert.rejects(play(steps, 9), { status: 403 });
  });

  it('throws when not even the first list can be had', async () => {
    await assert.rejects(play([(response) => void response.destroy()], 9), { status: 0 });
    assert.equal(api.requests.length, 1);
  });

  it('is no storm when the server ends every watch at once', async () => {
    const end: Step = (response) => void response.writeHead(200).end();
    const steps = [list('5', 'a'), ...Array.from({ length: 100 }, () => end)];
    let asked = 0;
    api = await startFakeApi((request, response) => (steps[asked++] ?? end)(response, request));
    const signal = AbortSignal.timeout(300);
    const events = watchObjects<RawPod, string>(await openFake(api), '/x', {
      signal,
      firstPauseMs: 40,
      pick: () => 'x',
    });
    for await (const one of events) {
      assert.equal(one.kind, 'all');
    }
    assert.ok(asked < 10, `asked ${asked} times`);
  });
});
