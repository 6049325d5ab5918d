import type { Aggregation, BinaryExpression, Expression } from '../../promql/ast.ts';

/** A part of a query in a few words of PromQL, without the parts of its own. */
export function titleOf(expression: Expression, text: string): string {
  switch (expression.kind) {
    case 'call':
      return expression.name.text;
    case 'aggregation':
      return aggregationTitle(expression);
    case 'binary':
      return binaryTitle(expression);
    case 'unary':
      return expression.operator;
    case 'range':
    case 'subquery':
      return text
        .slice(
          expression.kind === 'range' ? expression.selector.end : expression.expression.end,
          expression.end,
        )
        .trim();
    case 'selector':
    case 'number':
    case 'string':
    case 'parentheses':
    case 'placeholder':
    case 'missing':
      return text.slice(expression.start, expression.end);
  }
}

function aggregationTitle({ operator, grouping }: Aggregation): string {
  return grouping ? `${operator} ${grouping.kind} (${namesOf(grouping.labels)})` : operator;
}

function binaryTitle({ operator, bool, matching }: BinaryExpression): string {
  const { match, group } = matching;
  return [
    operator,
    ...(bool ? ['bool'] : []),
    ...(match ? [`${match.kind} (${namesOf(match.labels)})`] : []),
    ...(group ? [`group_${group.side} (${namesOf(group.labels)})`] : []),
  ].join(' ');
}

function namesOf(labels: readonly { text: string }[]): string {
  return labels.map(({ text }) => text).join(', ');
}
