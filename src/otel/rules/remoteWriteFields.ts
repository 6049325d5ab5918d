import * as l10n from '@vscode/l10n';
import { entryOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlMap } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import { readAmpUrl } from '../ampUrl.ts';
import { isAtLeast } from '../adotVersions.ts';
import { addUnder, mapWith, removeEntry, replaceEntry } from '../edit/yamlEdits.ts';
import {
  definitionsOf,
  entryOfDefinition,
  fixOf,
  numberOf,
  problemOf,
  refusal,
  remoteWriteTypes,
  settingOf,
} from './rule.ts';
import type { RuleContext } from './rule.ts';

const source = (context: RuleContext) => definitionsOf(context, 'exporters', ...remoteWriteTypes);

/**
 * Suffixes of metric names are chosen by `translation_strategy` from ADOT 0.48 on; the collector warns of the old field.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/prometheusremotewriteexporter
 */
export function* metricSuffixes(context: RuleContext): Iterable<Problem> {
  for (const { value } of isAtLeast(context.version, '0.48.0') ? source(context) : []) {
    const found = mapWith(value, 'add_metric_suffixes');
    if (found === undefined) {
      continue;
    }
    const isOff = settingOf(context, value, 'add_metric_suffixes') === 'false';
    const isChosen = entryOf(value, 'translation_strategy') !== undefined;
    yield problemOf(
      'collector/deprecated-setting',
      'information',
      found.entry.key,
      l10n.t(
        '{0} is deprecated; {1} says it from ADOT {2} on.',
        'add_metric_suffixes',
        'translation_strategy',
        '0.48.0',
      ),
      {
        tag: 'deprecated',
        fixes: suffixFixes(context, found, { isOff, isChosen }),
      },
    );
  }
}

/** Off has a strategy of its own; on is the default, and a strategy that is chosen goes before the field. */
function suffixFixes(
  { text }: RuleContext,
  { map, entry }: { map: YamlMap; entry: YamlEntry },
  { isOff, isChosen }: { isOff: boolean; isChosen: boolean },
): Fix[] {
  const strategy = { translation_strategy: 'UnderscoreEscapingWithoutSuffixes' };
  return isOff && !isChosen
    ? fixOf(l10n.t('Change to {0}', 'translation_strategy'), [replaceEntry(text, map, entry, strategy)], true)
    : fixOf(l10n.t('Remove {0}', 'add_metric_suffixes'), [removeEntry(text, map, entry)], true);
}

/**
 * Names in UTF-8 need remote write 2.0, and that a feature gate; the collector refuses both otherwise.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/exporter/prometheusremotewriteexporter/config.go
 */
export function* translationStrategies(context: RuleContext): Iterable<Problem> {
  const gate = 'exporter.prometheusremotewritexporter.enableSendingRW2';
  const hasGate =
    context.collector.args?.some((arg) => arg.toLowerCase().includes(gate.toLowerCase())) === true;
  for (const { value } of isAtLeast(context.version, '0.44.0') ? source(context) : []) {
    const message = valueAt(value, 'protobuf_message');
    const isTwo = settingOf(context, value, 'protobuf_message') === 'io.prometheus.write.v2.Request';
    const isOpen = message !== undefined && settingOf(context, value, 'protobuf_message') === undefined;
    if (message && isTwo && !hasGate) {
      yield problemOf(
        'collector/remote-write-2-gated',
        refusal(context),
        message,
        l10n.t(
          'Remote write 2.0 needs the argument --feature-gates={0}; the collector refuses the config without it.',
          gate,
        ),
      );
    }
    const strategy = settingOf(context, value, 'translation_strategy') ?? '';
    const node = valueAt(value, 'translation_strategy');
    if (node && !isTwo && !isOpen && ['NoTranslation', 'NoUTF8EscapingWithSuffixes'].includes(strategy)) {
      yield problemOf(
        'collector/strategy-needs-remote-write-2',
        refusal(context),
        node,
        l10n.t('{0} needs remote write 2.0; the collector refuses it with version 1.', strategy),
        {
          fixes: fixOf(l10n.t('Change to {0}', 'UnderscoreEscapingWithSuffixes'), [
            { start: node.start, end: node.end, text: 'UnderscoreEscapingWithSuffixes' },
          ]),
        },
      );
    }
  }
}

/** AMP knows types and help of metrics only where they are sent. Inferred from what the metadata API answers. */
export function* metadataForAmp(context: RuleContext): Iterable<Problem> {
  for (const definition of source(context)) {
    const { value, uses, keySpan } = definition;
    const amp = readAmpUrl(settingOf(context, value, 'endpoint') ?? '');
    const entry = entryOfDefinition(context, definition);
    if (amp && uses.length > 0 && !entryOf(value, 'send_metadata') && !entryOf(value, '<<')) {
      yield problemOf(
        'collector/no-metadata',
        'information',
        keySpan,
        l10n.t(
          'The workspace learns neither type nor help of a metric, which Grafana and completion show. send_metadata: true sends them.',
        ),
        {
          fixes: fixOf(
            l10n.t('Send metadata'),
            [entry && addUnder(context.text, entry, { send_metadata: true })],
            true,
          ),
        },
      );
    }
  }
}

/**
 * A queue of size 0 would drop all data. `enabled` is true by default.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/exporter/prometheusremotewriteexporter/config.go
 */
export function* emptyRemoteWriteQueue(context: RuleContext): Iterable<Problem> {
  for (const { value } of source(context)) {
    const queue = valueAt(value, 'remote_write_queue');
    const node = valueAt(queue, 'queue_size');
    const enabled = settingOf(context, queue, 'enabled') ?? (valueAt(queue, 'enabled') ? 'open' : 'true');
    if (node && enabled === 'true' && numberOf(context, queue, 'queue_size') === 0) {
      yield problemOf(
        'collector/empty-queue',
        refusal(context),
        node,
        l10n.t(
          'A queue without room would drop all data; the collector refuses it. Remove queue_size for the default of 10000.',
        ),
      );
    }
  }
}

/** Labels that clusters or teams share have to tell exporters apart that write to one workspace. */
export function* writtenTwice(context: RuleContext): Iterable<Problem> {
  const { model } = context;
  for (const { exporters } of model.pipelines) {
    const seen = new Map<string, string>();
    for (const use of exporters) {
      const definition = model.target(use);
      if (definition?.kind !== 'exporters' || !remoteWriteTypes.some((type) => type === definition.type)) {
        continue;
      }
      const url = settingOf(context, definition.value, 'endpoint');
      const labels = valueAt(definition.value, 'external_labels');
      const key = `${url ?? ''} ${labels ? context.text.slice(labels.start, labels.end) : ''} ${settingOf(context, definition.value, 'namespace') ?? ''}`;
      const first = url === undefined ? undefined : seen.get(key);
      if (first !== undefined && first !== use.id) {
        yield problemOf(
          'pipeline/written-twice',
          'warning',
          use.span,
          l10n.t(
            '{0} writes the same samples to the same workspace as {1}, which refuses the second as duplicates.',
            use.id,
            first,
          ),
        );
      }
      seen.set(key, use.id);
    }
  }
}
