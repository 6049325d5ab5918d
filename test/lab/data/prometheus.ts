import { spawn } from 'node:child_process';
import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A Prometheus server of the lab, running. */
export interface PrometheusServer {
  url: string;
  /** Makes it read its configuration again. Rejects with its words when it does not like it. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export interface PrometheusOptions {
  program: string;
  /** Where its configuration and data lie; what is there already is used. */
  dir: string;
  config: string;
  args: readonly string[];
  log: (text: string) => void;
}

/** The `prometheus` program: the given path, else the first on PATH; `undefined` when there is none. */
export async function findPrometheus(given?: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'prometheus.exe' : 'prometheus';
  const places = given
    ? [given]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  for (const place of places) {
    try {
      await access(place, constants.X_OK);
      return place;
    } catch {
      // Not here; the next one.
    }
  }
  return undefined;
}

const startLimitMs = 20_000;
const stopLimitMs = 5_000;

/** Starts Prometheus on a free loopback port and waits until it answers. */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusServer> {
  const { program, dir, config, args, log } = options;
  await mkdir(dir, { recursive: true });
  const configFile = join(dir, 'prometheus.yml');
  await writeFile(configFile, config, { mode: 0o600 });
  const child = spawn(
    program,
    [`--config.file=${configFile}`, '--web.listen-address=127.0.0.1:0', '--web.enable-lifecycle', ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  // A lab that ends without stop() must not leave a server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', kill);
      resolve();
    });
    child.once('error', () => resolve());
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => fail(`did not start within ${startLimitMs} ms`), startLimitMs);
    const fail = (why: string): void => {
      clearTimeout(timer);
      kill();
      reject(new Error(`${program} ${why}\n${said.slice(-2000)}`));
    };
    child.once('error', (error) => fail(error.message));
    void exited.then(() => fail('ended at once'));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000);
      const address = /msg="Listening on".*?address=(127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (address !== undefined) {
        clearTimeout(timer);
        resolve(`http://${address}`);
      }
      text
        .split('\n')
        .filter((line) => /level=(warn|error)/i.test(line))
        .forEach((line) => log(`prometheus: ${line}`));
    });
  });
  await waitUntilReady(url, exited);
  return {
    url,
    async reload() {
      const response = await fetch(`${url}/-/reload`, { method: 'POST' });
      if (!response.ok) {
        throw new Error(await response.text());
      }
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(kill, stopLimitMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

async function waitUntilReady(url: string, exited: Promise<void>): Promise<void> {
  let over = false;
  void exited.then(() => (over = true));
  while (!over) {
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('prometheus ended before it was ready');
}
