import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { root } from './paths.ts';

/** One of the project's commands, run by a test as a person's terminal would. */
export interface Command {
  child: Child;
  /** What it has written until now. */
  output: () => string;
  /** Waits until the pattern shows in what it writes. Rejects when the command ends before. */
  until: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** Starts `node test/run/NAME.js` in a copy of this process's environment, or what `env` makes of it. */
export function startCommand(
  script: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; nodeArguments?: readonly string[]; cwd?: string } = {},
): Command {
  const { env = {}, nodeArguments = [], cwd = root } = options;
  let output = '';
  const watchers = new Set<() => void>();
  const child = startChild(process.execPath, [...nodeArguments, join(cwd, 'test', 'run', script), ...args], {
    cwd,
    env: { ...process.env, ...env },
    graceSeconds: 15,
    onLine: (line) => {
      output += `${line}\n`;
      watchers.forEach((watch) => watch());
    },
  });
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const watch = (): void => {
      const match = pattern.exec(output);
      if (match !== null) {
        resolve(match);
      }
    };
    watchers.add(watch);
    watch();
    void child.ended.then((code) => reject(new Error(`It ended with exit code ${code}:\n${output}`)));
    return promise.finally(() => watchers.delete(watch));
  };
  return { child, output: () => output, until };
}

/** The processes (Linux) that have `NAME=VALUE` in their environment, by their command lines. */
export function processesWith(name: string, value: string): string[] {
  const mark = `${name}=${value}`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) => {
      try {
        const has = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
        return has ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
      } catch {
        // It ended meanwhile, or belongs to somebody else.
        return [];
      }
    });
}
