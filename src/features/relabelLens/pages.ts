import * as vscode from 'vscode';

const scheme = 'adot-relabel';

/** Pages of Markdown that are shown beside the editor; one takes the place of the other. */
export interface Pages extends vscode.Disposable {
  show(page: { name: string; text: string }): Promise<void>;
}

export function createPages(): Pages {
  let shown: { uri: vscode.Uri; text: string } | undefined;
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => (uri.toString() === shown?.uri.toString() ? shown.text : ''),
  });
  return {
    show: async ({ name, text }) => {
      // VS Code keeps what it read of an address: each page has its own.
      const path = `/${name.replaceAll(/[/\\]/g, '-')}.md`;
      const uri = vscode.Uri.from({ scheme, path, query: String((count += 1)) });
      shown = { uri, text };
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    },
    dispose: () => void provider.dispose(),
  };
}
