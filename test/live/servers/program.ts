import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startChild } from '../../host/child.ts';

/** A program of somebody else's, running on loopback. */
export interface Running {
  /** What it has said until now, its last 20,000 characters. */
  output: () => string;
  /** Ends it and waits until it is gone. */
  stop: () => Promise<void>;
}

export interface ProgramOptions {
  /** For its log and for failures. */
  name: string;
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** Where the log is kept, for a test that fails. */
  logs: string;
  /** Whether it answers by now; asked again until it does. A failure counts as no. */
  isReady: () => Promise<boolean>;
  readySeconds?: number;
  /** Called with each line that it writes. */
  onLine?: ((line: string) => void) | undefined;
}

/** Ends what a run without stop() would leave behind. One listener for all: a suite may well run a dozen programs. */
const kills = new Set<() => void>();
process.once('exit', () => kills.forEach((kill) => kill()));

/** Starts a program and waits until it answers. Throws with its last words when it ends before, or takes too long. */
export async function startProgram(options: ProgramOptions): Promise<Running> {
  const { name, command, args, env, cwd, logs, isReady, readySeconds = 60, onLine } = options;
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(join(logs, `${name}.log`), { flags: 'a' });
  let output = '';
  let isEnded = false;
  const child = startChild(command, args, {
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
    onLine: (line) => {
      output = `${output}${line}\n`.slice(-20_000);
      log.write(`${line}\n`);
      onLine?.(line);
    },
  });
  void child.ended.then(() => {
    isEnded = true;
    log.end();
  });
  const kill = (): void => void child.stop();
  kills.add(kill);
  const stop = async (): Promise<void> => {
    kills.delete(kill);
    await child.stop();
  };
  const end = Date.now() + readySeconds * 1000;
  while (!(await isReady().catch(() => false))) {
    if (isEnded || Date.now() > end) {
      await stop();
      const how = isEnded ? 'ended before it was ready' : `was not ready within ${readySeconds} s`;
      throw new Error(`${name} ${how}:\n${output.slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { output: () => output, stop };
}

/** A port of 127.0.0.1 that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('no port of 127.0.0.1 is free');
  }
  return address.port;
}

/** Ends what was started, the newest first, whatever happens on the way. */
export async function stopAll(running: readonly { stop: () => Promise<void> }[]): Promise<void> {
  for (const one of running.toReversed()) {
    await one.stop();
  }
}
