import type { WorkbenchPage } from './workbench.ts';

/** Puts the cursor before what matches first in the open text, with its line in the middle of the editor. */
export async function goTo({ page }: WorkbenchPage, text: string, pattern: RegExp): Promise<void> {
  const at = text.search(pattern);
  const before = text.slice(0, at).split('\n');
  const place = `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.fill(place);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}
