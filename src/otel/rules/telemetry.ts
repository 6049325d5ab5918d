import * as l10n from '@vscode/l10n';
import { entryOf, resolved, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { splitEndpoint } from '../endpoints.ts';
import { mapWith, removeEntry, replaceEntry } from '../edit/yamlEdits.ts';
import { fixOf, isNull, problemOf, refusal, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * `service.telemetry.metrics.address` is deprecated, and no field any more from ADOT 0.44 on.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/CHANGELOG.md
 */
export function* telemetryAddress(context: RuleContext): Iterable<Problem> {
  const metrics = valueAt(context.root, 'service', 'telemetry', 'metrics');
  const entry = entryOf(metrics, 'address');
  if (entry === undefined) {
    return;
  }
  const isGone = isAtLeast(context.version, '0.44.0');
  yield problemOf(
    'collector/telemetry-address',
    isGone ? refusal(context) : 'warning',
    entry.key,
    isGone
      ? l10n.t(
          'ADOT {0} has no field address here; it is gone since {1}, and the collector does not start with it. Readers took its place.',
          context.version,
          '0.44.0',
        )
      : l10n.t(
          'The field address is deprecated and gone from ADOT {0} on, which does not start with it. Readers take its place.',
          '0.44.0',
        ),
    { tag: 'deprecated', fixes: addressFix(context) },
  );
}

function addressFix(context: RuleContext): Fix[] {
  const metrics = valueAt(context.root, 'service', 'telemetry', 'metrics');
  const found = mapWith(metrics, 'address');
  if (found === undefined) {
    return [];
  }
  if (mapWith(metrics, 'readers')) {
    return fixOf(l10n.t('Remove {0}', 'address'), [removeEntry(context.text, found.map, found.entry)]);
  }
  const { host, port } = splitEndpoint(textOf(found.entry.value) ?? '');
  if (port === undefined || !/^\d+$/.test(port)) {
    return [];
  }
  const prometheus = { host: host === '' ? '0.0.0.0' : host, port: Number(port) };
  return fixOf(
    l10n.t('Change to a reader'),
    [
      replaceEntry(context.text, found.map, found.entry, {
        readers: [{ pull: { exporter: { prometheus } } }],
      }),
    ],
    true,
  );
}

/**
 * Own metrics need a reader unless their level is none.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/service/telemetry/otelconftelemetry/config.go
 */
export function* telemetryReaders(context: RuleContext): Iterable<Problem> {
  const metrics = valueAt(context.root, 'service', 'telemetry', 'metrics');
  const level = settingOf(context, metrics, 'level')?.toLowerCase();
  const levelNode = valueAt(metrics, 'level');
  const isOpenLevel = levelNode !== undefined && level === undefined;
  const readers = resolved(entryOf(metrics, 'readers')?.value);
  if (readers?.kind === 'sequence' && readers.items.length === 0 && level !== 'none' && !isOpenLevel) {
    yield problemOf(
      'collector/no-telemetry-reader',
      refusal(context),
      readers,
      l10n.t(
        'Without a reader the collector refuses the config, unless level is none. Leave readers out for the default one.',
      ),
    );
  }
  const views = entryOf(metrics, 'views');
  if (
    views &&
    !isNull(views.value) &&
    isAtLeast(context.version, '0.44.0') &&
    level !== 'detailed' &&
    !isOpenLevel
  ) {
    yield problemOf(
      'collector/views-without-detailed',
      refusal(context),
      views.key,
      l10n.t('Views of own metrics need level: detailed; the collector refuses them otherwise.'),
    );
  }
}
