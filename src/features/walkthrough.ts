import * as vscode from 'vscode';

/** What a step of the walkthrough waits for with `onContext:`. */
export type WalkthroughEvent = 'adot.hasConnected' | 'adot.hasBrowsed';

/**
 * Ends the step that waits for this. VS Code reads its walkthroughs late, and a step whose key is true by then never ends:
 * so the key is true for a moment only, each time it happens.
 */
export async function tellWalkthrough(event: WalkthroughEvent): Promise<void> {
  await vscode.commands.executeCommand('setContext', event, true);
  await vscode.commands.executeCommand('setContext', event, false);
}
