import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../src/explorer/node.ts';
import type { TestApi } from '../../src/features/testApi.ts';
import type { Ask } from '../../src/features/ask.ts';
import { activate, amp, find, labelsBelow, until } from './extensionUnderTest.ts';
import { clearRequests, mend, requestsTo, settle, spoil } from './labSwitches.ts';

type Questions = 'pick' | 'input' | 'inputStep' | 'confirm' | 'info' | 'error' | 'progress' | 'openLink';
type Said = { question: Questions; words: string };

describe('workspace commands', () => {
  let api: TestApi;
  let real: Ask;
  let said: Said[];
  const run = vscode.commands.executeCommand;

  before(async () => {
    api = await activate();
    real = { ...api.ask };
    await run('workbench.view.extension.adot');
  });
  beforeEach(async () => {
    said = [];
    answer({});
    await clearRequests();
  });
  afterEach(async () => {
    Object.assign(api.ask, real);
    await mend();
    await run('adot.resources.refresh');
  });

  /** Answers in the order of the questions; what is not answered is cancelled. */
  function answer(
    answers: { [Q in 'input' | 'inputStep']?: (string | undefined)[] } & {
      pick?: string;
      confirm?: boolean;
      stopWaiting?: boolean;
    },
  ): void {
    const note = (question: Questions, words: unknown): void =>
      void said.push({ question, words: JSON.stringify(words) });
    Object.assign(api.ask, {
      pick: async (items: PromiseLike<vscode.QuickPickItem[]>) => {
        const all = await items;
        note(
          'pick',
          all.map(({ label, description }) => `${label} ${description}`),
        );
        return all.find(({ label, description }) => `${label} ${description}`.includes(answers.pick ?? '\0'));
      },
      input: (options: vscode.InputBoxOptions) => {
        note('input', options);
        const text = answers.input?.shift();
        return Promise.resolve(text !== undefined && options.validateInput?.(text) ? undefined : text);
      },
      inputStep: (options: { prompt: string; validate: (text: string) => unknown }) => {
        note('inputStep', options.prompt);
        return Promise.resolve(answers.inputStep?.shift());
      },
      confirm: (question: object) => {
        note('confirm', question);
        return Promise.resolve(answers.confirm ?? false);
      },
      info: (message: string) => {
        note('info', message);
        return Promise.resolve(undefined);
      },
      error: (message: string) => {
        note('error', message);
        return Promise.resolve(undefined);
      },
      progress: (title: string, work: (signal: AbortSignal) => Promise<unknown>) => {
        note('progress', title);
        return work(answers.stopWaiting ? AbortSignal.timeout(300) : new AbortController().signal);
      },
      openLink: (url: string) => {
        note('openLink', url);
        return Promise.resolve();
      },
    });
  }
  const wordsOf = (question: Questions): string =>
    said
      .filter((one) => one.question === question)
      .map(({ words }) => words)
      .join('\n');
  const asked = async (operation: string): Promise<number> => (await requestsTo('aps', operation)).length;
  const node = (label: string): Promise<ExplorerNode> => find(api, ...amp, label);
  const idOf = ({ data }: ExplorerNode): string => (data.kind === 'workspace' ? data.workspace.id : '');
  const shows = (label: string, is = true) =>
    until(
      // While the tree is read again a node may not be there.
      async () => (await labelsBelow(api, ...amp).catch(() => undefined))?.includes(label) === is,
      (isSo) => isSo,
    );

  const make = async (alias: string, tags = ''): Promise<ExplorerNode> => {
    answer({ inputStep: [alias, tags], stopWaiting: true });
    await run('adot.workspace.create');
    await shows(alias);
    await settle(idOf(await node(alias)));
    await run('adot.resources.refresh');
    return node(alias);
  };
  const destroy = async (label: string): Promise<void> => {
    answer({ confirm: true, input: [label] });
    const doomed = await node(label);
    const id = idOf(doomed);
    await run('adot.workspace.delete', doomed);
    await settle(id, 'GONE');
    await run('adot.resources.refresh');
    await shows(label, false);
  };

  describe('create', () => {
    it('waits until the workspace is ACTIVE and offers its URL', async () => {
      answer({ inputStep: ['made-here', 'team=docs'] });
      const done = run('adot.workspace.create');
      await shows('made-here');
      await settle(idOf(await node('made-here')));
      await done;
      await until(
        () => Promise.resolve(wordsOf('info')),
        (words) => /made-here is ready/.test(words),
      );
      const made = await node('made-here');
      assert.ok(made.data.kind === 'workspace');
      assert.deepEqual(made.data.workspace.tags, { team: 'docs' });
      await destroy('made-here');
    });

    it('stops waiting when it is told to, and says that the workspace stays', async () => {
      await make('stays');
      assert.match(wordsOf('progress'), /Creating workspace stays/);
      await until(
        () => Promise.resolve(wordsOf('info')),
        (words) => /AWS goes on creating the workspace stays in us-east-1/.test(words),
      );
      await destroy('stays');
    });

    for (const [step, answers] of [
      ['alias', []],
      ['tags', ['x']],
    ] as const) {
      it(`cancelled at the ${step}, makes nothing`, async () => {
        answer({ inputStep: [...answers] });
        await run('adot.workspace.create');
        assert.equal(await asked('CreateWorkspace'), 0);
        assert.equal(wordsOf('info'), '');
      });
    }
  });

  describe('change', () => {
    it('renames, and leaves one alone whose name is the same', async () => {
      const before = await make('old-name');
      answer({ input: ['old-name'] });
      await run('adot.workspace.rename', before);
      assert.equal(await asked('UpdateWorkspaceAlias'), 0);
      answer({ input: ['new-name'] });
      await run('adot.workspace.rename', before);
      await shows('new-name');
      await destroy('new-name');
    });

    it('edits tags with as few calls as it takes', async () => {
      const tagged = await make('tagged', 'a=1, b=2');
      answer({ input: ['a=1, b=2'] });
      await run('adot.workspace.editTags', tagged);
      assert.equal((await asked('TagResource')) + (await asked('UntagResource')), 0);
      answer({ input: ['a=1, c=3'] });
      await run('adot.workspace.editTags', tagged);
      assert.match(wordsOf('input'), /a=1, b=2/);
      const { data } = await node('tagged');
      assert.ok(data.kind === 'workspace');
      assert.deepEqual(data.workspace.tags, { a: '1', c: '3' });
      await destroy('tagged');
    });

    for (const command of ['rename', 'editTags']) {
      it(`${command}, cancelled, changes nothing`, async () => {
        await run(`adot.workspace.${command}`, await node('prometheus-sample-app'));
        assert.equal((await asked('UpdateWorkspaceAlias')) + (await asked('TagResource')), 0);
      });
    }
  });

  describe('delete', () => {
    it('says what is lost', async () => {
      await run('adot.workspace.delete', await node('prometheus-sample-app'));
      const words = wordsOf('confirm');
      for (const part of [
        /Deleted with it:\\n• All its metrics/,
        /erased within a month/,
        /• .*sample-app, too-big/,
        /• .*alert manager/,
        /\\n\\nThese scrapers.*amp-eks-fargate-agentless/,
      ]) {
        assert.match(words, part);
      }
      assert.equal(await asked('DeleteWorkspace'), 0);
    });

    for (const [title, answers] of [
      ['cancelled at the question', { confirm: false, input: ['prometheus-sample-app'] }],
      ['cancelled at the name', { confirm: true }],
      ['given a wrong name', { confirm: true, input: ['prometheus-sample'] }],
    ] as const) {
      it(`${title}, deletes nothing`, async () => {
        answer({ ...answers, input: [...('input' in answers ? answers.input : [])] });
        await run('adot.workspace.delete', await node('prometheus-sample-app'));
        assert.equal(await asked('DeleteWorkspace'), 0);
      });
    }

    it('wants the id where two workspaces have one alias', async () => {
      answer({ confirm: true, input: ['team-metrics'] });
      await run('adot.workspace.delete', await node('team-metrics'));
      assert.equal(await asked('DeleteWorkspace'), 0);
      assert.doesNotMatch(wordsOf('input'), /Type team-metrics/);
    });
  });

  describe('copy and open', () => {
    const copies: readonly [command: string, copied: RegExp][] = [
      ['copyId', /^ws-[\w-]+$/],
      ['copyArn', /^arn:aws:aps:us-east-1:\d+:workspace\/ws-[\w-]+$/],
      ['copyEndpoint', /^https?:\/\/\S+\/workspaces\/ws-[\w-]+$/],
      ['copyRemoteWriteUrl', /^https?:\/\/\S+\/workspaces\/ws-[\w-]+\/api\/v1\/remote_write$/],
      ['copyQueryUrl', /^https?:\/\/\S+\/workspaces\/ws-[\w-]+\/api\/v1\/query$/],
    ];
    for (const [command, copied] of copies) {
      it(`${command} copies from a node`, async () => {
        await vscode.env.clipboard.writeText('');
        await run(`adot.workspace.${command}`, await node('prometheus-sample-app'));
        assert.match(await vscode.env.clipboard.readText(), copied);
      });
    }

    it('asks which workspace when it is run from the palette, and tells namesakes apart', async () => {
      answer({ pick: 'archive-2024' });
      await run('adot.workspace.copyId');
      assert.equal(await vscode.env.clipboard.readText(), idOf(await node('archive-2024')));
      const namesakes = wordsOf('pick').match(/team-metrics \w+ · us-east-1 · ws-[\w-]+/g) ?? [];
      assert.equal(new Set(namesakes).size, 2, wordsOf('pick'));
    });

    it('copies nothing when the pick is cancelled', async () => {
      await vscode.env.clipboard.writeText('before');
      await run('adot.workspace.copyArn');
      assert.equal(await vscode.env.clipboard.readText(), 'before');
    });

    it('opens the console', async () => {
      await run('adot.workspace.openConsole', await node('prometheus-sample-app'));
      assert.match(wordsOf('openLink'), /https:\/\/console\.aws\.amazon\.com\/go\/view\?arn=arn%3Aaws%3Aaps/);
    });
  });

  it('tells a failure once, in words, and goes on', async () => {
    await spoil({ kind: 'denied', service: 'aps', operation: 'DescribeWorkspace' });
    await run('adot.workspace.copyEndpoint', await node('prometheus-sample-app'));
    assert.equal(said.filter(({ question }) => question === 'error').length, 1);
    assert.match(wordsOf('error'), /aps:DescribeWorkspace/);
  });
});
