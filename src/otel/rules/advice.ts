import * as l10n from '@vscode/l10n';
import { entryOf, itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { addUnder } from '../edit/yamlEdits.ts';
import { definitionsOf, entryOfDefinition, fixOf, problemOf, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** Every sample in the log costs money wherever logs are kept. */
export function* detailedDebug(context: RuleContext): Iterable<Problem> {
  for (const { value, uses } of definitionsOf(context, 'exporters', 'debug')) {
    const node = valueAt(value, 'verbosity');
    if (node && uses.length > 0 && settingOf(context, value, 'verbosity')?.toLowerCase() === 'detailed') {
      yield problemOf(
        'collector/debug-detailed',
        'information',
        node,
        l10n.t(
          'detailed prints every sample, which is good for a look and costs money in the long run. basic prints a line per batch.',
        ),
        {
          fixes: fixOf(l10n.t('Change to {0}', 'basic'), [
            { start: node.start, end: node.end, text: 'basic' },
          ]),
        },
      );
    }
  }
}

/**
 * Before ADOT 0.49 a condition that fails for one item loses the whole batch.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/filterprocessor
 */
export function* filterErrorMode(context: RuleContext): Iterable<Problem> {
  if (isAtLeast(context.version, '0.49.0')) {
    return;
  }
  for (const definition of definitionsOf(context, 'processors', 'filter')) {
    const { value, keySpan } = definition;
    const usesConditions =
      ['metric_conditions', 'log_conditions', 'trace_conditions', 'traces', 'logs'].some((key) =>
        entryOf(value, key),
      ) || ['metric', 'datapoint', 'resource'].some((key) => entryOf(valueAt(value, 'metrics'), key));
    const entry = entryOfDefinition(context, definition);
    if (usesConditions && !entryOf(value, 'error_mode')) {
      yield problemOf(
        'collector/filter-error-mode',
        'information',
        keySpan,
        l10n.t(
          'A condition that fails for one item drops all that came with it: error_mode is propagate by default up to ADOT {0}. Say ignore.',
          '0.48',
        ),
        {
          fixes: fixOf(
            l10n.t('Set error_mode: ignore'),
            [entry && addUnder(context.text, entry, { error_mode: 'ignore' })],
            true,
          ),
        },
      );
    }
  }
}

const nothingOnFargate = new Set(['ec2', 'ecs', 'lambda', 'elastic_beanstalk', 'elasticbeanstalk', 'docker']);

/**
 * Pods on Fargate have neither an instance nor its metadata service.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
 */
export function* detectorsOnFargate(context: RuleContext): Iterable<Problem> {
  if (context.collector.pod?.onFargate !== true) {
    return;
  }
  for (const { value } of definitionsOf(context, 'processors', 'resourcedetection', 'resource_detection')) {
    for (const item of itemsOf(valueAt(value, 'detectors'))) {
      const detector = textOf(item) ?? '';
      if (nothingOnFargate.has(detector)) {
        yield problemOf(
          'collector/detector-on-fargate',
          'information',
          item,
          l10n.t(
            '{0} finds nothing on Fargate, and may hold up the start until it gives up. Set what you need with the resource processor.',
            detector,
          ),
        );
      }
    }
  }
}

/** Fargate's disk lives as long as the pod, so what is stored there survives no restart of the pod. */
export function* storageOnFargate(context: RuleContext): Iterable<Problem> {
  if (context.collector.pod?.onFargate !== true) {
    return;
  }
  for (const { keySpan, uses } of definitionsOf(context, 'extensions', 'file_storage')) {
    if (uses.length > 0) {
      yield problemOf(
        'collector/storage-on-fargate',
        'information',
        keySpan,
        l10n.t(
          'The disk of a pod on Fargate goes with the pod; without a volume on EFS nothing that is stored here outlives it.',
        ),
      );
    }
  }
}

/**
 * Receivers for what is not there: the ECS task metadata endpoint, and the host of a node.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/awsecscontainermetricsreceiver
 */
export function* receiversOfOtherPlaces(context: RuleContext): Iterable<Problem> {
  if (!context.isInKubernetes) {
    return;
  }
  for (const { keySpan, uses, type } of definitionsOf(context, 'receivers', 'awsecscontainermetrics')) {
    if (uses.length > 0) {
      yield problemOf(
        'collector/receiver-of-other-place',
        'warning',
        keySpan,
        l10n.t(
          '{0} reads the metadata of a task on ECS, which is not there in Kubernetes; the collector ends while it starts.',
          type,
        ),
      );
    }
  }
}
