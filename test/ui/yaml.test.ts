import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { manifestWith } from '../integration/yamlManifest.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

const name = 'collector.yaml';
const text = manifestWith('exporters: [debug]', 'exporters: [debug, missing]');

describe('a collector config in a ConfigMap, in a page', () => {
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(180_000);
    workbench = await openWorkbench({
      files: { [name]: text },
      settings: { 'editor.minimap.enabled': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden' },
    });
    await workbench.openFile(name);
    await workbench.page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
  });

  after(async () => workbench?.close());

  const line = (piece: string): Locator =>
    workbench.page.locator('.editor-instance .view-line').filter({ hasText: piece }).first();

  /** The colour of the first stretch of a line that has the text in it. */
  async function colour(piece: string, word: string): Promise<string> {
    const part = line(piece).locator('span > span').filter({ hasText: word }).first();
    return part.evaluate((element) => {
      // The tests have no types of the page.
      const page = globalThis as unknown as { getComputedStyle(one: unknown): { color: string } };
      return page.getComputedStyle(element).color;
    });
  }

  async function goToEndOf(piece: string): Promise<void> {
    await line(piece).click();
    await workbench.page.keyboard.press('End');
  }

  it('is coloured like the YAML around it', async () => {
    const around = await colour('metadata:', 'metadata');
    const end = Date.now() + 20_000;
    while ((await colour('endpoint:', 'endpoint')) !== around && Date.now() < end) {
      await workbench.page.waitForTimeout(100);
    }
    assert.equal(await colour('endpoint:', 'endpoint'), around);
    assert.notEqual(await colour('endpoint:', '0.0.0.0'), around);
    await workbench.screenshot('yaml-problems');
  });

  it('offers commands above it and tells the upstream release', async () => {
    const lenses = workbench.page.locator('.codelens-decoration');
    await lenses.filter({ hasText: 'Validate' }).waitFor();
    assert.match((await lenses.allInnerTexts()).join(), /Open pipeline graph.*Upgrade to/s);
    await line('upstream 0.151.0').waitFor();
  });

  it('suggests while one types, although it is a string for the editor', async () => {
    const { page } = workbench;
    const { keyboard } = page;
    await goToEndOf('verbosity: basic');
    await keyboard.press('Enter');
    await keyboard.type('sampling_i');
    const widget = page.locator('.suggest-widget.visible');
    await widget.locator('.monaco-list-row', { hasText: 'sampling_initial' }).first().waitFor();
    await workbench.screenshot('yaml-completion');
    await keyboard.press('Enter');
    await line('sampling_initial: ').waitFor();
    const written = (await line('sampling_initial: ').innerText()).replaceAll('\u00a0', ' ');
    assert.match(written, /^ {8}sampling_initial: \d+/);
    await keyboard.press('Escape');
    await keyboard.press('Control+Shift+k');
  });

  it('says of a field what it is', async () => {
    const { page } = workbench;
    await line('verbosity: basic').locator('span > span', { hasText: 'verbosity' }).first().hover();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'basic' });
    await hover.waitFor();
    await workbench.screenshot('yaml-hover');
    await workbench.restPointer();
  });

  it('offers to mend and to silence a problem', async () => {
    const { page } = workbench;
    await goToEndOf('missing]');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+.');
    const menu = page.locator('.action-widget');
    await menu.getByText(/Ignore collector\/undefined-reference here/).waitFor();
    await workbench.screenshot('yaml-fixes');
    await page.keyboard.press('Escape');
  });

  it('leads from a problem to what the documentation says of its rule', async () => {
    const { page } = workbench;
    await line('missing]').locator('span > span', { hasText: 'missing' }).first().hover();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'undefined-reference' });
    await hover.locator('a', { hasText: 'collector/undefined-reference' }).click();
    const tab = page.locator('.tabs-container').getByRole('tab', { name: /undefined-reference/ });
    await tab.waitFor();
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'collector/undefined-reference' }).waitFor();
    await workbench.screenshot('yaml-rule');
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  });

  it('shows what an upgrade changes before it does', async () => {
    const { page } = workbench;
    await goToEndOf('verbosity: basic');
    await workbench.runCommand('adot.yaml.upgrade');
    await workbench.quickPickRow('v0.49.0').click();
    await page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await workbench.quickPickRow('Apply').waitFor();
    await workbench.screenshot('yaml-upgrade');
    await page.keyboard.press('Escape');
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
  });
});
