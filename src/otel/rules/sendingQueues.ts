import * as l10n from '@vscode/l10n';
import { entryOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { goDurationMs } from '../goDuration.ts';
import { isNull, numberOf, problemOf, refusal, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** Of OTLP exporters. https://github.com/open-telemetry/opentelemetry-collector/tree/main/exporter/exporterhelper */
const defaults = { queueSize: 1000, minSize: 8192 };

/** Before this release exporters differ in the smallest batch. */
const sinceMinSize = '0.46.0';

/** Exporters whose queue has no defaults: what is not written there is 0. */
const withoutDefaults: ReadonlySet<string> = new Set(['prometheus']);

/** A queue that is enabled, and what it belongs to. */
interface Queue {
  type: string;
  key: YamlNode;
  node: YamlNode;
}

/**
 * What an exporter's queue cannot do without. A queue that is switched off is not looked at.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/exporterhelper/internal/queuebatch/config.go
 */
export function* sendingQueues(context: RuleContext): Iterable<Problem> {
  for (const { kind, type, value } of context.model.components) {
    const entry = kind === 'exporters' ? entryOf(value, 'sending_queue') : undefined;
    const node = valueAt(value, 'sending_queue');
    if (entry === undefined || node?.kind !== 'map' || entryOf(node, '<<') !== undefined) {
      continue;
    }
    const enabled = settingOf(context, node, 'enabled') ?? (valueAt(node, 'enabled') ? 'open' : 'true');
    if (enabled === 'true') {
      const queue = { type, key: entry.key, node };
      yield* sizes(context, queue);
      yield* persistence(context, queue);
      yield* batch(context, queue);
    }
  }
}

function* sizes(context: RuleContext, { type, key, node }: Queue): Iterable<Problem> {
  for (const name of ['num_consumers', 'queue_size']) {
    const value = valueAt(node, name);
    if (isNull(value) && withoutDefaults.has(type)) {
      yield problemOf(
        'collector/missing-field',
        refusal(context),
        key,
        l10n.t('The queue of this exporter has no defaults: it needs {0}.', name),
      );
    } else if (value !== undefined && (numberOf(context, node, name) ?? 1) <= 0) {
      yield problemOf(
        'collector/out-of-range',
        refusal(context),
        value,
        l10n.t('{0} must be more than 0; to have no queue, set enabled: false.', name),
      );
    }
  }
}

function* persistence(context: RuleContext, { node }: Queue): Iterable<Problem> {
  const wait = entryOf(node, 'wait_for_result');
  if (wait && settingOf(context, node, 'wait_for_result') === 'true' && !isNull(valueAt(node, 'storage'))) {
    yield problemOf(
      'collector/exclusive-fields',
      refusal(context),
      wait.key,
      l10n.t('Only one of these can be set: {0}.', 'storage, wait_for_result'),
    );
  }
}

function* batch(context: RuleContext, { type, node }: Queue): Iterable<Problem> {
  const value = valueAt(node, 'batch');
  if (value?.kind !== 'map' || entryOf(value, '<<') !== undefined || withoutDefaults.has(type)) {
    return;
  }
  const number = (name: string, fallback: number): number =>
    valueAt(value, name) ? (numberOf(context, value, name) ?? NaN) : fallback;
  const minSize = number('min_size', isAtLeast(context.version, sinceMinSize) ? defaults.minSize : NaN);
  const maxSize = number('max_size', 0);
  const maxNode = valueAt(value, 'max_size');
  for (const name of ['min_size', 'max_size']) {
    const one = valueAt(value, name);
    if (one && number(name, 0) < 0) {
      yield problemOf(
        'collector/out-of-range',
        refusal(context),
        one,
        l10n.t('{0} must not be less than 0.', name),
      );
    }
  }
  const pause = valueAt(value, 'flush_timeout');
  if (pause && (goDurationMs(settingOf(context, value, 'flush_timeout') ?? '') ?? 1) <= 0) {
    yield problemOf(
      'collector/out-of-range',
      refusal(context),
      pause,
      l10n.t('{0} must be more than 0.', 'flush_timeout'),
    );
  }
  if (maxNode && maxSize > 0 && maxSize < minSize) {
    yield problemOf(
      'collector/batch-max-below-size',
      refusal(context),
      maxNode,
      l10n.t('max_size is less than min_size ({0}); the collector refuses the config.', String(minSize)),
    );
  }
  yield* batchInQueue(context, { node, value, minSize });
}

/** A batch counts items or bytes. Where the queue counts the same, the smallest batch has to find room in it. */
function* batchInQueue(
  context: RuleContext,
  { node, value, minSize }: { node: YamlNode; value: YamlNode; minSize: number },
): Iterable<Problem> {
  const queueSizer = valueAt(node, 'sizer');
  const ownSizer = valueAt(value, 'sizer');
  const sizerOf = (from: YamlNode): string | undefined => settingOf(context, from, 'sizer');
  const queueCounts = queueSizer ? sizerOf(node) : 'requests';
  const batchCounts = ownSizer ? sizerOf(value) : queueSizer ? queueCounts : 'items';
  const sizer = ownSizer ?? queueSizer;
  if (batchCounts === 'requests' && sizer) {
    yield problemOf(
      'collector/unknown-value',
      refusal(context),
      sizer,
      l10n.t('Batches are counted in items or bytes; the collector refuses requests here.'),
    );
  }
  const size = valueAt(node, 'queue_size') ? numberOf(context, node, 'queue_size') : defaults.queueSize;
  if (batchCounts !== undefined && batchCounts === queueCounts && size !== undefined && minSize > size) {
    yield problemOf(
      'collector/batch-over-queue',
      refusal(context),
      valueAt(node, 'queue_size') ?? valueAt(value, 'min_size') ?? value,
      l10n.t(
        'A batch of min_size ({0}) does not fit into the queue ({1}); the collector refuses the config.',
        String(minSize),
        String(size),
      ),
    );
  }
}
