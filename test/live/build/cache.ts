import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../modules', import.meta.url));

/** Where parts are kept by version, outside the work tree: they take minutes to make, and no two checkouts differ in them. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.ADOT_LIVE_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'adot-workbench');
}

/** A folder or file of modules/, which says what a part is made of. */
export function pinned(...names: readonly string[]): string {
  return join(modules, ...names);
}

/** Differs when anything does that a part is made of: files, folders of files, or plain words. */
export function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    hash.update(`${input.startsWith(modules) ? textOf(input) : input}\0`);
  }
  return hash.digest('hex').slice(0, 12);
}

function textOf(path: string): string {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => `${name}\n${readFileSync(join(path, name), 'utf8')}`)
        .join('\n')
    : readFileSync(path, 'utf8');
}
