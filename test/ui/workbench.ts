import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { processLifetime } from '../host/lifetime.ts';
import type { Lifetime } from '../host/lifetime.ts';
import { root, store, temporaryFolder } from '../host/paths.ts';
import type { Locale } from '../host/server.ts';
import { openPage, startBrowser, startWorkbench } from '../host/workbench.ts';

export type Theme = 'light' | 'dark' | 'high contrast' | 'high contrast light';

export interface OpenOptions {
  locale?: Locale;
  theme?: Theme;
  /** With VS Code's question for trust in the folder; without it every folder is trusted. */
  workspaceTrust?: boolean;
  settings?: Record<string, unknown>;
  /** A folder to copy as the open one; an empty one unless given. */
  copyOf?: string;
  /** Files to write into the open folder, by their paths in it. */
  files?: Record<string, string>;
  /** More environment for the extension, on top of the lab's. */
  env?: Record<string, string>;
  width?: number;
  height?: number;
  /** Device pixels for one pixel of the page. */
  scale?: number;
}

const themes: Record<Theme, string> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high contrast': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
};

/** How VS Code's list of themes calls them. */
const themeLabels: Record<Theme, string> = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high contrast': 'Dark High Contrast',
  'high contrast light': 'Light High Contrast',
};

/** Where screenshots go: `ADOT_SCREENSHOTS`, else a folder outside git. */
const pictures = process.env.ADOT_SCREENSHOTS ?? join(store, 'screenshots');

/** A test run that is interrupted ends the workbenches that are open. */
const testRun = processLifetime();

