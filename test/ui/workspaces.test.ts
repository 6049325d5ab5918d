import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { mend, spoil } from '../integration/labSwitches.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

describe('commands of workspaces in a page', () => {
  let workbench: WorkbenchPage;
  const statusBar = (text: string) => workbench.page.locator('.part.statusbar').getByText(text);

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({
      settings: { 'adot.connections': [{ profile: 'lab', regions: ['us-east-1'] }] },
    });
    await workbench.openResources();
    await workbench.row(/^Workspace archive-2024, /).waitFor({ timeout: 60_000 });
  });

  after(async () => {
    await workbench?.close();
    await mend();
  });

  it('a new one shows in the tree, tells when it is ready, and gives its URL', async () => {
    const { page } = workbench;
    await workbench.row('AMP Workspaces').hover();
    await workbench
      .row('AMP Workspaces')
      .getByRole('button', { name: /^Create/ })
      .click();
    await workbench.answer('brand-new');
    await page.locator('.quick-input-title', { hasText: '(2/2)' }).waitFor();
    await workbench.answer('team=docs');
    await workbench.row(/^Workspace brand-new, ws-[\w-]+, creating/).waitFor();
    await page.getByRole('button', { name: 'Copy Remote-Write URL' }).click({ timeout: 60_000 });
    await statusBar('Copied: http').waitFor();
    assert.match(await statusBar('Copied: http').innerText(), /\/api\/v1\/remote_write$/);
  });

  it('says in the status bar what goes on while AWS takes its time', async () => {
    await spoil({ kind: 'latency', service: 'aps', operation: 'DescribeWorkspace', latencyMs: 4_000 });
    await workbench.chooseCommand(/^Workspace archive-2024, /, 'adot.workspace.editTags');
    await statusBar('Edit Tags of archive-2024').waitFor({ timeout: 3_000 });
    await workbench.page.locator('.quick-input-title', { hasText: 'Edit Tags' }).waitFor();
    await statusBar('Edit Tags of archive-2024').waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Escape');
  });
});

describe('a machine without AWS files', () => {
  let workbench: WorkbenchPage;
  const none = { AWS_PROFILE: '', AWS_REGION: '', AWS_DEFAULT_REGION: '' };

  before(async function () {
    this.timeout(120_000);
    const missing = join(process.env.AWS_CONFIG_FILE ?? '', '..', 'no', 'such');
    workbench = await openWorkbench({
      env: {
        ...none,
        AWS_CONFIG_FILE: join(missing, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(missing, 'credentials'),
        KUBECONFIG: join(missing, 'kubeconfig'),
      },
    });
    await workbench.openResources();
  });

  after(() => workbench?.close());

  it('says so, and begins the config file on request', async () => {
    await workbench.view().getByText('No AWS profile was found on this machine.').waitFor();
    await workbench.view().getByRole('button', { name: 'Open AWS Config File' }).last().click();
    await workbench.page.locator('.tabs-container').getByRole('tab', { name: 'config' }).waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });
});
