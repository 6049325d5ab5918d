import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ExplorerNode } from '../../../src/explorer/node.ts';
import type { ExplorerTree } from '../../../src/explorer/tree.ts';
import type { CollectorSearch } from '../../../src/kube/model.ts';
import { cluster, collector, nowMs, pod, show, workspace } from './fakes.ts';

const amp = ['dev', 'AMP Workspaces'] as const;
const eks = ['dev', 'EKS Clusters'] as const;
const writesTo = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write';
const target = {
  url: writesTo,
  exporter: 'prometheus_remote_write',
  workspaceId: 'ws-1',
  region: 'eu-west-1',
  inPipeline: true,
};

const search = (...collectors: CollectorSearch['collectors']): Promise<CollectorSearch> =>
  Promise.resolve({ collectors, searched: { kind: 'cluster' }, problems: [] });

/** Every node of the tree, opened to its leaves. */
async function all(tree: ExplorerTree, node?: ExplorerNode): Promise<ExplorerNode[]> {
  const children = node && !node.children ? [] : await tree.children(node);
  const below = await Promise.all(children.map((child) => all(tree, child)));
  return [...children, ...below.flat()];
}

/** What is learnt in passing settles after the current turn. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('nodes of a connection', () => {
  it('one region shows its groups at once', async () =>
    assert.deepEqual(await show().labels('dev'), ['AMP Workspaces', 'Grafana Workspaces', 'EKS Clusters']));

  it('several regions come between, the first one open', async () => {
    const { tree, labels, find } = show({
      listConnections: () => Promise.resolve([{ profile: 'dev', regions: ['eu-west-1', 'us-east-1'] }]),
      listWorkspaces: ({ region }) => Promise.resolve([workspace(`ws-${region}`)]),
    });
    assert.deepEqual(await labels('dev'), ['eu-west-1', 'us-east-1']);
    const [first, second] = await tree.children(await find('dev'));
    assert.deepEqual([first?.collapsible, second?.collapsible], ['expanded', 'collapsed']);
    assert.deepEqual(await labels('dev', 'us-east-1', 'AMP Workspaces'), ['ws-us-east-1']);
  });

  it('the default chain is called by a name', async () =>
    assert.deepEqual(
      await show({
        listConnections: () => Promise.resolve([{ profile: undefined, regions: ['eu-west-1'] }]),
      }).labels(),
      ['environment'],
    ));

  it('nothing at all leaves the place to the welcome', async () =>
    assert.deepEqual(await show({ listConnections: () => Promise.resolve([]) }).labels(), []));

  it('a kubeconfig alone does not hide that there is no connection', async () => {
    const { tree } = show({
      listConnections: () => Promise.resolve([]),
      emptyCause: () => 'noRegion',
      hasKubeconfig: () => Promise.resolve(true),
    });
    const [missing, contexts] = await tree.children();
    assert.equal(missing?.label, 'The AWS profile names no region.');
    assert.deepEqual(missing.data.kind === 'error' && missing.data.remedy, { kind: 'switchConnection' });
    assert.equal(contexts?.label, 'Kubernetes Contexts');
  });

  it('say which AWS file cannot be read to its end, beside what could be read', async () => {
    const advice = {
      code: 'badConfig',
      what: 'The AWS configuration has a mistake in config, line 3.',
      remedy: { kind: 'openFile' as const, path: 'config' },
    };
    const { labels, tree } = show({ listFileProblems: () => Promise.resolve([advice]) });
    assert.deepEqual(await labels(), ['dev', advice.what]);
    const mistake = (await tree.children()).at(-1);
    assert.deepEqual(mistake?.data.kind === 'error' && mistake.data.remedy, advice.remedy);
  });

  it('asks for credentials before it asks for anything else', async () => {
    const { labels } = show({ authenticate: () => Promise.reject(new Error('No credentials.')) });
    assert.deepEqual(await labels('dev'), ['No credentials.']);
  });
});

describe('nodes of a workspace', () => {
  it('come by alias, then by age, those without alias last', async () => {
    const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
    const { labels, tree, find } = show({
      listWorkspaces: () =>
        Promise.resolve([
          workspace('ws-7ed06d08'),
          workspace('ws-278939dd'),
          workspace('ws-4', { alias: 'b' }),
          workspace('ws-3', { alias: 'app10' }),
          workspace('ws-2', { alias: 'app2', createdAt: at(1) }),
          workspace('ws-1', { alias: 'app2', createdAt: at(2) }),
        ]),
    });
    assert.deepEqual(await labels(...amp), ['app2', 'app2', 'app10', 'b', 'ws-278939dd', 'ws-7ed06d08']);
    const [first] = await tree.children(await find(...amp));
    assert.equal(first?.description, '325d · ws-2');
  });

  const states: readonly [status: string, icon: string, description: string, isChanging: boolean][] = [
    ['ACTIVE', 'pass-filled', '2h · ws-1', false],
    ['CREATING', 'loading~spin', 'creating · 2h · ws-1', true],
    ['DELETING', 'trash', 'deleting · 2h · ws-1', true],
    ['CREATION_FAILED', 'error', 'creation failed · 2h · ws-1', false],
    ['SOMETHING_NEW', 'question', 'SOMETHING_NEW · 2h · ws-1', false],
  ];
  for (const [status, icon, description, isChanging] of states) {
    it(`${status} shows as ${icon}`, async () => {
      const createdAt = new Date(nowMs - 2 * 3600_000);
      const { find } = show({
        listWorkspaces: () => Promise.resolve([workspace('ws-1', { alias: 'app', status, createdAt })]),
      });
      const node = await find(...amp, 'app');
      assert.deepEqual([node.icon?.id, node.description, node.isChanging], [icon, description, isChanging]);
    });
  }

  it('has its tags in the tooltip', async () => {
    const { find } = show({
      listWorkspaces: () => Promise.resolve([workspace('ws-1', { tags: { team: 'obs' } })]),
    });
    assert.match((await find(...amp, 'ws-1')).tooltip ?? '', /Tag team: obs/);
  });

  it('loads each part when it is opened, and says what is not there', async () => {
    const { labels } = show({ listWorkspaces: () => Promise.resolve([workspace('ws-1')]) });
    const parts = await labels(...amp, 'ws-1');
    assert.deepEqual(parts, [
      'Scrapers',
      'Rule Groups',
      'Alert Manager',
      'Limits and Retention',
      'Written to by',
    ]);
    const empty = await Promise.all(parts.map((part) => labels(...amp, 'ws-1', part)));
    assert.deepEqual(empty, [
      ['No scrapers'],
      ['No rule groups namespaces'],
      ['No alert manager definition'],
      ['Not available in eu-west-1'],
      ['None of the collectors seen so far'],
    ]);
  });

  it('shows limits and retention', async () => {
    const { find, tree } = show({
      listWorkspaces: () => Promise.resolve([workspace('ws-1')]),
      describeLimits: () =>
        Promise.resolve({
          status: 'ACTIVE',
          retentionDays: 150,
          seriesLimits: [{ labels: { app: 'a' }, maxSeries: 10_000 }, { labels: {} }],
        }),
    });
    const nodes = await tree.children(await find(...amp, 'ws-1', 'Limits and Retention'));
    assert.deepEqual(
      nodes.map(({ label, description }) => [label, description]),
      [
        ['Retention', '150 days'],
        ['Active series of {app="a"}', 'at most 10,000'],
        ['Active series of all other series', 'no limit'],
      ],
    );
  });
});

describe('nodes of a cluster', () => {
  const one = { listClusters: () => Promise.resolve([cluster('east')]) };

  it('one that may not be described says why in its place', async () => {
    const { find } = show({
      listClusters: () =>
        Promise.resolve([{ name: 'east', status: '', tags: {}, error: new Error('Denied.') }]),
    });
    const node = await find(...eks, 'east');
    assert.deepEqual([node.description, node.data.kind, node.icon?.id], ['Denied.', 'error', 'error']);
  });

  it('one without an API server yet offers its Fargate profiles only', async () => {
    const creating = { name: 'east', status: 'CREATING', tags: {} };
    const { labels } = show({ listClusters: () => Promise.resolve([creating]) });
    assert.deepEqual(await labels(...eks, 'east'), ['Fargate Profiles']);
  });

  it('a collector tells its health in its description', async () => {
    const sick = pod('adot-1', {
      ready: false,
      readyContainers: 0,
      status: 'CrashLoopBackOff',
      restarts: 3,
      lastExit: { container: 'collector', reason: 'Error', exitCode: 1 },
      causes: [{ source: 'container', reason: 'CrashLoopBackOff', message: 'back-off 5m0s' }],
    });
    const { find } = show({
      ...one,
      findCollectors: () => search(collector('adot', { replicas: { wanted: 1, ready: 0 }, pods: [sick] })),
    });
    const node = await find(...eks, 'east', 'Collectors', 'adot');
    assert.equal(
      node.description,
      'adot-col · v0.49.0 · 0/1 ready · CrashLoopBackOff · 3 restarts · last exit: Error (1)',
    );
    assert.deepEqual([node.icon, node.isChanging], [{ id: 'error', color: 'charts.red' }, true]);
  });

  it('a pod that waits has the reasons below it', async () => {
    const waiting = pod('adot-1', {
      phase: 'Pending',
      status: 'Pending',
      ready: false,
      readyContainers: 0,
      causes: [{ source: 'event', reason: 'FailedScheduling', message: 'no Fargate profile matches' }],
    });
    const { find, tree } = show({
      ...one,
      findCollectors: () => search(collector('adot', { pods: [waiting] })),
    });
    const node = await find(...eks, 'east', 'Collectors', 'adot', 'adot-1');
    assert.equal(node.description, 'Pending · FailedScheduling · 0/1 ready');
    assert.equal(node.icon?.id, 'warning');
    const [cause] = await tree.children(node);
    assert.deepEqual([cause?.label, cause?.description], ['FailedScheduling', 'no Fargate profile matches']);
  });

  it('says where it was allowed to look', async () => {
    const { labels } = show({
      ...one,
      findCollectors: () =>
        Promise.resolve({
          collectors: [],
          searched: { kind: 'namespaces', namespaces: ['a', 'b'] },
          problems: [{ code: 'denied', what: 'StatefulSets may not be listed.' }],
        }),
    });
    assert.deepEqual(await labels(...eks, 'east', 'Collectors'), [
      'Only some namespaces could be read',
      'StatefulSets may not be listed.',
    ]);
  });

  it('does not speak of some namespaces where none could be read', async () => {
    const { labels } = show({
      ...one,
      findCollectors: () =>
        Promise.resolve({
          collectors: [],
          searched: { kind: 'namespaces', namespaces: [] },
          problems: [{ code: 'denied', what: 'Pods may not be listed.' }],
        }),
    });
    assert.deepEqual(await labels(...eks, 'east', 'Collectors'), ['Pods may not be listed.']);
  });

  it('leads from a collector to its workspace and back', async () => {
    const { find, labels, tree, changes } = show({
      ...one,
      listWorkspaces: () => Promise.resolve([workspace('ws-1'), workspace('ws-2')]),
      findCollectors: () => search(collector('adot')),
      readTargets: () => Promise.resolve([target]),
    });
    assert.deepEqual(await labels(...amp, 'ws-1', 'Written to by'), ['None of the collectors seen so far']);
    await labels(...eks, 'east', 'Collectors');
    await settle();
    assert.ok(changes.includes('connection/dev/amp/ws-1/writers'), changes.join());
    assert.deepEqual(await labels(...amp, 'ws-1', 'Written to by'), ['adot']);
    assert.deepEqual(await labels(...amp, 'ws-2', 'Written to by'), ['None of the collectors seen so far']);
    const edge = await find(...eks, 'east', 'Collectors', 'adot', 'Writes to ws-1');
    assert.deepEqual(
      [edge.data.kind === 'target' && edge.data.workspaceId, edge.dragText],
      ['ws-1', writesTo],
    );
    const back = await find(...amp, 'ws-1', 'Written to by', 'adot');
    assert.ok(back.data.kind === 'writer');
    assert.equal(tree.node(back.data.nodeId)?.label, 'adot');
  });

  it('calls the workspace of a collector by its alias, once that is known', async () => {
    const { find } = show({
      ...one,
      listWorkspaces: () => Promise.resolve([workspace('ws-1', { alias: 'app' })]),
      findCollectors: () => search(collector('adot')),
      readTargets: () => Promise.resolve([target]),
    });
    await find(...amp, 'app');
    const edge = await find(...eks, 'east', 'Collectors', 'adot', 'Writes to app');
    assert.equal(edge.description, 'ws-1 · eu-west-1');
  });

  it('marks a collector that writes to a workspace which is not there, once that is known', async () => {
    const { find, tree } = show({
      ...one,
      listWorkspaces: () => Promise.resolve([workspace('ws-2')]),
      findCollectors: () => search(collector('adot')),
      readTargets: () => Promise.resolve([target]),
    });
    const edge = () => find(...eks, 'east', 'Collectors', 'adot', 'Writes to ws-1');
    assert.equal((await edge()).description, 'eu-west-1');
    await find(...amp, 'ws-2');
    tree.refresh('connection/dev/eks');
    const { description, icon, accessibilityLabel } = await edge();
    assert.equal(description, 'eu-west-1 · not among the workspaces of this account');
    assert.equal(icon?.id, 'warning');
    assert.match(accessibilityLabel, /not among the workspaces of this account/);
  });

  it('forgets a collector that is gone', async () => {
    let found = [collector('adot')];
    const { labels, tree } = show({
      ...one,
      listWorkspaces: () => Promise.resolve([workspace('ws-1')]),
      findCollectors: () => search(...found),
      readTargets: () => Promise.resolve([target]),
    });
    await labels(...eks, 'east', 'Collectors', 'adot');
    assert.deepEqual(await labels(...amp, 'ws-1', 'Written to by'), ['adot']);
    found = [];
    await tree.look('connection/dev/eks/east/collectors');
    await settle();
    assert.deepEqual(await labels(...amp, 'ws-1', 'Written to by'), ['None of the collectors seen so far']);
  });

  it('a ConfigMap that may not be read hides no pods', async () => {
    const { labels } = show({
      ...one,
      findCollectors: () => search(collector('adot')),
      readTargets: () => Promise.reject(new Error('ConfigMaps may not be read.')),
    });
    assert.deepEqual(await labels(...eks, 'east', 'Collectors', 'adot'), [
      'ConfigMaps may not be read.',
      'adot-1',
    ]);
  });
});

describe('contexts of the kubeconfig', () => {
  const context = (name: string, server: string) => ({
    name,
    cluster: name,
    user: name,
    server,
    isCurrent: false,
    file: 'f',
  });

  it('are not asked for before they are opened', async () => {
    let asked = 0;
    const { labels } = show({
      hasKubeconfig: () => Promise.resolve(true),
      listContexts: () => ((asked += 1), Promise.resolve({ contexts: [], files: ['f'], problems: [] })),
    });
    assert.deepEqual(await labels(), ['dev', 'Kubernetes Contexts']);
    assert.equal(asked, 0);
    assert.deepEqual(await labels('Kubernetes Contexts'), ['No contexts in f']);
  });

  it('leave out a cluster that EKS shows, also when that is learnt later', async () => {
    const { labels } = show({
      hasKubeconfig: () => Promise.resolve(true),
      listClusters: () => Promise.resolve([cluster('east', { server: 'https://ABC.eks/' })]),
      listContexts: () =>
        Promise.resolve({
          contexts: [context('mine', 'https://abc.eks'), context('kind', 'https://127.0.0.1:1')],
          files: ['f'],
          problems: [],
        }),
    });
    assert.deepEqual(await labels('Kubernetes Contexts'), ['mine', 'kind']);
    await labels(...eks);
    await settle();
    assert.deepEqual(await labels('Kubernetes Contexts'), ['kind']);
  });

  it('show a broken one with its problem, and a broken file', async () => {
    const { find, labels } = show({
      hasKubeconfig: () => Promise.resolve(true),
      listContexts: () =>
        Promise.resolve({
          contexts: [{ ...context('bad', ''), problem: { code: 'badKubeconfig', what: 'No such user.' } }],
          files: ['f'],
          problems: [{ file: 'g', advice: { code: 'badKubeconfig', what: 'g is no YAML.' } }],
        }),
    });
    assert.deepEqual(await labels('Kubernetes Contexts'), ['bad', 'g is no YAML.']);
    assert.equal((await find('Kubernetes Contexts', 'bad')).description, 'No such user.');
  });
});

describe('every node', () => {
  it('has its own id and words for a screen reader', async () => {
    const { tree } = show({
      hasKubeconfig: () => Promise.resolve(true),
      listConnections: () => Promise.resolve([{ profile: 'dev', regions: ['eu-west-1', 'us-east-1'] }]),
      listWorkspaces: () =>
        Promise.resolve([workspace('ws-1', { alias: 'a' }), workspace('ws-2', { alias: 'a' })]),
      listScrapers: () => Promise.resolve([{ id: 's-1', arn: 'a', status: 'ACTIVE' }]),
      listRuleNamespaces: () => Promise.resolve([{ name: 'r', arn: 'a', status: 'ACTIVE' }]),
      describeAlertManager: () => Promise.resolve({ status: 'ACTIVE', definition: 'x: y\n' }),
      listGrafanaWorkspaces: () =>
        Promise.resolve([{ id: 'g-1', status: 'ACTIVE', version: '12.0', tags: {}, authentication: [] }]),
      listClusters: () => Promise.resolve([cluster('east')]),
      listFargateProfiles: () =>
        Promise.resolve([{ name: 'fp', status: 'ACTIVE', selectors: [], issues: [] }]),
      listContexts: () =>
        Promise.resolve({
          contexts: [{ name: 'east', cluster: 'c', user: 'u', isCurrent: true, file: 'f' }],
          files: ['f'],
          problems: [],
        }),
      findCollectors: () => search(collector('adot'), collector('adot', { namespace: 'other' })),
      readTargets: () => Promise.resolve([target]),
      findSampleApp: () => Promise.resolve([pod('app-1')]),
    });
    const nodes = await all(tree);
    assert.ok(nodes.length > 60, `${nodes.length} nodes`);
    const repeated = nodes.filter(({ id }, at) => nodes.findIndex((other) => other.id === id) !== at);
    assert.deepEqual(
      repeated.map(({ id }) => id),
      [],
    );
    assert.deepEqual(
      nodes.filter(({ accessibilityLabel }) => accessibilityLabel.trim() === ''),
      [],
    );
  });
});
