import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Fix, Problem, TextEdit } from '../../problem.ts';
import { positionsIn } from '../collectorYaml/positions.ts';
import { queriesSelector, queryLanguageOf } from './documents.ts';
import { extractAction } from './extractAction.ts';
import { formatAction } from './formatting.ts';
import type { PromqlRoomParts } from './parts.ts';

const { QuickFix, RefactorExtract, RefactorRewrite, SourceFixAll } = vscode.CodeActionKind;
const fixAllKind = SourceFixAll.append('adot');

/** Fixes of problems, all that can be mended at once, parts of a query that become a cell, queries to be formatted. */
export function registerPromqlCodeActions(parts: PromqlRoomParts): vscode.Disposable {
  const { diagnostics } = parts;
  // What mends all takes several checks: it is worked out for the action that was chosen.
  const documents = new WeakMap<vscode.CodeAction, vscode.TextDocument>();
  const fixAll = (document: vscode.TextDocument, kind: vscode.CodeActionKind): vscode.CodeAction => {
    const action = new vscode.CodeAction(l10n.t('Fix all ADOT problems in this file'), kind);
    documents.set(action, document);
    return action;
  };
  return vscode.languages.registerCodeActionsProvider(
    queriesSelector,
    {
      provideCodeActions: (document, range, { only }) => {
        const wants = (kind: vscode.CodeActionKind): boolean => only?.intersects(kind) ?? true;
        const problems = diagnostics.problemsOf(document);
        const safe = problems.filter(({ fixes = [] }) => fixes.some((fix) => fix.safe));
        const quick = wants(QuickFix) ? quickFixes(parts, document, { range, problems }) : [];
        const format = wants(RefactorRewrite) ? formatAction(parts, document, range) : undefined;
        const extract = wants(RefactorExtract) ? extractAction(parts, document, range) : undefined;
        return [
          ...quick,
          ...(quick.length > 0 && safe.length > 1 ? [fixAll(document, QuickFix)] : []),
          // Not in the light bulb, which would be everywhere, but where it is asked for by name, as when saving.
          ...(only?.intersects(fixAllKind) && safe.length > 0 ? [fixAll(document, fixAllKind)] : []),
          ...[extract, format].filter((action) => action !== undefined),
        ];
      },
      resolveCodeAction: (action) => {
        const document = documents.get(action);
        if (document) {
          action.edit = fixAllEdit(parts, document);
        }
        return action;
      },
    },
    { providedCodeActionKinds: [QuickFix, RefactorExtract, RefactorRewrite, fixAllKind] },
  );
}

function quickFixes(
  parts: PromqlRoomParts,
  document: vscode.TextDocument,
  { range, problems }: { range: vscode.Range; problems: readonly Problem[] },
): vscode.CodeAction[] {
  const positions = positionsIn(document.getText());
  const shown = vscode.languages.getDiagnostics(document.uri);
  return problems
    .filter(({ span }) => positions.range(span).intersection(range) !== undefined)
    .flatMap((problem) => {
      const { span, code, fixes = [] } = problem;
      const isShown = (one: vscode.Diagnostic): boolean =>
        one.range.isEqual(positions.range(span)) && typeof one.code === 'object' && one.code.value === code;
      return [...fixes, ...ignoring(parts, document, problem)].map((fix, at) => {
        const action = new vscode.CodeAction(fix.title, QuickFix);
        action.edit = editOf(document, fix.edits);
        action.isPreferred = at === 0 && fix.safe === true;
        action.diagnostics = shown.filter(isShown);
        return action;
      });
    });
}

/** Comments that silence a problem. JSON has no comments, and what Prometheus refuses is not to be silenced. */
function ignoring({ code }: PromqlRoomParts, document: vscode.TextDocument, problem: Problem): Fix[] {
  if (problem.severity === 'error' || queryLanguageOf(document) === 'json') {
    return [];
  }
  const text = document.getText();
  const here = { title: l10n.t('Ignore {0} here', problem.code), edits: [code.ignoreAbove(text, problem)] };
  const inFile = {
    title: l10n.t('Ignore {0} in this file', problem.code),
    edits: [code.ignoreInFile(text, problem.code)],
  };
  return queryLanguageOf(document) === 'promql' ? [here, inFile] : [here];
}

/** Everything in the document that can be mended without a look at it, as one edit. */
function fixAllEdit(
  { code, diagnostics }: PromqlRoomParts,
  document: vscode.TextDocument,
): vscode.WorkspaceEdit {
  return editOf(
    document,
    code.fixAllSafe(document.getText(), (text) => diagnostics.check(document, text)),
  );
}

function editOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const positions = positionsIn(document.getText());
  const whole = new vscode.WorkspaceEdit();
  whole.set(
    document.uri,
    edits.map((edit) => new vscode.TextEdit(positions.range(edit), edit.text)),
  );
  return whole;
}
