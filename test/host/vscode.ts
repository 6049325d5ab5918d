/**
 * Plays VS Code's executable for `runTests` of @vscode/test-electron where VS Code cannot be downloaded: a real VS Code
 * server and a headless browser behind the same command line, which prints what the tests print and ends with their
 * exit code.
 *
 *     node vscode.ts --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [FOLDER]
 *
 * The environment says which VS Code and browser: ADOT_VSCODE_NODE, ADOT_VSCODE_MAIN, ADOT_BROWSER.
 */
import { format, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { processLifetime } from './lifetime.ts';
import { isNoise } from './noise.ts';
import { temporaryFolder } from './paths.ts';
import { startServer } from './server.ts';
import { startBrowser } from './workbench.ts';

const lifetime = processLifetime();

async function play(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], strict: false, allowPositionals: true });
  const dataDir = temporaryFolder(lifetime);
  const server = await startServer(
    { node: needed('ADOT_VSCODE_NODE'), main: needed('ADOT_VSCODE_MAIN') },
    { dataDir, env: process.env, version: 'newest', testDriver: true, settings: settingsOfRun() },
  );
  lifetime.onEnd(() => server.stop());
  const context = await startBrowser(needed('ADOT_BROWSER'), lifetime);
  const page = context.pages()[0] ?? (await context.newPage());
  const { promise: exitCode, resolve: exit } = Promise.withResolvers<number>();
  await listen(page, exit);
  const remote = (path: string): string => `vscode-remote://${new URL(server.origin).host}${encodeURI(path)}`;
  const payload = [
    ...['extensionDevelopmentPath', 'extensionTestsPath'].flatMap((name) => {
      const value = values[name];
      return typeof value === 'string' ? [[name, remote(value)]] : [];
    }),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: positionals[0] ?? dataDir, payload: JSON.stringify(payload) });
  await page.goto(`${server.origin}/?${query.toString()}`);
  return exitCode;
}

/** The two functions that VS Code calls in a page which drives it. */
async function listen(page: Page, exit: (code: number) => void): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
    const line = format(...values);
    // What an extension or a test prints arrives as 'info', and so does much of VS Code's own talk.
    if (type !== 'debug' && type !== 'trace' && !isNoise(line)) {
      console.log(line);
    }
  });
  await page.exposeFunction('codeAutomationExit', exit);
  page.on('crash', () => {
    console.error('The page of VS Code crashed.');
    exit(1);
  });
}

function settingsOfRun(): Record<string, unknown> {
  return JSON.parse(process.env.ADOT_VSCODE_SETTINGS ?? '{}') as Record<string, unknown>;
}

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set.`);
  }
  return value;
}

try {
  const code = await play(process.argv.slice(2));
  await lifetime.end();
  process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await lifetime.end();
  process.exit(1);
}
