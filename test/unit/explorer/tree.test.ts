import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseFilter } from '../../../src/explorer/filter.ts';
import type { Workspace } from '../../../src/aws/amp.ts';
import type { ExplorerNode } from '../../../src/explorer/node.ts';
import { cluster, collector, Expired, show, workspace } from './fakes.ts';
import type { Shown } from './fakes.ts';

const amp = ['dev', 'AMP Workspaces'] as const;

/** A promise that is settled from outside. */
function pending<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: unknown): void } {
  return Promise.withResolvers<T>();
}

describe('ExplorerTree', () => {
  it('asks for children once, however often they are read', async () => {
    let asked = 0;
    const { labels } = show({ listWorkspaces: () => Promise.resolve([workspace(`ws-${(asked += 1)}`)]) });
    assert.deepEqual(await labels(...amp), ['ws-1']);
    assert.deepEqual(await labels(...amp), ['ws-1']);
  });

  it('asks again after a refresh, and tells which node to paint', async () => {
    let asked = 0;
    const { labels, find, tree, changes } = show({
      listWorkspaces: () => Promise.resolve([workspace(`ws-${(asked += 1)}`)]),
    });
    await labels(...amp);
    const group = await find(...amp);
    tree.refresh(group.id);
    assert.deepEqual(changes, [group.id]);
    assert.deepEqual(await labels(...amp), ['ws-2']);
  });

  it('ids stay over a refresh, so that what is open stays open', async () => {
    const { find, tree } = show({ listWorkspaces: () => Promise.resolve([workspace('ws-1')]) });
    const before = await find(...amp, 'ws-1', 'Scrapers');
    tree.refresh();
    assert.equal((await find(...amp, 'ws-1', 'Scrapers')).id, before.id);
  });

  it('drops an answer that arrives after a refresh, and aborts its request', async () => {
    const first = pending<Workspace[]>();
    const signals: AbortSignal[] = [];
    const { find, labels, tree } = show({
      listWorkspaces: (_, signal) => {
        signals.push(signal);
        return signals.length === 1 ? first.promise : Promise.resolve([workspace('ws-new')]);
      },
    });
    const group = await find(...amp);
    const stale = tree.children(group);
    tree.refresh(group.id);
    assert.deepEqual(await labels(...amp), ['ws-new']);
    first.resolve([workspace('ws-old')]);
    assert.deepEqual(
      (await stale).map(({ label }) => label),
      ['ws-new'],
    );
    assert.deepEqual(await labels(...amp), ['ws-new']);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
  });

  describe('asked with a node of before a refresh', () => {
    const two = ['us-east-1', 'ap-northeast-1'];

    /** A connection in two regions, opened, and then in one. */
    async function shrink(): Promise<Shown & { old: ExplorerNode }> {
      let regions = two;
      const shown = show({ listConnections: () => Promise.resolve([{ profile: 'dev', regions }]) });
      assert.deepEqual(await shown.labels('dev'), two);
      const old = await shown.find('dev');
      regions = ['us-east-1'];
      shown.tree.refresh();
      return { ...shown, old };
    }

    it('does not show its children below the node that came after it', async () => {
      const { labels, tree, old } = await shrink();
      await tree.children(old);
      assert.deepEqual(await labels('dev', 'AMP Workspaces'), ['No AMP workspaces in us-east-1']);
    });

    it('shows the children of the node that came after it', async () => {
      const { labels, tree, old } = await shrink();
      await labels();
      assert.equal((await tree.children(old))[0]?.label, 'AMP Workspaces');
      assert.deepEqual(await labels('dev', 'AMP Workspaces'), ['No AMP workspaces in us-east-1']);
    });
  });

  it('says nothing of a failure that arrives after a refresh', async () => {
    const first = pending<Workspace[]>();
    let asked = 0;
    const { find, tree, failures } = show({
      listWorkspaces: () => ((asked += 1) === 1 ? first.promise : Promise.resolve([])),
    });
    const group = await find(...amp);
    const stale = tree.children(group);
    tree.refresh(group.id);
    first.reject(new Error('too late'));
    assert.deepEqual(await stale, []);
    assert.deepEqual(failures, []);
  });

  it('shows a failure as a node, and asks again the next time', async () => {
    let asked = 0;
    const { labels, find, failures } = show({
      listWorkspaces: () =>
        (asked += 1) === 1 ? Promise.reject(new Error('Denied.')) : Promise.resolve([workspace('ws-1')]),
    });
    const error = await find(...amp, 'Denied.');
    assert.deepEqual(
      [error.data, error.command?.id],
      [{ kind: 'error', parentId: 'connection/dev/amp', code: 'other' }, 'adot.resources.remedy'],
    );
    assert.deepEqual(failures, ['Denied.']);
    assert.deepEqual(await labels(...amp), ['ws-1']);
  });

  it('all who ask at the same time see the failure, and it is told once', async () => {
    const { tree, find, failures } = show({ listWorkspaces: () => Promise.reject(new Error('Denied.')) });
    const group = await find(...amp);
    const answers = await Promise.all([tree.children(group), tree.children(group)]);
    assert.deepEqual(
      answers.map((nodes) => nodes.map(({ label }) => label)),
      [['Denied.'], ['Denied.']],
    );
    assert.deepEqual(failures, ['Denied.']);
  });

  it('a failure of one group leaves the others alone', async () => {
    const { labels } = show({
      listGrafanaWorkspaces: () => Promise.reject(new Error('Denied.')),
      listWorkspaces: () => Promise.resolve([workspace('ws-1')]),
    });
    assert.deepEqual(await labels('dev', 'Grafana Workspaces'), ['Denied.']);
    assert.deepEqual(await labels(...amp), ['ws-1']);
  });

  it('three groups without credentials make one node, at their connection', async () => {
    const fail = (): Promise<never> => Promise.reject(new Expired('The session has expired.'));
    const { tree, labels, changes, failures } = show({
      listWorkspaces: fail,
      listGrafanaWorkspaces: fail,
      listClusters: fail,
    });
    const [connection] = await tree.children();
    const groups = await tree.children(connection);
    const below = await Promise.all(groups.map((group) => tree.children(group)));
    assert.deepEqual(below, [[], [], []]);
    assert.deepEqual(failures, ['The session has expired.']);
    assert.deepEqual(changes, ['connection/dev']);
    assert.deepEqual(await labels('dev'), ['The session has expired.']);
  });

  it('comes back after a refresh of the connection whose credentials failed', async () => {
    let isExpired = true;
    const { tree, labels } = show({
      authenticate: () => (isExpired ? Promise.reject(new Expired('Expired.')) : Promise.resolve()),
    });
    assert.deepEqual(await labels('dev'), ['Expired.']);
    isExpired = false;
    assert.deepEqual(await labels('dev'), ['Expired.'], 'nothing is asked before the refresh');
    tree.refresh('connection/dev');
    assert.equal((await labels('dev')).length, 3);
  });

  it('one connection without credentials leaves the other alone', async () => {
    const { labels } = show({
      listConnections: () =>
        Promise.resolve(['dev', 'prod'].map((profile) => ({ profile, regions: ['eu-west-1'] }))),
      listWorkspaces: ({ profile }) =>
        profile === 'dev' ? Promise.reject(new Expired('Expired.')) : Promise.resolve([workspace('ws-p')]),
    });
    await labels(...amp);
    assert.deepEqual(await labels('dev'), ['Expired.']);
    assert.deepEqual(await labels('prod', 'AMP Workspaces'), ['ws-p']);
  });

  it('the same workspace below two connections has two ids', async () => {
    const { find } = show({
      listConnections: () =>
        Promise.resolve(['dev', 'prod'].map((profile) => ({ profile, regions: ['eu-west-1'] }))),
      listWorkspaces: () => Promise.resolve([workspace('ws-1')]),
    });
    assert.notEqual((await find(...amp, 'ws-1')).id, (await find('prod', 'AMP Workspaces', 'ws-1')).id);
  });

  it('shows a page at a time', async () => {
    const ids = Array.from({ length: 250 }, (_, at) => `ws-${String(at).padStart(3, '0')}`);
    const { tree, labels, find, changes } = show({
      listWorkspaces: () => Promise.resolve(ids.map((id) => workspace(id))),
    });
    assert.deepEqual((await labels(...amp)).slice(98), ['ws-098', 'ws-099', 'Load 100 more']);
    const more = await find(...amp, 'Load 100 more');
    assert.ok(more.data.kind === 'more');
    assert.equal(tree.showMore(more.data.parentId)?.label, 'ws-100');
    assert.deepEqual(changes, ['connection/dev/amp']);
    assert.deepEqual((await labels(...amp)).slice(199), ['ws-199', 'Load 50 more']);
    tree.showMore(more.data.parentId);
    assert.equal((await labels(...amp)).length, 250);
  });

  describe('filter', () => {
    const found = {
      listWorkspaces: () =>
        Promise.resolve([
          workspace('ws-1', { alias: 'app', tags: { team: 'obs' } }),
          workspace('ws-2', { alias: 'app-prod' }),
        ]),
      listClusters: () => Promise.resolve([cluster('east'), cluster('west')]),
      findCollectors: () =>
        Promise.resolve({
          collectors: [collector('adot-collector'), collector('other')],
          searched: { kind: 'cluster' as const },
          problems: [],
        }),
    };

    const filters: readonly [text: string, labels: string[]][] = [
      ['', ['app', 'app-prod']],
      ['prod', ['app-prod']],
      ['/^app$/', ['app']],
      ['tag:team=obs', ['app']],
      ['nobody', ['Nothing matches the filter']],
    ];
    for (const [text, expected] of filters) {
      it(`${text || 'none'} leaves ${expected.join(', ')}`, async () => {
        const { tree, labels } = show(found);
        tree.setFilter(parseFilter(text));
        assert.deepEqual(await labels(...amp), expected);
      });
    }

    it('needs no request, and leaves groups', async () => {
      let asked = 0;
      const { tree, labels } = show({ listWorkspaces: () => ((asked += 1), found.listWorkspaces()) });
      await labels(...amp);
      tree.setFilter(parseFilter('prod'));
      assert.deepEqual(await labels(...amp), ['app-prod']);
      assert.equal((await labels('dev')).length, 3);
      assert.equal(asked, 1);
    });

    it('a cluster shows all of its collectors when it matches', async () => {
      const { tree, labels } = show(found);
      tree.setFilter(parseFilter('east'));
      assert.deepEqual(await labels('dev', 'EKS Clusters'), ['east']);
      assert.deepEqual(await labels('dev', 'EKS Clusters', 'east', 'Collectors'), [
        'adot-collector',
        'other',
      ]);
    });

    it('a cluster shows when a collector below it matches, and then that one only', async () => {
      const { tree, labels } = show(found);
      await labels('dev', 'EKS Clusters', 'west', 'Collectors');
      tree.setFilter(parseFilter('adot-coll'));
      assert.deepEqual(await labels('dev', 'EKS Clusters'), ['west']);
      assert.deepEqual(await labels('dev', 'EKS Clusters', 'west', 'Collectors'), ['adot-collector']);
    });

    it('counts the pages anew', async () => {
      const { tree, labels } = show(found, 1);
      await labels(...amp);
      tree.showMore('connection/dev/amp');
      tree.setFilter(parseFilter('app'));
      assert.deepEqual(await labels(...amp), ['app', 'Load 1 more']);
    });
  });

  describe('looking again', () => {
    it('knows where something is on its way', async () => {
      const { tree, labels } = show({
        listWorkspaces: () => Promise.resolve([workspace('ws-1', { status: 'CREATING' })]),
      });
      assert.deepEqual(tree.changing(), []);
      await labels(...amp);
      assert.deepEqual(tree.changing(), ['connection/dev/amp']);
    });

    it('paints only when something differs, and keeps what lies deeper', async () => {
      let status = 'CREATING';
      let scrapersAsked = 0;
      const { tree, labels, changes } = show({
        listWorkspaces: () => Promise.resolve([workspace('ws-1', { status })]),
        listScrapers: () => ((scrapersAsked += 1), Promise.resolve([])),
      });
      await labels(...amp, 'ws-1', 'Scrapers');
      assert.equal(await tree.look('connection/dev/amp'), false);
      assert.deepEqual(changes, []);
      status = 'ACTIVE';
      assert.equal(await tree.look('connection/dev/amp'), true);
      assert.deepEqual(changes, ['connection/dev/amp']);
      assert.deepEqual(tree.changing(), []);
      await labels(...amp, 'ws-1', 'Scrapers');
      assert.equal(scrapersAsked, 1);
    });

    it('makes no words for workspaces that nobody sees', async () => {
      let made = 0;
      class Watched extends Date {
        override getTime(): number {
          made += 1;
          return super.getTime();
        }
      }
      const createdAt = new Watched(0);
      const { tree, labels, find } = show({
        listWorkspaces: () => Promise.resolve([workspace('ws-1', { createdAt })]),
      });
      await labels(...amp);
      await tree.look('connection/dev/amp');
      assert.equal(made, 0);
      assert.ok((await find(...amp, 'ws-1')).description);
      assert.equal(made, 1);
    });

    it('forgets a workspace that is gone', async () => {
      let found = [workspace('ws-1', { status: 'DELETING' }), workspace('ws-2')];
      const { tree, labels } = show({ listWorkspaces: () => Promise.resolve(found) });
      await labels(...amp, 'ws-1');
      found = [workspace('ws-2')];
      await tree.look('connection/dev/amp');
      assert.deepEqual(await labels(...amp), ['ws-2']);
      assert.equal(tree.findWorkspace('ws-1'), undefined);
    });

    it('a failure changes nothing', async () => {
      let fails = false;
      const { tree, labels } = show({
        listWorkspaces: () => (fails ? Promise.reject(new Error('x')) : Promise.resolve([workspace('ws-1')])),
      });
      await labels(...amp);
      fails = true;
      assert.equal(await tree.look('connection/dev/amp'), false);
      assert.deepEqual(await labels(...amp), ['ws-1']);
    });
  });

  it('aborts what is under way when it is disposed', async () => {
    let seen: AbortSignal | undefined;
    const { tree, find } = show({
      listWorkspaces: (_, signal) => ((seen = signal), new Promise(() => undefined)),
    });
    void tree.children(await find(...amp));
    tree.dispose();
    assert.equal(seen?.aborted, true);
  });
});
