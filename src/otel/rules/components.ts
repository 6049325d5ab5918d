import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import type { Fix, Problem } from '../../problem.ts';
import { adotNames, isAtLeast } from '../adotVersions.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import type { CollectorRelease, ComponentKind } from '../collectorSchemas.ts';
import { contribComponents, goneComponents } from '../componentChanges.ts';
import type { GoneComponent } from '../componentChanges.ts';
import { renamedComponents } from '../componentNames.ts';
import { flawOfComponentId } from '../componentId.ts';
import { renameType } from '../edit/renameComponent.ts';
import { convertAwsRemoteWrite } from './convertAwsRemoteWrite.ts';
import { convertLogging } from './convertLogging.ts';
import { removeExtension } from './removeExtension.ts';
import { fixOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** Every component's type is one that the release has. */
export function* unknownComponents(context: RuleContext): Iterable<Problem> {
  const { release } = context.collector;
  for (const definition of context.model.components) {
    const { kind, type, id } = definition;
    if (release.component(kind, type) || flawOfComponentId(id) || type === '<<' || type.includes('${')) {
      continue;
    }
    const gone = goneComponents.find(
      (one) => one.kind === kind && one.type === type && isAtLeast(context.version, one.since),
    );
    yield gone ? goneProblem(context, definition, gone) : unknownProblem(context, definition);
  }
}

function goneProblem(context: RuleContext, definition: ComponentDefinition, gone: GoneComponent): Problem {
  const message = l10n.t(
    'ADOT {0} has no {1} any more; it is gone since {2}, and the collector does not start with it. {3}',
    context.version,
    definition.type,
    gone.since,
    gone.advice(),
  );
  return problemOf('collector/removed-component', refusal(context), definition.keySpan, message, {
    fixes: goneFixes(context, definition),
  });
}

function goneFixes(context: RuleContext, definition: ComponentDefinition): Fix[] {
  switch (definition.type) {
    case 'logging':
      return convertLogging(context, definition);
    case 'awsprometheusremotewrite':
      return convertAwsRemoteWrite(context, definition, adotNames(context.version).remoteWrite);
    case 'memory_ballast':
      return definition.kind === 'extensions' ? removeExtension(context, definition) : [];
    default:
      return [];
  }
}

function unknownProblem(context: RuleContext, definition: ComponentDefinition): Problem {
  const { text, model, version } = context;
  const { release } = context.collector;
  const { kind, type } = definition;
  const other = renamedComponents.find(
    (one) => one.kind === kind && one.newName === type && release.component(kind, one.oldName),
  );
  const renamed = (to: string, safe: boolean): Fix[] =>
    fixOf(l10n.t('Change to {0}', to), renameType(text, model, definition, to) ?? [undefined], safe);
  if (other) {
    const message = l10n.t(
      '{0} is the name from ADOT {1} on; {2} knows it as {3} only and refuses the new name.',
      type,
      other.since,
      version,
      other.oldName,
    );
    return problemOf('collector/unknown-component', refusal(context), definition.keySpan, message, {
      fixes: renamed(other.oldName, true),
    });
  }
  const near = nearest(
    type,
    release.types(kind).filter((one) => !release.component(kind, one)?.aliasOf),
  );
  return problemOf(
    'collector/unknown-component',
    refusal(context),
    definition.keySpan,
    unknownWords(context, definition, near),
    { fixes: near === undefined ? [] : renamed(near, sameButForCase(near, type)) },
  );
}

function unknownWords(
  { version, collector }: RuleContext,
  { kind, type }: ComponentDefinition,
  near?: string,
): string {
  const elsewhere = sectionThatHas(collector.release, kind, type);
  if (elsewhere !== undefined) {
    return l10n.t(
      '{0} belongs under {1}; ADOT {2} has none of that name under {3}.',
      type,
      elsewhere,
      version,
      kind,
    );
  }
  if (near !== undefined) {
    return l10n.t('ADOT {0} has no {1} under {2}. Is {3} meant?', version, type, kind, near);
  }
  return contribComponents[kind].includes(type)
    ? l10n.t(
        '{0} is in OpenTelemetry’s contrib distribution, but not in ADOT; the collector does not start with it.',
        type,
      )
    : l10n.t('ADOT {0} has no {1} under {2}; the collector does not start with it.', version, type, kind);
}

function sectionThatHas(
  release: CollectorRelease,
  kind: ComponentKind,
  type: string,
): ComponentKind | undefined {
  const kinds: readonly ComponentKind[] = [
    'receivers',
    'processors',
    'exporters',
    'connectors',
    'extensions',
  ];
  return kinds.find((one) => one !== kind && release.component(one, type) !== undefined);
}

function sameButForCase(a: string, b: string): boolean {
  return a.replaceAll(/[-_]/g, '').toLowerCase() === b.replaceAll(/[-_]/g, '').toLowerCase();
}

/** Names that a release still takes, but warns of at every start. */
export function* aliasNames(context: RuleContext): Iterable<Problem> {
  const { release } = context.collector;
  for (const definition of context.model.components) {
    const newName = release.component(definition.kind, definition.type)?.aliasOf;
    if (newName !== undefined) {
      yield problemOf(
        'collector/deprecated-name',
        'information',
        definition.keySpan,
        l10n.t(
          '{0} is the old name of {1}; ADOT {2} takes both and warns of the old one.',
          definition.type,
          newName,
          context.version,
        ),
        {
          tag: 'deprecated',
          fixes: fixOf(
            l10n.t('Rename to {0} everywhere in this config', newName),
            renameType(context.text, context.model, definition, newName) ?? [undefined],
            true,
          ),
        },
      );
    }
  }
}

const leaving = new Set(['datadog', 'logzio', 'sapm', 'signalfx']);

/**
 * Components that are announced to go.
 * https://github.com/aws-observability/aws-otel-collector/blob/main/README.md
 */
export function* leavingComponents(context: RuleContext): Iterable<Problem> {
  const { release } = context.collector;
  for (const { kind, type, keySpan } of context.model.components) {
    const component = release.component(kind, type);
    if (component === undefined) {
      continue;
    }
    const isDeprecated = Object.values(component.stability).some((level) => level === 'deprecated');
    if ((kind === 'exporters' && leaving.has(type)) || isDeprecated) {
      yield problemOf(
        'collector/deprecated-component',
        'information',
        keySpan,
        l10n.t('{0} is deprecated, and a later release of ADOT comes without it.', type),
        { tag: 'deprecated' },
      );
    }
  }
}
