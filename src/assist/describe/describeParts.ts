import * as l10n from '@vscode/l10n';
import type { Spot } from '../../manifest/yaml/loose/spot.ts';
import type { ComponentType } from '../../otel/collectorSchemas.ts';
import { kindWord } from '../../otel/kindWord.ts';
import { availabilityOf } from '../availability.ts';
import type { Look } from '../look.ts';
import { readmeOf } from '../readme.ts';
import { schemaPlaceOf, siblingsOf } from '../schemaPlace.ts';
import type { SchemaPlace } from '../schemaPlace.ts';
import { choicesOf, requiredOf, spread } from '../schemaSteps.ts';
import type { Schemas } from '../schemaSteps.ts';
import { pipelineLists } from '../sections.ts';
import { componentDetail, defaultWord, typeWord } from './words.ts';
import { listedIds } from '../navigate/listedIds.ts';

/** A key of a component's settings or of `service`. */
export function describeField(look: Look): string | undefined {
  const { touched, view, place, context } = look;
  const { schemas, component } = place;
  const field = nearestEntry(touched.spot);
  const releases = field && context.schemas && availabilityOf(view.yaml, field, context.schemas);
  // What this release does not know another one may.
  if (!field?.parent || (schemas.length === 0 && releases === undefined)) {
    return undefined;
  }
  const own = field === touched.spot ? place : schemaPlaceOf(view.yaml, field, view.collector.release);
  const above = schemaPlaceOf(view.yaml, field.parent, view.collector.release);
  const owners = above.schemas.flatMap((schema) =>
    spread(schema, place.definitions, siblingsOf(view.yaml, field.parent ?? field)),
  );
  const path = above.path.slice(component ? 2 : 0).filter((step) => typeof step === 'string');
  const text = context.texts?.field({
    name: field.name,
    owners,
    path,
    ...(component && { component }),
  });
  return paragraphs([
    headline(field.name, own, requiredOf(owners).has(field.name)),
    text,
    choicesLine(own.schemas),
    own.schemas.some(({ deprecated }) => deprecated === true) ? l10n.t('Deprecated.') : undefined,
    releases,
    component && link(component, look),
  ]);
}

/** A component at its definition or in a list; also one that this release does not have, as far as others do. */
export function describeComponent(
  look: Look,
  component: ComponentType | undefined,
  id: string,
): string | undefined {
  const { view, touched, context } = look;
  const releases = context.schemas && availabilityOf(view.yaml, touched.spot, context.schemas);
  if (!component) {
    return releases === undefined ? undefined : paragraphs([`**${id}**`, releases]);
  }
  const alias =
    component.aliasOf === undefined
      ? undefined
      : l10n.t('An older name of `{0}`, still taken with a warning.', component.aliasOf);
  return paragraphs([
    `**${component.type}** · ${[kindWord(component.kind), componentDetail(component)].filter(Boolean).join(' · ')}`,
    context.texts?.component(component),
    alias,
    touched.part === 'key' ? releases : undefined,
    link(component, look),
  ]);
}

export function describeSection({ context, place }: Look, path: readonly string[]): string | undefined {
  const text = context.texts?.section(path);
  return text === undefined ? undefined : paragraphs([`**${String(place.path.at(-1))}**`, text]);
}

/** What flows through a pipeline: `prometheus → memory_limiter, batch → debug`. */
export function describePipeline({ view, touched, context }: Look, id: string): string {
  const lists = pipelineLists.map((name) =>
    listedIds(
      view.yaml,
      touched.spot.children.find((child) => child.name === name),
    ).join(', '),
  );
  const signal = id.split('/')[0] ?? id;
  return paragraphs([
    `**${id}**`,
    context.texts?.section(['service', 'pipelines', signal]),
    lists.filter((list) => list !== '').join(' → '),
  ]);
}

/** What is not named by a key of its own, such as an item, is described by the key above it. */
export function nearestEntry(spot: Spot): Spot | undefined {
  let at: Spot | undefined = spot;
  while (at && at.kind !== 'entry') {
    at = at.parent;
  }
  return at;
}

/** Name, type, and whether it has to be there. */
export function headline(
  name: string,
  { schemas, fallback: absent }: Pick<SchemaPlace, 'schemas' | 'fallback'>,
  isRequired: boolean,
): string {
  const fallback = defaultWord(absent);
  const parts = [
    typeWord(schemas),
    isRequired ? l10n.t('required') : '',
    fallback === undefined ? '' : l10n.t('default {0}', `\`${fallback}\``),
  ].filter((part) => part !== '');
  return [`**${name}**`, parts.join(', ')].filter((part) => part !== '').join(' · ');
}

export function choicesLine(schemas: Schemas): string | undefined {
  const choices = choicesOf(schemas).map((choice) => `\`${String(choice)}\``);
  return choices.length === 0 ? undefined : l10n.t('One of: {0}', choices.join(', '));
}

function link(component: ComponentType, { view }: Look): string {
  const { version, upstream } = view.collector.release;
  return `[${l10n.t('{0} in ADOT {1} (upstream {2})', component.type, version, upstream)}](${readmeOf(component, upstream)})`;
}

export function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
