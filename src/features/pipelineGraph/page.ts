import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** The files of the extension that the page may load. */
export interface PageFiles {
  script: vscode.Uri;
  style: vscode.Uri;
}

export function pageFiles(extensionUri: vscode.Uri): PageFiles {
  return {
    script: vscode.Uri.joinPath(extensionUri, 'dist', 'pipelineGraph.js'),
    style: vscode.Uri.joinPath(extensionUri, 'media', 'pipelineGraph.css'),
  };
}

/** The page around the picture. It loads nothing but our script and our style sheet. */
export function pageHtml(webview: vscode.Webview, { script, style }: PageFiles): string {
  const policy = [
    "default-src 'none'",
    `script-src ${webview.cspSource}`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  const button = (name: string, label: string, title: string): string =>
    `<button type="button" class="${name}" title="${escaped(title)}" aria-label="${escaped(title)}">${escaped(label)}</button>`;
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
  <link rel="stylesheet" href="${escaped(webview.asWebviewUri(style).toString())}">
</head>
<body>
  <div class="toolbar" role="toolbar" aria-label="${escaped(l10n.t('Pipeline graph'))}">
    <select hidden aria-label="${escaped(l10n.t('Collector config'))}"></select>
    <span class="name"></span>
    ${button('zoomOut', '−', l10n.t('Zoom out'))}
    ${button('zoomIn', '+', l10n.t('Zoom in'))}
    ${button('fit', l10n.t('Fit'), l10n.t('Fit to width'))}
    ${button('export', l10n.t('Export SVG'), l10n.t('Export as SVG file'))}
  </div>
  <div class="picture"></div>
  <script src="${escaped(webview.asWebviewUri(script).toString())}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
