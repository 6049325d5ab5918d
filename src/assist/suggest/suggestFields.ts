import * as l10n from '@vscode/l10n';
import type { Ask, Offer, PlaceAsk } from '../ask.ts';
import { documented } from './suggestComponents.ts';
import { allowedRelabelFields } from '../relabelFields.ts';
import { choicesOf, defaultOf, fieldsOf, memberOfDefault, requiredOf, typesOf } from '../schemaSteps.ts';
import type { Schemas } from '../schemaSteps.ts';
import { schemaPlaceOf } from '../schemaPlace.ts';
import { knownValuesOf } from './knownValues.ts';
import { keySnippet, literal, scalarText } from './snippets.ts';
import { fieldDetail } from '../describe/words.ts';

/** What else is known of the keys that a place takes. */
export interface FieldLore {
  isAllowed?: (name: string) => boolean;
  /** What people write most stands first. */
  rank?: (name: string) => number;
  textOf?: (name: string) => string | undefined;
}

/** The keys of a mapping that are not there yet: required ones first, deprecated ones last. */
export function fieldOffers(ask: PlaceAsk, schemas: Schemas, lore: FieldLore = {}): Offer[] {
  const { place, taken, cursor } = ask;
  const { isAllowed, rank, textOf } = lore;
  const required = requiredOf(schemas);
  return [...fieldsOf(schemas, place.definitions)]
    .filter(([name]) => !taken.has(name) && (isAllowed?.(name) ?? true))
    .map(([name, field], index): Offer => {
      const isRequired = required.has(name);
      const fallback = memberOfDefault(place.fallback, name) ?? defaultOf(field);
      const style = { definitions: place.definitions, fallback, inFlow: cursor.where === 'flow' };
      const isDeprecated = field.some(({ deprecated }) => deprecated === true);
      return {
        form: 'key',
        kind: 'field',
        label: name,
        name,
        ...keySnippet(name, field, style),
        detail: fieldDetail(field, { isRequired, fallback }),
        order: (isRequired ? 0 : isDeprecated ? 2000 : 1000) + (rank?.(name) ?? index),
        ...(isDeprecated && { deprecated: true }),
        ...documented(textOf?.(name)),
      };
    });
}

/** The keys of a component's mapping. */
export function componentFieldOffers(ask: Ask, schemas: Schemas): Offer[] {
  const allowed = allowedRelabelFields(ask);
  const { component, path } = ask.place;
  const own = path.slice(component ? 2 : 0).filter((step) => typeof step === 'string');
  return fieldOffers(ask, schemas, {
    ...(allowed && { isAllowed: (name) => allowed.has(name) }),
    textOf: (name) =>
      ask.context.texts?.field({ name, owners: schemas, path: own, ...(component && { component }) }),
  });
}

const durations: Readonly<Record<string, readonly string[]>> = {
  'go-duration': ['200ms', '1s', '5s', '10s', '30s', '1m', '5m', '1h'],
  'prometheus-duration': ['10s', '15s', '30s', '1m', '5m', '1h', '1d'],
};

/** The scalars that a place is known to take: fixed values, true and false, usual durations; the default first. */
export function valueOffers(
  ask: PlaceAsk,
  schemas: Schemas,
  absent: unknown,
  usual?: readonly string[],
): Offer[] {
  const fallback = scalarText(absent);
  const format = schemas.find((schema) => schema.format !== undefined && durations[schema.format])?.format;
  const choices = choicesOf(schemas).flatMap((choice) => scalarText(choice) ?? []);
  const known =
    usual !== undefined
      ? usual.filter((value) => !ask.taken.has(value))
      : choices.length > 0
        ? choices
        : typesOf(schemas).includes('boolean')
          ? ['true', 'false']
          : (durations[format ?? ''] ?? []);
  const values = fallback === undefined || known.includes(fallback) ? known : [fallback, ...known];
  return values.map((value, index): Offer => ({
    form: 'value',
    kind: 'value',
    label: value,
    name: value,
    snippet: literal(value),
    order: value === fallback ? -1 : index,
    ...(value === fallback && { detail: l10n.t('default') }),
  }));
}

/** The same for a component's field, with the values that it usually holds. */
export function componentValueOffers(ask: Ask, schemas: Schemas, absent: unknown): Offer[] {
  return valueOffers(ask, schemas, absent, usualValues(ask));
}

/** What the field that is written, or whose list gets an item, usually holds. */
function usualValues({ view, cursor, list, collector: { release } }: Ask): readonly string[] | undefined {
  const field = list ?? cursor.holder;
  const owner = field.parent && schemaPlaceOf(view.yaml, field.parent, release);
  return owner && knownValuesOf(owner.schemas, field.name);
}
