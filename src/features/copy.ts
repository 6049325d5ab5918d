import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

const shownMs = 4_000;

/** Puts a text on the clipboard, and says for a moment which one it was. */
export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(l10n.t('Copied: {0}', text), shownMs);
}
