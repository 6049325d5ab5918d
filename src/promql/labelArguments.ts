import type { Span } from '../problem.ts';
import type { Expression, Name } from './ast.ts';

/** Whether the argument of a function, counted from 0, is the name of a label in quotes. */
export function isLabelArgument(name: string, at: number): boolean {
  switch (name) {
    case 'label_replace':
      return at === 1 || at === 3;
    case 'label_join':
      return at === 1 || at > 2;
    case 'sort_by_label':
    case 'sort_by_label_desc':
      return at > 0;
    case 'count_values':
      return at === 0;
    case 'histogram_quantiles':
      return at === 1;
    default:
      return false;
  }
}

/** The lists of labels that belong to an expression itself: of `by`, `on`, `group_left` and their like. */
export function labelListsOf(expression: Expression): readonly LabelList[] {
  const lists: readonly (LabelList | undefined)[] =
    expression.kind === 'aggregation'
      ? [expression.grouping]
      : expression.kind === 'binary'
        ? [expression.matching.match, expression.matching.group]
        : [];
  return lists.filter((list) => list !== undefined);
}

export interface LabelList extends Span {
  labels: readonly Name[];
}
