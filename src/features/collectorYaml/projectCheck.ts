import type * as vscode from 'vscode';
import type { Surroundings } from '../../assist/navigate/objectLinks.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import type { Log } from '../../log.ts';
import type { Problem } from '../../problem.ts';
import type { Project } from './project.ts';

/** A project and what its last check found. */
export interface ProjectCheck extends vscode.Disposable {
  readonly project: Project;
  /** By file. Files that are nothing to us have no entry. */
  readonly found: ReadonlyMap<string, readonly Problem[]>;
  /** Whether another check is about to come, or files are still being read. */
  readonly isBusy: boolean;
  /** At once. */
  check(): void;
  /** When nobody has asked again for a moment. */
  checkSoon(): void;
  /** The problems of a document of the project as it is now. */
  problemsOf(document: vscode.TextDocument): readonly Problem[];
  /** The objects of all files as they were when they were checked last. */
  readonly objects: readonly KubeObject[];
  /** What lies around a document of the project: as it is now, or as it was when it was checked last, which costs nothing. */
  around(document: vscode.TextDocument, when: When): Surroundings;
}

export type When = 'now' | 'lately';

export interface ProjectCheckOptions {
  project: Project;
  log: Log;
  onDidCheck: (check: ProjectCheck) => void;
  onDidChangeBusy: () => void;
}

/** Long enough for a word; with the check itself what is found is there within 300 ms. */
const typingMs = 200;

export function createProjectCheck(options: ProjectCheckOptions): ProjectCheck {
  const { project, log, onDidCheck, onDidChangeBusy } = options;
  let found: ReadonlyMap<string, readonly Problem[]> = new Map();
  /** Versions of the documents that went into `found`. */
  let versions: ReadonlyMap<vscode.TextDocument, number> = new Map();
  let objects: readonly KubeObject[] = [];
  let timer: NodeJS.Timeout | undefined;

  const check = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const startedMs = performance.now();
    versions = new Map(project.documents().map((document) => [document, document.version]));
    found = project.check();
    objects = project.objects();
    log.trace(`checked ${found.size} YAML files in ${(performance.now() - startedMs).toFixed(1)} ms`);
    onDidCheck(made);
    onDidChangeBusy();
  };
  const listener = project.onDidChange(() => (project.isReading ? onDidChangeBusy() : check()));
  const made: ProjectCheck = {
    project,
    check,
    get found() {
      return found;
    },
    get objects() {
      return objects;
    },
    get isBusy() {
      return timer !== undefined || project.isReading;
    },
    checkSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(check, typingMs);
      onDidChangeBusy();
    },
    around: (document, when) => {
      if (when === 'now' && project.documents().some((one) => versions.get(one) !== one.version)) {
        check();
      }
      return { path: project.pathOf(document.uri), objects };
    },
    problemsOf: (document) => {
      if (versions.get(document) !== document.version) {
        check();
      }
      return found.get(project.pathOf(document.uri)) ?? [];
    },
    dispose: () => {
      clearTimeout(timer);
      listener.dispose();
      project.dispose();
    },
  };
  return made;
}
