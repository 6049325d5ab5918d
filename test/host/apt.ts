import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { installAtomically } from './install.ts';
import { findOnPath, store } from './paths.ts';
import type { SetUp } from './setUp.ts';

const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** Whether this is root on a Debian-like system: only then may a script install programs for everybody. */
export function canAptInstall(): boolean {
  return process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined;
}

/** Installs a Debian package for the whole machine. Whether it worked, the caller sees by looking for the program. */
export async function aptInstall(name: string, { say, signal }: SetUp): Promise<void> {
  say(`Installing ${name} with apt-get (once) ...`);
  const install = ['install', '--yes', '--no-install-recommends', name];
  const options = { env: quiet, timeoutSeconds: 600, signal };
  if ((await runChild('apt-get', install, options)).code !== 0) {
    // The lists of packages may be missing or old.
    await runChild('apt-get', ['update'], options);
    await runChild('apt-get', install, options);
  }
}

/**
 * Unpacks a Debian package into `.vscode-test` without installing it, which needs no rights at all. For programs that
 * need nothing beside themselves. Returns the folder, or `undefined` where that cannot be done.
 */
export async function aptUnpack(name: string, { say, signal }: SetUp): Promise<string | undefined> {
  const folder = join(store, `debian-${name}`);
  if (existsSync(folder)) {
    return folder;
  }
  if (findOnPath(['apt-get']) === undefined || findOnPath(['dpkg-deb']) === undefined) {
    return undefined;
  }
  say(`Unpacking Debian's ${name} (once) ...`);
  const run = async (cwd: string, command: string, args: readonly string[]): Promise<void> => {
    const { code } = await runChild(command, args, { cwd, env: quiet, timeoutSeconds: 300, signal });
    if (code !== 0) {
      throw new Error(`${command} failed`);
    }
  };
  try {
    await installAtomically(folder, async (temporary) => {
      const own = ['-o', `Dir::State=${temporary}/state`, '-o', `Dir::Cache=${temporary}/cache`];
      own.push('-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'APT::Sandbox::User=');
      for (const part of ['state/lists/partial', 'cache/archives/partial']) {
        mkdirSync(join(temporary, part), { recursive: true });
      }
      await run(temporary, 'apt-get', ['download', name]).catch(async () => {
        await run(temporary, 'apt-get', [...own, 'update']);
        await run(temporary, 'apt-get', [...own, 'download', name]);
      });
      const archive = readdirSync(temporary).find((file) => file.endsWith('.deb'));
      await run(temporary, 'dpkg-deb', ['--extract', archive ?? '', temporary]);
      for (const part of ['state', 'cache', archive ?? '']) {
        rmSync(join(temporary, part), { recursive: true, force: true });
      }
    });
    return folder;
  } catch {
    return undefined;
  }
}
