import { checkNotebookText } from '../../notebook/checkNotebookText.ts';
import type { Problem } from '../../problem.ts';
import { checkQueryText } from '../expressions.ts';
import { problemInFile } from '../movedProblem.ts';
import type { SourceKind } from '../sourceKinds.ts';
import { isQuery, queriesOf } from './queriesOf.ts';
import type { DocumentQuery } from './queriesOf.ts';

/** The queries of a file that is no manifest, and what is wrong with each; of a notebook, with what steers its cells too. */
export function readQueries(
  path: string,
  text: string,
  kind: Exclude<SourceKind, 'yaml' | 'other'>,
): { queries: readonly DocumentQuery[]; problems: readonly Problem[] } {
  const { queries: all } = queriesOf(text, kind === 'dashboard' ? 'json' : kind);
  const queries = all.filter((query) => isQuery(query.text));
  const own = queries.flatMap((query) =>
    checkQueryText(query.text).map((problem) => problemInFile(problem, query.place)),
  );
  const isNotebook = /\.promql\.md$/i.test(path);
  return { queries, problems: isNotebook ? [...own, ...checkNotebookText(text)] : own };
}
