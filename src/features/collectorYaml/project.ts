import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Checker, SourceFile } from '../../lint/checker.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import type { Log } from '../../log.ts';
import type { Problem } from '../../problem.ts';
import type { SeriesWriter } from '../../promql/lint/knowledge.ts';
import { documentsWorkedOn, mayBeOurs } from './documents.ts';
import { createFolderFiles, pathBelow } from './folderFiles.ts';

/** Files that are checked together: those of one workspace folder, or a document that lies in none. */
export interface Project extends vscode.Disposable {
  /** The same for the same folder or document, also when it was read anew. */
  readonly id: string;
  /** The name of a file in problems. */
  pathOf(uri: vscode.Uri): string;
  uriOf(path: string): vscode.Uri;
  /** Those of the files that a person works on: their documents count, not what lies on disk. */
  documents(): vscode.TextDocument[];
  /** The text of a file as it was last read: of its document when that counts. */
  textOf(path: string): string | undefined;
  /** The problems of all files as they are now. Reads again only what changed. */
  check(): ReadonlyMap<string, readonly Problem[]>;
  /** The objects of the files that were checked last. */
  objects(): readonly KubeObject[];
  /** What the collectors of the files that were checked last tell of the series that they write. */
  writer(): SeriesWriter | undefined;
  /** The problems that a file would have with another text. */
  checkAs(uri: vscode.Uri, text: string): readonly Problem[];
  /** Whether the files of the folder are still being read: rules across files have not had their say. */
  readonly isReading: boolean;
  /** Files changed on disk, or reading began or ended. */
  readonly onDidChange: vscode.Event<void>;
}

export interface ProjectOptions {
  /** A workspace folder, or the only document. */
  of: vscode.WorkspaceFolder | vscode.TextDocument;
  createChecker: () => Checker;
  /** The release that a person chose for just this file. */
  versionOf: (uri: vscode.Uri) => string | undefined;
  log: Log;
}

/** How much text is looked at before others may run, when a folder is checked for the first time. */
const turnLength = 500_000;

export function createProject({ of, createChecker, versionOf, log }: ProjectOptions): Project {
  return 'index' in of
    ? folderProject(of, createChecker, versionOf, log)
    : loneProject(of, createChecker, versionOf);
}

type VersionOf = ProjectOptions['versionOf'];

function loneProject(
  document: vscode.TextDocument,
  createChecker: () => Checker,
  versionOf: VersionOf,
): Project {
  const checker = createChecker();
  const never = new vscode.EventEmitter<void>();
  const path = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  return {
    id: document.uri.toString(),
    pathOf: () => path,
    uriOf: () => document.uri,
    textOf: () => document.getText(),
    documents: () => [document],
    check: () => checker.check([sourceFile(path, document.getText(), versionOf(document.uri))]),
    objects: () => checker.objects(),
    writer: () => checker.writer(),
    checkAs: (_, text) => checker.check([sourceFile(path, text, versionOf(document.uri))]).get(path) ?? [],
    isReading: false,
    onDidChange: never.event,
    dispose: () => never.dispose(),
  };
}

function folderProject(
  folder: vscode.WorkspaceFolder,
  createChecker: () => Checker,
  versionOf: VersionOf,
  log: Log,
): Project {
  const checker = createChecker();
  const files = createFolderFiles(folder, log);
  const changed = new vscode.EventEmitter<void>();
  // What lies on disk is looked at once in the background before it takes part.
  let onDisk: ReadonlyMap<string, string> = new Map();
  let isWarming = false;

  const documents = (): vscode.TextDocument[] =>
    documentsWorkedOn().filter(
      ({ uri }) => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.uri.toString(),
    );
  const uriOf = (path: string): vscode.Uri => vscode.Uri.joinPath(folder.uri, path);
  const openTexts = (): Map<string, string> =>
    new Map(documents().map((document) => [pathBelow(folder.uri, document.uri), document.getText()]));
  const sources = (): SourceFile[] =>
    [...new Map([...onDisk, ...openTexts()])]
      .filter(([, text]) => mayBeOurs(text))
      .map(([path, text]) => sourceFile(path, text, versionOf(uriOf(path))));
  const warm = async (texts: ReadonlyMap<string, string>): Promise<void> => {
    const seen: SourceFile[] = [];
    let length = 0;
    for (const [path, text] of texts) {
      seen.push(sourceFile(path, text, versionOf(uriOf(path))));
      length += text.length;
      if (length >= turnLength) {
        checker.check(seen);
        length = 0;
        await nextTurn();
      }
    }
  };
  const adopt = async (): Promise<void> => {
    if (files.isReading || isWarming) {
      changed.fire();
      return;
    }
    if (onDisk !== files.texts && onDisk.size === 0) {
      isWarming = true;
      await warm(files.texts);
      isWarming = false;
    }
    onDisk = files.texts;
    changed.fire();
  };
  const listener = files.onDidChange(() => void adopt());

  return {
    id: folder.uri.toString(),
    pathOf: (uri) => pathBelow(folder.uri, uri),
    uriOf,
    textOf: (path) => openTexts().get(path) ?? onDisk.get(path),
    documents,
    check: () => checker.check(sources()),
    objects: () => checker.objects(),
    writer: () => checker.writer(),
    checkAs: (uri, text) => {
      const path = pathBelow(folder.uri, uri);
      const others = sources().filter((file) => file.path !== path);
      return checker.check([...others, sourceFile(path, text, versionOf(uri))]).get(path) ?? [];
    },
    get isReading() {
      return files.isReading || isWarming;
    },
    onDidChange: changed.event,
    dispose: () => {
      listener.dispose();
      files.dispose();
      changed.dispose();
    },
  };
}

function sourceFile(path: string, text: string, adotVersion: string | undefined): SourceFile {
  return { path, text, ...(adotVersion !== undefined && { adotVersion }) };
}
