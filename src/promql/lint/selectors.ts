import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import type { Expression, VectorSelector } from '../ast.ts';
import { goQuoted } from '../goText.ts';
import type { MetricIndex } from '../metricSource.ts';
import { hasVariable } from '../variables.ts';
import { lint } from './knowledge.ts';
import type { LintContext } from './knowledge.ts';
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
  } else if (context.metrics && !parents.some(asksWhether) && !isKnown(named.name, context.metrics)) {
    yield unknownMetric(named, context.metrics, context);
  }
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
    metrics.size === 0 ||
    made.test(name) ||
    metrics.facts(name) !== undefined ||
    metrics.withPrefix(name, 1).names[0] === name ||
    ['histogram', 'summary'].includes(metrics.facts(family)?.type ?? '')
  );
}

function unknownMetric(
  { name, start, end, isQuoted }: { name: string; start: number; end: number; isQuoted: boolean },
  metrics: MetricIndex,
  context: LintContext,
): Problem {
  const near = nearestMetric(name, metrics, context);
  if (near === undefined) {
    return lint(
      'promql/unknown-metric',
      'information',
      { start, end },
      {
        message: l10n.t('The data source has no series of a metric {0} now.', name),
      },
    );
  }
  return lint(
    'promql/unknown-metric',
    'warning',
    { start, end },
    {
      message: l10n.t('The data source has no metric {0}. Did you mean {1}?', name, near),
      fixes: [
        {
          title: l10n.t('Change to {0}', near),
          edits: [{ start, end, text: isQuoted ? goQuoted(near) : near }],
        },
      ],
    },
  );
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
