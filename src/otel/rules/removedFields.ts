import * as l10n from '@vscode/l10n';
import type { SchemaFinding } from '../../manifest/schema/finding.ts';
import { entriesOf, keyOf, textOf } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlMap } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { goneFields, newFields } from '../fieldChanges.ts';
import { removeEntry, replaceEntry } from '../edit/yamlEdits.ts';
import { convertAwsRemoteWrite } from './convertAwsRemoteWrite.ts';
import { verbosityEdits } from './convertLogging.ts';
import { fixOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * What to say of an unknown key that we know more of: fields that came later, that are gone, or that belong to another component.
 * `undefined` for other findings.
 */
export function removedField(
  context: RuleContext,
  finding: SchemaFinding,
  definition: ComponentDefinition | undefined,
): Problem | undefined {
  const { key, entry, map, path, kind } = finding;
  if (
    definition === undefined ||
    key === undefined ||
    entry === undefined ||
    map === undefined ||
    kind !== 'unknown-key'
  ) {
    return undefined;
  }
  const fieldPath = path.at(-1) === key ? path : [...path, key];
  const place = { definition, key, entry, map };
  const isIt = (one: { kind: string; types: readonly string[]; path: string }): boolean =>
    one.kind === definition.kind && one.types.includes(definition.type) && one.path === fieldPath.join('.');
  const gone = goneFields.find((one) => isIt(one) && isAtLeast(context.version, one.since));
  if (gone !== undefined) {
    const message =
      gone.since === '0.0.0'
        ? l10n.t('{0} is no field of {1}; the collector refuses it. {2}', key, definition.type, gone.advice())
        : l10n.t(
            '{0} is gone from {1} since ADOT {2}; the collector refuses it. {3}',
            key,
            definition.type,
            gone.since,
            gone.advice(),
          );
    return problemOf('collector/removed-field', refusal(context), finding.span, message, {
      fixes: fixesOf(context, place),
    });
  }
  const later = newFields.find((one) => isIt(one) && !isAtLeast(context.version, one.since));
  return (
    later &&
    problemOf(
      'collector/unknown-field',
      refusal(context),
      finding.span,
      l10n.t('{0} came with ADOT {1}; the collector of {2} refuses it.', key, later.since, context.version),
      { fixes: laterFixes(context, place) },
    )
  );
}

interface Place {
  definition: ComponentDefinition;
  key: string;
  entry: YamlEntry;
  map: YamlMap;
}

function fixesOf(context: RuleContext, { definition, key, entry, map }: Place): Fix[] {
  const remove = (safe: boolean): Fix[] =>
    fixOf(l10n.t('Remove {0}', key), [removeEntry(context.text, map, entry)], safe);
  switch (key) {
    case 'aws_auth':
      return [...convertAwsRemoteWrite(context, definition, definition.type), ...remove(false)];
    case 'loglevel': {
      const edits = verbosityEdits(definition);
      return [...fixOf(l10n.t('Change to {0}', 'verbosity'), edits, true), ...remove(false)];
    }
    case 'sending_queue':
      return [...remoteWriteQueue(map, entry), ...remove(false)];
    case 'export_created_metric':
    case 'use_start_time_metric':
    case 'start_time_metric_regex':
      return remove(true);
    default:
      return remove(false);
  }
}

/** What says the same in older releases, where anything does. */
function laterFixes(context: RuleContext, { key, entry, map }: Place): Fix[] {
  const strategy = key === 'translation_strategy' ? textOf(entry.value) : undefined;
  const isTaken = map.entries.some((one) => keyOf(one) === 'add_metric_suffixes');
  if (strategy === 'UnderscoreEscapingWithoutSuffixes' && !isTaken) {
    const old = { add_metric_suffixes: false };
    return fixOf(
      l10n.t('Change to {0}', 'add_metric_suffixes'),
      [replaceEntry(context.text, map, entry, old)],
      true,
    );
  }
  const isDefault = strategy === 'UnderscoreEscapingWithSuffixes';
  return fixOf(l10n.t('Remove {0}', key), [removeEntry(context.text, map, entry)], isDefault);
}

/** The exporter's own queue knows three of the fields; others would be refused there too. */
function remoteWriteQueue(map: YamlMap, { key, value }: YamlEntry): Fix[] {
  const fields = entriesOf(value).map(keyOf);
  const fits = fields.every((field) => ['enabled', 'queue_size', 'num_consumers'].includes(field ?? ''));
  const isTaken = map.entries.some((entry) => keyOf(entry) === 'remote_write_queue');
  return fits && !isTaken
    ? fixOf(l10n.t('Change to {0}', 'remote_write_queue'), [
        { start: key.start, end: key.end, text: 'remote_write_queue' },
      ])
    : [];
}
