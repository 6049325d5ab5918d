import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { signOut } from '../integration/labSwitches.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

describe('the Resources view in a page', () => {
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({
      settings: { 'adot.connections': [{ profile: 'lab', regions: ['us-east-1'] }] },
    });
    await workbench.openResources();
    await workbench.row(/^Workspace prometheus-sample-app, /).waitFor({ timeout: 60_000 });
  });

  after(async () => {
    await workbench?.close();
    await signOut('lab-expired');
  });

  it('says of each line what it is and how it is', async () => {
    const failed = workbench.row(/^Workspace over-quota, ws-[\w-]+, creation failed, \d+d/);
    await failed.waitFor();
    const silent = await workbench
      .view()
      .locator('[role="treeitem"]:not([aria-label]), [role="treeitem"][aria-label=""]')
      .count();
    assert.equal(silent, 0);
  });

  it('says all of a workspace when the pointer rests on it', async () => {
    const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Tag recipe: eks-fargate' });
    const isThere = (): Promise<boolean> =>
      hover.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    // A tree that is drawn anew forgets the pointer above it until that moves.
    do {
      await workbench.restPointer();
      await workbench.row(/^Workspace prometheus-sample-app, /).hover();
    } while (!(await isThere()));
    assert.match(
      (await hover.textContent()) ?? '',
      /prometheus-sample-app.*Status: active.*Region: us-east-1/,
    );
    await workbench.restPointer();
  });

  it('opens a row and its menu by keyboard alone', async () => {
    const { keyboard } = workbench.page;
    const focused = workbench.view().locator('.monaco-list:focus .monaco-list-row.focused');
    await workbench.page.locator('.part.editor').click();
    await keyboard.press('Control+0');
    await keyboard.press('Home');
    const wanted = /^Workspace prometheus-sample-app, /;
    for (let rows = await workbench.view().getByRole('treeitem').count(); rows > 0; rows--) {
      if (wanted.test((await focused.getAttribute('aria-label')) ?? '')) {
        break;
      }
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('ArrowRight');
    await workbench.view().getByRole('treeitem', { name: wanted, expanded: true }).waitFor();
    await workbench.row('Limits and Retention').waitFor();
    await keyboard.press('Shift+F10');
    await workbench.page.getByRole('menuitem', { name: 'Scaffold Collector Manifest' }).waitFor();
    await keyboard.press('Escape');
    await keyboard.press('ArrowLeft');
    await workbench.view().getByRole('treeitem', { name: wanted, expanded: false }).waitFor();
  });

  it('shows the filter above the tree, and clears it', async () => {
    await workbench.runCommand('adot.resources.filter');
    await workbench.answer('/^team-/');
    await workbench.view().getByText('Filter: /^team-/').waitFor();
    await workbench.row(/^Workspace prometheus-sample-app, /).waitFor({ state: 'detached' });
    assert.equal(
      await workbench
        .view()
        .getByRole('treeitem', { name: /^Workspace team-metrics/ })
        .count(),
      2,
    );
    await workbench
      .view()
      .getByRole('button', { name: /Clear Resource Filter/ })
      .click();
    await workbench.row(/^Workspace prometheus-sample-app, /).waitFor();
  });

  it('refuses a filter that is no expression while it is typed', async () => {
    await workbench.runCommand('adot.resources.filter');
    await workbench.page.locator('.quick-input-widget input[type="text"]').fill('/(/');
    await workbench.page.locator('.quick-input-message', { hasText: 'regular expression' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('has the connection in the status bar, and switches it there', async () => {
    const item = workbench.page.getByRole('button', { name: /^AWS profile lab, region us-east-1/ });
    await item.click();
    await workbench.quickPickRow('lab-expired').click();
    await workbench.quickPickRow('us-east-1').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.row(/^Connection lab-expired/).waitFor({ timeout: 30_000 });
  });

  it('marks the connection when its credentials failed, with one line and no message', async () => {
    await workbench.row(/^Problem: .*lab-expired/).waitFor({ timeout: 30_000 });
    const item = workbench.page.getByRole('button', { name: /^AWS profile lab-expired.*credentials failed/ });
    await item.waitFor();
    assert.equal(
      await workbench
        .view()
        .getByRole('treeitem', { name: /^Problem: / })
        .count(),
      1,
    );
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('signs in from that line, and then shows what there is', async function () {
    this.timeout(90_000);
    await workbench.row(/^Problem: .*lab-expired/).click();
    await workbench.row(/^Workspace prometheus-sample-app, /).waitFor({ timeout: 60_000 });
    await workbench.page.locator('.terminal-wrapper').first().waitFor();
  });
});
