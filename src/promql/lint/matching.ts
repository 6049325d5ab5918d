import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import { setOperators } from '../ast.ts';
import type { BinaryExpression, Expression } from '../ast.ts';
import { typeOf } from '../types.ts';
import { lint } from './knowledge.ts';
import type { LintContext } from './knowledge.ts';
import { namesOf, picking } from './labelSets.ts';

/** Sides that never meet, or of which several series meet one, where aggregations say what labels they have. */
export function* lintMatching(expression: Expression, { labelsOf }: LintContext): Iterable<Problem> {
  if (
    expression.kind !== 'binary' ||
    [expression.left, expression.right].some((side) => typeOf(side) !== 'vector')
  ) {
    return;
  }
  const left = exact(expression.left, labelsOf);
  const right = exact(expression.right, labelsOf);
  const { match, group } = expression.matching;
  const names = match && namesOf(match.labels);
  if (match !== undefined && names === undefined) {
    return;
  }
  const isLost = (label: string): boolean => [left, right].some((side) => side?.includes(label) === false);
  if (match?.kind === 'on' && names?.some(isLost)) {
    return; // Said already, and mended there.
  }
  const isKept = (label: string): boolean =>
    match === undefined || names?.includes(label) === (match.kind === 'on');
  const meeting = [left, right].map((side) => side?.filter(isKept));
  // Labels that group_left takes over mostly say more of the ones that are matched.
  const taken = group?.labels.map(({ text }) => text) ?? [];
  const several = [left, right].map(
    (side) => side?.some((label) => !isKept(label) && !taken.includes(label)) === true,
  );
  if (match?.kind !== 'on' && left && right && !isSame(meeting[0] ?? [], meeting[1] ?? [])) {
    yield* neverMeet(expression, left, right);
  } else if (!setOperators.includes(expression.operator)) {
    yield* severalMeet(expression, several, group?.side);
  }
}

/** The labels that series have, where all are known, and none was picked of several. */
function exact(side: Expression, labelsOf: LintContext['labelsOf']): readonly string[] | undefined {
  if (side.kind === 'parentheses') {
    return exact(side.expression, labelsOf);
  }
  const labels = labelsOf(side);
  const isPicked = side.kind === 'aggregation' && picking.includes(side.operator);
  return labels?.kind === 'only' && !isPicked ? [...labels.names] : undefined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

function* neverMeet(
  { operator, operatorSpan, matching, bool }: BinaryExpression,
  left: readonly string[],
  right: readonly string[],
): Iterable<Problem> {
  if (operator === 'or') {
    return;
  }
  const [few, side] = right.length <= left.length ? [right, 'left'] : [left, 'right'];
  const isPart = few.every((label) => left.includes(label) && right.includes(label));
  const { end } = bool ?? operatorSpan;
  const rule = ` on (${few.join(', ')})${setOperators.includes(operator) ? '' : ` group_${side} ()`}`;
  yield lint('promql/no-match', 'warning', operatorSpan, {
    message: l10n.t(
      'The sides have other labels ({0} and {1}), so no series of one matches a series of the other. Say which labels count with on or ignoring.',
      words(left),
      words(right),
    ),
    ...(isPart &&
      matching.match === undefined && {
        fixes: [{ title: l10n.t('Match with {0}', rule.trim()), edits: [{ start: end, end, text: rule }] }],
      }),
  });
}

function words(labels: readonly string[]): string {
  return labels.length === 0 ? l10n.t('none') : labels.join(', ');
}

function* severalMeet(
  { operatorSpan, matching }: BinaryExpression,
  [left, right]: readonly (boolean | undefined)[],
  side: 'left' | 'right' | undefined,
): Iterable<Problem> {
  const { match } = matching;
  const isOneSide = side !== undefined && (side === 'left' ? right : left);
  if (isOneSide || (side === undefined && left && right)) {
    yield lint('promql/many-to-many', 'warning', match ?? operatorSpan, {
      message: l10n.t(
        'Several series of both sides may match each other here, which Prometheus refuses when it happens. Aggregate one side to the labels that are matched.',
      ),
    });
  } else if (side === undefined && match && (left || right)) {
    const word = left ? 'group_left' : 'group_right';
    yield lint('promql/many-to-one', 'warning', match, {
      message: l10n.t(
        'Several series of one side may match one of the other, which Prometheus refuses without {0}.',
        word,
      ),
      fixes: [
        {
          title: l10n.t('Add {0}', word),
          edits: [{ start: match.end, end: match.end, text: ` ${word} ()` }],
        },
      ],
    });
  }
}
