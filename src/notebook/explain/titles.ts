import type { Aggregation, BinaryExpression, Expression } from '../../promql/ast.ts';

/** Whether a part says itself all that there is to say of it: numbers, texts, variables. They stand in the title of what they are part of. */
export function isPlain(expression: Expression): boolean {
  return expression.kind === 'parentheses' || expression.kind === 'unary'
    ? isPlain(expression.expression)
    : ['number', 'string', 'placeholder'].includes(expression.kind);
}

/** A part of a query in a few words of PromQL; dots for the parts of its own that are more than a word. */
export function titleOf(expression: Expression, text: string): string {
  switch (expression.kind) {
    case 'call':
      return expression.name.text + argumentsTitle(expression.args, text, '');
    case 'aggregation':
      return aggregationTitle(expression) + argumentsTitle(expression.args, text, ' ');
    case 'binary':
      return sidesTitle(expression, text);
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

/** Nothing where all arguments are more than a word. */
function argumentsTitle(args: readonly Expression[], text: string, before: string): string {
  return args.some(isPlain) ? `${before}(${args.map((one) => plainOrDots(one, text)).join(', ')})` : '';
}

function plainOrDots(expression: Expression, text: string): string {
  return isPlain(expression) ? text.slice(expression.start, expression.end) : '…';
}

function sidesTitle(expression: BinaryExpression, text: string): string {
  const sides = [expression.left, expression.right];
  const [left = '', right = ''] = sides.map((side) => plainOrDots(side, text));
  const operator = binaryTitle(expression);
  return sides.some(isPlain) ? `${left} ${operator} ${right}` : operator;
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
