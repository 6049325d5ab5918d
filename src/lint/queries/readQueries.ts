import { checkNotebookText } from '../../notebook/checkNotebookText.ts';
import type { Problem } from '../../problem.ts';
import { checkQueryText } from '../expressions.ts';
import { problemInFile } from '../movedProblem.ts';
import type { SourceKind } from '../sourceKinds.ts';
import { queriesOfDashboard, queriesOfMarkdown, queriesOfText } from './queriesOf.ts';
import type { FileQuery } from './queriesOf.ts';

/** The queries of a file that is no manifest, and what is wrong with each; of a notebook, with what steers its cells too. */
export function readQueries(
  path: string,
  text: string,
  kind: Exclude<SourceKind, 'yaml' | 'other'>,
): { queries: readonly FileQuery[]; problems: readonly Problem[] } {
  const queries = queriesOf(text, kind);
  const own = queries.flatMap((query) =>
    checkQueryText(query.text).map((problem) => problemInFile(problem, query.place)),
  );
  const isNotebook = /\.promql\.md$/i.test(path);
  return { queries, problems: isNotebook ? [...own, ...checkNotebookText(text)] : own };
}

function queriesOf(text: string, kind: Exclude<SourceKind, 'yaml' | 'other'>): readonly FileQuery[] {
  switch (kind) {
    case 'promql':
      return queriesOfText(text);
    case 'markdown':
      return queriesOfMarkdown(text);
    case 'dashboard':
      return queriesOfDashboard(text);
  }
}
