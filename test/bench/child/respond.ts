import { writeSync } from 'node:fs';

/**
 * Hands the argument of this process to `job`, writes what it answers and ends the process, whatever still holds it.
 * A failure ends it with the words on standard error.
 */
export function respond<Input, Output>(job: (input: Input) => Output | Promise<Output>): void {
  const input = JSON.parse(process.argv[2] ?? 'null') as Input;
  Promise.resolve()
    .then(() => job(input))
    .then(
      (output) => {
        write(JSON.stringify(output));
        process.exit(0);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
}

/** Not through process.stdout: that would load half of node's network stack into a process that counts what it loads. */
function write(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    at += writeSync(1, bytes, at);
  }
}
