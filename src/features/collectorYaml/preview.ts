import * as vscode from 'vscode';

/** Shows a document beside what would become of it. */
export interface Previews extends vscode.Disposable {
  /** Shows the difference until `decide` has an answer, which comes back. */
  during<T>(
    document: vscode.TextDocument,
    changed: { text: string; title: string },
    decide: () => Promise<T>,
  ): Promise<T>;
}

const scheme = 'adot-upgrade';

export function createPreviews(): Previews {
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()),
  });
  let count = 0;
  return {
    during: async (document, { text, title }, decide) => {
      // VS Code keeps what it read of an address: each preview has its own.
      const uri = document.uri.with({ scheme, query: String((count += 1)) });
      texts.set(uri.toString(), text);
      try {
        await vscode.commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: true });
        return await decide();
      } finally {
        await close(uri);
        texts.delete(uri.toString());
      }
    },
    dispose: () => void provider.dispose(),
  };
}

async function close(uri: vscode.Uri): Promise<void> {
  const { tabGroups } = vscode.window;
  const tab = tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
    );
  if (tab) {
    await tabGroups.close(tab);
  }
}
