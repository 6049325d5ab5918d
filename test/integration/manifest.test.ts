import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { InputStep, PickStep } from '../../src/features/askSteps.ts';
import { back } from '../../src/features/steps.ts';
import type { TestApi } from '../../src/features/testApi.ts';
import { activate, amp, below, find, until } from './extensionUnderTest.ts';

const file = 'adot-collector-fargate.yaml';
const alias = 'prometheus-sample-app';
const { executeCommand: run } = vscode.commands;

/** What to answer at each step of the scaffold; a function sees what is offered. */
type Answer = string | typeof back | undefined | ((labels: readonly vscode.QuickPickItem[]) => string);

describe('the manifest commands', () => {
  let api: TestApi;
  let root: vscode.Uri;
  let folder: vscode.Uri;
  let count = 0;
  let asked: string[] = [];
  let real: TestApi['ask'];

  before(async () => {
    api = await activate();
    real = { ...api.ask };
    const [opened] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(opened);
    root = opened.uri;
  });

  beforeEach(async () => {
    asked = [];
    // VS Code remembers a document for a while after its file is gone.
    folder = vscode.Uri.joinPath(root, `manifests-${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(folder);
  });

  afterEach(async () => {
    Object.assign(api.ask, real);
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  function answer(...answers: Answer[]): void {
    const left = [...answers];
    api.ask.pickStep = async <T extends vscode.QuickPickItem>({ placeholder, load }: PickStep<T>) => {
      asked.push(placeholder);
      const items = await load(new AbortController().signal);
      const next = left.shift();
      const wanted = typeof next === 'function' ? next(items) : next;
      if (typeof wanted !== 'string') {
        return wanted;
      }
      const item = items.find(({ label, description }) => label === wanted || description === wanted);
      assert.ok(item, `${wanted} is not among ${items.map(({ label }) => label).join()}`);
      return item;
    };
    api.ask.inputStep = ({ prompt, value, validate }: InputStep) => {
      asked.push(prompt);
      const next = left.shift();
      const text = next === '' ? value : (next as string | undefined);
      assert.ok(typeof text !== 'string' || typeof validate(text) !== 'string');
      return Promise.resolve(text);
    };
  }

  async function read(name = file): Promise<string> {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
  }

  async function write(text: string, name = file): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  }

  async function names(): Promise<string[]> {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
  }

  function openName(): string | undefined {
    return vscode.window.activeTextEditor?.document.uri.path.split('/').at(-1);
  }

  async function workspaceId(): Promise<string> {
    const { data } = await find(api, ...amp, alias);
    assert.ok(data.kind === 'workspace');
    return data.workspace.id;
  }

  describe('Scaffold Collector Manifest', () => {
    it('writes a whole manifest for the workspace and opens it', async () => {
      answer(alias, 'amp-eks-fargate', '', 'v0.48.0');
      await run('adot.manifest.scaffold', folder);
      const text = await read();
      assert.equal(asked.length, 4);
      assert.equal(openName(), file);
      assert.match(
        text,
        new RegExp(`endpoint: http\\S+/workspaces/${await workspaceId()}/api/v1/remote_write\n`),
      );
      assert.match(text, /region: us-east-1\n/);
      assert.match(text, /aws-otel-collector:v0\.48\.0\n/);
      assert.match(text, /external_labels: \{ cluster: "amp-eks-fargate" \}/);
      assert.match(text, /namespace: adot-col\n/);
      assert.doesNotMatch(text, /__[A-Z]|<YOUR_/);
    });

    it('asks for no workspace when it starts from one, and names no cluster when there is none', async () => {
      answer('$(circle-slash) No cluster', 'other-ns', 'v0.49.0');
      await run('adot.manifest.scaffold', await find(api, ...amp, alias));
      const uri = vscode.Uri.joinPath(root, file);
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      await vscode.workspace.fs.delete(uri);
      assert.equal(asked.length, 3);
      assert.match(text, /namespace: other-ns\n/);
      assert.doesNotMatch(text, /external_labels/);
    });

    it('tells workspaces of one alias apart, and says which cannot be written to', async () => {
      answer((items) => {
        const same = items.filter(({ label }) => label === 'team-metrics');
        assert.equal(same.length, 2);
        assert.notEqual(same[0]?.description, same[1]?.description);
        const unready = items.find(({ label }) => label === 'load-test');
        assert.match(unready?.description ?? '', /creat/);
        return alias;
      }, undefined);
      await run('adot.manifest.scaffold', folder);
      assert.equal(asked.length, 2);
    });

    for (const cancelled of [0, 1, 2, 3]) {
      it(`does nothing when step ${cancelled + 1} is cancelled`, async () => {
        const answers: Answer[] = [alias, 'amp-eks-fargate', '', 'v0.49.0'];
        answer(...answers.slice(0, cancelled), undefined);
        await run('adot.manifest.scaffold', folder);
        assert.equal(asked.length, cancelled + 1);
        assert.deepEqual(await names(), []);
      });
    }

    it('goes back a step as often as one likes', async () => {
      answer(alias, back, alias, 'amp-eks-fargate', 'x', back, '', 'v0.49.0');
      await run('adot.manifest.scaffold', folder);
      assert.equal(asked.length, 8);
      assert.match(await read(), /namespace: x\n/);
    });

    it('writes nothing for a workspace that has no endpoint yet', async () => {
      answer('load-test', '$(circle-slash) No cluster', '', 'v0.49.0');
      await run('adot.manifest.scaffold', folder);
      assert.deepEqual(await names(), []);
    });

    describe('where the file exists', () => {
      const scaffold = async (...choice: (number | string)[]): Promise<void> => {
        answer(alias, '$(circle-slash) No cluster', '', 'v0.49.0');
        api.ask.pick = async (items, { title }) => {
          asked.push(title ?? '');
          const [tab] = vscode.window.tabGroups.all.flatMap(({ tabs }) =>
            tabs.filter(({ isActive }) => isActive),
          );
          assert.ok(
            tab?.input instanceof vscode.TabInputTextDiff,
            'the diff is in view while the question is',
          );
          return (await items)[choice[0] as number];
        };
        api.ask.input = ({ value }) => Promise.resolve(String(choice[1] ?? value));
        await run('adot.manifest.scaffold', folder);
      };

      it('opens it, when it is the same, with other ends of lines too', async () => {
        await scaffold();
        await write((await read()).replaceAll('\n', '\r\n'));
        await run('workbench.action.closeAllEditors');
        asked = [];
        await scaffold();
        assert.equal(asked.length, 4);
        assert.equal(openName(), file);
      });

      it('shows the difference and keeps what is there', async () => {
        await write('mine: 1\n');
        await scaffold(2);
        assert.equal(asked.length, 5);
        assert.equal(await read(), 'mine: 1\n');
        assert.equal(openName(), file);
      });

      it('keeps it when the question is cancelled, and closes the diff', async () => {
        await write('mine: 1\n');
        await scaffold(99);
        assert.equal(await read(), 'mine: 1\n');
        const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
        assert.ok(!inputs.some((input) => input instanceof vscode.TabInputTextDiff));
      });

      it('replaces it, which one undo takes back', async () => {
        await write('mine: 1\n');
        await scaffold(0);
        assert.match(await read(), /kind: Deployment/);
        await run('undo');
        assert.equal(vscode.window.activeTextEditor?.document.getText(), 'mine: 1\n');
      });

      it('writes another file beside it', async () => {
        await write('mine: 1\n');
        await scaffold(1);
        assert.deepEqual(await names(), ['adot-collector-fargate-2.yaml', file]);
        assert.equal(await read(), 'mine: 1\n');
        assert.equal(openName(), 'adot-collector-fargate-2.yaml');
      });
    });

    it('asks in VS Code itself, with a way back', async () => {
      const accept = 'workbench.action.acceptSelectedQuickOpenItem';
      const done = run('adot.manifest.scaffold', folder);
      for (const command of [accept, 'workbench.action.quickInputBack', accept, accept, accept, accept]) {
        // Nothing tells when a question has come up.
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await run(command);
      }
      await done;
      assert.match(await read(), /aws-otel-collector:v0\.49\.0\n/);
    });
  });

  describe('Fill In Manifest', () => {
    const old = [
      '# <YOUR_ENDPOINT> is the workspace',
      'exporters:',
      '  prometheusremotewrite: { endpoint: "https://<YOUR_ENDPOINT>/api/v1/remote_write" } # <YOUR_REGION>',
      "  x: '<YOUR_REGION>'",
      'image: ACCOUNTID.dkr.ecr.REGION.amazonaws.com/app',
    ].join('\r\n');

    it('fills all in as one edit that one undo takes back', async () => {
      const uri = await write(old, 'old.yaml');
      answer(alias);
      await run('adot.manifest.fillIn', uri);
      const document = vscode.window.activeTextEditor?.document;
      const [comment, , exporter, region, image] = document?.getText().split('\r\n') ?? [];
      assert.equal(openName(), 'old.yaml');
      assert.equal(comment, '# <YOUR_ENDPOINT> is the workspace');
      const id = await workspaceId();
      assert.match(
        exporter ?? '',
        new RegExp(
          `^  prometheusremotewrite: \\{ endpoint: "http[^"]+/workspaces/${id}/api/v1/remote_write" \\} # <YOUR_REGION>$`,
        ),
      );
      assert.equal(region, "  x: 'us-east-1'");
      assert.equal(image, 'image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/app');
      await run('undo');
      assert.equal(document?.getText(), old);
    });

    it('asks AWS who we are when no workspace is needed, and the person for what only they know', async () => {
      await vscode.window.showTextDocument(
        await write('a: ACCOUNTID\nb: <YOUR_TEAM>\nc: <YOUR_TEAM>\n', 'a.yaml'),
      );
      answer('blue: "1"');
      await run('adot.manifest.fillIn');
      assert.deepEqual(asked, ['Value for <YOUR_TEAM>']);
      assert.equal(
        vscode.window.activeTextEditor?.document.getText(),
        'a: "111122223333"\nb: "blue: \\"1\\""\nc: "blue: \\"1\\""\n',
      );
    });

    it('changes nothing when it is cancelled', async () => {
      const uri = await write(old, 'old.yaml');
      answer(undefined);
      await run('adot.manifest.fillIn', uri);
      assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
    });

    it('says so when nothing is left to fill in', async () => {
      const told: string[] = [];
      api.ask.info = (message) => {
        told.push(message);
        return Promise.resolve(undefined);
      };
      await run('adot.manifest.fillIn', await write('a: 1\n', 'a.yaml'));
      assert.deepEqual(told, ['There is nothing left to fill in in this file.']);
    });
  });

  it('the tree still stands', async () => {
    await until(
      () => below(api, ...amp),
      (nodes) => nodes.length === 8,
    );
  });
});
