import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import type { Lifetime } from './lifetime.ts';
import { findOnPath, root, store, temporaryFolder } from './paths.ts';
import { SetUpError } from './setUpError.ts';
import type { SetUp } from './setUp.ts';

/** Downloads a VS Code for this desktop when it is not there. Returns its executable. */
export async function setUpDesktop(version: string, { say }: SetUp): Promise<string> {
  say(`Getting VS Code ${version} (downloaded once) ...`);
  try {
    return await downloadAndUnzipVSCode({
      version,
      cachePath: join(store, 'desktop'),
      reporter: new SilentReporter(),
      timeout: 30_000,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const other = process.platform === 'linux' ? ', or run `npm test`, which takes its VS Code from npm' : '';
    throw new SetUpError(
      `VS Code ${version} could not be downloaded (${why}): check the network and the proxy${other}.`,
    );
  }
}

export interface DesktopOptions {
  folder: string;
  env: NodeJS.ProcessEnv;
  settings: Record<string, unknown>;
  /** Whether it has to be the `code` that is on PATH already. */
  onlyInstalled: boolean;
}

/** Opens a desktop VS Code with settings and extensions of its own, which ends with the lifetime. */
export async function startDesktop(
  options: DesktopOptions,
  lifetime: Lifetime,
  setUp: SetUp,
): Promise<Child> {
  const installed = findOnPath(['code']);
  if (installed === undefined && options.onlyInstalled) {
    throw new SetUpError(
      "--desktop needs VS Code's `code` on PATH: install VS Code (its command \"Shell Command: Install 'code' " +
        'command in PATH" does the rest), or leave out --desktop.',
    );
  }
  const executable = installed ?? (await setUpDesktop('stable', setUp));
  const dataDir = temporaryFolder(lifetime);
  const user = join(dataDir, 'd', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(options.settings));
  const args = [
    options.folder,
    ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--disable-telemetry'],
    ...[
      `--extensionDevelopmentPath=${root}`,
      `--user-data-dir=${dataDir}/d`,
      `--extensions-dir=${dataDir}/e`,
    ],
  ];
  const child = startChild(executable, args, { env: options.env });
  lifetime.onEnd(async () => {
    endMainProcess(join(dataDir, 'd', 'code.lock'));
    await child.stop();
  });
  return child;
}

/** `code` starts VS Code outside its own group of processes; VS Code's main process writes its number down. */
function endMainProcess(lockFile: string): void {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 'SIGTERM');
  } catch {
    // It has ended already.
  }
}

/** What to put before a command so that it finds a display; empty where there is one. */
export function displayPrefix(): string[] {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    return [];
  }
  const xvfb = findOnPath(['xvfb-run']);
  if (xvfb === undefined) {
    throw new SetUpError(
      'A desktop VS Code needs a display and there is none: run this in a desktop session or install xvfb; ' +
        '`npm test` needs neither.',
    );
  }
  return [xvfb, '--auto-servernum'];
}
