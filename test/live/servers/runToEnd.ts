import { spawn } from 'node:child_process';
import { basename } from 'node:path';

export interface RunOptions {
  /** For its standard input. */
  input?: string;
  env?: Readonly<Record<string, string>>;
}

const limitMs = 180_000;

/** Runs a program and gives what it prints. Throws with its own words when it fails. What it talks to may live in this very process. */
export function runToEnd(
  program: string,
  args: readonly string[],
  { input = '', env = {} }: RunOptions = {},
): Promise<string> {
  const child = spawn(program, [...args], { env: { ...process.env, ...env }, timeout: limitMs });
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
      code === 0
        ? resolve(printed)
        : reject(new Error(`${basename(program)} ${args.join(' ')}: ${words.slice(-2_000)}`)),
    );
  });
}
