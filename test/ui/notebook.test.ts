import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { labSettings } from '../host/labEnvironment.ts';
import { mend, spoil } from '../integration/labSwitches.ts';
import { fedAlias, region } from '../lab/names.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

const fence = '```';

/** A notebook that asks the workspace which the sample app writes to. */
function notebookOf(...queries: string[]): string {
  const cells = queries.map((query) => `${fence}promql\n${query}\n${fence}\n`);
  return `---\ndatasource: ${fedAlias}@${region}\nrange: 30m\nstep: 15s\ntimezone: UTC\n---\n\n# Queries\n\n${cells.join('\n')}`;
}

const hostile = `<img src=x onerror=document.title='owned'><script>document.title='owned'</script>\u202egnirts`;

/** Series that are there from the first moment on. */
const waves = [
  'label_replace(sin(vector(time() / 300)), "wave", "sine", "", "")',
  'or label_replace(cos(vector(time() / 300)), "wave", "cosine", "", "")',
].join('\n');

const files = {
  'range.promql.md': notebookOf(waves),
  'instant.promql.md': notebookOf(`# @instant\n${waves}`),
  'error.promql.md': notebookOf('sum(up) +\n  nosuchfunction(up)'),
  'variables.promql.md': notebookOf(
    '# @instant\nvector(2) * ${factor.value}',
    '# @name factor\n# @instant\nscalar(vector(21))',
  ),
  'cancel.promql.md': notebookOf('# @instant\nup'),
  'expect.promql.md': notebookOf(
    '# @name good\n# @expect > 0\nvector(1)',
    '# @name bad\n# @expect > 5\nvector(1)',
  ),
  'chart.promql.md': notebookOf(waves),
  'zoom.promql.md': notebookOf(waves),
  'hostile.promql.md': notebookOf(
    `# @instant\nlabel_replace(vector(1), "label", "${hostile}", "", "")`,
    `label_replace(vector(1), "label", "${hostile}", "", "")`,
  ),
};

