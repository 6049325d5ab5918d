import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Problem } from '../../problem.ts';
import { Trouble } from '../../trouble.ts';
import type { Ask } from '../ask.ts';
import type { Checks } from './checks.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { ProjectCheck } from './projectCheck.ts';

interface CheckDeps {
  ask: Ask;
  checks: Checks;
  diagnostics: Diagnostics;
}

/** "ADOT: Validate Collector Config": says what is wrong with a file, or that nothing is. */
export async function validate({ ask, checks }: CheckDeps, document: vscode.TextDocument): Promise<void> {
  const problems = checks.problemsOf(document);
  if (problems.length === 0) {
    const { found, project } = checks.of(document);
    await ask.info(
      found.has(project.pathOf(document.uri))
        ? l10n.t('No problems were found in this file.')
        : l10n.t(
            'This file is not checked: it holds no collector configuration, Kubernetes object, eksctl configuration or AMP rules.',
          ),
    );
    return;
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  // Not waited for: the message may stay, and the Problems view is there.
  void ask.info(summary(problems));
}

/** "ADOT: Check Folder": all its files, open or not, with the result in the Problems view. */
export async function checkFolder(
  { ask, checks, diagnostics }: CheckDeps,
  folder: vscode.WorkspaceFolder,
): Promise<void> {
  const check = checks.in(folder);
  const title = l10n.t('Checking the YAML files of {0}', folder.name);
  const isRead = await ask.progress(title, (signal) => whenRead(check, checks, signal));
  if (!isRead) {
    return;
  }
  check.check();
  diagnostics.showAll(check);
  const { found } = check;
  const problems = [...found.values()].flat();
  if (problems.length === 0) {
    await ask.info(
      found.size === 0
        ? l10n.t('There are no YAML files of a known kind in {0}.', folder.name)
        : l10n.t('No problems were found in {0} files.', found.size),
    );
    return;
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  void ask.info(summary(problems));
}

/** Asks for the folder when there are several. `undefined` when that was cancelled. */
export async function folderFor(
  ask: Ask,
  target: vscode.Uri | undefined,
): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (!only) {
    throw new Trouble({
      code: 'noFolder',
      what: l10n.t('No folder is open.'),
      todo: l10n.t('Open the folder to check first.'),
    });
  }
  const known = target && vscode.workspace.getWorkspaceFolder(target);
  if (known || folders.length === 1) {
    return known ?? only;
  }
  const items = folders.map((folder) => ({ label: `$(folder) ${folder.name}`, folder }));
  return (await ask.pick(items, { title: l10n.t('Check Folder') }))?.folder;
}

/** False when it was cancelled. */
async function whenRead(check: ProjectCheck, checks: Checks, signal: AbortSignal): Promise<boolean> {
  if (!check.project.isReading) {
    return true;
  }
  return new Promise((resolve) => {
    const finish = (isRead: boolean): void => {
      listener.dispose();
      resolve(isRead);
    };
    const listener = checks.onDidCheck((checked) => {
      if (checked === check && !check.project.isReading) {
        finish(true);
      }
    });
    signal.addEventListener('abort', () => finish(false), { once: true });
  });
}

function summary(problems: readonly Problem[]): string {
  const count = (...severities: Problem['severity'][]): number =>
    problems.filter(({ severity }) => severities.includes(severity)).length;
  return l10n.t(
    'Errors: {0}, warnings: {1}, notes: {2}. The Problems view lists them.',
    count('error'),
    count('warning'),
    count('information', 'hint'),
  );
}
