import * as l10n from '@vscode/l10n';
import type { Fix, Problem } from '../../problem.ts';
import type { Aggregation, BinaryExpression, Call, Expression, Name } from '../ast.ts';
import { partsOf } from '../ast.ts';
import { lint } from './knowledge.ts';
import type { LintContext } from './knowledge.ts';
import { mayHave } from './labelSets.ts';
import { metricName } from './metricNames.ts';

/** Labels that an aggregation took away and something around it asks for. */
export function* lintLabels(expression: Expression, context: LintContext): Iterable<Problem> {
  if (expression.kind === 'aggregation') {
    yield* lostByGrouping(expression, context);
    yield* quantileOfBuckets(expression);
  } else if (expression.kind === 'binary') {
    yield* lostByMatching(expression, context);
  } else if (expression.kind === 'call' && expression.name.text === 'histogram_quantile') {
    yield* quantileWithoutLe(expression, context);
  }
}

function* lostByGrouping({ grouping, args }: Aggregation, context: LintContext): Iterable<Problem> {
  const series = args.at(-1);
  if (grouping?.kind === 'by' && series) {
    yield* lost(grouping.labels, series, context);
  }
}

function* lostByMatching(binary: BinaryExpression, context: LintContext): Iterable<Problem> {
  const { matching, left, right } = binary;
  const { match, group } = matching;
  if (match?.kind === 'on') {
    // Each label once: for the first side that lost it.
    for (const label of match.labels) {
      const [first] = [left, right].flatMap((side) => [...lost([label], side, context)]);
      if (first) {
        yield first;
      }
    }
  }
  if (group) {
    yield* lost(group.labels, group.side === 'left' ? right : left, context);
  }
}

function* lost(
  labels: readonly Name[],
  series: Expression,
  { labelsOf, text }: LintContext,
): Iterable<Problem> {
  const own = labelsOf(series);
  for (const label of labels) {
    if (!label.isOpen && label.text !== '__name__' && !mayHave(own, label.text)) {
      const fix = keptInside(label.text, series, text);
      yield lint('promql/label-lost', 'warning', label, {
        message: l10n.t(
          'No series has the label {0} here any more: something inside took it away.',
          label.text,
        ),
        ...(fix && { fixes: [fix] }),
      });
    }
  }
}

/** Asks the aggregation inside, where there is just one and it says what it keeps, to keep the label too. */
function keptInside(label: string, series: Expression, text: string): Fix | undefined {
  let at: Expression | undefined = series;
  while (at !== undefined && at.kind !== 'aggregation') {
    const inside: readonly Expression[] = partsOf(at).filter(
      ({ kind }) => kind !== 'number' && kind !== 'string',
    );
    at = inside.length === 1 ? inside[0] : undefined;
  }
  if (at?.grouping?.kind === 'without' || at === undefined || !/^[A-Za-z_]\w*$/.test(label)) {
    return undefined;
  }
  const { grouping, operatorSpan } = at;
  const title = l10n.t('Keep {0} in the inner aggregation', label);
  if (grouping === undefined) {
    const space = text.charAt(operatorSpan.end) === '(' ? ' ' : '';
    const { end } = operatorSpan;
    return { title, edits: [{ start: end, end, text: ` by (${label})${space}` }] };
  }
  const end = grouping.labels.at(-1)?.end ?? grouping.end - 1;
  return { title, edits: [{ start: end, end, text: grouping.labels.length > 0 ? `, ${label}` : label }] };
}

/** The metrics that an expression reads; `undefined` among them for those that have no name. */
function metricsIn(expression: Expression): (string | undefined)[] {
  return expression.kind === 'selector' ? [metricName(expression)] : partsOf(expression).flatMap(metricsIn);
}

/** Native histograms have no buckets to keep. */
function readsBuckets(expression: Expression): boolean {
  return metricsIn(expression).some((name) => name?.endsWith('_bucket') === true);
}

function* quantileWithoutLe({ name, args }: Call, { labelsOf, text }: LintContext): Iterable<Problem> {
  const series = args[1];
  if (series && !mayHave(labelsOf(series), 'le') && readsBuckets(series)) {
    const fix = keptInside('le', series, text);
    yield lint('promql/quantile-without-le', 'warning', name, {
      message: l10n.t(
        'histogram_quantile reads the bounds of buckets from the label le, which the aggregation inside takes away: the result is empty.',
      ),
      ...(fix && { fixes: [fix] }),
    });
  }
}

function* quantileOfBuckets({ operator, operatorSpan, args }: Aggregation): Iterable<Problem> {
  const series = args[1];
  if (operator === 'quantile' && series && readsBuckets(series)) {
    yield lint('promql/quantile-of-buckets', 'warning', operatorSpan, {
      message: l10n.t(
        'quantile ranks series by their values, and here that means buckets. histogram_quantile estimates what was observed.',
      ),
    });
  }
}
