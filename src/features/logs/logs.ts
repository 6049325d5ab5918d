import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { FollowOptions } from '../../kube/logs/logs.ts';
import { sentence, Trouble } from '../../trouble.ts';
import type { Deps } from '../deps.ts';
import { LogsChannel } from './logsChannel.ts';
import { pickTarget, targetOf } from './logsPick.ts';
import type { LogTarget } from './logsPick.ts';
import { readMaxLogLines } from '../settings.ts';

const batchMs = 100;

/** "Follow Logs" and what goes with it: one output channel for each pod or workload that was ever followed. */
export function registerLogs(deps: Deps): vscode.Disposable {
  const { guard, ask } = deps;
  const logs = new Map<string, FollowedLog>();
  const status = createStatus(() => [...logs.values()]);

  const follow = async (
    node: ExplorerNode | undefined,
    past: () => Promise<Past | undefined>,
  ): Promise<void> => {
    const target = node ? targetOf(node.data) : await pickTarget(deps);
    const wanted = target && (await past());
    if (!target || !wanted) {
      return;
    }
    const key = JSON.stringify(target);
    const log = logs.get(key) ?? new FollowedLog(target, deps, status.paint);
    logs.set(key, log);
    log.follow(wanted);
  };
  const choose = async (title: string, among: readonly FollowedLog[]): Promise<readonly FollowedLog[]> => {
    if (among.length < 2) {
      return among;
    }
    const items = among.map((log) => ({ label: log.name, description: log.place, picked: true, log }));
    return (await ask.pickMany(items, { title }))?.map(({ log }) => log) ?? [];
  };
  const all = (): FollowedLog[] => [...logs.values()];

  return vscode.Disposable.from(
    guard.command('adot.logs.follow', (node?: ExplorerNode) => follow(node, () => Promise.resolve({}))),
    guard.command('adot.logs.followSince', (node?: ExplorerNode) => follow(node, () => pickPast(deps))),
    guard.command('adot.logs.stop', async () => {
      const running = all().filter((log) => log.isRunning);
      (await choose(l10n.t('Stop Following Logs'), running)).forEach((log) => log.stop());
    }),
    guard.command('adot.logs.clear', async () => {
      (await choose(l10n.t('Clear Logs'), all())).forEach((log) => log.clear());
    }),
    status,
    { dispose: () => all().forEach((log) => log.dispose()) },
  );
}

type Past = Pick<FollowOptions, 'sinceSeconds'>;

async function pickPast({ ask }: Pick<Deps, 'ask'>): Promise<Past | undefined> {
  const minute = 60;
  const hour = 60 * minute;
  const items = [
    { label: l10n.t('Last minute'), sinceSeconds: minute },
    { label: l10n.t('Last 5 minutes'), sinceSeconds: 5 * minute },
    { label: l10n.t('Last 15 minutes'), sinceSeconds: 15 * minute },
    { label: l10n.t('Last hour'), sinceSeconds: hour },
    { label: l10n.t('Last 6 hours'), sinceSeconds: 6 * hour },
    { label: l10n.t('Last day'), sinceSeconds: 24 * hour },
    { label: l10n.t('Everything available'), sinceSeconds: 10 * 365 * 24 * hour },
  ];
  const picked = await ask.pick(items, { title: l10n.t('Follow Logs'), placeHolder: l10n.t('Start from') });
  return picked && { sinceSeconds: picked.sinceSeconds };
}

/** One pod or workload: its channel, and whether it is being followed now. */
class FollowedLog {
  readonly name: string;
  readonly place: string;
  private readonly target: LogTarget;
  private readonly deps: Deps;
  private readonly onChange: () => void;
  private readonly channel: LogsChannel;
  private running: AbortController | undefined;

  constructor(target: LogTarget, deps: Deps, onChange: () => void) {
    const { cluster, source } = target;
    this.name = source.name;
    this.place = `${source.namespace} · ${cluster.kind === 'eks' ? cluster.name : cluster.context}`;
    this.target = target;
    this.deps = deps;
    this.onChange = onChange;
    this.channel = new LogsChannel(`ADOT: ${this.name} (${this.place})`, readMaxLogLines());
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  follow(past: Past): void {
    this.channel.show();
    if (past.sinceSeconds !== undefined) {
      this.stop();
      this.channel.clear();
    }
    if (this.running) {
      return;
    }
    const abort = new AbortController();
    this.running = abort;
    this.onChange();
    const work = (): Promise<void> => this.read(abort.signal, past).finally(() => this.ended(abort));
    void this.deps.guard.run(l10n.t('Follow Logs'), work);
  }

  stop(): void {
    if (this.running) {
      this.running.abort();
      this.running = undefined;
      this.channel.note(l10n.t('stopped; Follow Logs continues and may repeat lines'));
      this.onChange();
    }
  }

  clear(): void {
    this.channel.clear();
  }

  dispose(): void {
    this.running?.abort();
    this.channel.dispose();
  }

  private async read(signal: AbortSignal, past: Past): Promise<void> {
    const { bundles, services, log } = this.deps;
    const { cluster, source, container } = this.target;
    try {
      const { followLogs, describeMark } = await bundles.kube();
      const batches = followLogs(await services.cluster(cluster), source, {
        ...past,
        ...(container !== undefined && { container }),
        signal,
        batchMs,
      });
      for await (const batch of batches) {
        if (signal.aborted) {
          return;
        }
        this.channel.write(batch, describeMark);
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const advice = await services.explain(error, cluster);
      log.debug(`logs of ${this.name} ended: ${String(error)}`);
      this.channel.note(l10n.t('stopped: {0}', sentence(advice)));
      throw new Trouble(advice, { cause: error });
    }
  }

  private ended(abort: AbortController): void {
    if (this.running === abort) {
      this.running = undefined;
      this.onChange();
    }
  }
}

/** Says in the status bar what is being followed; a click stops it. */
function createStatus(all: () => readonly FollowedLog[]): vscode.Disposable & { paint: () => void } {
  const item = vscode.window.createStatusBarItem('adot.logs', vscode.StatusBarAlignment.Left, 9);
  item.name = l10n.t('Followed Logs');
  item.command = 'adot.logs.stop';
  const paint = (): void => {
    const running = all().filter((log) => log.isRunning);
    void vscode.commands.executeCommand('setContext', 'adot.isFollowingLogs', running.length > 0);
    void vscode.commands.executeCommand('setContext', 'adot.hasLogs', all().length > 0);
    if (running.length === 0) {
      item.hide();
      return;
    }
    const names = running.map(({ name }) => name).join(', ');
    item.text = `$(output) ${running.length === 1 ? names : l10n.t('{0} logs', running.length)}`;
    item.tooltip = l10n.t('Following the logs of {0}. Click to stop.', names);
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    item.show();
  };
  return { paint, dispose: () => item.dispose() };
}
