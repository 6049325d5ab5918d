import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Fix, Problem, TextEdit } from '../../problem.ts';
import type { Checks } from './checks.ts';
import { diagnosticOf } from './diagnosticOf.ts';
import type { Diagnostics } from './diagnostics.ts';
import { yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import { positionsIn } from './positions.ts';
import type { Positions } from './positions.ts';
import type { Project } from './project.ts';
import type { Reader } from './reader.ts';

interface CodeActionsOptions {
  language: Language;
  checks: Checks;
  diagnostics: Diagnostics;
  reader: Reader;
}

const quickFixKind = vscode.CodeActionKind.QuickFix;
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('adot');

/** Quick fixes of problems, silence for a problem, and all that can be mended at once. */
export function registerCodeActions(options: CodeActionsOptions): vscode.Disposable {
  // What mends all takes several checks: it is worked out for the action that was chosen.
  const documents = new WeakMap<vscode.CodeAction, vscode.TextDocument>();
  const fixAll = (document: vscode.TextDocument, kind: vscode.CodeActionKind): vscode.CodeAction => {
    const action = new vscode.CodeAction(l10n.t('Fix all ADOT problems in this file'), kind);
    documents.set(action, document);
    return action;
  };
  return vscode.languages.registerCodeActionsProvider(
    yamlSelector,
    {
      provideCodeActions: (document, range, { only }) => {
        const problems = options.checks.problemsOf(document);
        const safe = problems.filter(({ fixes = [] }) => fixes.some((fix) => fix.safe));
        const quick = (only?.intersects(quickFixKind) ?? true) ? quickFixes(options, document, range) : [];
        return [
          ...quick,
          ...(quick.length > 0 && safe.length > 1 ? [fixAll(document, quickFixKind)] : []),
          // Not in the light bulb, which would be everywhere, but where it is asked for by name, as when saving.
          ...(only?.intersects(fixAllKind) && safe.length > 0 ? [fixAll(document, fixAllKind)] : []),
        ];
      },
      resolveCodeAction: (action) => {
        const document = documents.get(action);
        if (document) {
          action.edit = fixAllEdit(options, document);
        }
        return action;
      },
    },
    { providedCodeActionKinds: [quickFixKind, fixAllKind] },
  );
}

/** What an action is made for: the problem, and where it is shown. */
interface Subject {
  document: vscode.TextDocument;
  project: Project;
  problem: Problem;
  path: string;
  positions: Positions;
}

function quickFixes(
  options: CodeActionsOptions,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.CodeAction[] {
  const { checks, diagnostics } = options;
  // Also of what another extension shows in our place: it has no fix for it.
  const problems = checks.problemsOf(document);
  if (problems.length === 0) {
    return [];
  }
  const project = checks.of(document).project;
  const path = project.pathOf(document.uri);
  const positions = positionsIn(document.getText());
  const touched = problems.filter(({ span }) => positions.range(span).intersection(range) !== undefined);
  const subjects = touched.map((problem): Subject => ({ document, project, problem, path, positions }));
  const fixes = subjects.flatMap((subject) => [
    ...(subject.problem.fixes ?? []).map((fix, at) => fixAction(subject, fix, at === 0)),
    ...(subject.problem.code === 'placeholder/left' ? [fillInAction(subject)] : []),
  ]);
  const shown = new Set(diagnostics.shownOf(document));
  const silenceable = subjects.filter(({ problem }) => shown.has(problem));
  return [...fixes, ...silenceable.flatMap((subject) => ignoreActions(subject, options))];
}

function ignoreActions(subject: Subject, { language, reader }: CodeActionsOptions): vscode.CodeAction[] {
  const { document, problem } = subject;
  const { code } = problem;
  const read = reader.read(document);
  const here = read && language.code.ignoreHere(read.file, problem);
  const inFile = language.code.ignoreInFile(document.getText(), code);
  return [
    ...(here ? [actionOf(subject, { title: l10n.t('Ignore {0} here', code), edits: [here] })] : []),
    actionOf(subject, { title: l10n.t('Ignore {0} in this file', code), edits: [inFile] }),
  ];
}

function fixAction(subject: Subject, fix: Fix, isFirst: boolean): vscode.CodeAction {
  const action = actionOf(subject, fix);
  action.isPreferred = isFirst && fix.safe === true;
  return action;
}

function actionOf(
  { document, project, problem, path, positions }: Subject,
  { title, edits, file = path }: Fix,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnosticOf(problem, path, positions, project)];
  const uri = file === path ? document.uri : project.uriOf(file);
  const where = file === path ? positions : positionsIn(project.textOf(file) ?? '');
  action.edit = editOf(uri, where, edits);
  return action;
}

function fillInAction({ document, problem, path, positions, project }: Subject): vscode.CodeAction {
  const title = l10n.t('Fill In Manifest...');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnosticOf(problem, path, positions, project)];
  action.command = { command: 'adot.manifest.fillIn', title, arguments: [document.uri] };
  return action;
}

/** Everything in the file that can be mended without a look at it, as one edit. */
function fixAllEdit(
  { language, checks }: CodeActionsOptions,
  document: vscode.TextDocument,
): vscode.WorkspaceEdit {
  const project = checks.of(document).project;
  const text = document.getText();
  const edits = language.code.fixAllSafe(text, (changed) => project.checkAs(document.uri, changed));
  return editOf(document.uri, positionsIn(text), edits);
}

function editOf(uri: vscode.Uri, positions: Positions, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const whole = new vscode.WorkspaceEdit();
  whole.set(
    uri,
    edits.map((edit) => new vscode.TextEdit(positions.range(edit), edit.text)),
  );
  return whole;
}
