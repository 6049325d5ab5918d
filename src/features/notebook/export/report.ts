import * as vscode from 'vscode';
import type { ReportCell } from '../../../notebook/export/report.ts';
import type { Ask } from '../../ask.ts';
import type { CellStates } from '../cells/cellStates.ts';
import type { NotebookCode } from '../file/code.ts';
import { saveBytes } from '../page/messages.ts';
import type { Pages } from '../page/messages.ts';
import { defaultsOf } from '../file/notebookFiles.ts';

interface ReportDeps {
  ask: Ask;
  code: NotebookCode;
  pages: Pages;
  states: CellStates;
}

/** Writes a notebook with its results as Markdown where the person wants it, pictures in a folder beside it. */
export async function exportReport(deps: ReportDeps, notebook: vscode.NotebookDocument): Promise<void> {
  const { ask, code, states } = deps;
  const { timezone } = defaultsOf(code, notebook);
  const name = (notebook.uri.path.split('/').at(-1) ?? '').replace(/(\.promql)?\.md$/, '');
  const report = await saveBytes(ask, { notebook, name: `${name}-report.md`, bytes: new Uint8Array() });
  if (!report) {
    return;
  }
  const pictures = await savePictures(deps, notebook, report);
  const cells = notebook.getCells().map((cell): ReportCell => ({
    kind: cell.kind === vscode.NotebookCellKind.Code ? 'query' : 'markdown',
    text: cell.document.getText(),
    outcome: states.of(cell).outcome,
    picture: pictures.get(cell),
  }));
  const text = code.markdownReport(cells, { ...(timezone !== undefined && { timezone }) });
  await vscode.workspace.fs.writeFile(report, new TextEncoder().encode(text));
  await vscode.commands.executeCommand('markdown.showPreview', report);
}

/** Paths of the pictures, from the report on. Results that are tables, or that no page draws now, have none. */
async function savePictures(
  { pages, states }: ReportDeps,
  notebook: vscode.NotebookDocument,
  report: vscode.Uri,
): Promise<Map<vscode.NotebookCell, string>> {
  const saved = new Map<vscode.NotebookCell, string>();
  const folder = report.with({ path: report.path.replace(/\.md$/, '') });
  for (const cell of notebook.getCells()) {
    const bytes = states.of(cell).shown && (await pages.picture(cell));
    if (bytes) {
      const file = `${saved.size + 1}.png`;
      await vscode.workspace.fs.createDirectory(folder);
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, file), bytes);
      saved.set(cell, `${folder.path.split('/').at(-1) ?? ''}/${file}`);
    }
  }
  return saved;
}
