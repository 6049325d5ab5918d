import * as l10n from '@vscode/l10n';
import { entriesOf, itemsOf, keyOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { problemOf, refusalSince } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** From this release on the collector leaves what it does not know of here to a map, and breaks down over the first. */
const sinceMap = '0.44.0';

/** The first release that was seen to do so. */
const firstSeen = '0.49.0';

/**
 * Exporters and processors of the collector's own telemetry that it does not have. Before 0.44 they are unknown fields.
 * https://github.com/open-telemetry/opentelemetry-go-contrib/tree/main/otelconf
 */
export function* ownExporters(context: RuleContext): Iterable<Problem> {
  const telemetry = valueAt(context.root, 'service', 'telemetry');
  if (telemetry === undefined || !isAtLeast(context.version, sinceMap)) {
    return;
  }
  for (const reader of itemsOf(valueAt(telemetry, 'metrics', 'readers'))) {
    yield* unknownOnes(context, valueAt(reader, 'pull', 'exporter'), ['prometheus']);
    yield* unknownOnes(context, valueAt(reader, 'periodic', 'exporter'), ['console', 'otlp']);
  }
  for (const signal of ['traces', 'logs']) {
    for (const processor of itemsOf(valueAt(telemetry, signal, 'processors'))) {
      yield* unknownOnes(context, processor, ['batch', 'simple']);
      for (const kind of ['batch', 'simple']) {
        yield* unknownOnes(context, valueAt(processor, kind, 'exporter'), ['console', 'otlp']);
      }
    }
  }
}

function* unknownOnes(
  context: RuleContext,
  exporter: YamlNode | undefined,
  known: readonly string[],
): Iterable<Problem> {
  const isUnknown = (entry: YamlEntry): boolean => !['<<', ...known].includes(keyOf(entry) ?? '<<');
  for (const entry of entriesOf(exporter).filter(isUnknown)) {
    yield problemOf(
      'collector/unknown-field',
      refusalSince(context, firstSeen),
      entry.key,
      l10n.t(
        'The collector has no "{0}" for its own telemetry, and breaks down. There are: {1}.',
        keyOf(entry) ?? '',
        known.join(', '),
      ),
    );
  }
}
