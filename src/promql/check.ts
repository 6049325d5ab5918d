import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../problem.ts';
import { aggregationOperators, aggregationParameters, comparisonOperators, setOperators } from './ast.ts';
import type { Aggregation, BinaryExpression, Call, Expression, ValueType, VectorSelector } from './ast.ts';
import { functionNames, functionOf } from './functions.ts';
import type { FunctionSignature } from './functions.ts';
import { checkMatchers } from './matchers.ts';
import type { RegexCompiler } from './matchers.ts';
import { typeOf, typeWords } from './types.ts';

export interface CheckContext {
  /** Compiles a regular expression as Prometheus does. */
  compile: RegexCompiler;
  /** The nearest of some words; `undefined` when none is near. */
  nearest: (text: string, words: readonly string[]) => string | undefined;
}

/**
 * Why Prometheus refuses a query that it can read: types that do not fit, arguments too few or too many, functions that there
 * are not, selectors that would select everything. In the order of the text. What holds a variable is not judged.
 * https://github.com/prometheus/prometheus/blob/main/promql/parser/parse.go, `checkAST`
 */
export function checkQuery(root: Expression, context: CheckContext): Problem[] {
  const problems: Problem[] = [];
  check(root, { ...context, problems });
  return problems.sort((a, b) => a.span.start - b.span.start);
}

interface Checking extends CheckContext {
  problems: Problem[];
}

function say({ problems }: Checking, code: string, message: string, { start, end }: Span): void {
  problems.push({ code, severity: 'error', message, span: { start, end } });
}

function check(expression: Expression, checking: Checking): void {
  switch (expression.kind) {
    case 'selector':
      checkSelector(expression, checking);
      break;
    case 'range':
      check(expression.selector, checking);
      break;
    case 'subquery':
      check(expression.expression, checking);
      wants(expression.expression, ['vector'], checking, (wanted, own) =>
        l10n.t('A subquery takes {0}, not {1}.', wanted, own),
      );
      break;
    case 'call':
      checkCall(expression, checking);
      break;
    case 'aggregation':
      checkAggregation(expression, checking);
      break;
    case 'binary':
      check(expression.left, checking);
      check(expression.right, checking);
      checkBinary(expression, checking);
      break;
    case 'unary':
      check(expression.expression, checking);
      wants(expression.expression, ['scalar', 'vector'], checking, (wanted, own) =>
        l10n.t('A sign goes with {0}, not {1}.', wanted, own),
      );
      break;
    case 'parentheses':
      check(expression.expression, checking);
      break;
    case 'number':
    case 'string':
    case 'placeholder':
    case 'missing':
      break;
  }
}

/** Says so where an expression is of another type, in a sentence made of what is wanted and what it is. */
function wants(
  expression: Expression,
  types: readonly ValueType[],
  checking: Checking,
  sentence: (wanted: string, own: string) => string,
): void {
  const own = typeOf(expression);
  if (own !== 'unknown' && !types.includes(own)) {
    const [first = 'unknown', second] = types;
    const wanted = second === undefined ? typeWords(first) : l10n.t('a number or an instant vector');
    say(checking, 'promql/wrong-type', sentence(wanted, typeWords(own)), expression);
  }
}

function checkSelector(selector: VectorSelector, checking: Checking, mayBeEmpty = false): void {
  for (const { code, message, span } of checkMatchers(selector, checking.compile, mayBeEmpty)) {
    say(checking, code, message, span);
  }
}

function checkCall(call: Call, checking: Checking): void {
  const { name, args } = call;
  const signature = functionOf(name.text);
  if (signature === undefined) {
    args.forEach((arg) => {
      check(arg, checking);
    });
    if (!name.isOpen) {
      unknownFunction(call, checking);
    }
    return;
  }
  if (signature.isExperimental) {
    say(
      checking,
      'promql/experimental-function',
      l10n.t('{0} is experimental: servers refuse it without a feature flag, and AMP has none.', name.text),
      name,
    );
  }
  checkCount(call, signature, checking);
  args.forEach((arg, at) => {
    checkArgument(arg, { at, signature }, checking);
  });
}

function unknownFunction({ name }: Call, checking: Checking): void {
  const meant = checking.nearest(name.text, [...functionNames, ...aggregationOperators]);
  const message =
    meant === undefined
      ? l10n.t('There is no function {0}.', name.text)
      : l10n.t('There is no function {0}. Did you mean {1}?', name.text, meant);
  say(checking, 'promql/unknown-function', message, name);
}

function checkCount({ name, args, argsSpan }: Call, signature: FunctionSignature, checking: Checking): void {
  const most = signature.args.length + signature.more;
  const least = signature.args.length - signature.optional;
  const count = args.length;
  if (count >= least && count <= most) {
    return;
  }
  const message =
    least === most
      ? l10n.t('{0} takes {1} arguments, and here are {2}.', name.text, least, count)
      : most === Infinity
        ? l10n.t('{0} takes at least {1} arguments, and here are {2}.', name.text, least, count)
        : l10n.t('{0} takes {1} to {2} arguments, and here are {3}.', name.text, least, most, count);
  say(checking, 'promql/wrong-arguments', message, count > most && args[most] ? args[most] : argsSpan);
}

