import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lifetime } from './lifetime.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** Where set-up keeps what it installs: outside git, and safe to delete. */
export const store = join(root, '.vscode-test');

/** A new temporary folder that goes away with the lifetime. */
export function temporaryFolder(lifetime: Lifetime): string {
  const folder = mkdtempSync(join(tmpdir(), 'adot-workbench-'));
  lifetime.onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}

/** The first of the programs that PATH has, as a full path. */
export function findOnPath(names: readonly string[], path = process.env.PATH ?? ''): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => endings.flatMap((ending) => folders.map((folder) => join(folder, name + ending))))
    .find(isProgram);
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
