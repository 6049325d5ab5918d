import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import { sentence, Trouble } from '../trouble.ts';
import type { Advice, Remedy } from '../trouble.ts';
import type { Ask } from './ask.ts';

/** Turns any failure into words; features that know more of the error (AWS, Kubernetes) pass their own. */
export type Explain = (error: unknown) => Advice | Promise<Advice>;

/** Carries out the remedy a person clicked. */
export type Apply = (remedy: Remedy) => void | Promise<void>;

export interface Guard {
  /** Registers a command whose failures are logged once and told once, with the remedy as a button. */
  command(id: string, run: (...args: never[]) => unknown): vscode.Disposable;
  /** The same for work that nobody waits for, such as event listeners. */
  run(title: string, work: () => unknown): Promise<void>;
}

/** The one place where commands and listeners catch. Cancelling is not a failure: it is let pass in silence. */
export function createGuard(log: Log, ask: Ask, explain: Explain, apply: Apply): Guard {
  const run = async (title: string, work: () => unknown): Promise<unknown> => {
    try {
      return await work();
    } catch (error) {
      if (isCancelled(error)) {
        log.debug(`${title}: cancelled`);
        return undefined;
      }
      await tell(title, error, work);
      return undefined;
    }
  };

  const tell = async (title: string, error: unknown, work: () => unknown): Promise<void> => {
    const advice = error instanceof Trouble ? error.advice : await explain(error);
    log.error(`${title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const buttons = new Map<string, () => unknown>();
    const { remedy } = advice;
    if (remedy) {
      // Where something failed in front of a person's eyes, to retry means that very thing.
      buttons.set(remedyTitle(remedy), remedy.kind === 'retry' ? work : () => apply(remedy));
    }
    buttons.set(l10n.t('Show Log'), () => vscode.commands.executeCommand('adot.log.show'));
    // Not awaited by the command: a message may stay on screen for ever.
    void ask.error(sentence(advice), ...buttons.keys()).then((picked) => {
      if (picked !== undefined) {
        void run(title, () => buttons.get(picked)?.());
      }
    });
  };

  return {
    command: (id, work) =>
      vscode.commands.registerCommand(id, (...args) => run(id, () => work(...(args as never[])))),
    run: async (title, work) => {
      await run(title, work);
    },
  };
}

/** The words on the button of a remedy. */
export function remedyTitle(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'signIn':
      return l10n.t('Sign In');
    case 'retry':
      return l10n.t('Retry');
    case 'openFile':
      return l10n.t('Open File');
    case 'openSettings':
      return l10n.t('Open Settings');
    case 'switchConnection':
      return l10n.t('Switch Connection');
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