function checkArgument(
  arg: Expression,
  { at, signature }: { at: number; signature: FunctionSignature },
  checking: Checking,
): void {
  const { name, args, more, optional } = signature;
  if (name === 'info' && at === 1) {
    checkInfoLabels(arg, checking);
    return;
  }
  check(arg, checking);
  const wanted = args[at] ?? (more > 0 || optional > 0 ? args.at(-1) : undefined);
  if (wanted !== undefined) {
    wants(arg, [wanted], checking, (type, own) => l10n.t('{0} takes {1} here, not {2}.', name, type, own));
  }
}

/** The second argument of `info` looks like a selector and only says which labels. */
function checkInfoLabels(arg: Expression, checking: Checking): void {
  if (arg.kind === 'selector' && arg.metric === undefined) {
    checkSelector(arg, checking, true);
  } else if (typeOf(arg) !== 'unknown') {
    say(
      checking,
      'promql/wrong-type',
      l10n.t('info takes labels in braces here, such as {k8s_cluster_name=~".+"}.'),
      arg,
    );
  }
}

function checkAggregation(aggregation: Aggregation, checking: Checking): void {
  const { operator, operatorSpan, args } = aggregation;
  args.forEach((arg) => {
    check(arg, checking);
  });
  if (operator.startsWith('limit')) {
    const message = l10n.t(
      '{0} is experimental: servers refuse it without a feature flag, and AMP has none.',
      operator,
    );
    say(checking, 'promql/experimental-function', message, operatorSpan);
  }
  const parameter = aggregationParameters[operator];
  const count = parameter === undefined ? 1 : 2;
  if (args.length !== count) {
    const message = l10n.t('{0} takes {1} arguments, and here are {2}.', operator, count, args.length);
    say(checking, 'promql/wrong-arguments', message, args[count] ?? operatorSpan);
    return;
  }
  const takes = (wanted: string, own: string): string =>
    l10n.t('{0} takes {1} here, not {2}.', operator, wanted, own);
  const [first, series = first] = args;
  if (parameter !== undefined && first) {
    wants(first, [parameter], checking, takes);
  }
  if (series) {
    wants(series, ['vector'], checking, takes);
  }
}

function checkBinary(binary: BinaryExpression, checking: Checking): void {
  const { operator, operatorSpan, bool, matching, left, right } = binary;
  const isComparison = comparisonOperators.includes(operator);
  const isSet = setOperators.includes(operator);
  for (const side of [left, right]) {
    wants(side, ['scalar', 'vector'], checking, (wanted, own) =>
      l10n.t('{0} goes with {1}, not {2}.', operator, wanted, own),
    );
  }
  const types = [typeOf(left), typeOf(right)];
  if (bool && !isComparison) {
    say(checking, 'promql/wrong-operator', l10n.t('bool goes with comparisons only.'), bool);
  }
  if (isComparison && !bool && types.every((type) => type === 'scalar')) {
    const message = l10n.t('Two numbers are compared with bool: 1 {0} bool 2.', operator);
    say(checking, 'promql/wrong-operator', message, operatorSpan);
  }
  const hasScalar = types.includes('scalar') || types.includes('string') || types.includes('matrix');
  if (isSet && types.includes('scalar')) {
    say(
      checking,
      'promql/wrong-operator',
      l10n.t('{0} takes series on both sides, not numbers.', operator),
      operatorSpan,
    );
  }
  const { match, group, fill } = matching;
  if (hasScalar && match && match.labels.length > 0) {
    say(checking, 'promql/wrong-operator', l10n.t('{0} needs series on both sides.', match.kind), match);
  }
  if (fill && (hasScalar || isSet)) {
    say(checking, 'promql/wrong-operator', l10n.t('fill goes with calculations between series only.'), fill);
  } else if (fill) {
    const message = l10n.t(
      '{0} is experimental: servers refuse it without a feature flag, and AMP has none.',
      'fill',
    );
    say(checking, 'promql/experimental-function', message, fill);
  }
  if (isSet && group && !hasScalar) {
    say(
      checking,
      'promql/wrong-operator',
      l10n.t('group_{0} does not go with {1}.', group.side, operator),
      group,
    );
  }
  const twice =
    match?.kind === 'on'
      ? group?.labels.find(({ text }) => match.labels.some((one) => one.text === text))
      : undefined;
  if (twice) {
    const message = l10n.t('The label {0} cannot stand under both on and group.', twice.text);
    say(checking, 'promql/wrong-operator', message, twice);
  }
}
