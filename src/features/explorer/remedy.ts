import * as vscode from 'vscode';
import type { Remedy } from '../../trouble.ts';

/** Does what a person agreed to by a click on a message or on a line of the tree. */
export async function applyRemedy(remedy: Remedy): Promise<void> {
  const { commands } = vscode;
  switch (remedy.kind) {
    case 'signIn':
      await commands.executeCommand('adot.connection.signIn', remedy.profile);
      return;
    case 'retry':
      await commands.executeCommand('adot.resources.refresh');
      return;
    case 'openFile':
      await vscode.window.showTextDocument(vscode.Uri.file(remedy.path));
      return;
    case 'openSettings':
      await commands.executeCommand('workbench.action.openSettings', remedy.setting);
      return;
    case 'switchConnection':
      await commands.executeCommand('adot.connection.switch');
      return;
  }
}
