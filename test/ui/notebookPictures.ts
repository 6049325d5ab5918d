import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../host/paths.ts';
import type { Take } from './editorPictures.ts';
import type { WorkbenchPage } from './workbench.ts';

const name = 'sample-app.promql.md';

/** The notebook that `npm start` shows. */
export const sampleNotebook: Readonly<Record<string, string>> = {
  [name]: readFileSync(join(root, 'test/host/sample', name), 'utf8'),
};

/** The notebook with what its queries find. */
export async function takeNotebook(workbench: WorkbenchPage, take: Take): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(name);
  const overlay = page.locator('.notebookOverlay:visible');
  await overlay.locator('.code-cell-row').first().waitFor();
  await page
    .locator(
      '.notebook-toolbar-container a.action-label[aria-label^="Run All"], .notebook-toolbar-container a.action-label[aria-label^="すべて実行"]',
    )
    .first()
    .click();
  const outputs = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  // With several profiles for the region it asks once which one signs.
  const question = page.locator('.quick-input-widget:visible');
  const verdict = overlay.locator('.cell-status-item', { hasText: /As expected|期待どおり/ });
  await question.or(verdict).first().waitFor({ timeout: 60_000 });
  if (await question.isVisible()) {
    await page.keyboard.press('Enter');
  }
  await outputs.locator('.output canvas').first().waitFor();
  await verdict.first().waitFor();
  // Outputs move what lies below them until all have their height.
  await page.waitForTimeout(1_000);
  await take('notebook');
  await workbench.openPalette('View: Close Editor');
  await workbench.quickPickRow('View: Close Editor').click();
}
