import * as l10n from '@vscode/l10n';
import type { Span } from '../../problem.ts';
import type { Duration, Expression, Matcher, VectorSelector } from '../ast.ts';
import { functionOf } from '../functions.ts';
import { labelListsOf } from '../labelArguments.ts';
import type { MetricSource } from '../metricSource.ts';
import { parseQuery } from '../parse.ts';
import { lex } from '../parser/lexer.ts';
import type { Token } from '../parser/lexer.ts';
import { expressionsAt, labelOrigin, seriesFilter } from '../seriesFilter.ts';
import type { SeriesFilter } from '../metricSource.ts';
import { durationInWords } from './durationWords.ts';
import { keywordWords } from './functions.ts';
import { code, labelMarkdown, metricMarkdown } from './sourceWords.ts';
import { aggregationOf, signatureOf } from './signature.ts';

export interface DescribeOptions {
  /** What is not known when it ends is left out. */
  signal: AbortSignal;
  /** BCP 47, for numbers and durations. */
  language: string;
  /** Of variables, by how they are written: what they stand for. */
  variables?: ReadonlyMap<string, string>;
}

export interface Description {
  span: Span;
  /** Localised. */
  markdown: string;
}

/**
 * What stands at a place of a query, in words: a function, a metric with what the source knows of it, a label, a matcher, a modifier, a
 * duration. `undefined` where nothing is to be said. Does not throw, and waits no longer than the signal lets it.
 */
export async function describeQuery(
  text: string,
  offset: number,
  source: MetricSource,
  options: DescribeOptions,
): Promise<Description | undefined> {
  const touched = lex(text).tokens.filter(
    ({ kind, start, end }) => kind !== 'end' && start <= offset && offset <= end,
  );
  // Between a word and a bracket the word is meant.
  const token = touched.find(({ kind }) => kind !== 'symbol') ?? touched.at(-1);
  if (token === undefined) {
    return undefined;
  }
  const path = expressionsAt(parseQuery(text).expression, token.start).reverse();
  const span = { start: token.start, end: token.end };
  const markdown = await markdownOf({ token, path, source, options });
  return markdown === undefined ? undefined : { span, markdown };
}

interface Asked {
  token: Token;
  /** The expressions around it, the innermost first. */
  path: readonly Expression[];
  source: MetricSource;
  options: DescribeOptions;
}

async function markdownOf(asked: Asked): Promise<string | undefined> {
  const { token, path, source, options } = asked;
  const [inner] = path;
  if (token.kind === 'placeholder') {
    return options.variables?.get(token.text) || timeVariable(token.text);
  }
  if (inner?.kind === 'selector') {
    const found = await inSelector(inner, asked);
    if (found !== undefined) {
      return found;
    }
  }
  const list = path.flatMap((one) => labelListsOf(one).map((labels) => ({ one, labels })));
  const holder = list.find(({ labels }) => labels.labels.some((label) => holds(label, token)));
  if (holder) {
    const [filter] = filtersOf(holder.one);
    const label = holder.labels.labels.find((one) => holds(one, token));
    return labelMarkdown(label?.text ?? '', filter, source, options);
  }
  return durationMarkdown(asked) ?? wordMarkdown(asked);
}