/** Opens a workbench of its own, with the extension installed, in a headless browser. */
export async function openWorkbench(options: OpenOptions = {}): Promise<WorkbenchPage> {
  const lifetime = testRun.nested();
  try {
    const folder = join(temporaryFolder(lifetime), 'workspace');
    mkdirSync(folder);
    if (options.copyOf !== undefined) {
      cpSync(options.copyOf, folder, { recursive: true });
    }
    for (const [file, text] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const { locale = 'en', theme = 'dark', workspaceTrust = false } = options;
    const { url } = await startWorkbench(
      { node: needed('ADOT_VSCODE_NODE'), main: needed('ADOT_VSCODE_MAIN') },
      {
        version: 'newest',
        env: { ...process.env, ...options.env },
        folder,
        locale,
        workspaceTrust,
        settings: { 'workbench.colorTheme': themes[theme], ...options.settings },
      },
      lifetime,
    );
    const context = await startBrowser(needed('ADOT_BROWSER'), lifetime, options);
    return new WorkbenchPage(await openPage(context, url), folder, locale, lifetime);
  } catch (error) {
    await lifetime.end();
    throw error;
  }
}

/** A page with VS Code in it, and what a person does there. Rows, commands and views are found by what they say. */
export class WorkbenchPage {
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  private readonly locale: Locale;
  private readonly lifetime: Lifetime;

  constructor(page: Page, folder: string, locale: Locale, lifetime: Lifetime) {
    this.page = page;
    this.folder = folder;
    this.locale = locale;
    this.lifetime = lifetime;
  }

  /** Opens the extension's view container from the activity bar. */
  async openResources(): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: 'ADOT' });
    await tab.waitFor({ timeout: 30_000 });
    if ((await tab.getAttribute('aria-selected')) !== 'true') {
      await tab.click();
    }
    await this.view().waitFor();
  }

  /** The side bar with the open view container. */
  view(): Locator {
    return this.page.locator('.part.sidebar');
  }

  /** A row of a tree in the side bar by its label, or the beginning of what a screen reader says for it. */
  row(name: string | RegExp): Locator {
    return this.view().getByRole('treeitem', { name }).first();
  }

  /** What the rows of the trees in the side bar show, those that are scrolled into view. */
  async rowTexts(): Promise<string[]> {
    const texts = await this.view().getByRole('treeitem').locator('.monaco-icon-label').allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** Opens a row's children and waits until it says that it is open. */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.row(name);
    await row.waitFor({ timeout: 20_000 });
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.locator('.monaco-tl-twistie').click();
      await this.view().getByRole('treeitem', { name, expanded: true }).first().waitFor();
    }
  }

  /** Closes a row's children. */
  async collapse(name: string | RegExp): Promise<void> {
    const row = this.row(name);
    if ((await row.getAttribute('aria-expanded')) === 'true') {
      await row.locator('.monaco-tl-twistie').click();
      await this.view().getByRole('treeitem', { name, expanded: false }).first().waitFor();
    }
  }

  /** Chooses a command of the extension from a row's context menu. */
  async chooseCommand(row: string | RegExp, id: string): Promise<void> {
    await this.chooseFromMenu(row, commandTitle(id, this.locale).title);
  }

  /** Chooses an entry of a row's context menu. */
  async chooseFromMenu(row: string | RegExp, entry: string | RegExp): Promise<void> {
    await this.row(row).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: entry }).first().hover();
    // A menu that has just opened takes no click, lest the one that opened it should count.
    await this.page.keyboard.press('Enter');
  }

  /** Drags the edge of the side bar. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.view().boundingBox();
    if (box === null) {
      throw new Error('The side bar is closed.');
    }
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
    await this.restPointer();
  }

  /** Moves the pointer to where nothing shows a tooltip. */
  async restPointer(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    // The empty middle of the status bar.
    const tooltips = this.page.locator('.monaco-hover:visible');
    for (let triesLeft = 10; triesLeft > 0; triesLeft -= 1) {
      await this.page.mouse.move(width / 2 + triesLeft, height - 8);
      await this.page.waitForTimeout(300);
      const box = (await tooltips.count()) === 0 ? undefined : await tooltips.first().boundingBox();
      if (!box) {
        return;
      }
      // What opened where the pointer is no more has nothing to leave: it goes away when the pointer leaves itself.
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    }
    throw new Error(`A tooltip stays: ${(await tooltips.allInnerTexts()).join(' | ')}`);
  }

  /** The lines of the output panel that are scrolled into view. */
  outputLines(): Locator {
    return this.page.locator('.part.panel .view-line');
  }

  /** Runs a command of the extension through the command palette, where a person would look for it. */
  async runCommand(id: string): Promise<void> {
    const { whole: title } = commandTitle(id, this.locale);
    const entry = this.quickPickRow(title);
    // A palette that was opened before the extension was there, or the editor's language, does not learn of it.
    for (let triesLeft = 6; triesLeft > 0; triesLeft -= 1) {
      await this.openPalette(title);
      const isThere = entry.waitFor({ timeout: 8_000 }).then(
        () => true,
        () => false,
      );
      if (triesLeft === 1 || (await isThere)) {
        break;
      }
      await this.page.keyboard.press('Escape');
    }
    await entry.click();
  }

  /** Opens the command palette with a text in it. */
  async openPalette(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    const timeout = 4_000;
    for (let triesLeft = 5; ; triesLeft -= 1) {
      await this.page.keyboard.press('F1');
      try {
        await input.fill(`>${text}`, { timeout });
        return;
      } catch (error) {
        // A question that was just closing took the palette with it.
        if (triesLeft === 0) {
          throw error;
        }
      }
    }
  }

  /** An entry of the open quick pick that begins with the text. */
  quickPickRow(text: string): Locator {
    return this.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: text }) })
      .first();
  }

  /** Clicks until what the click brings is there: an editor that paints its lines anew just then loses it. */
  async clickFor(target: Locator, brought: Locator): Promise<void> {
    for (let triesLeft = 5; ; triesLeft -= 1) {
      await target.click({ timeout: 60_000 });
      try {
        await brought.waitFor({ timeout: 6_000 });
        return;
      } catch (error) {
        if (triesLeft === 0) {
          throw error;
        }
      }
    }
  }

  /** Types into the open quick pick or input box, and accepts it. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.waitFor();
    await input.fill(text);
    await input.press('Enter');
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.waitFor();
    await input.fill(name);
    await this.quickPickRow(name.split('/').at(-1) ?? name).click();
    await this.page
      .locator('.tabs-container')
      .getByRole('tab', { name: name.split('/').at(-1) ?? name })
      .waitFor();
  }

  /** Saves the file of the active editor, and waits until it is on the disk. */
  async save(name: string): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.dirty', { hasText: name }).waitFor({ state: 'detached' });
  }

  /** The text of each notification that is on screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Changes the colour theme, where a person would. */
  async setTheme(theme: Theme): Promise<void> {
    await this.openPalette('Preferences: Color Theme');
    await this.quickPickRow('Preferences: Color Theme').click();
    const label = themeLabels[theme];
    await this.page.locator('.quick-input-widget input[placeholder*="Color Theme"]').fill(label);
    await this.quickPickRow(label).click();
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Takes a picture of the page, or of a part of it. Returns the file. */
  async screenshot(name: string, part: Page | Locator = this.page): Promise<string> {
    const path = join(pictures, `${name}.png`);
    await part.screenshot({ path, animations: 'disabled' });
    return path;
  }

  /** Ends the page, the browser and the server. */
  close(): Promise<void> {
    return this.lifetime.end();
  }
}

/** `Show Log`, and `ADOT: Show Log` as the palette has it, for `adot.log.show`, in the language of the page. */
function commandTitle(id: string, locale: Locale): { title: string; whole: string } {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const manifest = read('package.json') as {
    contributes: { commands: { command: string; category?: string; title: string }[] };
  };
  const words = read(locale === 'en' ? 'package.nls.json' : `package.nls.${locale}.json`) as Record<
    string,
    string
  >;
  const command = manifest.contributes.commands.find((one) => one.command === id);
  if (command === undefined) {
    throw new Error(`package.json contributes no command ${id}.`);
  }
  const word = (text: string): string =>
    text.replace(/^%(.+)%$/, (whole, key: string) => words[key] ?? whole);
  const title = word(command.title);
  return { title, whole: command.category === undefined ? title : `${word(command.category)}: ${title}` };
}

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: run the UI tests with \`npm run test:ui\`.`);
  }
  return value;
}
