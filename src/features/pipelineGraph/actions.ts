import * as vscode from 'vscode';
import type { Span } from '../../problem.ts';
import type { Deps } from '../deps.ts';
import type { Drawing } from './drawing.ts';
import { pageFiles } from './page.ts';

export type GraphDeps = Pick<Deps, 'guard' | 'ask' | 'bundles'> & { extensionUri: vscode.Uri };

/** Selects a stretch of a config in the editor that shows its document, or in a new one beside the picture. */
export async function openSource(
  { bundles }: GraphDeps,
  document: vscode.TextDocument,
  { config }: Drawing,
  span: Span,
): Promise<void> {
  if (!config) {
    return;
  }
  const { spanInFile } = await bundles.language();
  const { start, end } = spanInFile(config.place, span);
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  await vscode.window.showTextDocument(document, {
    viewColumn: editor?.viewColumn ?? vscode.ViewColumn.Beside,
    selection: new vscode.Range(document.positionAt(start), document.positionAt(end)),
  });
}

/** Asks where to, and writes the picture as a file of its own, with fixed colours. */
export async function exportSvg(
  { ask, bundles, extensionUri }: GraphDeps,
  document: vscode.TextDocument,
  { graph, title }: Drawing,
): Promise<void> {
  if (!graph) {
    return;
  }
  const { fileStyle, svgOf } = await bundles.language();
  const name = (document.uri.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const target = await ask.saveFile({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', `${name}-pipelines.svg`),
    filters: { SVG: ['svg'] },
  });
  if (target) {
    const sheet = await vscode.workspace.fs.readFile(pageFiles(extensionUri).style);
    const css = fileStyle(new TextDecoder().decode(sheet));
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svgOf(graph, { title, css })));
  }
}
