import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { runChild } from '../../host/child.ts';
import { installAtomically } from '../../host/install.ts';
import type { SetUp } from '../../host/setUp.ts';
import { cacheFolder, digestOf } from './cache.ts';

/** A program, or several, that the live tests run and that nobody here wrote. */
export interface Part {
  /** With its version: `etcd 3.6.5`. */
  title: string;
  /** How it is made: words, and paths below modules/. Anything else of it makes another part. */
  inputs: readonly string[];
  /** Why it cannot be made on this machine. */
  findObstacle: () => string | undefined;
  /** Fills an empty folder. */
  make: (folder: string, run: Run) => Promise<void>;
}

/** Runs a program to its end, with its output in the part's log. Throws with the last of it when it fails. */
export type Run = (
  command: string,
  args: readonly string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv },
) => Promise<void>;

/** A part that is there, or why it is not. */
export type Had = { folder: string } | { missing: string };

const limitSeconds = 1800;

/** The folder of a part, made now unless it was before. */
export async function havePart(part: Part, { say, signal }: SetUp): Promise<Had> {
  const root = cacheFolder();
  const name = `${part.title.toLowerCase().replaceAll(/[^\w.]+/g, '-')}-${digestOf(part.inputs)}`;
  const folder = join(root, name);
  if (existsSync(folder)) {
    return { folder };
  }
  const obstacle = part.findObstacle();
  if (obstacle !== undefined) {
    return { missing: obstacle };
  }
  mkdirSync(root, { recursive: true });
  const logFile = join(root, `${name}.log`);
  const log = createWriteStream(logFile);
  const start = performance.now();
  say(`Making ${part.title} (once) ...`);
  try {
    await installAtomically(folder, (temporary) =>
      part.make(temporary, async (command, args, options = {}) => {
        const { code, output, timedOut } = await runChild(command, args, {
          ...options,
          env: { ...process.env, ...options.env },
          timeoutSeconds: limitSeconds,
          signal,
          onLine: (line) => log.write(`${line}\n`),
        });
        signal.throwIfAborted();
        if (code !== 0) {
          const last = output.trim().split('\n').slice(-3).join(' / ');
          throw new Error(
            timedOut ? `${command} took longer than ${limitSeconds} s` : `${command} ${args[0]}: ${last}`,
          );
        }
      }),
    );
  } catch (error) {
    signal.throwIfAborted();
    const what = error instanceof Error ? error.message : String(error);
    return { missing: `it could not be made: ${what} (all of it: ${logFile})` };
  } finally {
    log.end();
    await finished(log);
  }
  say(`Made ${part.title} in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
  return { folder };
}
