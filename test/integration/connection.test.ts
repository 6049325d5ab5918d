import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/features/testApi.ts';
import { activate, amp, below, connect, find, labelsBelow, until } from './extensionUnderTest.ts';
import { clearRequests, requestsTo, signOut } from './labSwitches.ts';

const lab = { profile: 'lab', regions: ['us-east-1'] };

describe('the connection', () => {
  let api: TestApi;
  const run = vscode.commands.executeCommand;

  before(async () => {
    api = await activate([lab]);
    await run('workbench.view.extension.adot');
  });

  afterEach(async () => {
    await connect([lab]);
    await until(
      () => labelsBelow(api),
      (labels) => labels[0] === 'lab',
    );
  });

  after(() => connect([lab]));

  /** Answers the questions of a switch: this profile, in the regions that are offered ticked. */
  async function switchTo(profile: string): Promise<void> {
    const before = { ...api.ask };
    api.ask.pick = async (items) => (await items).find(({ label }) => label.endsWith(` ${profile}`));
    api.ask.pickMany = async (items) => (await items).filter(({ picked }) => picked);
    try {
      await run('adot.connection.switch');
    } finally {
      Object.assign(api.ask, before);
    }
  }

  it('a switch uses the new identity, and no other', async () => {
    await below(api, ...amp);
    await switchTo('lab-other');
    assert.equal(api.connections.active?.profile, 'lab-other');
    // What was asked before the switch may still have been on its way.
    await clearRequests();
    await run('adot.resources.refresh');
    const labels = await labelsBelow(api, 'lab-other', 'AMP Workspaces');
    assert.deepEqual(labels, ['payments', 'payments-canary']);
    const seen = await requestsTo('aps', 'ListWorkspaces');
    assert.ok(seen.length > 0);
    assert.deepEqual(
      seen.filter(({ identity }) => !identity?.includes('444455556666')),
      [],
    );
  });

  it('a switch back needs one step, and asks AWS again', async () => {
    await switchTo('lab-other');
    await below(api, 'lab-other', 'AMP Workspaces');
    await switchTo('lab');
    await clearRequests();
    await run('adot.resources.refresh');
    assert.equal((await below(api, ...amp)).length, 8);
    const seen = await requestsTo('aps', 'ListWorkspaces');
    assert.deepEqual([...new Set(seen.map(({ identity }) => identity?.split(':')[4]))], ['111122223333']);
  });

  it('two connections stand beside each other', async () => {
    await connect([lab, { profile: 'lab-other', regions: ['us-east-1'] }]);
    await until(
      () => labelsBelow(api),
      (labels) => labels.includes('lab-other'),
    );
    assert.equal((await below(api, ...amp)).length, 8);
    assert.equal((await below(api, 'lab-other', 'AMP Workspaces')).length, 2);
    await run('adot.connection.remove', await find(api, 'lab-other'));
    assert.deepEqual((await labelsBelow(api)).includes('lab-other'), false);
  });

  it('a switch that is cancelled changes nothing', async () => {
    const before = { ...api.ask };
    api.ask.pick = () => Promise.resolve(undefined);
    await run('adot.connection.switch');
    Object.assign(api.ask, before);
    assert.equal(api.connections.active?.profile, 'lab');
  });

  it('asks for the code of a role with MFA once for all groups', async () => {
    let asked = 0;
    const before = { ...api.ask };
    api.ask.input = () => {
      asked += 1;
      return Promise.resolve('123456');
    };
    try {
      await connect([{ profile: 'lab-role', regions: ['us-east-1'] }]);
      await until(
        () => labelsBelow(api),
        (labels) => labels[0] === 'lab-role',
      );
      const groups = await below(api, 'lab-role');
      await Promise.all(groups.map((group) => api.explorer.tree.children(group)));
      assert.equal((await below(api, 'lab-role', 'AMP Workspaces')).length, 8);
    } finally {
      Object.assign(api.ask, before);
    }
    assert.equal(asked, 1);
  });

  it('says so in one node when no code is given, and asks again on a click', async () => {
    const before = { ...api.ask };
    api.ask.input = () => Promise.resolve(undefined);
    try {
      // A switch forgets the role that was assumed before.
      await switchTo('lab-role');
      const nodes = await until(
        () => below(api, 'lab-role').catch(() => []),
        (found) => found.length > 0,
      );
      const [problem] = nodes;
      assert.ok(problem?.data.kind === 'error');
      assert.equal(problem.data.code, 'mfaCancelled');
      api.ask.input = () => Promise.resolve('123456');
      await run('adot.resources.remedy', problem);
      assert.equal((await below(api, 'lab-role')).length, 3);
    } finally {
      Object.assign(api.ask, before);
    }
  });

  it('reads everything again when an AWS file is saved', async () => {
    const file = process.env.AWS_CONFIG_FILE ?? '';
    await below(api, ...amp);
    await clearRequests();
    await appendFile(file, '\n[profile lab-new]\nregion = us-east-1\n');
    await until(
      () => requestsTo('aps', 'ListWorkspaces'),
      (seen) => seen.length > 0,
    );
    const { profiles } = await api.connections.profiles();
    assert.ok(profiles.some(({ name }) => name === 'lab-new'));
  });

  const broken: readonly [profile: string, code: string][] = [
    ['lab-broken', 'badConfig'],
    ['lab-login', 'expired'],
    ['lab-stale', 'expired'],
  ];
  for (const [profile, code] of broken) {
    it(`${profile} shows one node with the way out`, async () => {
      await connect([{ profile, regions: ['us-east-1'] }]);
      await until(
        () => labelsBelow(api),
        (labels) => labels[0] === profile,
      );
      const first = await below(api, profile);
      await Promise.all(
        first.filter(({ children }) => children).map((node) => api.explorer.tree.children(node)),
      );
      const nodes = await below(api, profile);
      assert.equal(nodes.length, 1, nodes.map(({ label }) => label).join());
      const [problem] = nodes;
      assert.ok(problem?.data.kind === 'error');
      assert.equal(problem.data.code, code);
      assert.ok(problem.data.remedy, 'a click does something');
    });
  }

  const unreachable: readonly [profile: string, code: string][] = [
    ['lab-nodns', 'unreachable'],
    ['lab-down', 'unreachable'],
    ['lab-tls', 'unknownCa'],
  ];
  for (const [profile, code] of unreachable) {
    it(`${profile} fails where it fails, and nowhere else`, async function () {
      this.timeout(90_000);
      await connect([{ profile, regions: ['us-east-1'] }]);
      await until(
        () => labelsBelow(api),
        (labels) => labels[0] === profile,
      );
      const [problem] = await below(api, profile, 'AMP Workspaces');
      assert.ok(problem?.data.kind === 'error');
      assert.equal(problem.data.code, code);
      assert.ok((await labelsBelow(api, profile, 'EKS Clusters')).includes('amp-eks-fargate'));
    });
  }

  it('signs in through a terminal, and then shows everything by itself', async function () {
    this.timeout(90_000);
    await signOut('lab-expired');
    await connect([{ profile: 'lab-expired', regions: ['us-east-1'] }]);
    await until(
      () => labelsBelow(api),
      (labels) => labels[0] === 'lab-expired',
    );
    const [problem] = await below(api, 'lab-expired');
    assert.ok(problem?.data.kind === 'error');
    assert.deepEqual(problem.data.remedy, { kind: 'signIn', profile: 'lab-expired' });
    await run('adot.resources.remedy', problem);
    await until(
      () => labelsBelow(api, 'lab-expired'),
      (labels) => labels.includes('AMP Workspaces'),
      { timeoutMs: 60_000 },
    );
    for (const terminal of vscode.window.terminals) {
      terminal.dispose();
    }
  });
});
