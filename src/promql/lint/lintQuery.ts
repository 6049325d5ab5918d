import type { Problem } from '../../problem.ts';
import { partsOf } from '../ast.ts';
import type { Expression } from '../ast.ts';
import type { LintContext, LintRule } from './knowledge.ts';
import { lintLabels } from './labels.ts';
import { createLabelsOf } from './labelSets.ts';
import { lintMatching } from './matching.ts';
import { lintRates } from './rates.ts';
import { lintRegexes } from './regexes.ts';
import { lintSelectors } from './selectors.ts';

const rules: readonly LintRule[] = [lintRegexes, lintRates, lintLabels, lintMatching, lintSelectors];

/** Longer ones are made by programs, which nobody reads lints for; rules that compare labels would take their time. */
const longest = 50_000;

/**
 * What a query that Prometheus takes hardly means, in the order of the text: nothing here is an error. Rules whose knowledge is missing
 * rest, and so do they where a variable decides.
 */
export function lintQuery(root: Expression, given: Omit<LintContext, 'labelsOf'>): Problem[] {
  const context: LintContext = { ...given, labelsOf: createLabelsOf() };
  const problems: Problem[] = [];
  if (given.text.length > longest) {
    return problems;
  }
  const parents: Expression[] = [];
  const visit = (expression: Expression): void => {
    for (const rule of rules) {
      problems.push(...rule(expression, context, parents));
    }
    parents.push(expression);
    partsOf(expression).forEach(visit);
    parents.pop();
  };
  visit(root);
  return problems.sort((a, b) => a.span.start - b.span.start);
}
