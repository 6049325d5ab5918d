import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FromGraph, ToGraph } from '../../graph/messages.ts';
import { exportSvg, openSource } from './actions.ts';
import type { GraphDeps } from './actions.ts';
import { configLabel, draw } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { pageFiles, pageHtml } from './page.ts';

/** Long enough to gather what one keystroke changes: the text, then what is found in it. */
const settleMs = 120;

/** A picture that follows its document until one of the two is closed. */
export interface GraphPanel extends vscode.Disposable {
  readonly document: vscode.TextDocument;
  reveal(config: number): void;
  onClosed(listener: () => void): void;
}

export function openGraph(
  deps: GraphDeps,
  document: vscode.TextDocument,
  panel: vscode.WebviewPanel,
  first: number,
): GraphPanel {
  const { guard, bundles, extensionUri } = deps;
  const { webview } = panel;
  const file = document.uri.path.split('/').at(-1) ?? '';
  let wanted = first;
  let drawing: Drawing | undefined;
  let timer: NodeJS.Timeout | undefined;

  const tell = (message: ToGraph): void => void webview.postMessage(message);

  const show = async (): Promise<void> => {
    const { svgOf } = await bundles.language();
    const { version } = document;
    const next = await draw(bundles, document, wanted);
    if (version !== document.version) {
      return; // Typed on meanwhile: the next round shows that.
    }
    drawing = next;
    const { configs, chosen, graph, title } = next;
    const hasLanes = graph !== undefined && graph.lanes.length > 0;
    tell({
      kind: 'show',
      ...(hasLanes && { svg: svgOf(graph, { title }) }),
      note: graph
        ? l10n.t('This config has no pipelines yet: service.pipelines names none.')
        : l10n.t('There is no collector config in this file at the moment.'),
      title,
      configs: configs.map((config) => configLabel(config, file)),
      chosen,
      state: { uri: document.uri.toString(), config: chosen },
    });
    mark();
  };
  const update = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void guard.run('pipeline graph', show), settleMs);
  };

  const mark = (): void => {
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    const place = drawing?.config?.place;
    const offset = editor && place?.toText(document.offsetAt(editor.selection.active));
    tell({ kind: 'mark', offset });
  };

  const hear = async (message: FromGraph): Promise<void> => {
    if (message.kind === 'choose') {
      wanted = message.index;
    }
    if (message.kind === 'ready' || message.kind === 'choose') {
      await show();
    } else if (drawing) {
      await (message.kind === 'open'
        ? openSource(deps, document, drawing, message)
        : exportSvg(deps, document, drawing));
    }
  };

  webview.options = {
    enableScripts: true,
    localResourceRoots: [
      vscode.Uri.joinPath(extensionUri, 'dist'),
      vscode.Uri.joinPath(extensionUri, 'media'),
    ],
  };
  panel.title = l10n.t('Pipelines: {0}', file);
  panel.iconPath = new vscode.ThemeIcon('type-hierarchy');
  const subscriptions = vscode.Disposable.from(
    webview.onDidReceiveMessage((message: FromGraph) => guard.run('pipeline graph', () => hear(message))),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) {
        update();
      }
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => uri.toString() === document.uri.toString())) {
        update();
      }
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor.document === document) {
        mark();
      }
    }),
    vscode.workspace.onDidCloseTextDocument((closed) => {
      if (closed === document) {
        panel.dispose();
      }
    }),
  );
  panel.onDidDispose(() => {
    clearTimeout(timer);
    subscriptions.dispose();
  });
  webview.html = pageHtml(webview, pageFiles(extensionUri));

  return {
    document,
    reveal: (config) => {
      wanted = config;
      panel.reveal();
      update();
    },
    onClosed: (listener) => void panel.onDidDispose(listener),
    dispose: () => void panel.dispose(),
  };
}
