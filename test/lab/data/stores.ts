import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrometheusServer } from './prometheus.ts';
import { startPrometheus } from './prometheus.ts';

/** A rules file of a workspace. */
export interface RulesFile {
  name: string;
  yaml: string;
}

interface Store {
  server: Promise<PrometheusServer>;
  rules: string;
}

/** How many workspaces' servers run at once; the one not asked for longest is stopped first and keeps its data on disk. */
const maxRunning = 6;

/**
 * The data of the workspaces: one real Prometheus for each, so that nothing of one workspace can show in another. A server starts when
 * its workspace is first written to or read.
 */
export class Stores {
  private readonly program: string;
  private readonly dir: string;
  private readonly log: (text: string) => void;
  /** In the order of use, the latest last. */
  private readonly stores = new Map<string, Store>();
  private stopped = false;

  constructor(program: string, dir: string, log: (text: string) => void) {
    this.program = program;
    this.dir = dir;
    this.log = log;
  }

  /** Where the workspace's Prometheus listens, with these rules loaded; `undefined`: with those that it has. */
  async open(workspaceId: string, rules: readonly RulesFile[] | undefined): Promise<string> {
    if (this.stopped) {
      throw new Error('the lab has been stopped');
    }
    let store = this.stores.get(workspaceId);
    const wanted = rules === undefined ? (store?.rules ?? '[]') : JSON.stringify(rules);
    if (store) {
      this.stores.delete(workspaceId);
    } else {
      store = { server: this.start(workspaceId, rules ?? []), rules: wanted };
      store.server.catch(() => this.stores.delete(workspaceId));
    }
    this.stores.set(workspaceId, store);
    await this.stopIdle();
    const server = await store.server;
    if (store.rules !== wanted) {
      store.rules = wanted;
      await this.writeRules(workspaceId, rules ?? []);
      await server.reload().catch((error: unknown) => this.log(`rules of ${workspaceId}: ${String(error)}`));
    }
    return server.url;
  }

  /** The workspace has been deleted, and its data with it. */
  async drop(workspaceId: string): Promise<void> {
    const store = this.stores.get(workspaceId);
    this.stores.delete(workspaceId);
    await store?.server.then((server) => server.stop());
    await rm(join(this.dir, workspaceId), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const all = [...this.stores.values()];
    this.stores.clear();
    await Promise.all(
      all.map(({ server }) => server.then((running) => running.stop()).catch(() => undefined)),
    );
  }

  private async start(workspaceId: string, rules: readonly RulesFile[]): Promise<PrometheusServer> {
    await this.writeRules(workspaceId, rules);
    const dir = join(this.dir, workspaceId);
    return startPrometheus({
      program: this.program,
      dir,
      // Rules are evaluated as often as their groups say, 30 s being the shortest interval of AMP.
      config: `global:\n  evaluation_interval: 30s\nrule_files:\n  - ${JSON.stringify(join(dir, 'rules', '*.yml'))}\n`,
      args: ['--web.enable-remote-write-receiver', `--storage.tsdb.path=${join(dir, 'data')}`],
      log: this.log,
    });
  }

  private async writeRules(workspaceId: string, rules: readonly RulesFile[]): Promise<void> {
    const dir = join(this.dir, workspaceId, 'rules');
    await mkdir(dir, { recursive: true });
    const wanted = new Map(rules.map(({ name, yaml }) => [`${encodeURIComponent(name)}.yml`, yaml]));
    const old = (await readdir(dir)).filter((name) => !wanted.has(name));
    await Promise.all([
      ...old.map((name) => rm(join(dir, name))),
      ...[...wanted].map(([name, yaml]) => writeFile(join(dir, name), yaml)),
    ]);
  }

  private async stopIdle(): Promise<void> {
    const idle = [...this.stores.keys()].slice(0, Math.max(0, this.stores.size - maxRunning));
    await Promise.all(
      idle.map(async (id) => {
        const store = this.stores.get(id);
        this.stores.delete(id);
        await (await store?.server)?.stop();
      }),
    );
  }
}
