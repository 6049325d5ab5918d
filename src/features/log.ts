import * as vscode from 'vscode';

/** "ADOT: Show Log". */
export function registerLog(channel: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.commands.registerCommand('adot.log.show', () => channel.show());
}
