import * as vscode from 'vscode';
import type { Problem, Severity } from '../../problem.ts';
import { positionsIn } from '../collectorYaml/positions.ts';
import { rulePage } from '../collectorYaml/rulePages.ts';
import { readPromqlSettings } from '../settings.ts';
import { isOfPerson, mayHoldQueries, queryLanguageOf } from './documents.ts';
import type { PromqlDiagnostics, PromqlRoomParts } from './parts.ts';

type DiagnosticsParts = Omit<PromqlRoomParts, 'diagnostics'>;

const soonMs = 250;

/** Shows problems soon after a document changed. Rule files are checked by those who check YAML. */
export function createPromqlDiagnostics({
  code,
  queries,
  sources,
  guard,
}: DiagnosticsParts): PromqlDiagnostics {
  const collection = vscode.languages.createDiagnosticCollection('adot-promql');
  const waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();

  const isChecked = (document: vscode.TextDocument): boolean =>
    isOfPerson(document) && document.languageId !== 'yaml' && mayHoldQueries(document);
  const check = (document: vscode.TextDocument, text: string): readonly Problem[] => {
    const language = queryLanguageOf(document);
    const isNow = text === document.getText();
    const found = isNow ? queries.of(document) : language && code.queriesOf(text, language);
    const metrics = sources.of(document).source.metrics();
    const { levels } = readPromqlSettings(document.uri);
    const problems = (found?.queries ?? []).flatMap(({ text: query, place }) => {
      // Nothing but comments is no query yet.
      const isEmpty = !/^[ \t]*[^#\s]/m.test(query);
      const own = isEmpty ? [] : code.checkQueryText(query, { metrics });
      const directives =
        language === 'promql' || language === 'cell' || language === 'markdown'
          ? code.readDirectives(query).problems
          : [];
      return [...own, ...directives].map((problem) => inFile(problem, place));
    });
    return problems.flatMap((problem) => leveled(problem, levels));
  };
  const inFile = (problem: Problem, place: Parameters<typeof code.spanInFile>[0] & Place): Problem => ({
    ...problem,
    span: code.spanInFile(place, problem.span),
    ...(problem.related && {
      related: problem.related.map((one) => ({ ...one, span: code.spanInFile(place, one.span) })),
    }),
    ...(problem.fixes && {
      fixes: problem.fixes.flatMap((fix) => {
        const edits = fix.edits.map((edit) => place.toFileEdit(edit));
        return edits.every((edit) => edit !== undefined) ? [{ ...fix, edits }] : [];
      }),
    }),
  });
  const show = (document: vscode.TextDocument): void => {
    waiting.delete(document);
    if (!isChecked(document)) {
      collection.delete(document.uri);
      return;
    }
    const text = document.getText();
    const positions = positionsIn(text);
    collection.set(
      document.uri,
      check(document, text).map(({ code: rule, message, severity, span }) => {
        const diagnostic = new vscode.Diagnostic(positions.range(span), message, severities[severity]);
        diagnostic.source = 'ADOT';
        diagnostic.code = { value: rule, target: rulePage(rule) };
        return diagnostic;
      }),
    );
  };
  const showSoon = (document: vscode.TextDocument): void => {
    clearTimeout(waiting.get(document));
    waiting.set(
      document,
      setTimeout(() => void guard.run('PromQL', () => show(document)), soonMs),
    );
  };
  const forget = (document: vscode.TextDocument): void => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
    collection.delete(document.uri);
  };
  const showAll = (): void => vscode.workspace.textDocuments.filter(isChecked).forEach(show);

  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isChecked(document)) {
        show(document);
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && (isChecked(document) || collection.has(document.uri))) {
        showSoon(document);
      }
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
    sources.onDidChange(() => vscode.workspace.textDocuments.filter(isChecked).forEach(showSoon)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('adot.promql')) {
        collection.clear();
        showAll();
      }
    }),
  );
  showAll();

  return {
    problemsOf: (document) => (isChecked(document) ? check(document, document.getText()) : []),
    check,
    dispose: () => {
      listeners.dispose();
      [...waiting.values()].forEach((timer) => clearTimeout(timer));
      collection.dispose();
    },
  };
}

type Place = {
  toFileEdit(edit: {
    start: number;
    end: number;
    text: string;
  }): { start: number; end: number; text: string } | undefined;
};

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The problem as a person wants to have it shown; none where it is switched off. */
function leveled(problem: Problem, levels: Readonly<Record<string, Severity | 'off'>>): Problem[] {
  const level = levels[problem.code];
  return level === 'off' ? [] : [level === undefined ? problem : { ...problem, severity: level }];
}
