import { join } from 'node:path';
import { freePort, startProgram } from './program.ts';
import type { Running } from './program.ts';

export interface Moto extends Running {
  /** Of every service that it imitates. */
  url: string;
}

/** Starts moto's server, somebody else's idea of AWS. It checks no signatures. */
export async function startMoto(folder: string, { logs }: { logs: string }): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = await startProgram({
    name: 'moto',
    command: join(folder, 'bin', 'python'),
    args: ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)],
    logs,
    isReady: async () => (await fetch(`${url}/moto-api/`)).ok,
  });
  return { ...running, url };
}
