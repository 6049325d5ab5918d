import * as vscode from 'vscode';
import type { QueriesDocument } from '../../lint/queries/checkQueries.ts';
import type { CellMemory, ReadCell } from '../../notebook/run/names.ts';
import type { Problem, Severity } from '../../problem.ts';
import { positionsIn } from '../collectorYaml/positions.ts';
import { rulePage } from '../collectorYaml/rulePages.ts';
import type { SeriesWriters } from '../collectorYaml/seriesWriters.ts';
import { readPromqlSettings } from '../settings.ts';
import { isOfPerson, mayHoldQueries, notebookOf, queryLanguageOf } from './documents.ts';
import type { PromqlDiagnostics, PromqlRoomParts } from './parts.ts';

type DiagnosticsParts = Omit<PromqlRoomParts, 'diagnostics'> & { writers: () => Promise<SeriesWriters> };

const soonMs = 250;

/** Shows problems soon after a document changed. Rule files are checked by those who check YAML. */
export function createPromqlDiagnostics({
  code,
  queries,
  sources,
  guard,
  writers: loadWriters,
}: DiagnosticsParts): PromqlDiagnostics {
  const collection = vscode.languages.createDiagnosticCollection('adot-promql');
  const waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();
  const memories: Memories = new WeakMap();

  const isChecked = (document: vscode.TextDocument): boolean =>
    isOfPerson(document) && document.languageId !== 'yaml' && mayHoldQueries(document);
  let writers: SeriesWriters | undefined;
  let areWritersAsked = false;
  const more: vscode.Disposable[] = [];
  const check = (document: vscode.TextDocument, text: string): readonly Problem[] => {
    const language = queryLanguageOf(document);
    if (language === undefined) {
      return [];
    }
    const cells = cellsAround(document, text, memories);
    const isNotebook = /\.promql\.md$/i.test(document.uri.path);
    const writer = writers?.of(fileOf(document));
    const read = text === document.getText() ? queries.of(document) : undefined;
    return code.checkQueries(
      { text, language, isNotebook, ...(read && { read }), ...(cells && { cells }) },
      {
        knowledge: { metrics: sources.of(document).source.metrics(), ...(writer && { writer }) },
        levels: readPromqlSettings(document.uri).levels,
      },
    );
  };
  const show = (document: vscode.TextDocument): void => {
    waiting.delete(document);
    if (!isChecked(document)) {
      collection.delete(document.uri);
      return;
    }
    askWriters(document);
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
  const showAllSoon = (): void => vscode.workspace.textDocuments.filter(isChecked).forEach(showSoon);
  /** Those who read collector configs are loaded once there are queries in a folder, and nobody waits for them. */
  const askWriters = (document: vscode.TextDocument): void => {
    if (areWritersAsked || vscode.workspace.getWorkspaceFolder(fileOf(document)) === undefined) {
      return;
    }
    areWritersAsked = true;
    void guard.run('PromQL', async () => {
      writers = await loadWriters();
      more.push(writers.onDidChange(showAllSoon));
      showAllSoon();
    });
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
        // Names of a cell are known to the others.
        (notebookOf(document)?.getCells() ?? [{ document }]).forEach((cell) => showSoon(cell.document));
      }
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
    sources.onDidChange(showAllSoon),
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
      vscode.Disposable.from(listeners, ...more).dispose();
      [...waiting.values()].forEach((timer) => clearTimeout(timer));
      collection.dispose();
    },
  };
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A change in one cell is looked at from each of them. */
type Memories = WeakMap<vscode.NotebookDocument, CellMemory>;

/** The file that a document lies in: of a cell, its notebook. */
function fileOf(document: vscode.TextDocument): vscode.Uri {
  return notebookOf(document)?.uri ?? document.uri;
}

/** The queries of the notebook that a document is a cell of, with another text for its own. */
function cellsAround(
  document: vscode.TextDocument,
  text: string,
  memories: Memories,
): NonNullable<QueriesDocument['cells']> | undefined {
  const notebook = notebookOf(document);
  if (!notebook) {
    return undefined;
  }
  const memory = memories.get(notebook) ?? new Map<string, ReadCell>();
  memories.set(notebook, memory);
  const cells = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
  return {
    texts: cells.map((cell) => (cell.document === document ? text : cell.document.getText())),
    at: cells.findIndex((cell) => cell.document === document),
    memory,
  };
}
