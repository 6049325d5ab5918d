import { valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { checkPrometheusConfig } from '../prometheus/check.ts';
import { definitionsOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** What Prometheus itself, as the release has it, says of the `config` of its receivers. */
export function* prometheusConfigs(context: RuleContext): Iterable<Problem> {
  const { release } = context.collector;
  for (const { value } of definitionsOf(context, 'receivers', 'prometheus')) {
    const found = checkPrometheusConfig(valueAt(value, 'config'), {
      release,
      text: context.text,
      hasTargetAllocator: valueAt(value, 'target_allocator') !== undefined,
    });
    // What a release that is not known for certain refuses is not known either.
    yield* context.isCertain
      ? found
      : found.map((one): Problem => (one.severity === 'error' ? { ...one, severity: 'warning' } : one));
  }
}
