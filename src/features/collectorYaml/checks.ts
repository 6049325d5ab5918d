import * as vscode from 'vscode';
import type { Surroundings } from '../../assist/navigate/objectLinks.ts';
import type { Checker } from '../../lint/checker.ts';
import type { CollectorConfig } from '../../manifest/collectorConfigs.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import type { Log } from '../../log.ts';
import type { ContainerElsewhere, FindContainer } from '../../otel/containerElsewhere.ts';
import type { Problem } from '../../problem.ts';
import { readYamlSettings } from '../settings.ts';
import { documentsWorkedOn, isYamlOfPerson, mayBeOurs, urisInTabs, urisOfTab } from './documents.ts';
import type { Language } from './language.ts';
import { createProject } from './project.ts';
import { createProjectCheck } from './projectCheck.ts';
import type { ProjectCheck, When } from './projectCheck.ts';
import type { VersionChoice } from './versionChoice.ts';

/** Checks what is open, soon after it changed, together with what lies around it. */
export interface Checks extends vscode.Disposable {
  /** The problems of a document as it is now; none of documents that are not to be checked. */
  problemsOf(document: vscode.TextDocument): readonly Problem[];
  /** The check that a document takes part in. */
  of(document: vscode.TextDocument): ProjectCheck;
  /** What lies around a document; nothing around one that takes part in no check. */
  around(document: vscode.TextDocument, when: When): Surroundings;
  /** Who of the folder, as it was checked last, runs a config of a document whose own text does not tell. */
  runnerOf(document: vscode.TextDocument, config: CollectorConfig): ContainerElsewhere | undefined;
  /** That of a workspace folder, whose files begin to be read if they were not yet. */
  in(folder: vscode.WorkspaceFolder): ProjectCheck;
  all(): ProjectCheck[];
  readonly onDidCheck: vscode.Event<ProjectCheck>;
  readonly onDidChangeBusy: vscode.Event<void>;
  /** Nothing is known of the project any more. */
  readonly onDidForget: vscode.Event<ProjectCheck>;
}

export interface ChecksOptions {
  language: Language;
  versions: VersionChoice;
  log: Log;
}

const decisive = ['adot.yaml.enable', 'adot.yaml.adotVersion', 'adot.yaml.severity'];

export function createChecks(options: ChecksOptions): Checks {
  const checks = new Map<string, ProjectCheck>();
  const checked = new vscode.EventEmitter<ProjectCheck>();
  const busy = new vscode.EventEmitter<void>();
  const forgotten = new vscode.EventEmitter<ProjectCheck>();

  const checkIn = (of: vscode.WorkspaceFolder | vscode.TextDocument): ProjectCheck => {
    const key = of.uri.toString();
    const known = checks.get(key);
    if (known) {
      return known;
    }
    const made = createProjectCheck({
      project: createProject({
        of,
        createChecker: () => createChecker(options.language, of.uri),
        versionOf: (file) => options.versions.of(file),
        log: options.log,
      }),
      log: options.log,
      onDidCheck: (check) => checked.fire(check),
      onDidChangeBusy: () => busy.fire(),
    });
    checks.set(key, made);
    return made;
  };
  const finders = new WeakMap<readonly KubeObject[], FindContainer>();
  const finderOf = ({ objects }: ProjectCheck): FindContainer => {
    const known = finders.get(objects) ?? options.language.code.containerFinder(objects);
    finders.set(objects, known);
    return known;
  };
  const checkOf = (document: vscode.TextDocument): ProjectCheck =>
    checkIn(vscode.workspace.getWorkspaceFolder(document.uri) ?? document);
  /** A file of another kind takes part where others of its folder do, because it may have been one of ours. */
  const isOfInterest = (document: vscode.TextDocument): boolean =>
    isYamlOfPerson(document) &&
    readYamlSettings(document.uri).isEnabled &&
    (checks.has(keyOf(document)) || mayBeOurs(document.getText()));
  const takesPart = (document: vscode.TextDocument): boolean =>
    isOfInterest(document) && documentsWorkedOn().includes(document);
  const checkAll = (): void => {
    const open = documentsWorkedOn().filter(isOfInterest);
    new Set(open.map(checkOf)).forEach((one) => one.check());
  };
  const forget = (key: string): void => {
    const check = checks.get(key);
    if (check) {
      checks.delete(key);
      forgotten.fire(check);
      check.dispose();
    }
  };
  /** Nobody works on it any more: what was typed and not saved is gone. */
  const letGo = (uri: vscode.Uri): void => {
    forget(uri.toString());
    checks.get(vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() ?? '')?.checkSoon();
  };
  const startOver = (): void => {
    [...checks.keys()].forEach(forget);
    checkAll();
  };

  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (takesPart(document)) {
        checkOf(document).check();
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && takesPart(document)) {
        checkOf(document).checkSoon();
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => letGo(uri)),
    // A document may be there before its tab, and stay when that is closed.
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      const shown = new Set(opened.flatMap(urisOfTab).map(String));
      const others = vscode.workspace.textDocuments.filter(({ uri }) => shown.has(uri.toString()));
      new Set(others.filter(takesPart).map(checkOf)).forEach((one) => one.check());
      // Its editor may still be there at this moment.
      const still = new Set(urisInTabs().map(String));
      closed
        .flatMap(urisOfTab)
        .filter((uri) => !still.has(uri.toString()))
        .forEach(letGo);
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(startOver),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (decisive.some((setting) => change.affectsConfiguration(setting))) {
        startOver();
      }
    }),
    options.versions.onDidChange(checkAll),
  );
  checkAll();

  return {
    problemsOf: (document) => {
      if (!isOfInterest(document)) {
        return [];
      }
      const check = checkOf(document);
      // One that nobody works on counts for itself alone.
      return takesPart(document)
        ? check.problemsOf(document)
        : check.project.checkAs(document.uri, document.getText());
    },
    of: checkOf,
    around: (document, when) =>
      takesPart(document) ? checkOf(document).around(document, when) : { path: '', objects: [] },
    runnerOf: (document, config) => {
      const check = checks.get(keyOf(document));
      return check && finderOf(check)(check.project.pathOf(document.uri), config);
    },
    in: checkIn,
    all: () => [...checks.values()],
    onDidCheck: checked.event,
    onDidChangeBusy: busy.event,
    onDidForget: forgotten.event,
    dispose: () => {
      listeners.dispose();
      [...checks.keys()].forEach(forget);
      checked.dispose();
      busy.dispose();
      forgotten.dispose();
    },
  };
}

/** Of the check that a document takes part in: that of its folder, or its own. */
function keyOf({ uri }: vscode.TextDocument): string {
  return (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? uri).toString();
}

/** A checker with the settings of a folder or document as they are now. */
function createChecker({ code, schemas, manifestSchemas }: Language, scope: vscode.Uri): Checker {
  const { levels, adotVersion } = readYamlSettings(scope);
  const options = {
    ...{ schemas, manifestSchemas, levels },
    today: new Date().toISOString().slice(0, 10),
    ...(adotVersion !== undefined && { assumedVersion: adotVersion }),
  };
  return code.createChecker(options);
}
