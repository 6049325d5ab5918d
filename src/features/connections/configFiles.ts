import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { Services } from '../services.ts';
import { readKubeconfigPath } from '../settings.ts';

const settleMs = 300;

/** Reads everything again when an AWS file or a kubeconfig was saved. Watches from the first time the view is seen. */
export function watchConfigFiles(
  { services }: { services: Services },
  view: vscode.TreeView<ExplorerNode>,
): vscode.Disposable {
  let watching: vscode.Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;
  const onSaved = (): void => {
    clearTimeout(timer);
    // Editors and the AWS CLI write in several steps.
    timer = setTimeout(() => services.forget(), settleMs);
  };
  const start = (): void => {
    if (view.visible) {
      watching ??= vscode.Disposable.from(...configFiles().map((file) => watchFile(file, onSaved)));
    }
  };
  const listener = view.onDidChangeVisibility(start);
  start();
  return {
    dispose: () => {
      clearTimeout(timer);
      listener.dispose();
      watching?.dispose();
    },
  };
}

function watchFile(file: string, onSaved: () => void): vscode.Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(onSaved),
    watcher.onDidCreate(onSaved),
    watcher.onDidDelete(onSaved),
  );
}

function configFiles(): string[] {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env;
  const home = homedir();
  return [
    AWS_CONFIG_FILE || path.join(home, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE || path.join(home, '.aws', 'credentials'),
    ...kubeconfigFiles(),
  ];
}

/** The files that kubectl would read, there or not. */
export function kubeconfigFiles(): string[] {
  const chosen = readKubeconfigPath();
  const home = homedir();
  if (chosen !== undefined) {
    return [chosen.replace(/^~(?=[\\/])/, home)];
  }
  const named = process.env['KUBECONFIG']?.split(path.delimiter).filter((file) => file !== '') ?? [];
  return named.length > 0 ? named : [path.join(home, '.kube', 'config')];
}
