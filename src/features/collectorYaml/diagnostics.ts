import * as vscode from 'vscode';
import type { Problem } from '../../problem.ts';
import { readYamlSettings } from '../settings.ts';
import type { Checks } from './checks.ts';
import { diagnosticOf } from './diagnosticOf.ts';
import { withoutEchoes } from './echoes.ts';
import { findingsOfOthers, watchOthers } from './otherFindings.ts';
import { positionsIn } from './positions.ts';
import type { Project } from './project.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** Shows problems: those of open documents, and those of whole folders where that is wanted. */
export interface Diagnostics extends vscode.Disposable {
  /** The problems that are shown of a document, as it is now: those that no other extension shows. */
  shownOf(document: vscode.TextDocument): readonly Problem[];
  /** From now on the closed files of the project show theirs too. */
  showAll(check: ProjectCheck): void;
}

export function createDiagnostics(checks: Checks): Diagnostics {
  const collection = vscode.languages.createDiagnosticCollection('adot');
  /** By project and file, what was shown last, in short. */
  const shown = new Map<Project, Map<string, string>>();
  const whole = new Set<string>();

  const shownOf = (document: vscode.TextDocument): readonly Problem[] =>
    withoutEchoes(checks.problemsOf(document), findingsOfOthers(document), document.getText());

  const paint = ({ project, found: all }: ProjectCheck): void => {
    const before = shown.get(project) ?? new Map<string, string>();
    const open = new Map(project.documents().map((document) => [project.pathOf(document.uri), document]));
    const { isEnabled, showsClosedFiles } = readYamlSettings(project.uriOf(''));
    const showsAll = isEnabled && (showsClosedFiles || whole.has(project.id));
    const now = new Map<string, string>();
    for (const [path, found] of all) {
      const document = open.get(path);
      const problems = document ? shownOf(document) : showsAll ? found : [];
      if (problems.length === 0) {
        continue;
      }
      const text = document?.getText() ?? project.textOf(path) ?? '';
      const mark = JSON.stringify([document?.version ?? text.length, problems]);
      now.set(path, mark);
      if (before.get(path) !== mark) {
        const positions = positionsIn(text);
        collection.set(
          project.uriOf(path),
          problems.map((problem) => diagnosticOf(problem, path, positions, project)),
        );
      }
    }
    [...before.keys()]
      .filter((path) => !now.has(path))
      .forEach((path) => collection.delete(project.uriOf(path)));
    shown.set(project, now);
  };
  const forget = ({ project }: ProjectCheck): void => {
    [...(shown.get(project)?.keys() ?? [])].forEach((path) => collection.delete(project.uriOf(path)));
    shown.delete(project);
  };

  const listeners = vscode.Disposable.from(
    checks.onDidCheck(paint),
    checks.onDidForget(forget),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('adot.yaml.checkScope')) {
        checks.all().forEach(paint);
      }
    }),
    watchOthers((documents) => {
      const takesPart = ({ project }: ProjectCheck): boolean =>
        project.documents().some((document) => documents.has(document));
      checks.all().filter(takesPart).forEach(paint);
    }),
  );
  checks.all().forEach(paint);

  return {
    shownOf,
    showAll: (check) => {
      whole.add(check.project.id);
      paint(check);
    },
    dispose: () => {
      listeners.dispose();
      collection.dispose();
    },
  };
}
