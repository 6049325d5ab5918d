import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { inCluster, mend, spoil } from '../integration/labSwitches.ts';
import { labSettings } from '../host/labEnvironment.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

const manifest = 'adot-collector-fargate.yaml';
const alias = 'prometheus-sample-app';
const healthy = /^Collector adot-collector, adot-col/;
const remoteWrite = /endpoint: "?(http:\/\/127\.0\.0\.1:\d+\/workspaces\/ws-[\w-]+\/api\/v1\/remote_write)/;

/** An old recipe: comments, order and line ends have to stay. */
const recipe = [
  '# ours',
  'exporters:',
  '  prometheusremotewrite: { endpoint: <YOUR_ENDPOINT> } # keep',
  'extensions:',
  '  sigv4auth:   { region: <YOUR_REGION>, service: aps }',
  '',
].join('\r\n');

describe('from a workspace to a manifest and a log, in a page', () => {
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({ settings: labSettings, height: 1200, files: { 'old.yaml': recipe } });
    await workbench.openResources();
    await workbench.widenSideBar(560);
  });

  after(() => workbench?.close());
  afterEach(() => mend());

  it('opens down to a pod and to where its collector writes, each row with words for a screen reader', async function () {
    this.timeout(90_000);
    await workbench.expand('EKS Clusters');
    await workbench.expand(/^EKS cluster amp-eks-fargate/);
    await workbench.expand(healthy);
    await workbench.row(/^Pod adot-collector-\w+-\w+, Running/).waitFor();
    await workbench.row(new RegExp(alias)).waitFor();
    const edge = workbench.view().getByRole('treeitem', { name: `Writes to ${alias}` });
    await edge.first().waitFor({ timeout: 30_000 });
    const rows = workbench.view().getByRole('treeitem');
    assert.ok((await rows.count()) > 20);
    const silent = workbench
      .view()
      .locator('[role="treeitem"]:not([aria-label]), [role="treeitem"][aria-label=""]');
    assert.equal(await silent.count(), 0);
  });

  it('scaffolds a manifest by the palette, with the live URL and a role that the cluster knows', async function () {
    this.timeout(90_000);
    await workbench.runCommand('adot.manifest.scaffold');
    await workbench.quickPickRow(alias).click();
    await workbench.quickPickRow('amp-eks-fargate').click();
    // The question before has a text field too.
    await workbench.page.locator('.quick-input-title', { hasText: '(3/4)' }).waitFor();
    await workbench.answer('adot-col');
    await workbench.quickPickRow('v0.').click();
    const tab = workbench.page.locator('.tabs-container').getByRole('tab', { name: manifest });
    await tab.waitFor({ timeout: 30_000 });
    const text = readFileSync(join(workbench.folder, manifest), 'utf8');
    assert.match(text, remoteWrite);
    assert.match(text, /region: "?us-east-1/);
    assert.match(text, /role-arn: "?arn:aws:iam::111122223333:role\//);
    assert.doesNotMatch(text, /<[A-Z_]+>/);
  });

  it('fills an old recipe in, and one undo takes all of it back', async function () {
    this.timeout(90_000);
    const file = join(workbench.folder, 'old.yaml');
    await workbench.openFile('old.yaml');
    await workbench.runCommand('adot.manifest.fillIn');
    await workbench.quickPickRow(alias).click();
    await workbench.page.locator('.tab.dirty', { hasText: 'old.yaml' }).waitFor({ timeout: 30_000 });
    await workbench.save('old.yaml');
    const filled = readFileSync(file, 'utf8');
    const url = remoteWrite.exec(filled)?.[1] ?? '';
    const expected = recipe.replace('<YOUR_ENDPOINT>', url).replace('<YOUR_REGION>', 'us-east-1');
    assert.equal(filled.replaceAll('"', ''), expected.replaceAll('"', ''));
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.locator('.tab.dirty', { hasText: 'old.yaml' }).waitFor();
    await workbench.save('old.yaml');
    assert.equal(readFileSync(file, 'utf8'), recipe);
  });

  it('shows a log in the output panel, also what was said while the connection was cut', async function () {
    this.timeout(90_000);
    await workbench.expand('Sample App');
    const row = workbench.row(/^Pod prometheus-sample-app/);
    await row.waitFor({ timeout: 20_000 });
    const name = /^Pod ([\w-]+),/.exec((await row.getAttribute('aria-label')) ?? '')?.[1] ?? '';
    const say = (line: string) => inCluster('appendLog', { namespace: 'prom-sample-app', name }, line);
    const lines = workbench.outputLines();
    await workbench.chooseFromMenu(/^Pod prometheus-sample-app/, 'Follow Logs');
    await lines.filter({ hasText: 'Updating metrics' }).first().waitFor({ timeout: 30_000 });
    await say('spoken before');
    await lines.getByText('spoken before').waitFor({ timeout: 20_000 });
    await spoil({ kind: 'refused', service: 'kubernetes' });
    await say('spoken during');
    await lines.filter({ hasText: /^---/ }).last().waitFor({ timeout: 20_000 });
    assert.equal(await lines.getByText('spoken during').count(), 0);
    await mend();
    await lines.getByText('spoken during').waitFor({ timeout: 30_000 });
    await say('spoken after');
    await lines.getByText('spoken after').waitFor({ timeout: 20_000 });
    const spoken = (await lines.allInnerTexts()).flatMap((line) => /spoken.(\w+)/.exec(line)?.[1] ?? []);
    // The first may have left the panel by now.
    assert.match(spoken.join(' '), /^(before )?during after$/);
  });

  it('says in the log of a pod that nobody can run why it has none', async () => {
    await workbench.chooseFromMenu(/^Collector payments-collector/, 'Follow Logs');
    await workbench.outputLines().filter({ hasText: 'Unschedulable' }).first().waitFor({ timeout: 30_000 });
  });

  it('stops following by the palette', async () => {
    const status = workbench.page.locator('.statusbar-item', { hasText: /2 logs/ });
    await status.waitFor();
    await workbench.runCommand('adot.logs.stop');
    await workbench.page.locator('.quick-input-count', { hasText: '2 Selected' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    await status.waitFor({ state: 'detached' });
  });
});
