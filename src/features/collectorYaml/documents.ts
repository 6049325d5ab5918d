import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Trouble } from '../../trouble.ts';

/** The documents that providers are asked about. The scheme is left open: tokens and hovers are good in a diff as well. */
export const yamlSelector: vscode.DocumentSelector = { language: 'yaml' };

/** Words of which every kind of file that we know has at least one. What a file really is, the checker finds out. */
const telling =
  /\b(?:apiVersion|receivers|exporters|processors|pipelines|groups|alertmanager_config)\s*:|<YOUR_/;

/** Whether a text can be of a kind that we know: cheap, and never wrong when it says no. */
export function mayBeOurs(text: string): boolean {
  return telling.test(text);
}

/** Whether a file is about to be begun: nothing in it but comments, and perhaps the first word. */
export function isBlank(text: string): boolean {
  return text.length < 1000 && /^(?:[ \t]*(?:#.*|---)?\r?\n)*[ \t]*(?:[\w-]{0,40}|#.*|---)\s*$/.test(text);
}

/** Whether a document is YAML that a person may work on: not the old side of a diff, not what a command shows. */
export function isYamlOfPerson({ languageId, uri, isClosed }: vscode.TextDocument): boolean {
  return languageId === 'yaml' && !isClosed && !/^(?:git|gitlens|review|pr|output|adot-.*)$/.test(uri.scheme);
}

/** For commands that have nothing to do in a file without a collector's configuration. */
export function noCollector(): Trouble {
  return new Trouble({
    code: 'noCollector',
    what: l10n.t('There is no collector configuration in this file.'),
    todo: l10n.t(
      'Open the file that has it: a ConfigMap, an OpenTelemetryCollector, Helm values, or a file of its own.',
    ),
  });
}

/**
 * The documents that a person works on: those in tabs and editors, and what is not saved. VS Code keeps others too, for a while
 * after their tab was closed or because an extension asked for them, even when their file is gone.
 */
export function documentsWorkedOn(): vscode.TextDocument[] {
  const editors = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
  const shown = new Set([...urisInTabs(), ...editors].map(String));
  return vscode.workspace.textDocuments.filter(
    (document) =>
      isYamlOfPerson(document) &&
      (document.isDirty || document.uri.scheme === notebookCell || shown.has(document.uri.toString())),
  );
}

/** What the tab of a notebook shows has documents of its own. */
const notebookCell = 'vscode-notebook-cell';

/** The documents that all tabs have, also those behind others. */
export function urisInTabs(): vscode.Uri[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(urisOfTab));
}

/** The documents that a tab has, as far as it says; both sides of a comparison. */
export function urisOfTab({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputTextDiff) {
    return [input.original, input.modified];
  }
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? [input.uri] : [];
}

/** A stretch of a document's text. */
export function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { start: number; end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** The document that a command is called on, else that of the active editor. Throws `Trouble` when it is no YAML. */
export async function documentFor(target: vscode.Uri | undefined): Promise<vscode.TextDocument> {
  const document =
    target instanceof vscode.Uri
      ? await vscode.workspace.openTextDocument(target)
      : vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'yaml') {
    throw new Trouble({
      code: 'noYaml',
      what: l10n.t('There is no YAML file in the active editor.'),
      todo: l10n.t('Open the file first.'),
    });
  }
  return document;
}
