import type * as vscode from 'vscode';
import type { Problem } from '../../problem.ts';
import type { Deps } from '../deps.ts';
import type { PromqlCode } from './code.ts';
import type { MetricSources } from './metricSources.ts';
import type { Queries } from './queries.ts';

/** The problems of queries. */
export interface PromqlDiagnostics extends vscode.Disposable {
  /** The problems of a document as it is now, in places of its text. */
  problemsOf(document: vscode.TextDocument): readonly Problem[];
  /** Those of another text of that document. */
  check(document: vscode.TextDocument, text: string): readonly Problem[];
}

/** What the providers of the language share. */
export interface PromqlRoomParts {
  code: PromqlCode;
  queries: Queries;
  sources: MetricSources;
  diagnostics: PromqlDiagnostics;
  guard: Deps['guard'];
}
