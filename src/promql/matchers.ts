import * as l10n from '@vscode/l10n';
import type { Span } from '../problem.ts';
import type { Matcher, VectorSelector } from './ast.ts';

/** Answers whether a compiled expression matches a whole text, or why it does not compile. */
export type RegexCompiler = (pattern: string) => ((text: string) => boolean) | { reason: string };

export interface MatcherFault {
  code: 'promql/bad-regex' | 'promql/metric-twice' | 'promql/empty-selector';
  message: string;
  span: Span;
}

/**
 * What is wrong with the matchers of a selector: expressions that do not compile, a metric named twice, none that leaves anything
 * out. https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors
 */
export function* checkMatchers(
  selector: VectorSelector,
  compile: RegexCompiler,
  mayBeEmpty: boolean,
): Iterable<MatcherFault> {
  const { metric, matchers, braces } = selector;
  for (const matcher of matchers) {
    yield* badRegex(matcher, compile);
    if (metric && nameInside(matcher)) {
      yield {
        code: 'promql/metric-twice',
        message: l10n.t(
          'The metric is {0} already. Name it once, before the braces or in them.',
          metric.text,
        ),
        span: matcher,
      };
    }
  }
  const isRestricted = metric !== undefined || matchers.some((one) => restricts(one, compile));
  if (!isRestricted && !mayBeEmpty && braces) {
    yield {
      code: 'promql/empty-selector',
      message: l10n.t(
        'This would select every series. Name a metric, or a label with a value that is not empty.',
      ),
      span: braces,
    };
  }
}

/** Whether a matcher names the metric. */
function nameInside({ label, operator }: Matcher): boolean {
  return operator === undefined || label.text === '__name__';
}

function* badRegex({ operator, value }: Matcher, compile: RegexCompiler): Iterable<MatcherFault> {
  const isRegex = operator === '=~' || operator === '!~';
  const compiled = isRegex && value && !value.value.includes('$') ? compile(value.value) : undefined;
  if (typeof compiled === 'object' && value) {
    yield {
      code: 'promql/bad-regex',
      message: l10n.t('The regular expression does not compile: {0}.', compiled.reason),
      span: value,
    };
  }
}

/** Whether series without the label are left out. What a variable decides may leave them out. */
function restricts({ operator, value, label }: Matcher, compile: RegexCompiler): boolean {
  if (operator === undefined || value === undefined || label.isOpen) {
    return true;
  }
  const { value: text } = value;
  if (operator === '=' || operator === '!=') {
    return (text !== '') === (operator === '=');
  }
  const compiled = text.includes('$') && isVariable.test(text) ? undefined : compile(text);
  return typeof compiled !== 'function' || compiled('') === (operator === '!~');
}

const isVariable = /\$\{|\$[A-Za-z_]/;
