import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A document of the workspace with what tests do to it. */
export interface YamlFile {
  document: vscode.TextDocument;
  editor: vscode.TextEditor;
  /** Where a piece of the text begins, and how far it goes. */
  range(piece: string): vscode.Range;
  position(piece: string, after?: number): vscode.Position;
  replace(piece: string, other: string): Promise<void>;
}

export async function openYaml(folder: vscode.Uri, text: string, name = 'collector.yaml'): Promise<YamlFile> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const range = (piece: string): vscode.Range => {
    const start = document.getText().indexOf(piece);
    assert.ok(start >= 0, `no ${piece} in the document`);
    return new vscode.Range(document.positionAt(start), document.positionAt(start + piece.length));
  };
  return {
    document,
    editor,
    range,
    position: (piece, after = 0) => document.positionAt(document.offsetAt(range(piece).start) + after),
    replace: async (piece, other) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, range(piece), other);
      assert.ok(await vscode.workspace.applyEdit(edit));
    },
  };
}

/** Our diagnostics of a document as soon as they are as wished: VS Code tells when they changed. */
export async function diagnosticsOf(
  uri: vscode.Uri,
  isGood: (found: readonly vscode.Diagnostic[]) => boolean,
  timeoutMs = 20_000,
): Promise<readonly vscode.Diagnostic[]> {
  const ours = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'ADOT');
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = ours();
      if (isGood(found)) {
        listener.dispose();
        clearTimeout(timer);
        resolve(found);
      }
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    const timer = setTimeout(() => {
      listener.dispose();
      const last = ours().map((one) => `${codeOf(one)} ${one.message}`);
      reject(new Error(`the diagnostics are still: ${last.join('; ') || 'none'}`));
    }, timeoutMs);
    look();
  });
}

/** The name of the rule, which is a link as well. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}
