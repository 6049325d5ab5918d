import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ServersAnswer } from './main.ts';

export type LabSize = 'small' | 'huge';

export interface Servers extends Omit<ServersAnswer, 'env' | 'unset'> {
  /** For a process that is to see the lab; `undefined` takes a variable away. */
  env: Readonly<Record<string, string | undefined>>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the servers in a process of their own and waits until they answer. */
export async function startServers(size: LabSize): Promise<Servers> {
  const child = spawn(process.execPath, [script, size], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const answered = once(lines, 'line') as Promise<[string]>;
  const first = await Promise.race([answered, ended.then(() => undefined)]);
  if (first === undefined) {
    throw new Error(`the servers of the bench ended before they answered (exit code ${child.exitCode})`);
  }
  const { env, unset, ...rest } = JSON.parse(first[0]) as ServersAnswer;
  return {
    ...rest,
    env: { ...Object.fromEntries(unset.map((name) => [name, undefined])), ...env },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Starts each size when it is first asked for. */
export class ServerPool {
  private readonly started = new Map<LabSize, Promise<Servers>>();

  get(size: LabSize): Promise<Servers> {
    const known = this.started.get(size) ?? startServers(size);
    this.started.set(size, known);
    return known;
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled([...this.started.values()]);
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(running.map((servers) => servers.stop()));
  }
}
