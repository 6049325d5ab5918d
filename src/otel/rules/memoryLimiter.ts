import * as l10n from '@vscode/l10n';
import { entryOf } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { goMemoryLimitMiB } from '../goMemoryLimit.ts';
import { definitionsOf, fixOf, numberOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * A spike has to be smaller than its limit, or nothing would be left for data.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/internal/memorylimiter/config.go
 */
export function* memoryLimiterSpikes(context: RuleContext): Iterable<Problem> {
  for (const { value } of definitionsOf(context, 'processors', 'memory_limiter')) {
    for (const [limitKey, spikeKey] of [
      ['limit_mib', 'spike_limit_mib'],
      ['limit_percentage', 'spike_limit_percentage'],
    ] as const) {
      const limit = numberOf(context, value, limitKey) ?? 0;
      const spike = numberOf(context, value, spikeKey) ?? 0;
      const node = entryOf(value, spikeKey)?.value;
      if (node && limit > 0 && spike >= limit) {
        yield problemOf(
          'collector/spike-over-limit',
          refusal(context),
          node,
          l10n.t(
            '{0} has to be less than {1}; the collector refuses the config. A fifth of the limit is usual.',
            spikeKey,
            limitKey,
          ),
          {
            fixes: fixOf(l10n.t('Change to {0}', String(Math.floor(limit / 5))), [
              { start: node.start, end: node.end, text: String(Math.floor(limit / 5)) },
            ]),
          },
        );
      }
    }
  }
}

/**
 * The limit against what the pod has: on Fargate a pod gets what it requests, elsewhere its limit ends it.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html
 */
export function* memoryLimiterAgainstPod(context: RuleContext): Iterable<Problem> {
  const { pod, env } = context.collector;
  const available = Math.min(pod?.memoryLimitMiB ?? Infinity, fargateMemory(context) ?? Infinity);
  const goLimit = goMemoryLimitMiB(env['GOMEMLIMIT'] ?? '');
  for (const definition of definitionsOf(context, 'processors', 'memory_limiter')) {
    const limit = numberOf(context, definition.value, 'limit_mib');
    const node = entryOf(definition.value, 'limit_mib')?.value;
    if (limit === undefined || node === undefined) {
      continue;
    }
    if (available < Infinity && limit > available * 0.9) {
      const good = String(Math.floor(available * 0.8));
      yield problemOf(
        'collector/memory-limit-over-pod',
        'warning',
        node,
        l10n.t(
          'The pod has {0} MiB, so it is killed before a limit of {1} MiB holds. Some 80 % of the pod’s memory leaves room for the rest of the process.',
          String(Math.floor(available)),
          String(limit),
        ),
        { fixes: fixOf(l10n.t('Change to {0}', good), [{ start: node.start, end: node.end, text: good }]) },
      );
    } else if (goLimit !== undefined && goLimit < limit - spikeOf(context, definition, limit)) {
      yield problemOf(
        'collector/go-memory-limit-below',
        'information',
        node,
        l10n.t(
          'GOMEMLIMIT of the container is {0} MiB: Go collects garbage without end before this limiter refuses anything.',
          String(Math.floor(goLimit)),
        ),
      );
    }
  }
}

function spikeOf(context: RuleContext, { value }: ComponentDefinition, limit: number): number {
  return numberOf(context, value, 'spike_limit_mib') ?? limit / 5;
}

/** Requests on Fargate are rounded up together with 256 MiB for the node's own parts, and nothing beyond is there. */
function fargateMemory({ collector: { pod } }: RuleContext): number | undefined {
  return pod?.onFargate === true ? pod.memoryRequestMiB : undefined;
}
