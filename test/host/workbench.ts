import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { browserArguments } from './browser.ts';
import { root, temporaryFolder } from './paths.ts';
import type { Lifetime } from './lifetime.ts';
import { startServer } from './server.ts';
import type { ServerOptions } from './server.ts';

export interface WorkbenchOptions extends Omit<ServerOptions, 'dataDir' | 'testDriver'> {
  /** The folder that is open. */
  folder: string;
  /** The extension to install: a folder with a package.json; this project unless given, none when `undefined`. */
  extensionPath?: string | undefined;
}

export interface Workbench {
  /** What to type into a browser. */
  url: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

/** Starts a VS Code server with the extension installed and a folder open, for a person or for a test's page. */
export async function startWorkbench(
  program: { node: string; main: string },
  options: WorkbenchOptions,
  lifetime: Lifetime,
): Promise<Workbench> {
  const dataDir = temporaryFolder(lifetime);
  const extensions = join(dataDir, 'extensions');
  mkdirSync(extensions);
  const extensionPath = 'extensionPath' in options ? options.extensionPath : root;
  if (extensionPath !== undefined) {
    // A link is enough: a reloaded page runs what was built last.
    symlinkSync(extensionPath, join(extensions, 'adot-workbench'), 'junction');
  }
  const server = await startServer(program, { ...options, dataDir });
  lifetime.onEnd(() => server.stop());
  const token = options.connectionToken === undefined ? '' : `tkn=${options.connectionToken}&`;
  // Named here, not as the server's default: files of that have a host of their own in their URI, which is not the one that the
  // extension's side of VS Code gives them, and what an extension says of one opened in the Explorer reaches nobody.
  const folder = pathToFileURL(options.folder).pathname;
  return { url: `${server.origin}/?${token}folder=${folder}`, pid: server.pid, stop: () => server.stop() };
}

/** Starts a headless browser with a profile of its own. Its context is a fresh one, closed with the lifetime. */
export async function startBrowser(
  executablePath: string,
  lifetime: Lifetime,
  options: { width?: number; height?: number; scale?: number } = {},
): Promise<BrowserContext> {
  const { width = 1400, height = 900, scale = 1 } = options;
  const context = await chromium.launchPersistentContext(temporaryFolder(lifetime), {
    executablePath,
    args: browserArguments,
    viewport: { width, height },
    deviceScaleFactor: scale,
    // We end it ourselves, in our own order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  lifetime.onEnd(() => context.close());
  return context;
}

/** Opens the workbench and waits until its parts are there. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
  return page;
}
