import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs Python code, or a module with `-m`, over the packages of the live tests. Throws with its words when it fails. */
export function runPython(
  folder: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Readonly<Record<string, string>> } = {},
): string {
  const { status, stdout, stderr } = spawnSync(join(folder, 'bin', 'python'), [...args], {
    encoding: 'utf8',
    input,
    env: { ...process.env, ...env },
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`python ${args[0]}: ${stderr.slice(-2_000)}`);
  }
  return stdout;
}
