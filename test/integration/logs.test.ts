import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../src/explorer/node.ts';
import type { TestApi } from '../../src/features/testApi.ts';
import { activate, clusters, find, until } from './extensionUnderTest.ts';
import { inCluster, mend, spoil } from './labSwitches.ts';

describe('Follow Logs', () => {
  const run = vscode.commands.executeCommand;
  const at = [...clusters, 'amp-eks-fargate', 'Collectors', 'adot-collector'] as const;
  let api: TestApi;
  let collector: ExplorerNode;

  before(async () => {
    api = await activate();
    collector = await find(api, ...at);
  });

  afterEach(async () => {
    await run('adot.logs.stop');
    await mend();
  });

  after(() => run('workbench.action.closePanel'));

  /** The text of the output channel that shows, whose document VS Code keeps like any other. */
  function shown(): string {
    const documents = vscode.workspace.textDocuments.filter(
      ({ uri, languageId }) => uri.scheme === 'output' && languageId === 'log',
    );
    return documents.map((document) => document.getText()).find((text) => text.includes('--- ')) ?? '';
  }

  const says = (text: string): Promise<string> =>
    until(
      () => Promise.resolve(shown()),
      (all) => all.includes(text),
    );

  function podOf(node: ExplorerNode): { namespace: string; name: string } {
    assert.ok(node.data.kind === 'collector');
    const [pod] = node.data.collector.pods;
    assert.ok(pod);
    return { namespace: pod.namespace, name: pod.name };
  }

  it('shows what the collector says, as it says it', async () => {
    const pod = podOf(collector);
    await run('adot.logs.follow', collector);
    await says(`--- following ${pod.name}/adot-collector ---`);
    await inCluster('appendLog', pod, 'a line \u001b[31mof the test\u001b[0m');
    await says('a line of the test');
  });

  it('goes on after a cut without losing or repeating a line', async () => {
    const pod = podOf(collector);
    const lines = Array.from({ length: 20 }, (_, line) => `line ${line} of those that are cut`);
    await inCluster('appendLog', pod, ...lines);
    await spoil({ kind: 'cut', service: 'kubernetes', operation: 'get pods/log', times: 1 });
    await run('adot.logs.clear');
    await run('adot.logs.follow', collector);
    await says('connection lost');
    await says('no line was lost or repeated');
    const text = await says(lines.at(-1) ?? '');
    assert.deepEqual(
      lines.map((line) => text.split(line).length - 1),
      lines.map(() => 1),
    );
  });

  it('goes on after a crash', async () => {
    const pod = podOf(collector);
    await run('adot.logs.follow', collector);
    await inCluster('crash', pod, {
      reason: 'OOMKilled',
      exitCode: 137,
      lastLines: ['last words of the test'],
    });
    await says('last words of the test');
    await says('ended (OOMKilled, 137');
    await inCluster('restartPod', pod);
    await says('restarted');
  });

  it('clears', async () => {
    await run('adot.logs.follow', collector);
    await says('---');
    await run('adot.logs.stop');
    await run('adot.logs.clear');
    await until(
      () => Promise.resolve(shown()),
      (text) => text === '',
    );
  });

  it('asks what to follow when called from the palette', async () => {
    const { ask } = api;
    const pick = ask.pick.bind(ask);
    const asked: string[] = [];
    ask.pick = async (items, options) => {
      const all = await items;
      asked.push(`${options.placeHolder}: ${all.map(({ label }) => label).join(', ')}`);
      return all.find(({ label }) => label === 'amp-eks-fargate' || label.endsWith(' adot-collector'));
    };
    try {
      await run('adot.logs.follow');
      await says('--- following');
    } finally {
      ask.pick = pick;
    }
    assert.match(asked[0] ?? '', /^Cluster: .*amp-eks-fargate/);
    assert.match(
      asked[1] ?? '',
      /^Collector or pod in amp-eks-fargate: .*adot-collector.*prometheus-sample-app/,
    );
  });

  it('says in the channel why it cannot follow', async () => {
    await spoil({ kind: 'denied', service: 'kubernetes', operation: 'list pods' });
    await run('adot.logs.follow', collector);
    await says('403');
  });
});
