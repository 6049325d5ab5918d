import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { labSettings } from '../host/labEnvironment.ts';
import { root } from '../host/paths.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

describe('the workbench', () => {
  let workbench: WorkbenchPage;

  before(async () => {
    workbench = await openWorkbench();
  });

  after(() => workbench?.close());

  it('shows the resources, or says why there are none', async () => {
    await workbench.openResources();
    const content = workbench.view().locator('[role="treeitem"], .welcome-view-content:not(:empty)');
    await content.first().waitFor({ timeout: 30_000 });
    assert.notEqual((await content.first().innerText()).trim(), '');
  });

  it('runs a command from the palette', async () => {
    await workbench.runCommand('adot.log.show');
    await workbench.page.locator('.part.panel').waitFor({ timeout: 20_000 });
    assert.match(await workbench.page.locator('.part.panel').innerText(), /ADOT Workbench/);
  });
});

describe('the workbench in Japanese', () => {
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({ locale: 'ja', settings: labSettings });
    await workbench.openResources();
  });

  after(() => workbench?.close());

  it('takes the words of the manifest and of the code from the Japanese files', async () => {
    const read = (file: string): Record<string, string> =>
      JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
    const view = read('package.nls.ja.json')['view.resources'] ?? 'no name';
    const row = read('l10n/bundle.l10n.ja.json')['AMP Workspaces'] ?? 'no translation';
    assert.match(view + row, /[\u3040-\u30ff]/);
    await workbench.view().getByText(view).first().waitFor();
    await workbench.row(row).waitFor({ timeout: 60_000 });
  });
});
