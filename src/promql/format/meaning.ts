import type { BinaryExpression, Expression, Matcher, Modifiers, Duration, Name } from '../ast.ts';
import { calculationParts } from './calculation.ts';
import { asWritten, matchesSeries, milliseconds } from './leaves.ts';
import { signedNumber } from './signedNumber.ts';

/**
 * What a query says, without how it is written: two queries with the same one have the same tree but for places, order of matchers and
 * what Prometheus itself leaves out of it.
 */
export function meaningOf(root: Expression, text: string): string {
  return JSON.stringify(meaning(root, text));
}

type Meaning = readonly unknown[];

function meaning(expression: Expression, text: string): Meaning {
  const of = (inner: Expression): Meaning => meaning(inner, text);
  const number = signedNumber(expression);
  if (number !== undefined) {
    return ['number', exact(number.value), number.isDuration];
  }
  switch (expression.kind) {
    case 'string':
      return ['string', expression.value];
    case 'selector': {
      const matchers = expression.matchers.map((one) => JSON.stringify(matcher(one))).sort();
      return ['selector', expression.metric?.text ?? null, matchers, modifiers(expression, text)];
    }
    case 'range':
      return [
        'range',
        of(expression.selector),
        duration(expression.range, text),
        modifiers(expression, text),
      ];
    case 'subquery': {
      const { range, step } = expression;
      const window = [duration(range, text), step ? duration(step, text) : null];
      return ['subquery', of(expression.expression), window, modifiers(expression, text)];
    }
    case 'call':
      return ['call', expression.name.text, expression.args.map(of)];
    case 'aggregation': {
      const { operator, grouping, args } = expression;
      const isPlain = grouping === undefined || (grouping.kind === 'by' && grouping.labels.length === 0);
      return [operator, isPlain ? null : [grouping.kind, labels(grouping.labels)], args.map(of)];
    }
    case 'binary':
      return ['binary', ...operator(expression, text), of(expression.left), of(expression.right)];
    case 'unary':
      return ['sign', expression.operator, of(expression.expression)];
    case 'parentheses':
      return ['parentheses', of(expression.expression)];
    case 'number':
    case 'placeholder':
    case 'missing':
      return [expression.kind, asWritten(text, expression)];
  }
}

/** JSON has no NaN, no infinity and no negative zero. */
function exact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function matcher({ label, operator: sign, value }: Matcher): Meaning {
  return sign === undefined && !label.isOpen
    ? ['__name__', '=', label.text]
    : [label.text, sign ?? null, value?.value ?? null];
}

function labels(names: readonly Name[]): Meaning {
  return names.map(({ text }) => text);
}

function duration(one: Duration, text: string): unknown {
  return one.seconds ?? calculationParts(asWritten(text, one)).map((part) => part.text);
}

function modifiers({ at, offset, extension }: Modifiers, text: string): Meaning {
  const time = typeof at?.at === 'number' ? exact(milliseconds(at.at)) : at && (at.at ?? open(text, at));
  const shift = offset && offset.seconds !== 0 ? duration(offset, text) : null;
  return [time ?? null, shift, extension?.word ?? null];
}

function open(text: string, span: { start: number; end: number }): string {
  return asWritten(text, span).slice(1).trim();
}

function operator(binary: BinaryExpression, text: string): Meaning {
  const { bool, matching } = binary;
  const { match, group, fill } = matching;
  const says = match && (match.kind === 'on' || match.labels.length > 0 || group) && matchesSeries(binary);
  return [
    ...[binary.operator, bool !== undefined],
    says ? [match.kind, labels(match.labels)] : null,
    says && group ? [group.side, labels(group.labels)] : null,
    fill ? calculationParts(asWritten(text, fill)).map((part) => part.text) : null,
  ];
}
