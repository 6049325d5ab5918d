import type { Problem } from '../problem.ts';
import { queryCells } from './file/queryCells.ts';
import type { QueryCell } from './file/queryCells.ts';
import { readFrontMatter } from './frontMatter/readFrontMatter.ts';
import { nameProblems, readCells } from './run/names.ts';

/**
 * What is wrong with a notebook's front matter, directives and variables; spans are offsets of the file's text. What Prometheus thinks of the
 * queries is not among it. In the order of the text.
 */
export function checkNotebookText(text: string): Problem[] {
  const cells = queryCells(text);
  const named = readCells(cells.map((cell) => cell.text));
  const own = cells.flatMap((cell, at) =>
    [...(named.cells[at]?.directives.problems ?? []), ...nameProblems(named, at)].map((problem) =>
      inFile(problem, cell),
    ),
  );
  const head = readFrontMatter(text).problems;
  return [...head, ...own].sort((a, b) => a.span.start - b.span.start);
}

function inFile(problem: Problem, cell: QueryCell): Problem {
  return {
    ...problem,
    span: cell.toFile(problem.span),
    ...(problem.fixes && {
      fixes: problem.fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...cell.toFile(edit), text: edit.text })),
      })),
    }),
  };
}
