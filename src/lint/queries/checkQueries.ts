import { checkNotebookText } from '../../notebook/checkNotebookText.ts';
import { readDirectives } from '../../notebook/directives/readDirectives.ts';
import { nameProblems, readCells } from '../../notebook/run/names.ts';
import type { CellMemory } from '../../notebook/run/names.ts';
import type { Problem, Severity } from '../../problem.ts';
import type { QueryKnowledge } from '../../promql/lint/knowledge.ts';
import { checkQueryText } from '../expressions.ts';
import { finished } from '../finish.ts';
import { problemInFile } from '../movedProblem.ts';
import { findSuppressions } from '../suppressions.ts';
import { isQuery, queriesOf } from './queriesOf.ts';
import type { DocumentQueries, QueryLanguage } from './queriesOf.ts';

/** A document of an editor that holds queries. */
export interface QueriesDocument {
  text: string;
  language: QueryLanguage;
  /** What `queriesOf` found in it, where that is known. */
  read?: DocumentQueries;
  /** Of a Markdown file that is a notebook. */
  isNotebook?: boolean;
  /** The texts of all query cells of its notebook, which of them it is, and what was read of them before. */
  cells?: { texts: readonly string[]; at: number; memory?: CellMemory };
}

export interface QueriesCheck {
  knowledge: QueryKnowledge;
  /** By the code of a rule. */
  levels: Readonly<Record<string, Severity | 'off'>>;
}

/**
 * Everything that is wrong with the queries of a document and with the comments that steer them, as a person is to see it: without what a
 * comment silences, at the wanted levels, in the order of the text.
 */
export function checkQueries(document: QueriesDocument, { knowledge, levels }: QueriesCheck): Problem[] {
  const { text, language, read = queriesOf(text, language) } = document;
  const queries = read.queries
    .filter((query) => isQuery(query.text))
    .flatMap((query) =>
      checkQueryText(query.text, knowledge).map((problem) => problemInFile(problem, query.place)),
    );
  const problems = [...queries, ...steering(document, read)];
  const suppressions = language === 'json' ? [] : findSuppressions(text);
  return finished({ text, problems, suppressions, placeholders: [], isWhole: true }, [], levels);
}

/** What is wrong with directives and names. Files that are no notebooks have directives too, for whoever runs them. */
function steering({ text, language, isNotebook, cells }: QueriesDocument, read: DocumentQueries): Problem[] {
  if (language === 'yaml' || language === 'json') {
    return [];
  }
  if (isNotebook) {
    return checkNotebookText(text);
  }
  const directives = read.queries.flatMap((query) =>
    readDirectives(query.text).problems.map((problem) => problemInFile(problem, query.place)),
  );
  return cells
    ? [...directives, ...nameProblems(readCells(cells.texts, cells.memory), cells.at)]
    : directives;
}
