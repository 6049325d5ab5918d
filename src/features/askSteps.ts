import * as vscode from 'vscode';
import { back } from './steps.ts';
import type { StepAnswer, StepPlace } from './steps.ts';

export interface PickStep<T> extends StepPlace {
  placeholder: string;
  /** Asked once when the step shows; the signal fires when nobody waits any more. Failures fail the step. */
  load: (signal: AbortSignal) => readonly T[] | Promise<readonly T[]>;
  /** The item to start on. */
  isActive?: (item: T) => boolean;
}

export interface InputStep extends StepPlace {
  prompt: string;
  value: string;
  validate: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  /** Validates again when it resolves. Must not fail. */
  whenKnowsMore?: Promise<unknown>;
}

export async function pickStep<T extends vscode.QuickPickItem>(options: PickStep<T>): Promise<StepAnswer<T>> {
  const input = vscode.window.createQuickPick<T>();
  const gone = new AbortController();
  input.placeholder = options.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  try {
    return await new Promise<StepAnswer<T>>((resolve, reject) => {
      const load = async (): Promise<void> => {
        input.busy = true;
        const items = await options.load(gone.signal);
        input.items = items;
        const active = items.find((item) => options.isActive?.(item) === true);
        if (active) {
          input.activeItems = [active];
        }
        input.busy = false;
      };
      input.onDidAccept(() => {
        const [item] = input.selectedItems;
        if (item) {
          resolve(item);
        }
      });
      show(input, options, resolve);
      load().catch(reject);
    });
  } finally {
    gone.abort();
    input.dispose();
  }
}

export async function inputStep(options: InputStep): Promise<StepAnswer<string>> {
  const input = vscode.window.createInputBox();
  const { prompt, validate, value } = options;
  Object.assign(input, { prompt, value });
  const revalidate = (): void => {
    input.validationMessage = validate(input.value);
  };
  revalidate();
  input.onDidChangeValue(revalidate);
  void options.whenKnowsMore?.then(revalidate);
  try {
    return await new Promise<StepAnswer<string>>((resolve) => {
      input.onDidAccept(() => {
        if (!isRefusal(validate(input.value))) {
          resolve(input.value);
        }
      });
      show(input, options, resolve);
    });
  } finally {
    input.dispose();
  }
}

function show(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, totalSteps }: StepPlace,
  resolve: (answer: typeof back | undefined) => void,
): void {
  // A look at the editor or a terminal must not throw away the answers so far.
  Object.assign(input, { title, step, totalSteps, ignoreFocusOut: true });
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  input.onDidTriggerButton(() => resolve(back));
  input.onDidHide(() => resolve(undefined));
  input.show();
}

/** A warning lets the text pass, an error does not. */
function isRefusal(message: ReturnType<InputStep['validate']>): boolean {
  return typeof message === 'object'
    ? message.severity === vscode.InputBoxValidationSeverity.Error
    : message !== undefined;
}
