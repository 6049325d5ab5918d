import type { Span } from '../../problem.ts';
import type { VectorSelector } from '../ast.ts';
import { hasVariable } from '../variables.ts';
import type { MetricFacts, MetricIndex } from '../metricSource.ts';

/** The metric that a selector reads and where its name stands; `undefined` without one, or where a variable decides. */
export function namedMetric({
  metric,
  matchers,
}: VectorSelector): (Span & { name: string; isQuoted: boolean }) | undefined {
  if (metric) {
    const { text: name, isOpen, start, end } = metric;
    return isOpen ? undefined : { name, start, end, isQuoted: false };
  }
  for (const { label, operator, value } of matchers) {
    const isAlone = operator === undefined && !label.isOpen;
    const named = isAlone
      ? { ...label, value: label.text }
      : label.text === '__name__' && operator === '='
        ? value
        : undefined;
    if (named && named.value !== '' && !hasVariable(named.value)) {
      return { name: named.value, start: named.start, end: named.end, isQuoted: true };
    }
  }
  return undefined;
}

export function metricName(selector: VectorSelector): string | undefined {
  return namedMetric(selector)?.name;
}

/** What is known of a metric: of its own, or of the histogram or summary that the series is a part of. */
export function factsOf(name: string, metrics: MetricIndex | undefined): MetricFacts | undefined {
  const own = metrics?.facts(name);
  if (metrics === undefined || own?.type !== undefined) {
    return own;
  }
  const family = name.replace(/_(?:bucket|sum|count|total)$/, '');
  return family === name ? own : (metrics.facts(family) ?? own);
}

/** How sure it is that the samples of a metric only rise: its type says so, its name, or a name that others have too. */
export type CounterSign = 'type' | 'name' | 'likely';

/** `undefined` for what is no counter as far as is known. https://prometheus.io/docs/practices/naming/ */
export function counterSign(name: string, metrics: MetricIndex | undefined): CounterSign | undefined {
  const { type } = factsOf(name, metrics) ?? {};
  const isPart = /_(?:bucket|sum|count)$/.test(name);
  if (type === 'counter' || ((type === 'histogram' || type === 'summary') && isPart)) {
    return 'type';
  }
  if (type !== undefined) {
    return undefined;
  }
  return /_(?:total|bucket)$/.test(name) ? 'name' : isPart ? 'likely' : undefined;
}
