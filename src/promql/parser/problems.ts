import type { Problem, Span } from '../../problem.ts';

/** What Prometheus cannot read. */
export function syntaxProblem(message: string, { start, end }: Span): Problem {
  return { code: 'promql/syntax', severity: 'error', message, span: { start, end } };
}

/** What is wrong beyond that is told once these are mended. */
export const mostProblems = 100;
