import type { WorkbenchPage } from './workbench.ts';

/** Puts the cursor before what matches first in the open text, with its line in the middle of the editor. */
export async function goTo({ page }: WorkbenchPage, text: string, pattern: RegExp): Promise<void> {
  const at = text.search(pattern);
  if (at < 0) {
    throw new Error(`${pattern} is not in the text.`);
  }
  const before = text.slice(0, at).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  const input = page.locator('.quick-input-widget input[type="text"]');
  for (let triesLeft = 5; ; triesLeft -= 1) {
    try {
      await page.keyboard.press('Control+g');
      await input.fill(`:${line}:${column}`, { timeout: 4_000 });
      // Enter does nothing before the answer to what was typed is there.
      await page
        .locator('.quick-input-widget .monaco-list-row', { hasText: String(line) })
        .first()
        .click();
      await input.waitFor({ state: 'hidden', timeout: 4_000 });
      return;
    } catch (error) {
      if (triesLeft === 0) {
        throw error;
      }
      await page.keyboard.press('Escape');
    }
  }
}
