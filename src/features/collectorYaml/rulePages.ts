import * as vscode from 'vscode';

const scheme = 'adot-rule';

/** The page of a rule, a document of its own; package.json has it opened as a preview. Commands cannot be linked to from codes. */
export function rulePage(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${code}.md` });
}

/** Gives each rule its page: its part of docs/rules.md. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path }) => {
      const file = vscode.Uri.joinPath(extensionUri, 'docs', 'rules.md');
      const all = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      return sectionOf(all, path.slice(1, -'.md'.length));
    },
  });
}

/** From the heading that is the code to the next one. */
function sectionOf(page: string, code: string): string {
  const lines = page.split('\n');
  const start = lines.indexOf(`### ${code}`);
  const length = lines.slice(start + 1).findIndex((line) => /^#{1,3} /.test(line));
  const body = start < 0 ? [] : lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  return [`# ${code}`, ...body].join('\n');
}
