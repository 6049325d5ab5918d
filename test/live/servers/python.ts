import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd } from './runToEnd.ts';
import type { RunOptions } from './runToEnd.ts';

const scripts = fileURLToPath(new URL('../python', import.meta.url));

/** Runs Python code, or a module with `-m`, over the packages of the live tests; see `runToEnd`. */
export function runPython(
  folder: string,
  args: readonly string[],
  { input, env }: RunOptions = {},
): Promise<string> {
  return runToEnd(join(folder, 'bin', 'python'), args, {
    ...(input !== undefined && { input }),
    // Files of bytecode have no business in a work tree.
    env: { PYTHONDONTWRITEBYTECODE: '1', ...env },
  });
}

/** Hands JSON to a script of ../python and gives back the JSON that it prints. */
export async function askPython<T>(folder: string, script: string, question: unknown): Promise<T> {
  const printed = await runPython(folder, [join(scripts, script)], { input: JSON.stringify(question) });
  return JSON.parse(printed) as T;
}
