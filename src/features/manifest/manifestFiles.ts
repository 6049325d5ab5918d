import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Deps } from '../deps.ts';

const scheme = 'adot-proposal';

/** Puts made-up files where the person wants them, and never over something else unasked. */
export interface ManifestFiles extends vscode.Disposable {
  /** Writes and opens the file, or an untitled one without a folder. */
  place(folder: vscode.Uri | undefined, name: string, text: string): Promise<void>;
}

export function createManifestFiles({ ask }: Pick<Deps, 'ask'>): ManifestFiles {
  const proposals = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => proposals.get(uri.toString()),
  });

  const place: ManifestFiles['place'] = async (folder, name, text) => {
    if (!folder) {
      await open(await vscode.workspace.openTextDocument({ language: 'yaml', content: text }));
      return;
    }
    const uri = vscode.Uri.joinPath(folder, name);
    if (!(await exists(uri))) {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      await open(uri);
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText().replaceAll('\r\n', '\n') === text) {
      await open(document);
      return;
    }
    await settle(document, folder, text);
  };

  /** Shows what would change and asks; the diff stays in view meanwhile. */
  const settle = async (document: vscode.TextDocument, folder: vscode.Uri, text: string): Promise<void> => {
    const name = nameOf(document.uri);
    const proposal = document.uri.with({ scheme, query: String(proposals.size) });
    proposals.set(proposal.toString(), text);
    try {
      const title = l10n.t('{0}: yours ↔ new', name);
      await vscode.commands.executeCommand('vscode.diff', document.uri, proposal, title);
      const way = await ask.pick(ways(), {
        title: l10n.t('{0} already exists and differs', name),
        placeHolder: l10n.t('What do you want to do?'),
        ignoreFocusOut: true,
      });
      await closeDiff(proposal);
      if (way?.id === 'replace') {
        await replace(document, text);
      } else if (way?.id === 'rename') {
        const other = await askName(folder, name);
        if (other !== undefined) {
          await place(folder, other, text);
        }
      } else if (way) {
        await open(document);
      }
    } finally {
      await closeDiff(proposal);
      proposals.delete(proposal.toString());
    }
  };

  const askName = async (folder: vscode.Uri, name: string): Promise<string | undefined> => {
    const taken = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([entry]) => entry));
    return ask.input({
      title: l10n.t('Save Under Another Name'),
      value: freeName(name, taken),
      validateInput: (text) => {
        if (text.trim() === '' || /[\\/:*?"<>|]/.test(text)) {
          return l10n.t('A file name without path.');
        }
        return taken.has(text) ? l10n.t('{0} already exists.', text) : undefined;
      },
    });
  };

  return { place, dispose: () => void provider.dispose() };
}

function ways(): (vscode.QuickPickItem & { id: 'replace' | 'rename' | 'keep' })[] {
  return [
    {
      id: 'replace',
      label: `$(replace) ${l10n.t('Replace')}`,
      detail: l10n.t('A single undo restores yours.'),
    },
    { id: 'rename', label: `$(new-file) ${l10n.t('Save Under Another Name')}` },
    { id: 'keep', label: `$(check) ${l10n.t('Keep Mine')}` },
  ];
}

/** Replaces the whole text as one step of undo, and saves. */
async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  await open(document);
}

async function open(what: vscode.Uri | vscode.TextDocument): Promise<void> {
  // Both overloads take options that are alike; TypeScript wants one of them named.
  const document = 'getText' in what ? what : await vscode.workspace.openTextDocument(what);
  await vscode.window.showTextDocument(document, { preview: false });
}

async function closeDiff(proposal: vscode.Uri): Promise<void> {
  const { tabGroups } = vscode.window;
  const tab = tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposal.toString(),
    );
  if (tab) {
    await tabGroups.close(tab);
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return false;
    }
    throw error;
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** `a.yaml` -> `a-2.yaml`, `a-3.yaml`, ... */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  for (let count = 2; ; count += 1) {
    const candidate = `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}
