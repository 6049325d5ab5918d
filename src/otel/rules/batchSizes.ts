import * as l10n from '@vscode/l10n';
import { itemsOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { definitionsOf, fixOf, numberOf, problemOf, refusal, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

const defaultSize = 8192;

/**
 * The most that a batch may hold is not less than what fills it, 8192 by default.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/batchprocessor/config.go
 */
export function* batchSizes(context: RuleContext): Iterable<Problem> {
  for (const { value } of definitionsOf(context, 'processors', 'batch')) {
    const most = numberOf(context, value, 'send_batch_max_size') ?? 0;
    const node = valueAt(value, 'send_batch_max_size');
    const sizeNode = valueAt(value, 'send_batch_size');
    const size = sizeNode ? numberOf(context, value, 'send_batch_size') : defaultSize;
    if (node && size !== undefined && most > 0 && most < size) {
      yield problemOf(
        'collector/batch-max-below-size',
        refusal(context),
        node,
        sizeNode
          ? l10n.t(
              'send_batch_max_size is less than send_batch_size ({0}); the collector refuses the config.',
              String(size),
            )
          : l10n.t(
              'send_batch_max_size is less than send_batch_size, which is {0} by default; the collector refuses the config.',
              String(size),
            ),
        {
          fixes: fixOf(l10n.t('Change to {0}', String(size)), [
            { start: node.start, end: node.end, text: String(size) },
          ]),
        },
      );
    }
    yield* repeatedKeys(context, value);
  }
}

function* repeatedKeys(context: RuleContext, value: YamlNode | undefined): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(valueAt(value, 'metadata_keys')).entries()) {
    const key = settingOf(context, value, 'metadata_keys', index)?.toLowerCase();
    if (key !== undefined && seen.has(key)) {
      yield problemOf(
        'collector/repeated-metadata-key',
        refusal(context),
        item,
        l10n.t(
          '{0} stands twice, upper and lower case being the same here; the collector refuses the config.',
          key,
        ),
      );
    }
    seen.add(key ?? '');
  }
}