/** A file as soon as something is in it. */
async function until(file: string): Promise<Buffer> {
  for (let triesLeft = 50; ; triesLeft -= 1) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (bytes.length > 0) {
      return bytes;
    }
    assert.ok(triesLeft > 0, `${file} is not there`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('PromQL notebooks, in a page', function () {
  this.timeout(120_000);
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(180_000);
    workbench = await openWorkbench({
      files,
      settings: {
        ...labSettings,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
        'notebook.globalToolbar': true,
      },
      width: 1400,
      height: 1000,
    });
    workbench.page.setDefaultTimeout(15_000);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench.screenshot(
        `failed-notebook-${this.currentTest.title.slice(0, 30).replace(/\W+/g, '-')}`,
      );
    }
    await mend();
    // What is open would keep its page of outputs.
    await workbench.page.keyboard.press('Escape');
    const tabs = workbench.page.locator('.tabs-container .tab');
    // A page that is just shown takes the keyboard, and the palette with it.
    for (let triesLeft = 8; (await tabs.count()) > 0 && triesLeft > 0; triesLeft -= 1) {
      const last = tabs.nth((await tabs.count()) - 1);
      await workbench.openPalette('View: Revert and Close Editor');
      await workbench.page.keyboard.press('Enter');
      await last.waitFor({ state: 'detached', timeout: 3_000 }).catch(() => undefined);
    }
  });

  after(() => workbench?.close());

  const cells = (): Locator =>
    workbench.page.locator('.notebookOverlay:visible .cell-list-container .code-cell-row');
  const statusItem = (text: string | RegExp): Locator =>
    workbench.page.locator('.notebookOverlay:visible .cell-statusbar-container .cell-status-item', {
      hasText: text,
    });
  const outputs = (): FrameLocator =>
    workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

  async function open(name: keyof typeof files): Promise<void> {
    // An editor that is just going away takes the list of files with it.
    await workbench.openFile(name).catch(async () => {
      await workbench.page.keyboard.press('Escape');
      await workbench.openFile(name);
    });
    await cells().first().waitFor();
  }

  async function runAll(): Promise<void> {
    const button = workbench.page.locator(
      '.notebook-toolbar-container a.action-label[aria-label^="Run All"]',
    );
    await button.first().click();
  }

  const onDisk = (name: string): Promise<string> => readFile(join(workbench.folder, name), 'utf8');

  it('shows a range query as a chart', async () => {
    await open('range.promql.md');
    await runAll();
    await outputs().locator('.output canvas').first().waitFor();
    await statusItem('30m').waitFor();
    await statusItem(/samples/).waitFor();
    await workbench.restPointer();
    await workbench.screenshot('notebook-range-dark');
  });

  it('saves a picture of a chart, and a report with it', async () => {
    await open('range.promql.md');
    await runAll();
    await outputs().locator('.output canvas').first().waitFor();
    await cells().first().click();
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('adot.notebook.export');
    await workbench.quickPickRow('Picture (PNG)').click();
    // VS Code proposes a name beside the notebook.
    const ok = workbench.page.locator('.quick-input-widget').getByText('OK', { exact: true });
    await ok.click();
    const png = await until(join(workbench.folder, 'query.png'));
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    assert.ok(png.length > 5_000, String(png.length));

    await workbench.runCommand('adot.notebook.exportReport');
    await ok.click();
    await until(join(workbench.folder, 'range-report', '1.png'));
    const report = (await until(join(workbench.folder, 'range-report.md'))).toString();
    assert.match(report, /!\[[^\]]*\]\(<range-report\/1\.png>\)/);
  });

  it('runs a query with Ctrl+Enter where it is written', async () => {
    await open('instant.promql.md');
    const editor = cells().first().locator('.monaco-editor');
    await editor.click();
    const before = await cells().first().locator('.view-lines').innerText();
    await workbench.page.keyboard.press('Control+Enter');
    await cells()
      .first()
      .locator('.execution-count-label', { hasText: /\[\d+\]/ })
      .waitFor();
    assert.equal(await cells().first().locator('.view-lines').innerText(), before);
  });

  it('shows an instant query as a table', async () => {
    await open('instant.promql.md');
    await runAll();
    await outputs().getByRole('radio', { name: 'Table' }).click();
    await outputs().locator('table').waitFor();
    assert.match(await outputs().locator('table').innerText(), /cosine/);
    await workbench.screenshot('notebook-instant-dark');
  });

  it('shows an error in the words of the server, and where it is', async () => {
    await open('error.promql.md');
    await runAll();
    await outputs()
      .getByText(/unknown function with name "nosuchfunction"/)
      .waitFor();
    await cells().locator('.squiggly-error').first().waitFor();
    await workbench.restPointer();
    await workbench.screenshot('notebook-error');
  });

  it('runs what a variable needs first, wherever it stands', async () => {
    await open('variables.promql.md');
    await cells().first().hover();
    await cells().first().locator('.run-button-container .codicon-notebook-execute').first().click();
    await outputs().getByText('42').first().waitFor();
    await workbench.screenshot('notebook-variables');
  });

  it('stops a query that takes too long', async () => {
    await open('cancel.promql.md');
    await spoil({ kind: 'latency', service: 'gateway', operation: 'QueryMetrics', latencyMs: 60_000 });
    await runAll();
    const stop = workbench.page.locator(
      '.notebook-toolbar-container a.action-label[aria-label^="Stop Execution"]',
    );
    await stop.first().click();
    await cells()
      .locator('.codicon-notebook-state-executing')
      .first()
      .waitFor({ state: 'detached', timeout: 20_000 });
    await workbench.screenshot('notebook-cancelled');
  });

  it('tells which expectations hold', async () => {
    await open('expect.promql.md');
    await runAll();
    await statusItem('As expected').first().waitFor();
    await statusItem('Not as expected').waitFor();
    await workbench.screenshot('notebook-expect');
  });

  it('runs expectations from the Test Explorer, and says what failed', async () => {
    await open('expect.promql.md');
    await workbench.openPalette('Test: Run All Tests');
    await workbench.quickPickRow('Test: Run All Tests').click();
    await workbench.openPalette('Testing: Focus on Test Explorer View');
    await workbench.quickPickRow('Testing: Focus on Test Explorer View').click();
    const icon = (label: string, state: 'passed' | 'failed'): Locator =>
      workbench
        .view()
        .locator('.monaco-list-row', { hasText: label })
        .locator(`.codicon-testing-${state}-icon`);
    await icon('expect.promql.md', 'failed').waitFor();
    await workbench.expand(/^expect\.promql\.md/);
    await icon('good', 'passed').waitFor();
    await icon('bad', 'failed').waitFor();
    await workbench.screenshot('notebook-tests');
  });

  it('remembers another chart in the text', async () => {
    await open('chart.promql.md');
    await runAll();
    await outputs().getByRole('radio', { name: 'Bars' }).click();
    await statusItem('Bars').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await workbench.page.locator('.tab.dirty', { hasText: 'chart.promql.md' }).waitFor({ state: 'detached' });
    assert.equal(
      await onDisk('chart.promql.md'),
      files['chart.promql.md'].replace(waves, `# @chart bar\n${waves}`),
    );
    await workbench.screenshot('notebook-chart');
  });

  it('zooms into a stretch of time, and keeps it in the text only when that is asked for', async () => {
    await open('zoom.promql.md');
    await runAll();
    const canvas = outputs().locator('.output .u-over');
    await canvas.first().waitFor();
    const box = await canvas.first().boundingBox();
    assert.ok(box);
    const { mouse } = workbench.page;
    await mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 8 });
    await mouse.up();
    const zoom = workbench.page.locator('.cell-statusbar-container .cell-status-item', {
      has: workbench.page.locator('.codicon-zoom-in'),
    });
    await zoom.waitFor();
    assert.equal(await onDisk('zoom.promql.md'), files['zoom.promql.md']);
    await workbench.screenshot('notebook-zoom');
    await workbench.clickFor(zoom, workbench.quickPickRow('Keep'));
    await workbench.quickPickRow('Keep').click();
    await zoom.waitFor({ state: 'detached' });
    await statusItem(/^\s*20\d\d-.*Z$/).waitFor();
  });

  it('shows hostile labels as text, and nothing happens', async () => {
    await open('hostile.promql.md');
    await runAll();
    await outputs().getByText('onerror=document.title').first().waitFor();
    assert.equal(await outputs().locator('img, script[src]').count(), 0);
    assert.doesNotMatch(await workbench.page.title(), /owned/);
    await workbench.screenshot('notebook-hostile');
  });

  it('opens filled in from a workspace', async () => {
    await workbench.openResources();
    await workbench.expand('lab');
    await workbench.expand('AMP Workspaces');
    await workbench.chooseCommand(fedAlias, 'adot.notebook.openForWorkspace');
    await outputs().getByRole('heading', { name: 'Is the pipeline working?' }).waitFor();
    await cells().first().waitFor();
    await workbench.screenshot('notebook-workspace');
  });

  it('looks as the theme does', async () => {
    await open('range.promql.md');
    await runAll();
    await outputs().locator('.output canvas').first().waitFor();
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.restPointer();
      await workbench.screenshot(`notebook-${theme.replace(' ', '-')}`);
    }
  });
});
