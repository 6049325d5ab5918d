import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import { entriesOf, keyOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import type { ComponentDefinition, Reference } from '../collectorModel.ts';
import { kindsOfReference } from '../collectorModel.ts';
import { flawOfComponentId, parseComponentId } from '../componentId.ts';
import type { ComponentKind } from '../collectorSchemas.ts';
import { defineExtension, listExtension } from '../edit/enableExtension.ts';
import { removeEntry } from '../edit/yamlEdits.ts';
import { entryOfDefinition, fixOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * What pipelines and `service.extensions` name is defined; the collector refuses the config otherwise.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/otelcol/config.go
 */
export function* undefinedReferences(context: RuleContext): Iterable<Problem> {
  const { model, isPartial } = context;
  const uses = [
    ...model.extensions,
    ...model.pipelines.flatMap(({ receivers, processors, exporters }) => [
      ...receivers,
      ...processors,
      ...exporters,
    ]),
  ];
  for (const use of isPartial ? [] : uses) {
    if (model.target(use) === undefined && !isUnreadable(context, use)) {
      yield problemOf('collector/undefined-reference', refusal(context), use.span, undefinedWords(use), {
        fixes: undefinedFixes(context, use),
      });
    }
  }
}

/** Merge keys and whole sections from the environment may define anything. */
function isUnreadable({ root }: RuleContext, use: Reference): boolean {
  return (
    use.id.includes('${') ||
    kindsOfReference(use).some((kind) => {
      const section = valueAt(root, kind);
      return section?.kind === 'scalar'
        ? section.text.includes('${')
        : entriesOf(section).some((entry) => keyOf(entry) === '<<');
    })
  );
}

function undefinedWords({ id, role }: Reference): string {
  switch (role) {
    case 'receiver':
      return l10n.t('The receiver {0} is not defined under receivers; the collector does not start.', id);
    case 'processor':
      return l10n.t('The processor {0} is not defined under processors; the collector does not start.', id);
    case 'exporter':
      return l10n.t('The exporter {0} is not defined under exporters; the collector does not start.', id);
    case 'service-extension':
    case 'authenticator':
    case 'storage':
    case 'encoding':
    case 'middleware':
      return l10n.t('The extension {0} is not defined under extensions; the collector does not start.', id);
  }
}

function undefinedFixes(context: RuleContext, use: Reference): Fix[] {
  const { model, text, root, collector } = context;
  const kinds = kindsOfReference(use);
  const defined = model.components.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const meant = nearest(use.id, defined);
  const { type } = parseComponentId(use.id);
  const canDefine =
    use.role === 'service-extension' && collector.release.component('extensions', type) !== undefined;
  return [
    ...(meant === undefined ? [] : fixOf(l10n.t('Change to {0}', meant), [{ ...use.span, text: meant }])),
    ...(canDefine
      ? fixOf(l10n.t('Define {0} with its defaults', use.id), [defineExtension(text, root, use.id, {})])
      : []),
  ];
}

/**
 * Extensions that components name: undefined ones, and such that are defined but not started. `validate` accepts both; the
 * collector ends while it starts.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configauth/configauth.go
 */
export function* extensionsOfComponents(context: RuleContext): Iterable<Problem> {
  const { model, text, root, isPartial } = context;
  const started = new Set(model.extensions.map(({ id }) => id));
  const running = new Set(
    model.pipelines.flatMap(({ receivers, exporters }) => [...receivers, ...exporters].map(({ id }) => id)),
  );
  for (const use of isPartial ? [] : model.extensionUses) {
    if (isUnreadable(context, use) || (use.role === 'encoding' && model.target(use) === undefined)) {
      continue;
    }
    if (model.target(use) === undefined) {
      yield problemOf(
        'collector/undefined-extension',
        'warning',
        use.span,
        l10n.t(
          'The extension {0} is not defined under extensions. The config passes validation, but the collector ends while it starts.',
          use.id,
        ),
        { fixes: undefinedFixes(context, use) },
      );
    } else if (!started.has(use.id) && running.has(use.owner ?? '')) {
      yield problemOf(
        'collector/extension-not-enabled',
        'warning',
        use.span,
        l10n.t(
          '{0} is defined, but not listed in service.extensions. The config passes validation, but the collector ends while it starts.',
          use.id,
        ),
        {
          fixes: fixOf(
            l10n.t('Add {0} to service.extensions', use.id),
            [listExtension(text, root, use.id)],
            true,
          ),
        },
      );
    }
  }
}

/** An extension that nothing starts does nothing: no health check answers, no page opens. */
export function* extensionsNotEnabled(context: RuleContext): Iterable<Problem> {
  const { model, text, root, isPartial } = context;
  const started = new Set(model.extensions.map(({ id }) => id));
  const wanted = new Set(model.extensionUses.map(({ id }) => id));
  for (const { kind, id, keySpan } of isPartial ? [] : model.components) {
    if (kind === 'extensions' && !started.has(id) && !wanted.has(id) && id !== '<<') {
      yield problemOf(
        'collector/extension-not-enabled',
        'warning',
        keySpan,
        l10n.t('{0} is not listed in service.extensions, so it is never started.', id),
        {
          tag: 'unnecessary',
          fixes: fixOf(l10n.t('Add {0} to service.extensions', id), [listExtension(text, root, id)]),
        },
      );
    }
  }
}

/** Components that no pipeline names are not started. */
export function* unusedComponents(context: RuleContext): Iterable<Problem> {
  const { model, text, root, isPartial } = context;
  for (const definition of isPartial ? [] : model.components) {
    const { kind, id, keySpan, uses } = definition;
    if (kind === 'extensions' || uses.length > 0 || id === '<<' || isWrongItself(context, definition)) {
      continue;
    }
    const section = valueAt(root, kind);
    const entry = entryOfDefinition(context, definition);
    const canRemove = section?.kind === 'map' && entry !== undefined && section.entries.length > 1;
    yield problemOf('collector/unused-component', 'hint', keySpan, unusedWords(kind, id), {
      tag: 'unnecessary',
      fixes: canRemove ? fixOf(l10n.t('Remove {0}', id), [removeEntry(text, section, entry)]) : [],
    });
  }
}

/** What is wrong with the component itself comes first. */
function isWrongItself(
  { collector, knowsComponents }: RuleContext,
  { kind, type, id }: ComponentDefinition,
): boolean {
  return (knowsComponents && !collector.release.component(kind, type)) || flawOfComponentId(id) !== undefined;
}

function unusedWords(kind: ComponentKind, id: string): string {
  switch (kind) {
    case 'receivers':
      return l10n.t('No pipeline uses the receiver {0}.', id);
    case 'processors':
      return l10n.t('No pipeline uses the processor {0}.', id);
    case 'exporters':
      return l10n.t('No pipeline uses the exporter {0}.', id);
    case 'connectors':
    case 'extensions':
      return l10n.t('No pipeline uses {0}.', id);
  }
}
