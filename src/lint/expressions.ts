import { nearest } from '../manifest/schema/nearest.ts';
import { compileRe2, isRe2Problem } from '../otel/re2.ts';
import type { Problem } from '../problem.ts';
import type { Expression } from '../promql/ast.ts';
import { checkQuery } from '../promql/check.ts';
import { lintQuery } from '../promql/lint/lintQuery.ts';
import type { QueryKnowledge } from '../promql/lint/knowledge.ts';
import type { RegexCompiler } from '../promql/matchers.ts';
import { parseQuery } from '../promql/parse.ts';

/** A query that was read. */
export interface ReadQuery {
  text: string;
  expression: Expression;
  /** Why Prometheus refuses it. What cannot be read is said first: types mean something only in a query that can. */
  refusals: readonly Problem[];
}

/** Never throws; spans are offsets of the text. */
export function readQuery(text: string): ReadQuery {
  const { expression, problems } = parseQuery(text);
  return { text, expression, refusals: problems.length > 0 ? problems : checkQuery(expression, context) };
}

/** Why Prometheus refuses a PromQL expression; spans are offsets of it. */
export function checkExpression(text: string): readonly Problem[] {
  return readQuery(text).refusals;
}

/**
 * Everything that is wrong with one query: why Prometheus refuses it, or, where it does not, what it hardly means. Spans and edits are
 * offsets of the text; only refusals are errors. Never throws. Rules that need what is not in `knowledge` rest.
 */
export function checkQueryText(text: string, knowledge: QueryKnowledge = {}): readonly Problem[] {
  return checkReadQuery(readQuery(text), knowledge);
}

/** The same of a query that was read already. */
export function checkReadQuery(
  { text, expression, refusals }: ReadQuery,
  knowledge: QueryKnowledge,
): readonly Problem[] {
  return refusals.length > 0 ? refusals : lintQuery(expression, { ...knowledge, ...context, text });
}

const context = { compile: compileMatcher, nearest };

/** Matchers are anchored, and `.` matches line breaks since Prometheus 3. */
function compileMatcher(pattern: string): ReturnType<RegexCompiler> {
  const compiled = compileRe2(`^(?s:${pattern})$`);
  return isRe2Problem(compiled) ? compiled : (value) => compiled.test(value);
}
