import type { Problem } from '../../problem.ts';
import { queriesIn } from '../queriesIn.ts';
import { formatQuery } from './formatQuery.ts';

/**
 * A `.promql` file with each of its queries as `formatQuery` writes it, a line `---` between them and a line break at the end; or why
 * some of it cannot be read, with offsets of the file. What holds comments alone stays. Line breaks stay those of the file.
 */
export function formatFile(text: string): { text: string } | { problems: readonly Problem[] } {
  const parts = queriesIn(text).map(({ start, text: part }) => {
    const isQuery = /^[ \t]*[^#\s]/m.test(part);
    const found = isQuery ? formatQuery(part) : { text: part };
    return 'text' in found
      ? { text: found.text.trim(), problems: [] }
      : { text: part, problems: found.problems.map((problem) => shifted(problem, start)) };
  });
  const problems = parts.flatMap((part) => part.problems);
  if (problems.length > 0) {
    return { problems };
  }
  const formatted = parts.map((part) => (part.text === '' ? '' : `${part.text}\n`)).join('---\n');
  return { text: text.includes('\r\n') ? formatted.replaceAll(/\r?\n/g, '\r\n') : formatted };
}

function shifted(problem: Problem, by: number): Problem {
  const { start, end } = problem.span;
  return { ...problem, span: { start: start + by, end: end + by } };
}
