import * as vscode from 'vscode';

const scheme = 'adot-relabel';

/** A page that follows a document. */
export interface Page {
  name: string;
  document: vscode.TextDocument;
  /** As the document stands now. `undefined` while nothing can be said, where the page stays as it is. */
  text: () => string | undefined;
}

/** Pages of Markdown that are shown beside the editor; one takes the place of the other. */
export interface Pages extends vscode.Disposable {
  show(page: Page): Promise<void>;
}

/** Long enough for a word to be typed. */
const settleMs = 150;

/** `onDidChange` tells of all but edits that may change what pages say. */
export function createPages(onDidChange: vscode.Event<void>): Pages {
  let shown: { uri: vscode.Uri; page: Page; text: string } | undefined;
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => (uri.toString() === shown?.uri.toString() ? shown.text : ''),
  });
  const update = (): void => {
    const text = shown?.page.document.isClosed === false ? shown.page.text() : undefined;
    if (shown && text !== undefined && text !== shown.text) {
      shown.text = text;
      changed.fire(shown.uri);
    }
  };
  const updateSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(update, settleMs);
  };
  const parts = vscode.Disposable.from(
    changed,
    provider,
    onDidChange(updateSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === shown?.page.document) {
        updateSoon();
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.toString() === shown?.uri.toString()) {
        shown = undefined;
      }
    }),
  );
  return {
    show: async (page) => {
      // VS Code keeps what it read of an address: each page has its own.
      const path = `/${page.name.replaceAll(/[/\\]/g, '-')}.md`;
      const uri = vscode.Uri.from({ scheme, path, query: String((count += 1)) });
      shown = { uri, page, text: page.text() ?? '' };
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    },
    dispose: () => {
      clearTimeout(timer);
      parts.dispose();
    },
  };
}