/** Variables for times that dashboards and notebooks fill in. */
function timeVariable(text: string): string | undefined {
  const [, name, unit] = /^\$\{?__(interval|rate_interval|range|from|to)(_ms|_s)?\b/.exec(text) ?? [];
  const says = name === undefined ? undefined : timeWords[name]?.();
  const inUnit =
    unit === '_ms' ? l10n.t('In milliseconds.') : unit === '_s' ? l10n.t('In seconds.') : undefined;
  return says && [says, inUnit].filter((one) => one !== undefined).join(' ');
}

/** https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables */
const timeWords: Readonly<Record<string, (() => string) | undefined>> = {
  interval: () => l10n.t('The time between two points of the chart.'),
  rate_interval: () =>
    l10n.t(
      'A range that holds at least four scrapes and the time between two points: for rate and increase.',
    ),
  range: () => l10n.t('The whole time that is shown.'),
  from: () => l10n.t('The start of the time that is shown, in milliseconds since 1970.'),
  to: () => l10n.t('The end of the time that is shown, in milliseconds since 1970.'),
};

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function filtersOf(expression: Expression): readonly SeriesFilter[] {
  return labelOrigin(expression).filters;
}

async function inSelector(
  selector: VectorSelector,
  { token, source, options }: Asked,
): Promise<string | undefined> {
  const { metric, matchers } = selector;
  const matcher = matchers.find((one) => holds(one, token));
  const named =
    metric !== undefined && holds(metric, token)
      ? metric
      : matcher?.operator === undefined
        ? matcher?.label
        : undefined;
  if (named !== undefined) {
    return metricMarkdown(named.text, seriesFilter(selector), source, options);
  }
  if (matcher === undefined) {
    return undefined;
  }
  if (holds(matcher.label, token)) {
    return labelMarkdown(matcher.label.text, seriesFilter(selector, matcher), source, options);
  }
  return matcherMarkdown(matcher);
}

function matcherMarkdown({ label, operator, value }: Matcher): string {
  const says = keywordWords[operator ?? '']?.() ?? '';
  return `${code(`${label.text}${operator ?? ''}"${value?.value ?? ''}"`)}\n\n${says}`;
}

function durationMarkdown({ token, path, options }: Asked): string | undefined {
  const words = ({ seconds }: Duration): string =>
    seconds === undefined
      ? l10n.t('a time worked out by the query')
      : durationInWords(seconds, options.language);
  for (const one of path) {
    if ((one.kind === 'range' || one.kind === 'subquery') && holds(one.range, token)) {
      return one.kind === 'range'
        ? l10n.t('At each point in time, the samples of the last {0}.', words(one.range))
        : l10n.t('The expression is worked out again and again over the last {0}.', words(one.range));
    }
    if (one.kind === 'subquery' && one.step && holds(one.step, token)) {
      return l10n.t('The expression is worked out every {0}.', words(one.step));
    }
    if ('offset' in one && one.offset && holds(one.offset, token)) {
      return l10n.t('Looks at the data of {0} before.', words(one.offset));
    }
    if (one.kind === 'number' && one.isDuration) {
      return l10n.t(
        '{0}, as a number of seconds: {1}',
        durationInWords(one.value, options.language),
        one.value,
      );
    }
  }
  return undefined;
}

/** Functions, aggregations, keywords, operators between series. */
function wordMarkdown({ token, path }: Asked): string | undefined {
  const isCalled = path.some(
    (one) => one.kind === 'call' && holds(one.name, token) && functionOf(token.text),
  );
  const isAggregation = path.some((one) => one.kind === 'aggregation' && holds(one.operatorSpan, token));
  const name = isAggregation ? aggregationOf(token.text) : isCalled ? token.text : undefined;
  const signature = name === undefined ? undefined : signatureOf(name);
  if (signature !== undefined) {
    const { label, documentation, isExperimental } = signature;
    const page = isAggregation ? 'operators/#aggregation-operators' : `functions/#${signature.name}`;
    const link = `[${l10n.t('Documentation')}](https://prometheus.io/docs/prometheus/latest/querying/${page})`;
    const note = l10n.t('Experimental: servers refuse it without a feature flag, and AMP has none.');
    return `\`\`\`promql\n${label}\n\`\`\`\n${documentation}${isExperimental ? `\n\n${note}` : ''}\n\n${link}`;
  }
  const isName = path.some(
    (one) => one.kind === 'selector' && one.metric !== undefined && holds(one.metric, token),
  );
  const says = isName ? undefined : keywordWords[token.text.toLowerCase().replace(/^fill_\w+$/, 'fill')]?.();
  return says === undefined ? undefined : `${code(token.text)}\n\n${says}`;
}
