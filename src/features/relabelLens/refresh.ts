import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Deps } from '../deps.ts';
import type { LensJobs } from './jobs.ts';
import type { TargetStore } from './targetStore.ts';

/** Asks the cluster of a document again behind an edit, when what is known of it is old. */
export interface Refreshing extends vscode.Disposable {
  /** A person asks for targets now: what is on its way is left, and a failure before is forgotten. */
  stop(document: vscode.Uri): void;
}

interface RefreshOptions extends Pick<Deps, 'guard'> {
  jobs: LensJobs;
  store: TargetStore;
}

const quietMs = 1_000;

export function refreshAfterEdits({ guard, jobs, store }: RefreshOptions): Refreshing {
  const waiting = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, AbortController>();
  /** Those that failed: nobody wants to be told at each edit. */
  const failed = new Set<string>();

  const refresh = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    const discoveries = jobs.discoveriesOf(document);
    if (document.isClosed || running.has(key) || !store.isStale(document.uri, discoveries)) {
      return;
    }
    const stop = new AbortController();
    running.set(key, stop);
    try {
      await store.refresh(document.uri, discoveries, stop.signal);
      failed.delete(key);
    } catch (error) {
      if (!stop.signal.aborted) {
        failed.add(key);
      }
      throw error;
    } finally {
      if (running.get(key) === stop) {
        running.delete(key);
      }
    }
  };
  const stop = (key: string): void => {
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    running.get(key)?.abort();
    running.delete(key);
    failed.delete(key);
  };
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const key = document.uri.toString();
    const isOfCluster = store.choiceOf(document.uri)?.kind === 'cluster';
    if (contentChanges.length === 0 || !isOfCluster || failed.has(key)) {
      return;
    }
    clearTimeout(waiting.get(key));
    const work = (): void => {
      waiting.delete(key);
      void guard.run(l10n.t('Relabel Lens'), () => refresh(document));
    };
    waiting.set(key, setTimeout(work, quietMs));
  });
  return {
    stop: (document) => stop(document.toString()),
    dispose: () => {
      listener.dispose();
      [...new Set([...waiting.keys(), ...running.keys()])].forEach(stop);
    },
  };
}
