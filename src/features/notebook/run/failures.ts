import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Fix, Span } from '../../../problem.ts';
import { sentence } from '../../../trouble.ts';
import type { Remedy } from '../../../trouble.ts';
import { applyEdits } from '../../applyEdits.ts';
import { remedyTitle } from '../../guard.ts';
import { keyOfCell } from '../cells/cellStates.ts';
import type { CellFailure, CellStates } from '../cells/cellStates.ts';
import { notebookTypes } from '../file/notebookTypes.ts';
import type { CellOutcome } from './runTypes.ts';

/** Failed runs, shown in the text of their cells until it changes. */
export interface Failures extends vscode.Disposable {
  show(cell: vscode.NotebookCell, failed: FailedOutcome): void;
  clear(cell: vscode.NotebookCell): void;
}

export type FailedOutcome = Extract<CellOutcome, { kind: 'failed' }>;

interface FailureDeps {
  states: CellStates;
  applyRemedy: (remedy: Remedy) => void | Promise<void>;
  /** Runs a cell again. */
  rerun: (cell: vscode.NotebookCell) => Promise<void>;
}

const failed = 'notebook/query-failed';

export function createFailures(deps: FailureDeps): Failures {
  const { states } = deps;
  const shown = vscode.languages.createDiagnosticCollection('adot-notebook');
  const fixes = new Map<string, readonly Fix[]>();

  const clear = (cell: vscode.NotebookCell): void => {
    if (shown.has(cell.document.uri)) {
      shown.delete(cell.document.uri);
      fixes.delete(keyOfCell(cell));
    }
    if (states.of(cell).failure) {
      states.set(cell, { failure: undefined });
    }
  };
  const listener = vscode.workspace.onDidChangeNotebookDocument(({ cellChanges, contentChanges }) => {
    cellChanges.filter(({ document }) => document !== undefined).forEach(({ cell }) => clear(cell));
    contentChanges.forEach(({ removedCells }) => removedCells.forEach(clear));
  });
  const closed = vscode.workspace.onDidCloseNotebookDocument((notebook) =>
    notebook.getCells().forEach(clear),
  );
  const providers = notebookTypes.map((notebookType) =>
    vscode.languages.registerCodeActionsProvider(
      { language: 'promql', notebookType },
      {
        provideCodeActions: (document, _range, context) => actionsOf(document, context, fixes),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );

  return {
    show: (cell, outcome) => {
      const { document } = cell;
      const diagnostic = new vscode.Diagnostic(
        rangeOf(document, outcome.span),
        sentence(outcome.advice),
        vscode.DiagnosticSeverity.Error,
      );
      diagnostic.source = 'ADOT';
      diagnostic.code = failed;
      shown.set(document.uri, [diagnostic]);
      fixes.set(keyOfCell(cell), outcome.fixes ?? []);
      const action = actionOf(deps, cell, outcome);
      states.set(cell, { failure: { advice: outcome.advice, ...(action && { action }) } });
    },
    clear,
    dispose: () => void vscode.Disposable.from(shown, listener, closed, ...providers).dispose(),
  };
}

/** What one click can do about it. */
function actionOf(
  { applyRemedy, rerun }: FailureDeps,
  cell: vscode.NotebookCell,
  { advice, fixes = [], origin }: FailedOutcome,
): CellFailure['action'] {
  const [fix] = fixes;
  if (fix) {
    return {
      title: fix.title,
      run: async () => {
        await applyEdits(cell.document, fix.edits);
        await rerun(cell);
      },
    };
  }
  if (advice.code === 'untrusted') {
    return {
      title: l10n.t('Manage Workspace Trust'),
      run: () => vscode.commands.executeCommand('workbench.trust.manage'),
    };
  }
  if (origin !== undefined && (advice.code === 'unauthorized' || advice.code === 'denied')) {
    return {
      title: l10n.t('Set Credentials'),
      run: async () => {
        await vscode.commands.executeCommand('adot.notebook.setCredentials', origin);
        await rerun(cell);
      },
    };
  }
  const { remedy } = advice;
  return (
    remedy && {
      title: remedyTitle(remedy),
      run: () => (remedy.kind === 'retry' ? rerun(cell) : applyRemedy(remedy)),
    }
  );
}

function actionsOf(
  document: vscode.TextDocument,
  context: vscode.CodeActionContext,
  fixes: ReadonlyMap<string, readonly Fix[]>,
): vscode.CodeAction[] {
  const diagnostics = context.diagnostics.filter((one) => one.code === failed);
  const offered = diagnostics.length === 0 ? [] : (fixes.get(document.uri.toString()) ?? []);
  return offered.map(({ title, edits }, at) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = diagnostics;
    action.isPreferred = at === 0;
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(
      document.uri,
      edits.map((edit) => new vscode.TextEdit(rangeOf(document, edit), edit.text)),
    );
    return action;
  });
}

/** A stretch of a cell; its first line of the query where none is known. */
export function rangeOf(document: vscode.TextDocument, span: Span | undefined): vscode.Range {
  if (span !== undefined) {
    return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  }
  const lines = document.getText().split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return document.lineAt(Math.max(0, first)).range;
}
