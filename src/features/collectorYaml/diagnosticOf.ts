import * as vscode from 'vscode';
import type { Problem, Severity } from '../../problem.ts';
import { positionsIn } from './positions.ts';
import type { Positions } from './positions.ts';
import type { Project } from './project.ts';
import { rulePage } from './rulePages.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const tags: Readonly<Record<NonNullable<Problem['tag']>, vscode.DiagnosticTag>> = {
  deprecated: vscode.DiagnosticTag.Deprecated,
  unnecessary: vscode.DiagnosticTag.Unnecessary,
};

/** A problem as VS Code shows it. Its code is a link to what the rule says. */
export function diagnosticOf(
  problem: Problem,
  path: string,
  positions: Positions,
  project: Project,
): vscode.Diagnostic {
  const { code, message, severity, span, tag, related } = problem;
  const diagnostic = new vscode.Diagnostic(positions.range(span), message, severities[severity]);
  diagnostic.source = 'ADOT';
  diagnostic.code = { value: code, target: rulePage(code) };
  if (tag) {
    diagnostic.tags = [tags[tag]];
  }
  if (related) {
    diagnostic.relatedInformation = related.map(({ file = path, message: words, span: place }) => {
      const where = file === path ? positions : positionsIn(project.textOf(file) ?? '');
      const location = new vscode.Location(project.uriOf(file), where.range(place));
      return new vscode.DiagnosticRelatedInformation(location, words);
    });
  }
  return diagnostic;
}
