import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GraphState } from '../../graph/messages.ts';
import { openGraph } from './panel.ts';
import type { GraphDeps } from './actions.ts';
import type { GraphPanel } from './panel.ts';

const viewType = 'adot.pipelineGraph';

/** The pipeline graphs that are open, one for each document. */
export interface PipelineGraphs extends vscode.Disposable {
  /** Beside the editor. Without a config the one that the cursor stands in, else the first. */
  open(uri?: vscode.Uri, config?: number): Promise<void>;
  /** Takes a panel over that VS Code has brought back after a restart. */
  restore(panel: vscode.WebviewPanel, state: GraphState | undefined): Promise<void>;
}

export function createPipelineGraphs(deps: GraphDeps): PipelineGraphs {
  const panels = new Map<string, GraphPanel>();

  const follow = (document: vscode.TextDocument, panel: vscode.WebviewPanel, config: number): void => {
    const key = document.uri.toString();
    const opened = openGraph(deps, document, panel, config);
    panels.set(key, opened);
    opened.onClosed(() => panels.get(key) === opened && panels.delete(key));
  };

  const configAtCursor = async (document: vscode.TextDocument): Promise<number> => {
    const { findCollectorConfigs } = await deps.bundles.language();
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    const offset = editor ? document.offsetAt(editor.selection.active) : 0;
    const at = findCollectorConfigs(document.getText()).findIndex(
      ({ span }) => span.start <= offset && offset <= span.end,
    );
    return Math.max(0, at);
  };

  return {
    open: async (uri, config) => {
      const document = uri
        ? await vscode.workspace.openTextDocument(uri)
        : vscode.window.activeTextEditor?.document;
      if (!document) {
        await deps.ask.info(l10n.t('Open the file with the collector config first.'));
        return;
      }
      const wanted = config ?? (await configAtCursor(document));
      const known = panels.get(document.uri.toString());
      if (known) {
        known.reveal(wanted);
        return;
      }
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
      follow(document, vscode.window.createWebviewPanel(viewType, '', place), wanted);
    },
    restore: async (panel, state) => {
      if (state === undefined) {
        panel.dispose();
        return;
      }
      try {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(state.uri, true));
        follow(document, panel, state.config);
      } catch {
        panel.dispose(); // The file is gone, and so is what there was to show.
      }
    },
    dispose: () => {
      for (const panel of panels.values()) {
        panel.dispose();
      }
    },
  };
}
