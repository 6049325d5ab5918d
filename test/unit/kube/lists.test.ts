import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { listObjects, listTable } from '../../../src/kube/lists.ts';
import type { ObjectMeta } from '../../../src/kube/objects.ts';
import { openFake, sendJson, sendStatus, startFakeApi } from './fakeApi.ts';
import type { Answer, FakeApi } from './fakeApi.ts';

interface Named {
  metadata: ObjectMeta;
}

describe('lists', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  /** Pages of two names each; a continue token is the number of the page. */
  const paged =
    (names: readonly string[], expire: (page: number) => boolean): Answer =>
    ({ query }, response) => {
      const page = Number(query.get('continue') ?? 0);
      if (page > 0 && expire(page)) {
        return sendStatus(response, 410, 'The provided continue parameter is too old', 'Expired');
      }
      const isWhole = query.get('limit') === null;
      const items = isWhole ? names : names.slice(page * 2, page * 2 + 2);
      const isLast = isWhole || (page + 1) * 2 >= names.length;
      return sendJson(response, {
        metadata: { resourceVersion: '7', ...(!isLast && { continue: String(page + 1) }) },
        items: items.map((name) => ({ metadata: { name } })),
      });
    };

  async function listNames(answer: Answer): Promise<{ items: string[]; resourceVersion: string }> {
    api = await startFakeApi(answer);
    const pick = ({ metadata }: Named): string | undefined =>
      metadata.name === 'skip' ? undefined : metadata.name;
    return listObjects(await openFake(api), '/api/v1/pods', { pick, query: { labelSelector: 'a=b' } });
  }

  it('reads all pages and keeps what is picked', async () => {
    assert.deepEqual(await listNames(paged(['a', 'skip', 'c', 'd', 'e'], () => false)), {
      items: ['a', 'c', 'd', 'e'],
      resourceVersion: '7',
    });
    assert.deepEqual(
      api.requests.map(({ query }) => query.toString()),
      [
        'labelSelector=a%3Db&limit=500',
        'labelSelector=a%3Db&limit=500&continue=1',
        'labelSelector=a%3Db&limit=500&continue=2',
      ],
    );
  });

  it('starts again when the server has forgotten the list', async () => {
    let expired = 0;
    const { items } = await listNames(paged(['a', 'b', 'c', 'd'], () => expired++ === 0));
    assert.deepEqual(items, ['a', 'b', 'c', 'd']);
    assert.equal(api.requests.length, 4);
  });

  it('asks for everything at once when it forgets every time', async () => {
    const { items } = await listNames(paged(['a', 'b', 'c', 'd'], () => true));
    assert.deepEqual(items, ['a', 'b', 'c', 'd']);
    assert.equal(api.requests.at(-1)?.query.get('limit'), null);
  });

  it('takes a list without items for an empty one', async () => {
    assert.deepEqual(await listNames((_, response) => sendJson(response, { metadata: {}, items: null })), {
      items: [],
      resourceVersion: '',
    });
  });

  it('reads tables by the names of their columns', async () => {
    api = await startFakeApi((_, response) =>
      sendJson(response, {
        metadata: { resourceVersion: '1' },
        columnDefinitions: [{ name: 'Name' }, { name: 'Ready' }, { name: 'Images' }],
        rows: [
          { cells: ['w', 2, 'x:1,y:2'], object: { metadata: { name: 'w', uid: 'u' } } },
          { cells: ['no object'] },
        ],
      }),
    );
    const { items } = await listTable(await openFake(api), '/apis/apps/v1/deployments', {
      pick: ({ cell, metadata }) => [metadata.name, cell('Images'), cell('Ready'), cell('Absent')],
    });
    assert.deepEqual(items, [['w', 'x:1,y:2', '2', '']]);
    assert.match(api.requests[0]?.headers.accept ?? '', /^application\/json;as=Table;v=v1;g=meta\.k8s\.io/);
  });
});
