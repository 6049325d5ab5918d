import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explainNpm, runNpm } from '../run/npm.js';
import { store } from './paths.ts';
import type { SetUp } from './setUp.ts';
import { SetUpError } from './setUpError.ts';

/** One `npm install` into a folder: the packages with their exact versions, or none for the folder's own package.json. */
export interface NpmStep {
  within?: string;
  args: readonly string[];
}

/**
 * A folder of that name in `.vscode-test` with npm packages in it, installed when it is not there. It appears whole
 * or not at all, so an interrupted installation leaves nothing half done. No package's install script runs.
 */
export async function installFolder(
  name: string,
  steps: readonly NpmStep[],
  { say, signal }: SetUp,
): Promise<string> {
  const folder = join(store, name);
  if (existsSync(folder)) {
    return folder;
  }
  say(`Installing ${name} (once) ...`);
  await installAtomically(folder, async (temporary) => {
    // Without a package.json of its own, npm would climb up and install into the project.
    writeFileSync(join(temporary, 'package.json'), '{ "private": true }\n');
    for (const { within = '.', args } of steps) {
      const all = ['install', '--ignore-scripts', ...args];
      const cwd = join(temporary, within);
      const { code, output } = await runNpm(all, { cwd, timeoutSeconds: 600, signal });
      signal.throwIfAborted();
      if (code !== 0) {
        throw new SetUpError(explainNpm(`npm ${all.join(' ')}`, code, output));
      }
    }
  });
  return folder;
}

/** Makes a folder by `fill`ing a temporary one beside it, which takes its name only when all went well. */
export async function installAtomically(
  folder: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  sweep(folder);
  const temporary = `${folder}.${process.pid}.tmp`;
  mkdirSync(temporary, { recursive: true });
  try {
    await fill(temporary);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another run may have been faster: then its folder is as good as ours.
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

/** Removes what earlier attempts left that were killed on the way. */
function sweep(folder: string): void {
  const within = dirname(folder);
  mkdirSync(within, { recursive: true });
  for (const entry of readdirSync(within)) {
    const pid = /^(.+)\.(\d+)\.tmp$/.exec(entry);
    if (pid?.[1] === basename(folder) && !isRunning(Number(pid[2]))) {
      rmSync(join(within, entry), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
