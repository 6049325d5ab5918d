import assert from 'node:assert/strict';
import { AmpClient, CreateWorkspaceCommand } from '@aws-sdk/client-amp';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/features/testApi.ts';
import { activate, amp, below, clusters, connect, find, labelsBelow, until } from './extensionUnderTest.ts';
import { clearRequests, endpointOf, inCluster, mend, requestsTo, settle, spoil } from './labSwitches.ts';

describe('the Resources view', () => {
  let api: TestApi;
  const run = vscode.commands.executeCommand;

  before(async () => {
    api = await activate();
    await run('workbench.view.extension.adot');
  });

  afterEach(async () => {
    await mend();
    await run('adot.resources.clearFilter');
    await run('adot.resources.refresh');
  });

  describe('AMP workspaces', () => {
    it('come by alias, those with one alias by age, those without last', async () => {
      const nodes = await below(api, ...amp);
      const aliases = nodes.map(({ label }) => label.replace(/^ws-.*/, 'ws-'));
      assert.deepEqual(aliases, [
        'archive-2024',
        'load-test',
        'over-quota',
        'prometheus-sample-app',
        'prometheus-sample-app-staging',
        'team-metrics',
        'team-metrics',
        'ws-',
      ]);
      assert.match(nodes[5]?.description ?? '', /^200d · ws-/);
      assert.match(nodes[6]?.description ?? '', /^12d · ws-/);
    });

    it('show their state by icon and in words, and their tags', async () => {
      assert.equal((await find(api, ...amp, 'load-test')).icon?.id, 'loading~spin');
      const failed = await find(api, ...amp, 'over-quota');
      assert.equal(failed.icon?.id, 'error');
      assert.match(failed.accessibilityLabel, /creation failed/);
      assert.match(
        (await find(api, ...amp, 'prometheus-sample-app')).tooltip ?? '',
        /Tag recipe: eks\\-fargate/,
      );
    });

    it('load their parts when opened', async () => {
      const at = [...amp, 'prometheus-sample-app'] as const;
      assert.deepEqual(await labelsBelow(api, ...at, 'Scrapers'), ['amp-eks-fargate-agentless']);
      assert.deepEqual(await labelsBelow(api, ...at, 'Rule Groups'), ['sample-app', 'too-big']);
      assert.deepEqual(await labelsBelow(api, ...at, 'Alert Manager'), ['Definition']);
      const limits = await below(api, ...at, 'Limits and Retention');
      assert.equal(limits[0]?.description, '90 days');
      assert.equal(limits.length, 3);
    });

    it('are not asked for while nobody can see them', async () => {
      await below(api, ...amp);
      const loading = await find(api, ...amp, 'load-test');
      assert.equal(loading.isChanging, true, 'there is something to wait for');
      await run('workbench.view.explorer');
      await until(
        () => Promise.resolve(api.explorer.view.visible),
        (isVisible) => !isVisible,
      );
      // What was on its way may still arrive.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await clearRequests();
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      assert.deepEqual(await requestsTo('aps', 'ListWorkspaces'), []);
      await run('workbench.view.extension.adot');
      await until(
        () => requestsTo('aps', 'ListWorkspaces'),
        (seen) => seen.length > 0,
      );
    });

    it('change by themselves while one is creating', async () => {
      const loading = await find(api, ...amp, 'load-test');
      assert.ok(loading.data.kind === 'workspace');
      await settle(loading.data.workspace.id);
      // The view looks again of its own accord; reading the tree asks AWS nothing.
      await until(
        async () => (await find(api, ...amp, 'load-test')).icon?.id,
        (icon) => icon === 'pass-filled',
      );
      await settle(loading.data.workspace.id, 'CREATING');
    });
  });

  it('shows Grafana workspaces with version and address', async () => {
    const node = await find(api, 'lab', 'Grafana Workspaces', 'observability');
    assert.match(node.description ?? '', /^Grafana 10\.4 · g-\w+\.grafana-workspace\./);
  });

  describe('clusters', () => {
    it('show version and Fargate profiles', async () => {
      assert.match(
        (await find(api, ...clusters, 'amp-eks-fargate')).description ?? '',
        /^Kubernetes 1\.\d+$/,
      );
      assert.ok(
        (await labelsBelow(api, ...clusters, 'amp-eks-fargate', 'Fargate Profiles')).includes('defaultfp'),
      );
    });

    it('show the collectors of all namespaces, and why one is not ready', async () => {
      const nodes = await below(api, ...clusters, 'amp-eks-fargate', 'Collectors');
      const healthy = nodes.find(({ label }) => label === 'adot-collector');
      assert.match(healthy?.description ?? '', /^adot-col · v0\.49\.0 · 1\/1 ready/);
      assert.ok(
        nodes.some(({ description = '' }) => /CrashLoopBackOff.*restarts.*last exit/.test(description)),
      );
      assert.ok(nodes.some(({ description = '' }) => /Pending/.test(description)));
    });

    it('lead from a collector to the workspace it writes to, and back', async () => {
      const at = [...clusters, 'amp-eks-fargate', 'Collectors', 'adot-collector'] as const;
      const edge = (await below(api, ...at)).find(({ data }) => data.kind === 'target');
      assert.ok(edge?.data.kind === 'target');
      const workspace = await find(api, ...amp, 'prometheus-sample-app');
      assert.ok(workspace.data.kind === 'workspace');
      assert.equal(edge.data.workspaceId, workspace.data.workspace.id);
      assert.ok(
        (await labelsBelow(api, ...amp, 'prometheus-sample-app', 'Written to by')).includes('adot-collector'),
      );
      await run('adot.resources.revealWorkspace', edge);
      await until(
        () => Promise.resolve(api.explorer.view.selection[0]?.label),
        (selected) => selected === 'prometheus-sample-app',
      );
    });

    it('show the pods of the sample app', async () =>
      assert.equal((await labelsBelow(api, ...clusters, 'amp-eks-fargate', 'Sample App')).length, 2));

    it('follow a pod that restarts', async () => {
      const at = [...clusters, 'amp-eks-fargate', 'Collectors', 'adot-collector'] as const;
      const pod = (await below(api, ...at)).find(({ data }) => data.kind === 'pod');
      assert.ok(pod?.data.kind === 'pod');
      const { namespace, name } = pod.data.pod;
      await inCluster('restartPod', { namespace, name });
      await run('adot.resources.refresh', await find(api, ...at));
      await until(
        async () => (await below(api, ...at)).find(({ data }) => data.kind === 'pod')?.description,
        (description) => /1 restart/.test(description ?? ''),
      );
    });

    it('a private API server says that it cannot be reached', async () => {
      const [problem] = await below(api, ...clusters, 'billing', 'Collectors');
      assert.equal(problem?.data.kind, 'error');
    });
  });

  describe('failures', () => {
    const cases: readonly [kind: Parameters<typeof spoil>[0]['kind'], code: RegExp][] = [
      ['denied', /^denied$/],
      ['html', /^notAws$/],
      ['refused', /^unreachable$/],
      ['error', /^serviceFailed$/],
    ];
    for (const [kind, code] of cases) {
      it(`${kind} is a node with cause and way out, and a refresh mends it`, async () => {
        await spoil({ kind, service: 'aps' });
        await run('adot.resources.refresh');
        const [problem] = await below(api, ...amp);
        assert.ok(problem?.data.kind === 'error', problem?.label);
        assert.match(problem.data.code, code);
        assert.ok((problem.description ?? '').length > 10, problem.description);
        assert.equal((await below(api, 'lab', 'Grafana Workspaces')).length, 3);
        await mend();
        await run('adot.resources.refresh', problem);
        assert.equal((await below(api, ...amp)).length, 8);
      });
    }

    it('throttling is sat out', async () => {
      await spoil({ kind: 'throttle', service: 'aps', operation: 'ListWorkspaces', times: 2 });
      await clearRequests();
      await run('adot.resources.refresh');
      assert.equal((await below(api, ...amp)).length, 8);
      const answers = await requestsTo('aps', 'ListWorkspaces');
      assert.deepEqual(
        answers.slice(0, 3).map(({ status }) => status),
        [429, 429, 200],
      );
    });

    it('keys that expire while the tree is open make one node, not one in each group', async () => {
      await below(api, ...amp);
      await spoil({ kind: 'expired' });
      for (const label of await labelsBelow(api, 'lab')) {
        await run('adot.resources.refresh', await find(api, 'lab', label).catch(() => undefined));
      }
      const nodes = await until(
        async () => {
          await Promise.all((await below(api, 'lab')).map((node) => api.explorer.tree.children(node)));
          return below(api, 'lab');
        },
        (found) => found.length === 1,
      );
      assert.equal(nodes[0]?.data.kind, 'error');
      assert.equal(api.connections.credentials('lab').kind, 'failed');
      await mend();
      await run('adot.resources.refresh', nodes[0]);
      assert.equal((await below(api, 'lab')).length, 3);
      await until(
        async () => Promise.resolve(api.connections.credentials('lab').kind),
        (kind) => kind === 'good',
      );
    });
  });

  describe('filter', () => {
    it('leaves what matches, says so above the tree, and stays over a refresh', async () => {
      const before = { ...api.ask };
      api.ask.input = () => Promise.resolve('tag:team=search');
      try {
        await run('adot.resources.filter');
      } finally {
        Object.assign(api.ask, before);
      }
      assert.deepEqual(await labelsBelow(api, ...amp), ['team-metrics']);
      assert.equal(api.explorer.view.message, 'Filter: tag:team=search');
      await run('adot.resources.refresh');
      assert.deepEqual(await labelsBelow(api, ...amp), ['team-metrics']);
      await run('adot.resources.clearFilter');
      assert.equal(api.explorer.view.message, '');
      assert.equal((await below(api, ...amp)).length, 8);
    });
  });

  describe('many workspaces', () => {
    const region = 'ap-northeast-1';

    before(async function () {
      this.timeout(120_000);
      const client = new AmpClient({ profile: 'lab', region, endpoint: await endpointOf('aps') });
      await Promise.all(
        Array.from({ length: 130 }, (_, at) =>
          client.send(new CreateWorkspaceCommand({ alias: `many-${String(at).padStart(3, '0')}` })),
        ),
      );
      await connect([{ profile: 'lab', regions: ['us-east-1', region] }]);
    });

    after(() => connect([{ profile: 'lab', regions: ['us-east-1'] }]));

    it('show a page at a time', async () => {
      const at = ['lab', region, 'AMP Workspaces'] as const;
      const first = await until(
        () => below(api, ...at),
        (nodes) => nodes.length === 101,
      );
      const more = first.at(-1);
      assert.match(more?.label ?? '', /^Load \d+ more$/);
      await run('adot.resources.loadMore', more);
      assert.ok((await labelsBelow(api, ...at)).includes('tokyo-prod'));
    });
  });
});
