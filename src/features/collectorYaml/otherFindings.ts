import * as vscode from 'vscode';
import { otherFinding } from './echoes.ts';
import type { OtherFinding } from './echoes.ts';

/** What other extensions for YAML show of a document at this moment. */
export function findingsOfOthers(document: vscode.TextDocument): OtherFinding[] {
  return vscode.languages.getDiagnostics(document.uri).flatMap((diagnostic) => {
    const start = document.offsetAt(diagnostic.range.start);
    const end = document.offsetAt(diagnostic.range.end);
    return otherFinding(diagnostic, { start, end }) ?? [];
  });
}

/** Tells of open documents of which another extension shows something else than before. */
export function watchOthers(
  onChange: (documents: ReadonlySet<vscode.TextDocument>) => void,
): vscode.Disposable {
  const before = new WeakMap<vscode.TextDocument, string>();
  return vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    const touched = new Set(uris.map(String));
    const changed = vscode.workspace.textDocuments.filter((document) => {
      if (document.languageId !== 'yaml' || !touched.has(document.uri.toString())) {
        return false;
      }
      const now = JSON.stringify(findingsOfOthers(document));
      const isOther = now !== (before.get(document) ?? '[]');
      before.set(document, now);
      return isOther;
    });
    if (changed.length > 0) {
      onChange(new Set(changed));
    }
  });
}
