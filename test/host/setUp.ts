import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.ts';
import { root } from './paths.ts';
import { SetUpError } from './setUpError.ts';

/** What every step of the set-up is given. */
export interface SetUp {
  /** One line of progress. */
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Prints progress to the terminal, and gives up when the lifetime is ended from outside. */
export function startSetUp(lifetime: Lifetime): SetUp {
  return { say: (line) => console.log(line), signal: lifetime.signal };
}

/** Builds dist/. */
export function buildExtension(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'build.js')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new SetUpError(`The build failed (npm run build tells more):\n${stderr.trim()}`);
  }
}
