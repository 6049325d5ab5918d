import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface FreshOptions {
  /** Flags for node itself, such as `--expose-gc`. */
  nodeArgs?: readonly string[];
  env?: Readonly<Record<string, string | undefined>>;
  timeoutMs?: number;
}

/**
 * Runs a script of child/ in a process of its own with `input` as its one argument, and answers with the JSON that it
 * wrote. Throws with the process's own words when it fails.
 */
export async function runFresh<T>(script: string, input: unknown, options: FreshOptions = {}): Promise<T> {
  const { nodeArgs = [], env = {}, timeoutMs = 300_000 } = options;
  const { stdout } = await run(process.execPath, [...nodeArgs, script, JSON.stringify(input)], {
    env: { ...process.env, ...env },
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as T;
}
