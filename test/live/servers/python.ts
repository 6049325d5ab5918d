import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = fileURLToPath(new URL('../python', import.meta.url));

/**
 * Runs Python code, or a module with `-m`, over the packages of the live tests, and gives what it prints. Throws with its
 * words when it fails. What it talks to may live in this very process.
 */
export function runPython(
  folder: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const child = spawn(join(folder, 'bin', 'python'), [...args], {
    // Files of bytecode have no business in a work tree.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
    timeout: 120_000,
  });
  let printed = '';
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  // One that has ended takes no more input, and says why by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(printed) : reject(new Error(`python ${args.join(' ')}: ${words.slice(-2_000)}`)),
    );
  });
}

/** Hands JSON to a script of ../python and gives back the JSON that it prints. */
export async function askPython<T>(folder: string, script: string, question: unknown): Promise<T> {
  const printed = await runPython(folder, [join(scripts, script)], { input: JSON.stringify(question) });
  return JSON.parse(printed) as T;
}
