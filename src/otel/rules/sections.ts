import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import { entriesOf, entryOf, keyOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { fixOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

const sections = ['extensions', 'receivers', 'processors', 'exporters', 'connectors', 'service'];

/**
 * Top-level keys are the sections and nothing else, and the config is a mapping.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/otelcol/unmarshaler.go
 */
export function* unknownSections(context: RuleContext): Iterable<Problem> {
  for (const entry of entriesOf(context.root)) {
    const key = keyOf(entry);
    if (key === undefined || sections.includes(key) || key === '<<') {
      continue;
    }
    const meant = nearest(key, sections);
    yield problemOf(
      'collector/unknown-section',
      'error',
      entry.key,
      meant === undefined
        ? l10n.t('A collector config has no section {0}; the collector refuses it.', key)
        : l10n.t('A collector config has no section {0}. Is {1} meant?', key, meant),
      {
        fixes:
          meant === undefined || entryOf(context.root, meant)
            ? []
            : fixOf(l10n.t('Change to {0}', meant), [{ ...entry.key, text: meant }].map(toEdit), true),
      },
    );
  }
}

const toEdit = ({ start, end, text }: { start: number; end: number; text: string }) => ({ start, end, text });

/**
 * Sections of components are mappings; a list of ids is the mistake people make.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/otelcol/internal/configunmarshaler/configs.go
 */
export function* sectionsOfWrongType(context: RuleContext): Iterable<Problem> {
  for (const section of sections) {
    const entry = entryOf(context.root, section);
    const value = resolved(entry?.value);
    const isNull = value?.kind === 'scalar' && (value.value === null || value.text.includes('${'));
    if (entry === undefined || value === undefined || value.kind === 'map' || isNull) {
      continue;
    }
    yield problemOf(
      'collector/section-not-a-mapping',
      refusal(context),
      entry.key,
      l10n.t('{0} has to be a mapping: each component by its id, with its settings below.', section),
    );
  }
}

/**
 * There have to be a receiver, an exporter and a pipeline.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/otelcol/config.go
 */
export function* missingSections(context: RuleContext): Iterable<Problem> {
  const { root, model, isPartial } = context;
  const first = entriesOf(root)[0]?.key;
  if (isPartial || first === undefined || entryOf(root, '<<')) {
    return;
  }
  for (const section of ['receivers', 'exporters'] as const) {
    if (!model.components.some(({ kind }) => kind === section) && !isOddly(root, section)) {
      const at = entryOf(root, section)?.key ?? first;
      yield problemOf(
        'collector/missing-section',
        refusal(context),
        at,
        section === 'receivers'
          ? l10n.t('No receiver is defined; the collector does not start without one.')
          : l10n.t('No exporter is defined; the collector does not start without one.'),
      );
    }
  }
  const service = entryOf(root, 'service');
  if (model.pipelines.length === 0 && !isOddly(root, 'service') && !isOddly(service?.value, 'pipelines')) {
    yield problemOf(
      'collector/missing-section',
      refusal(context),
      entryOf(service?.value, 'pipelines')?.key ?? service?.key ?? first,
      l10n.t(
        'No pipeline is defined in service.pipelines, so nothing would run; the collector refuses that.',
      ),
    );
  }
}

/** Something stands there that others speak of, or that only the running collector knows. */
function isOddly(node: Parameters<typeof entryOf>[0], key: string): boolean {
  const value = resolved(entryOf(node, key)?.value);
  return (
    entryOf(value, '<<') !== undefined ||
    value?.kind === 'sequence' ||
    (value?.kind === 'scalar' && value.value !== null)
  );
}
