import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './program.ts';
import type { Running } from './program.ts';
import { runToEnd } from './runToEnd.ts';

/** sigv4auth wants credentials to be there, and says nothing about whose. */
const someCredentials = { AWS_ACCESS_KEY_ID: 'AKIDLIVE', AWS_SECRET_ACCESS_KEY: 'secret' };

/** What the collector's own `validate` says of a config: `undefined` when it accepts it, else its words. */
export function validateConfig(
  folder: string,
  config: string,
  env: Readonly<Record<string, string>> = {},
): string | undefined {
  const program = join(folder, 'program');
  const { status, stdout, stderr } = spawnSync(program, ['validate', `--config=yaml:${config}`], {
    encoding: 'utf8',
    env: { ...process.env, ...someCredentials, ...env },
    timeout: 30_000,
  });
  return status === 0 ? undefined : `${stdout}${stderr}`.trim();
}

/**
 * Starts a collector with a config, and waits until its health check answers at `healthUrl`. What `overlay` holds goes over the
 * config as the collector itself merges files: maps grow together, everything else is replaced.
 */
export async function startCollector(
  folder: string,
  {
    config,
    overlay = {},
    env,
    healthUrl,
    dir,
    logs,
    onLine,
  }: {
    config: string;
    overlay?: object;
    env: Readonly<Record<string, string>>;
    healthUrl: string;
    dir: string;
    logs: string;
    onLine?: ((line: string) => void) | undefined;
  },
): Promise<Running> {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'collector.yaml');
  writeFileSync(file, config, { mode: 0o600 });
  const overlayFile = join(dir, 'overlay.yaml');
  // JSON is YAML.
  writeFileSync(overlayFile, JSON.stringify(overlay), { mode: 0o600 });
  return startProgram({
    name: 'collector',
    command: join(folder, 'program'),
    args: [file, overlayFile].map((one) => `--config=file:${one}`),
    env,
    logs,
    onLine,
    isReady: async () => (await fetch(healthUrl)).ok,
  });
}

/** What `validate` says of many configs, in their order, as many at once as there are cores. */
export async function validateConfigs(
  folder: string,
  configs: readonly string[],
): Promise<(string | undefined)[]> {
  const answers = Array<string | undefined>(configs.length);
  const left = configs.entries();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const [index, config] of left) {
        answers[index] = await runToEnd(join(folder, 'program'), ['validate', `--config=yaml:${config}`], {
          env: someCredentials,
        }).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
      }
    }),
  );
  return answers;
}
