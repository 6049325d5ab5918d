import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ClusterRef } from '../../explorer/node.ts';
import type { Labels } from '../../otel/relabel/labels.ts';
import type { JobDiscovery, KnownTargets } from '../../otel/relabel/scrapeLenses.ts';
import { Trouble } from '../../trouble.ts';
import type { Deps } from '../deps.ts';

/** Where the targets of a document come from. */
export type TargetChoice =
  | { kind: 'cluster'; cluster: ClusterRef; name: string }
  | { kind: 'given'; targets: readonly Labels[]; from: string };

/** The targets of documents, for as long as the window is open. */
export interface TargetStore {
  choiceOf(document: vscode.Uri): TargetChoice | undefined;
  knownOf(document: vscode.Uri): KnownTargets;
  /** Changes whenever `knownOf` does. */
  stampOf(document: vscode.Uri): number;
  /** Asks the cluster for all that the jobs look for; what was known before stays when that fails, or is cancelled. */
  choose(
    document: vscode.Uri,
    choice: TargetChoice,
    discoveries: readonly JobDiscovery[],
    signal: AbortSignal,
  ): Promise<void>;
  /** Asks the chosen cluster again; nothing of documents with no cluster. */
  refresh(document: vscode.Uri, discoveries: readonly JobDiscovery[], signal: AbortSignal): Promise<void>;
  forget(document: vscode.Uri): void;
  /** Whether the cluster should be asked again: its answer is old, or the jobs look for something else by now. */
  isStale(document: vscode.Uri, discoveries: readonly JobDiscovery[]): boolean;
}

interface Kept {
  choice: TargetChoice;
  found: ReadonlyMap<string, readonly Labels[]>;
  askedAtMs: number;
  stamp: number;
}

interface StoreOptions extends Pick<Deps, 'bundles' | 'services'> {
  nowMs: () => number;
  onChange: () => void;
}

const keptMs = 60_000;

export function createTargetStore({ bundles, services, nowMs, onChange }: StoreOptions): TargetStore {
  const kept = new Map<string, Kept>();
  let stamps = 0;

  const list = async (
    { cluster }: TargetChoice & { kind: 'cluster' },
    discoveries: readonly JobDiscovery[],
    signal: AbortSignal,
  ): Promise<Map<string, readonly Labels[]>> => {
    const wanted = [...new Map(discoveries.map((one) => [keyOf(one), one])).entries()];
    try {
      const { listTargetsOf } = await bundles.kube();
      const lists = await listTargetsOf(
        await services.cluster(cluster),
        wanted.map(([, one]) => one),
        signal,
      );
      return new Map(wanted.map(([key], at) => [key, lists[at] ?? []]));
    } catch (error) {
      signal.throwIfAborted();
      throw new Trouble(await services.explain(error, cluster), { cause: error });
    }
  };

  return {
    choiceOf: (document) => kept.get(document.toString())?.choice,
    knownOf: (document) => {
      const mine = kept.get(document.toString());
      if (mine === undefined) {
        return {};
      }
      return mine.choice.kind === 'given'
        ? { given: mine.choice.targets }
        : { found: (discovery) => mine.found.get(keyOf(discovery)) };
    },
    stampOf: (document) => kept.get(document.toString())?.stamp ?? 0,
    choose: async (document, choice, discoveries, signal) => {
      const askedAtMs = nowMs();
      const found =
        choice.kind === 'cluster' ? await list(choice, discoveries, signal) : new Map<string, Labels[]>();
      signal.throwIfAborted();
      kept.set(document.toString(), { choice, found, askedAtMs, stamp: (stamps += 1) });
      onChange();
    },
    refresh: async (document, discoveries, signal) => {
      const before = kept.get(document.toString());
      if (before?.choice.kind !== 'cluster') {
        return;
      }
      const { choice } = before;
      const askedAtMs = nowMs();
      const found = await list(choice, discoveries, signal);
      // Somebody may have chosen other targets meanwhile.
      if (kept.get(document.toString())?.choice === choice) {
        kept.set(document.toString(), { choice, found, askedAtMs, stamp: (stamps += 1) });
        onChange();
      }
    },
    forget: (document) => {
      if (kept.delete(document.toString())) {
        onChange();
      }
    },
    isStale: (document, discoveries) => {
      const mine = kept.get(document.toString());
      return (
        mine?.choice.kind === 'cluster' &&
        (nowMs() - mine.askedAtMs > keptMs || discoveries.some((one) => !mine.found.has(keyOf(one))))
      );
    },
  };
}

/** The choice in words. */
export function choiceText(choice: TargetChoice): string {
  return choice.kind === 'cluster' ? l10n.t('cluster {0}', choice.name) : choice.from;
}

function keyOf({ role, namespaces, attached, selectors }: JobDiscovery): string {
  return JSON.stringify([role, namespaces, attached, selectors]);
}
