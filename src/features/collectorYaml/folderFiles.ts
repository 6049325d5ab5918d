import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Log } from '../../log.ts';
import { mayBeOurs } from './documents.ts';

/** The YAML files of a workspace folder as they lie on disk, kept up to date. */
export interface FolderFiles extends vscode.Disposable {
  /** By path below the folder, forward slashes. Empty until the first reading is over. */
  readonly texts: ReadonlyMap<string, string>;
  readonly isReading: boolean;
  /** The texts are others than before, or reading began or ended. */
  readonly onDidChange: vscode.Event<void>;
}

const maxFiles = 500;
const maxBytes = 20 * 1024 * 1024;
/** What lies in these is not written by the people who work in the folder. */
const foreign = '**/{node_modules,.git,.terraform,.venv}/**';
const settleMs = 500;
const readAtOnce = 16;

/** Reads in the background, from now on. Files that are of no kind we know are left out, and so are those beyond the bounds. */
export function createFolderFiles(folder: vscode.WorkspaceFolder, log: Log): FolderFiles {
  const pattern = new vscode.RelativePattern(folder, '**/*.{yaml,yml}');
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  // Of a folder that goes or comes whole, VS Code tells as one thing: nothing is said of the files in it.
  const folders = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, '**'),
    false,
    true,
    false,
  );
  let texts = new Map<string, string>();
  let reading: vscode.CancellationTokenSource | undefined;
  let timer: NodeJS.Timeout | undefined;

  const scan = async (): Promise<void> => {
    reading?.cancel();
    const mine = new vscode.CancellationTokenSource();
    reading = mine;
    changed.fire();
    try {
      const found = await readAll(pattern, mine.token, log);
      if (!mine.token.isCancellationRequested) {
        texts = found;
      }
    } catch (error) {
      log.warn(`The YAML files of ${folder.name} could not be read: ${String(error)}`);
    } finally {
      mine.dispose();
      if (reading === mine) {
        reading = undefined;
        changed.fire();
      }
    }
  };
  const scanSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void scan(), settleMs);
  };
  const readAgain = async (uri: vscode.Uri): Promise<void> => {
    const path = pathBelow(folder.uri, uri);
    const text = texts.has(path) ? await readText(uri) : undefined;
    if (text !== undefined && text !== texts.get(path)) {
      texts.set(path, text);
      changed.fire();
    }
  };

  const forgetBelow = (uri: vscode.Uri): void => {
    const below = `${pathBelow(folder.uri, uri)}/`;
    const gone = [...texts.keys()].filter((path) => path.startsWith(below));
    if (gone.length > 0) {
      gone.forEach((path) => texts.delete(path));
      changed.fire();
    }
    if (reading) {
      scanSoon(); // What is being read may still have them.
    }
  };
  const lookInto = async (uri: vscode.Uri): Promise<void> => {
    if (await isFolder(uri)) {
      scanSoon();
    }
  };

  const listeners = vscode.Disposable.from(
    watcher,
    folders,
    folders.onDidDelete(forgetBelow),
    folders.onDidCreate((uri) => void lookInto(uri)),
    watcher.onDidCreate(scanSoon),
    watcher.onDidDelete(scanSoon),
    watcher.onDidChange((uri) => void readAgain(uri)),
  );
  void scan();
  return {
    get texts() {
      return texts;
    },
    get isReading() {
      return reading !== undefined;
    },
    onDidChange: changed.event,
    dispose: () => {
      clearTimeout(timer);
      reading?.cancel();
      listeners.dispose();
      changed.dispose();
    },
  };
}

/** `k8s/a.yaml`: a path that is the same on every system. */
export function pathBelow(folder: vscode.Uri, uri: vscode.Uri): string {
  const base = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(base) ? uri.path.slice(base.length) : uri.path;
}

async function readAll(
  pattern: vscode.RelativePattern,
  token: vscode.CancellationToken,
  log: Log,
): Promise<Map<string, string>> {
  const found = await vscode.workspace.findFiles(pattern, foreign, maxFiles + 1, token);
  const uris = found.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, maxFiles);
  const texts = new Map<string, string>();
  let left = maxBytes;
  for (let at = 0; at < uris.length && left > 0 && !token.isCancellationRequested; at += readAtOnce) {
    const some = uris.slice(at, at + readAtOnce);
    const read = await Promise.all(some.map(readText));
    for (const [index, text] of read.entries()) {
      const uri = some[index];
      if (uri && text !== undefined && text.length <= left && mayBeOurs(text)) {
        left -= text.length;
        texts.set(pathBelow(pattern.baseUri, uri), text);
      }
    }
    await nextTurn();
  }
  if (found.length > maxFiles || left <= 0) {
    log.info(
      `${pattern.baseUri.path}: ${texts.size} YAML files are checked together, the others are left out`,
    );
  }
  return texts;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false; // Gone again.
  }
}

/** `undefined` when the file is too large, gone or not to be read: its neighbours are checked all the same. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > maxBytes ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
