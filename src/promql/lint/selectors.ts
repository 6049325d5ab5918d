import * as l10n from '@vscode/l10n';
import type { Fix, Problem } from '../../problem.ts';
import type { Expression, VectorSelector } from '../ast.ts';
import { goQuoted } from '../goText.ts';
import type { MetricIndex } from '../metricSource.ts';
import { hasVariable } from '../variables.ts';
import { lint } from './knowledge.ts';
import type { LintContext, SeriesWriter } from './knowledge.ts';
import { namedMetric } from './metricNames.ts';

/** Selectors without a metric, and metrics that there are not. */
export function* lintSelectors(
  expression: Expression,
  context: LintContext,
  parents: readonly Expression[],
): Iterable<Problem> {
  if (expression.kind !== 'selector') {
    return;
  }
  const named = namedMetric(expression);
  if (named === undefined) {
    yield* withoutMetric(expression, parents);
    return;
  }
  const { metrics, writer } = context;
  const isKnownThere = metrics && metrics.size > 0 ? isKnown(named.name, metrics) : undefined;
  if (isKnownThere === true || parents.some(asksWhether)) {
    return;
  }
  if (metrics && isKnownThere === false) {
    yield unknownMetric(named, metrics, context);
  } else if (writer && !made.test(named.name)) {
    yield* unwrittenMetric(named, writer, parents);
  }
}

type NamedMetric = NonNullable<ReturnType<typeof namedMetric>>;

/** Names with a colon come from rules of the server's own. */
function* unwrittenMetric(
  named: NamedMetric,
  writer: SeriesWriter,
  parents: readonly Expression[],
): Iterable<Problem> {
  const { name } = named;
  const file = name.includes(':') ? undefined : writer.leftOutBy(name);
  if (file !== undefined) {
    yield lint('promql/unknown-metric', 'information', named, {
      message: l10n.t('The collector config in {0} leaves the metric {1} out.', file, name),
    });
  } else if (writer.addsTotal && isCounted(parents) && !/:|_(?:total|bucket|sum|count)$/.test(name)) {
    const whole = `${name}_total`;
    yield lint('promql/unknown-metric', 'warning', named, {
      message: l10n.t(
        'The exporter of the collector puts _total behind the names of counters: {0} stays empty where {1} has the values.',
        name,
        whole,
      ),
      fixes: [renamed(named, whole)],
    });
  }
}

/** Whether a counter is wanted. Native histograms are counters without a suffix. */
function isCounted(parents: readonly Expression[]): boolean {
  const call = parents.at(-1)?.kind === 'range' ? parents.at(-2) : undefined;
  const isOfHistograms = parents.some((one) => one.kind === 'call' && one.name.text.startsWith('histogram_'));
  return call?.kind === 'call' && ['rate', 'irate', 'increase'].includes(call.name.text) && !isOfHistograms;
}

function renamed({ start, end, isQuoted }: NamedMetric, name: string): Fix {
  return {
    title: l10n.t('Change to {0}', name),
    edits: [{ start, end, text: isQuoted ? goQuoted(name) : name }],
  };
}

function* withoutMetric(
  { metric, matchers, braces }: VectorSelector,
  parents: readonly Expression[],
): Iterable<Problem> {
  const isNamed = matchers.some(
    ({ label, operator, value }) =>
      label.isOpen ||
      operator === undefined ||
      (label.text === '__name__' && value && (hasVariable(value.value) || !/^\.[*+]$/.test(value.value))),
  );
  if (metric === undefined && !isNamed && braces && !parents.some(isAboutNames)) {
    yield lint('promql/no-metric-name', 'information', braces, {
      message: l10n.t(
        'Without the name of a metric this reads series of all metrics, and adds up or compares what does not belong together.',
      ),
    });
  }
}

/** `info` takes labels in braces; who groups by names or counts wants all of them. */
function isAboutNames(expression: Expression): boolean {
  return (
    (expression.kind === 'call' && expression.name.text === 'info') ||
    (expression.kind === 'aggregation' &&
      (expression.operator === 'count' ||
        expression.operator === 'group' ||
        expression.grouping?.labels.some(({ text }) => text === '__name__') === true))
  );
}

function asksWhether(expression: Expression): boolean {
  return expression.kind === 'call' && expression.name.text.startsWith('absent');
}

/** What Prometheus makes itself. https://prometheus.io/docs/concepts/jobs_instances/ */
const made = /^(?:up|scrape_\w+|ALERTS|ALERTS_FOR_STATE)$/;

function isKnown(name: string, metrics: MetricIndex): boolean {
  const family = name.replace(/_(?:bucket|sum|count)$/, '');
  return (
    made.test(name) ||
    metrics.facts(name) !== undefined ||
    ['histogram', 'summary'].includes(metrics.facts(family)?.type ?? '')
  );
}

function unknownMetric(named: NamedMetric, metrics: MetricIndex, context: LintContext): Problem {
  const { name } = named;
  const near = nearestMetric(name, metrics, context);
  return near === undefined
    ? lint('promql/unknown-metric', 'information', named, {
        message: l10n.t('The data source has no series of a metric {0} now.', name),
      })
    : lint('promql/unknown-metric', 'warning', named, {
        message: l10n.t('The data source has no metric {0}. Did you mean {1}?', name, near),
        fixes: [renamed(named, near)],
      });
}

const mostCandidates = 300;

/**
 * The metric that was most likely meant. Exporters put units and `_total` behind names:
 * https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
function nearestMetric(name: string, metrics: MetricIndex, { nearest }: LintContext): string | undefined {
  const stem = name.replace(/_total$/, '');
  const [longer, another] = metrics.withPrefix(`${stem}_`, 2).names;
  const candidates = [`${name}_total`, stem].filter((one) => one !== name && metrics.facts(one));
  if (candidates[0] !== undefined) {
    return candidates[0];
  }
  if (longer !== undefined && another === undefined) {
    return longer;
  }
  const half = Math.max(3, name.length >> 1);
  return nearest(name, [
    ...metrics.withPrefix(name.slice(0, half), mostCandidates).names,
    ...metrics.containing(name.slice(-half), mostCandidates).names,
  ]);
}
