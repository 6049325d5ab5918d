import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { lensManifest } from '../fixtures/lensManifest.ts';
import { labSettings } from '../host/labEnvironment.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

const name = 'collector.yaml';
const text = lensManifest();

describe('the relabel lens, in a page', () => {
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(180_000);
    workbench = await openWorkbench({
      files: { [name]: text },
      settings: {
        ...labSettings,
        'editor.minimap.enabled': false,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
      },
    });
    await workbench.openFile(name);
  });

  after(async () => workbench?.close());

  const line = (piece: string): Locator =>
    workbench.page.locator('.editor-instance .view-line').filter({ hasText: piece }).first();

  it('leads from the rules to the targets of a cluster, and shows what each rule does', async () => {
    const { page } = workbench;
    const lenses = page.locator('.codelens-decoration');
    const cluster = workbench.quickPickRow('A cluster');
    await workbench.clickFor(lenses.getByText('Choose targets to see'), cluster);
    await cluster.click();
    await workbench.quickPickRow('amp-eks-fargate').click();
    await line('2 of 3 kept').waitFor();
    await line('sets pod on 2').waitFor();
    await line('2 targets scraped').waitFor();
    await lenses.getByText('3 targets from cluster amp-eks-fargate').waitFor();
    await workbench.screenshot('relabel-lens');
  });

  it('shows the way of one target beside the file, by a click on what a rule does', async () => {
    const { page } = workbench;
    await page.getByText('2 of 3 kept').hover();
    await page.locator('.monaco-hover:visible').getByText('Follow one target').click();
    await workbench.quickPickRow('192.').waitFor();
    await workbench.screenshot('relabel-targets');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const preview = page.frameLocator('iframe.webview').frameLocator('iframe');
    await preview.getByText('Labels before the first rule').waitFor();
    assert.match(await preview.locator('body').innerText(), /Scraped\./);
    await workbench.screenshot('relabel-page');
  });
});
