import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface ChildOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Called with each line that the child writes, on either stream. */
  onLine?: (line: string) => void;
  /** How long `stop()` waits before it insists; five seconds unless given. */
  graceSeconds?: number;
}

export interface Child {
  pid: number | undefined;
  /** The exit code when it has ended; 128 and more when a signal ended it; 127 when it could not be started. */
  ended: Promise<number>;
  /** Ends the child and everything it started: asks first, then insists. */
  stop(): Promise<void>;
}

/** Starts a program in a process group of its own, so that all of it can be ended and Ctrl-C reaches only us. */
export function startChild(command: string, args: readonly string[], options: ChildOptions = {}): Child {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { onLine } = options;
  forEachLine(child.stdout, onLine);
  forEachLine(child.stderr, onLine);
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
  return { pid: child.pid, ended, stop: () => stopGroup(child, ended, options.graceSeconds ?? 5) };
}

/** Runs a program to its end, or to the end of its time. `output` holds its last 20,000 characters. */
export async function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions & { timeoutSeconds: number; signal?: AbortSignal },
): Promise<{ code: number; output: string; timedOut: boolean }> {
  let output = '';
  const child = startChild(command, args, {
    ...options,
    onLine: (line) => {
      output = `${output}${line}\n`.slice(-20_000);
      options.onLine?.(line);
    },
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void child.stop();
  }, options.timeoutSeconds * 1000);
  const stop = () => void child.stop();
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted) {
    stop();
  }
  const code = await child.ended;
  clearTimeout(timer);
  options.signal?.removeEventListener('abort', stop);
  return { code: timedOut && code === 0 ? 1 : code, output, timedOut };
}

async function stopGroup(child: ChildProcess, ended: Promise<number>, graceSeconds: number): Promise<void> {
  const { pid } = child;
  if (pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    await runChild('taskkill', ['/pid', String(pid), '/t', '/f'], { timeoutSeconds: 10 });
    return;
  }
  let closed = false;
  void ended.then(() => (closed = true));
  signalGroup(pid, 'SIGTERM');
  // Where nobody collects the dead they stay in the group: once the output is closed, a moment is enough.
  for (let left = graceSeconds * 10; left > 0 && signalGroup(pid, 0); left--) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = closed ? Math.min(left, 4) : left;
  }
  signalGroup(pid, 'SIGKILL');
  await ended;
}

/** Whether there was anybody in the group to signal. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

function forEachLine(stream: NodeJS.ReadableStream | null, onLine: ChildOptions['onLine']): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      onLine?.(line);
    }
  });
  stream?.on('end', () => {
    if (rest !== '') {
      onLine?.(rest);
    }
  });
}
