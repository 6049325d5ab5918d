import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/features/testApi.ts';
import { lensManifest } from '../fixtures/lensManifest.ts';
import { activate, until } from './extensionUnderTest.ts';
import { clearRequests, mend, requestsTo, spoil } from './labSwitches.ts';
import { openYaml } from './yamlFile.ts';
import type { YamlFile } from './yamlFile.ts';

const { executeCommand: run } = vscode.commands;
const manifest = lensManifest([
  '- source_labels: [__meta_kubernetes_none]',
  '  regex: (.+)',
  '  target_label: none',
]).replaceAll('\n', '\r\n');

interface Hint {
  text: string;
  line: string;
}

describe('The relabel lens', () => {
  let api: TestApi;
  let folder: vscode.Uri;
  let file: YamlFile;
  let real: TestApi['ask'];
  let count = 0;

  before(async () => {
    api = await activate();
    real = { ...api.ask };
  });

  beforeEach(async () => {
    const [opened] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(opened);
    folder = vscode.Uri.joinPath(opened.uri, `relabel-${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(folder);
    file = await openYaml(folder, manifest);
  });

  afterEach(async () => {
    Object.assign(api.ask, real);
    await mend();
    // What is not saved would stay open behind VS Code's question, and be checked together with the files of later tests.
    await vscode.workspace.saveAll(false);
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await vscode.workspace
      .getConfiguration('adot')
      .update('yaml.relabelLens', undefined, vscode.ConfigurationTarget.Workspace);
  });

  /** Answers each question with the first item whose label fits. */
  function answer(...labels: RegExp[]): void {
    api.ask.pick = async (items) => {
      const all = await items;
      const wanted = labels.shift();
      const found = all.find(({ label, kind }) => kind === undefined && wanted?.test(label));
      assert.ok(found, `${wanted} is not among ${all.map(({ label }) => label).join()}`);
      return found;
    };
  }

  async function hints(): Promise<Hint[]> {
    const whole = new vscode.Range(0, 0, file.document.lineCount, 0);
    const all = await run<vscode.InlayHint[]>('vscode.executeInlayHintProvider', file.document.uri, whole);
    return all.map(({ label, position }) => {
      const [part] = typeof label === 'string' ? [] : label;
      return {
        text: part?.value ?? '',
        line: file.document.lineAt(position.line).text.trim(),
      };
    });
  }

  const titles = async (): Promise<string[]> =>
    (await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file.document.uri, 100)).map(
      ({ command }) => command?.title ?? '',
    );

  it('asks no cluster before one was chosen, then shows what each rule does to its targets', async () => {
    await clearRequests();
    await until(titles, (all) => all.includes('Choose targets to see what these rules do'));
    assert.deepEqual(await hints(), []);
    assert.deepEqual(await requestsTo('kubernetes', 'list endpointslices'), []);

    answer(/cluster/, /^amp-eks-fargate$/);
    await run('adot.relabel.chooseTargets');
    assert.equal((await requestsTo('kubernetes', 'list endpointslices')).length, 1);
    const found = await hints();
    const [keep, sets, nothing, end] = found;
    assert.match(keep?.text ?? '', /^2 of [3-9] kept$/);
    assert.deepEqual(
      [sets?.text, nothing?.text, end?.text],
      ['sets pod on 2', 'no effect', '2 targets scraped'],
    );
    assert.deepEqual(
      found.map(({ line }) => line),
      [
        '- source_labels: [__meta_kubernetes_namespace]',
        '- source_labels: [__meta_kubernetes_pod_name]',
        '- source_labels: [__meta_kubernetes_none]',
        'target_label: none',
      ],
    );
    assert.match((await titles()).join(), /[3-9] targets from cluster amp-eks-fargate,Refresh/);
  });

  it('follows edits of the rules, and the setting', async () => {
    answer(/cluster/, /^amp-eks-fargate$/);
    await run('adot.relabel.chooseTargets');
    await file.replace('regex: prom-sample-app', 'regex: none-such');
    assert.match((await hints())[0]?.text ?? '', /^0 of /);
    await vscode.workspace
      .getConfiguration('adot')
      .update('yaml.relabelLens', false, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await hints(), []);
  });

  it('asks the cluster again for what a changed job looks for', async () => {
    answer(/cluster/, /^amp-eks-fargate$/);
    await run('adot.relabel.chooseTargets');
    await file.replace('role: endpointslice', 'role: service');
    const [keep] = await until(hints, (all) => all.length > 0);
    assert.match(keep?.text ?? '', /^1 of \d+ kept$/);
  });

  it('looks only at what the selectors of a job select', async () => {
    answer(/cluster/, /^amp-eks-fargate$/);
    const selectors = 'selectors: [{ role: endpointslice, field: metadata.namespace=prom-sample-app }]';
    await file.replace('role: endpointslice', `role: endpointslice\r\n                  ${selectors}`);
    await run('adot.relabel.chooseTargets');
    assert.equal((await hints())[0]?.text, '2 of 2 kept');
    assert.ok((await titles()).includes('2 targets from cluster amp-eks-fargate'));
  });

  it('takes targets from the clipboard', async () => {
    await vscode.env.clipboard.writeText(
      '{__address__="a:1", __meta_kubernetes_namespace="prom-sample-app"}\n{__address__="b:1"}',
    );
    answer(/clipboard/);
    await run('adot.relabel.chooseTargets');
    assert.deepEqual(
      (await hints()).map(({ text }) => text),
      ['1 of 2 kept', 'no effect', 'no effect', '1 target scraped'],
    );
  });

  it('shows the way of one target, by a click on what a rule does', async () => {
    answer(/cluster/, /^amp-eks-fargate$/);
    await run('adot.relabel.chooseTargets');
    const offered: string[] = [];
    api.ask.pick = async (items) => {
      const all = await items;
      offered.push(...all.map(({ label }) => label));
      return all.find(({ kind, label }) => kind === undefined && label.startsWith('$(circle-slash)'));
    };
    // As the hint of the first rule does; commands of hints that were asked for like this are gone soon.
    await run('adot.relabel.followTarget', file.document.uri, 0, 0);
    assert.equal(offered[0], 'Dropped by rule 1', 'what the clicked rule drops comes first');
    assert.ok(offered.includes('Kept'));
    const page = (): Promise<string> => {
      const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'adot-relabel');
      return Promise.resolve(shown?.getText() ?? '');
    };
    const text = await until(page, (all) => all.includes('**Dropped** by rule 1'));
    assert.match(text, /```yaml\nsource_labels: \[__meta_kubernetes_namespace\]\nregex:/);

    await file.replace('regex: prom-sample-app', 'regex: none|.+');
    const after = await until(page, (all) => all.includes('**Scraped.**'));
    assert.match(after, /regex: none\|\.\+/);
  });

  it('asks for targets first when somebody wants to follow one and none is known', async () => {
    answer(/cluster/, /^amp-eks-fargate$/, /^\$\(pass\)/);
    const before = new Set(vscode.workspace.textDocuments);
    await run('adot.relabel.followTarget', file.document.uri);
    const shown = (): Promise<vscode.TextDocument | undefined> =>
      Promise.resolve(
        vscode.workspace.textDocuments.find((one) => one.uri.scheme === 'adot-relabel' && !before.has(one)),
      );
    const page = await until(shown, (found) => found !== undefined);
    assert.match(page?.getText() ?? '', /\*\*Scraped\.\*\*/);
  });

  it('asks nothing for a file without scrape jobs, and says what to open', async () => {
    const told: string[] = [];
    api.ask.error = (message) => Promise.resolve(told.push(message) > 0 ? undefined : message);
    await file.replace('prometheus:\r\n        config', 'otlp:\r\n        protocols');
    await run('adot.relabel.chooseTargets', file.document.uri);
    assert.match(told.join(), /no scrape job.*scrape_configs/);
  });

  it('says in words when the cluster refuses, and keeps what it knew', async () => {
    answer(/cluster/, /^amp-eks-fargate$/);
    await run('adot.relabel.chooseTargets');
    const before = await hints();
    const told: string[] = [];
    api.ask.error = (message) => Promise.resolve(told.push(message) > 0 ? undefined : message);
    await spoil({ kind: 'denied', service: 'kubernetes' });
    await run('adot.relabel.refreshTargets');
    await until(
      () => Promise.resolve(told),
      ({ length }) => length > 0,
    );
    assert.match(told.join(), /403|may not|not allowed/);
    assert.deepEqual(await hints(), before);
  });

  it('reads the targets again, and asks for nothing again, when somebody retries', async () => {
    const asked: string[] = [];
    api.ask.error = (_message, ...buttons) => Promise.resolve(asked.push(...buttons) > 0 ? buttons[0] : '');
    await spoil({ kind: 'error', service: 'kubernetes', times: 1 });
    answer(/cluster/, /^amp-eks-fargate$/);
    await run('adot.relabel.chooseTargets');
    const [keep] = await until(hints, (all) => all.length > 0);
    assert.match(keep?.text ?? '', /^2 of /);
    assert.equal(asked[0], 'Retry');
  });
});
