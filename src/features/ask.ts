import * as vscode from 'vscode';
import { inputStep, pickStep } from './askSteps.ts';
import type { InputStep, PickStep } from './askSteps.ts';
import type { StepAnswer } from './steps.ts';

/** A question that must be answered before anything happens. */
export interface Confirmation {
  message: string;
  /** What follows from saying yes, in smaller type. */
  detail?: string;
  /** The words on the button that goes ahead; Cancel is VS Code's own. */
  yes: string;
}

/**
 * Every dialog of the extension. Features ask through this one object, looked up at each call, so that tests in a real
 * VS Code (where modal dialogs throw) can answer by replacing its functions. `undefined` means the person cancelled.
 */
export interface Ask {
  pick<T extends vscode.QuickPickItem>(
    items: readonly T[] | PromiseLike<readonly T[]>,
    options: vscode.QuickPickOptions,
  ): Promise<T | undefined>;
  pickMany<T extends vscode.QuickPickItem>(
    items: readonly T[] | PromiseLike<readonly T[]>,
    options: vscode.QuickPickOptions,
  ): Promise<T[] | undefined>;
  input(options: vscode.InputBoxOptions): Promise<string | undefined>;
  /** One of several questions in a row, with a way back; see steps.ts. */
  pickStep<T extends vscode.QuickPickItem>(options: PickStep<T>): Promise<StepAnswer<T>>;
  inputStep(options: InputStep): Promise<StepAnswer<string>>;
  /** A modal question. False when it was cancelled. */
  confirm(question: Confirmation): Promise<boolean>;
  /** A modal choice between several ways on, for when yes and no are not enough. */
  choose(
    message: string,
    options: { detail?: string; choices: readonly string[] },
  ): Promise<string | undefined>;
  openFile(options: vscode.OpenDialogOptions): Promise<vscode.Uri | undefined>;
  /** Where to write a file; VS Code asks before one is overwritten. */
  saveFile(options: vscode.SaveDialogOptions): Promise<vscode.Uri | undefined>;
  /** A notification that nothing waits for, unless the caller wants to know which button was clicked. */
  info(message: string, ...buttons: string[]): Promise<string | undefined>;
  warn(message: string, ...buttons: string[]): Promise<string | undefined>;
  error(message: string, ...buttons: string[]): Promise<string | undefined>;
  /** Work shown with a Cancel button, which aborts the signal; what the work makes of that is its own affair. */
  progress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Work that is quick as a rule: the status bar says what goes on when it is not. */
  busy<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Leaves for the browser. */
  openLink(url: string): Promise<void>;
}

/** The dialogs of VS Code itself. */
export function createAsk(): Ask {
  const { window } = vscode;
  const choose: Ask['choose'] = async (message, { detail, choices }) =>
    window.showWarningMessage(message, { modal: true, ...(detail !== undefined && { detail }) }, ...choices);
  return {
    pick: async (items, options) => window.showQuickPick(items, { matchOnDescription: true, ...options }),
    pickMany: async (items, options) =>
      window.showQuickPick(items, { matchOnDescription: true, ...options, canPickMany: true }),
    input: async (options) => window.showInputBox({ ignoreFocusOut: true, ...options }),
    pickStep,
    inputStep,
    confirm: async ({ message, detail, yes }) =>
      (await choose(message, { ...(detail !== undefined && { detail }), choices: [yes] })) === yes,
    choose,
    openFile: async (options) => (await window.showOpenDialog({ ...options, canSelectMany: false }))?.[0],
    saveFile: async (options) => window.showSaveDialog(options),
    info: async (message, ...buttons) => window.showInformationMessage(message, ...buttons),
    warn: async (message, ...buttons) => window.showWarningMessage(message, ...buttons),
    error: async (message, ...buttons) => window.showErrorMessage(message, ...buttons),
    progress: showProgress,
    busy: async (title, work) =>
      window.withProgress({ location: vscode.ProgressLocation.Window, title }, work),
    openLink: async (url) => {
      await vscode.env.openExternal(vscode.Uri.parse(url, true));
    },
  };
}

async function showProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    const stop = new AbortController();
    const listener = token.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal);
    } finally {
      listener.dispose();
    }
  });
}
