import { entryOf } from '../../manifest/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { checkPrometheusConfig } from '../prometheus/check.ts';
import { definitionsOf, hasKey, isNull } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** What Prometheus itself says of the `config` of each prometheus receiver. */
export function* scrapeConfigs(context: RuleContext): Iterable<Problem> {
  const { isCertain, text, collector } = context;
  for (const { value } of definitionsOf(context, 'receivers', 'prometheus')) {
    const config = entryOf(value, 'config')?.value;
    const hasTargetAllocator =
      hasKey(value, 'target_allocator') && !isNull(entryOf(value, 'target_allocator')?.value);
    for (const problem of checkPrometheusConfig(config, {
      release: collector.release,
      text,
      hasTargetAllocator,
    })) {
      yield !isCertain && problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem;
    }
  }
}
