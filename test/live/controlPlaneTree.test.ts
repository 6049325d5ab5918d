import { CreateRuleGroupsNamespaceCommand } from '@aws-sdk/client-amp';
import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import {
  ampOf,
  createWorkspace,
  deleteWorkspace,
  describeWorkspace,
  listWorkspaces,
} from '../../src/aws/amp.ts';
import type { Workspace } from '../../src/aws/amp.ts';
import type { AwsSession } from '../../src/aws/session.ts';
import type { ExplorerNode } from '../../src/explorer/node.ts';
import { describeWith, makePlace } from './given.ts';
import { region, startMotoAccount } from './servers/motoAccount.ts';
import type { MotoAccount } from './servers/motoAccount.ts';
import { linesOf, openTree } from './tree.ts';
import type { LiveTree } from './tree.ts';

describeWith('the tree and the commands, over a thousand workspaces on moto', ['python'], ({ python }) => {
  const place = makePlace('controlPlaneTree');
  const total = 1_000;
  const path = ['moto', 'workspaces'];
  let account: MotoAccount;
  let session: AwsSession;
  let tree: LiveTree;
  let ids: Map<string, string>;

  before(async () => {
    ids = new Map();
    account = await startMotoAccount(python, place);
    ({ session } = account);
    const aliases = Array.from({ length: total }, (_, n) => `team-${String(n).padStart(4, '0')}`);
    const queue = aliases.values();
    const worker = async (): Promise<void> => {
      for (const alias of queue) {
        ids.set(alias, (await createWorkspace(session, { alias, tags: { stage: 'test' } })).id);
      }
    };
    // A few at a time: it answers each in a thread of its own.
    await Promise.all([worker(), worker(), worker(), worker()]);
    tree = await openTree({
      env: { ...(account.home.env as Record<string, string>), HOME: account.home.dir },
      settings: { 'adot.connections': [{ profile: 'moto', regions: [region] }] },
    });
  });
  after(async () => {
    tree?.dispose();
    await account?.stop();
    place.remove();
  });

  const listAll = async (limit?: number): Promise<{ pages: number[]; workspaces: Workspace[] }> => {
    const pages: number[] = [];
    const workspaces: Workspace[] = [];
    let nextToken: string | undefined;
    do {
      const page = await listWorkspaces(session, {
        ...(limit !== undefined && { limit }),
        ...(nextToken !== undefined && { nextToken }),
      });
      pages.push(page.workspaces.length);
      workspaces.push(...page.workspaces);
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    return { pages, workspaces };
  };

  /** Runs a command, answers what it asks, in its order, and gives back the failures that it shows. */
  async function run(command: string, node: ExplorerNode | undefined, answers: string[]): Promise<string[]> {
    const errors: string[] = [];
    const next = (): Promise<string | undefined> => Promise.resolve(answers.shift());
    Object.assign(tree.api.ask, {
      input: async (options: { validateInput?: (text: string) => unknown }) => {
        const text = await next();
        assert.equal(options.validateInput?.(text ?? ''), undefined);
        return text;
      },
      inputStep: next,
      confirm: () => Promise.resolve(true),
      info: () => Promise.resolve(undefined),
      error: (message: string) => {
        errors.push(message);
        return Promise.resolve(undefined);
      },
      progress: (_title: string, work: (signal: AbortSignal) => Promise<unknown>) =>
        work(new AbortController().signal),
    });
    await tree.run(command, node);
    assert.deepEqual(answers, []);
    return errors;
  }

  const show = async (label: string): Promise<ExplorerNode | undefined> =>
    (await tree.reopen(...path)).find((node) => node.label === label);
  const workspaceOf = (node: ExplorerNode | undefined): Workspace => {
    assert.ok(node?.data.kind === 'workspace');
    return node.data.workspace;
  };

  it('list all, over pages of every size', async () => {
    const wanted = [...ids.keys()].sort();
    for (const [limit, sizes] of [
      [undefined, [1000]],
      [300, [300, 300, 300, 100]],
      [999, [999, 1]],
    ] as const) {
      const { pages, workspaces } = await listAll(limit);
      assert.deepEqual(pages, sizes);
      assert.deepEqual(workspaces.map(({ alias }) => alias).sort(), wanted);
    }
  });

  it('show all, a hundred at a time', async () => {
    for (let shown = 100; shown < total; shown += 100) {
      const more = (await tree.open(...path)).at(-1);
      assert.equal(more?.data.kind, 'more');
      assert.equal(more.description, `${total - shown} not shown`);
      await tree.run('adot.resources.loadMore', more);
    }
    const nodes = await tree.open(...path);
    assert.deepEqual(
      nodes.map((node) => [node.label, workspaceOf(node).id]),
      [...ids].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });

  it('show what moto has of a workspace, and say in its place what it has not', async () => {
    const opened = await tree.open(...path, 'team-0007');
    assert.deepEqual(
      opened.map(({ label }) => label),
      ['Scrapers', 'Rule Groups', 'Alert Manager', 'Limits and Retention', 'Written to by'],
    );
    const rules = ['one', 'two'].map((name) => ({ name, data: Buffer.from('groups: []\n') }));
    for (const rule of rules) {
      const workspaceId = ids.get('team-0007');
      await ampOf(session).send(new CreateRuleGroupsNamespaceCommand({ workspaceId, ...rule }));
    }
    assert.deepEqual(linesOf(await tree.reopen(...path, 'team-0007', 'Rule Groups')), ['one', 'two']);
    // https://docs.getmoto.org/en/latest/docs/services/amp.html: none of these is implemented.
    for (const label of ['Scrapers', 'Alert Manager', 'Limits and Retention']) {
      const lines = linesOf(await tree.open(...path, 'team-0007', label));
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /^The answer is not a response from AWS \(HTTP 404\)/);
    }
  });

  it('create, rename, tag and delete a workspace, and show it', async () => {
    const [connection] = await tree.open();
    assert.deepEqual(await run('adot.workspace.create', connection, ['a made one', 'team=docs, stage']), []);
    const made = await show('a made one');
    const { id, tags, status } = workspaceOf(made);
    assert.deepEqual([tags, status], [{ team: 'docs', stage: '' }, 'ACTIVE']);

    assert.deepEqual(await run('adot.workspace.rename', made, ['a renamed one']), []);
    const renamed = await show('a renamed one');
    assert.equal(workspaceOf(renamed).id, id);
    assert.equal(await show('a made one'), undefined);

    assert.deepEqual(await run('adot.workspace.editTags', renamed, ['team=ops, 環境=本番']), []);
    const tagged = await show('a renamed one');
    assert.deepEqual(workspaceOf(tagged).tags, { team: 'ops', 環境: '本番' });
    assert.deepEqual((await describeWorkspace(session, id)).tags, { team: 'ops', 環境: '本番' });

    assert.deepEqual(await run('adot.workspace.delete', tagged, ['a renamed one']), []);
    assert.equal(await show('a renamed one'), undefined);
    await assert.rejects(describeWorkspace(session, id), { name: 'ResourceNotFoundException' });
    assert.equal((await listAll()).workspaces.length, total);
  });

  it('say so when a workspace was deleted behind their back', async () => {
    const [node] = await tree.reopen(...path);
    await deleteWorkspace(session, workspaceOf(node).id);
    const errors = await run('adot.workspace.editTags', node, []);
    assert.match(errors.join(), new RegExp(`^Workspace ${workspaceOf(node).id} no longer exists`));
    assert.equal(await show(node?.label ?? ''), undefined);
  });
});
