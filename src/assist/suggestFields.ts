import * as l10n from '@vscode/l10n';
import type { Ask, Offer } from './ask.ts';
import { documented } from './suggestComponents.ts';
import { allowedRelabelFields } from './relabelFields.ts';
import { choicesOf, defaultOf, fieldsOf, memberOfDefault, requiredOf, typesOf } from './schemaSteps.ts';
import type { Schemas } from './schemaSteps.ts';
import { schemaPlaceOf } from './schemaPlace.ts';
import { knownValuesOf } from './knownValues.ts';
import { keySnippet, literal, scalarText } from './snippets.ts';
import { fieldDetail } from './words.ts';

/** The keys of a mapping that are not there yet: required ones first, deprecated ones last. */
export function fieldOffers(ask: Ask, schemas: Schemas): Offer[] {
  const { place, taken, cursor } = ask;
  const required = requiredOf(schemas);
  const allowed = allowedRelabelFields(ask);
  return [...fieldsOf(schemas, place.definitions)]
    .filter(([name]) => !taken.has(name) && (allowed?.has(name) ?? true))
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
        order: (isRequired ? 0 : isDeprecated ? 2000 : 1000) + index,
        ...(isDeprecated && { deprecated: true }),
        ...documented(fieldText(ask, name, schemas)),
      };
    });
}

function fieldText({ context, place }: Ask, name: string, owners: Schemas): string | undefined {
  const { component } = place;
  const path = place.path.slice(component ? 2 : 0).filter((step) => typeof step === 'string');
  return context.texts?.field({ name, owners, path, ...(component && { component }) });
}

const durations: Readonly<Record<string, readonly string[]>> = {
  'go-duration': ['200ms', '1s', '5s', '10s', '30s', '1m', '5m', '1h'],
  'prometheus-duration': ['10s', '15s', '30s', '1m', '5m', '1h', '1d'],
};

/** The scalars that a place is known to take: fixed values, true and false, usual durations; the default first. */
export function valueOffers(ask: Ask, schemas: Schemas, absent: unknown): Offer[] {
  const fallback = scalarText(absent);
  const format = schemas.find((schema) => schema.format !== undefined && durations[schema.format])?.format;
  const choices = choicesOf(schemas).flatMap((choice) => scalarText(choice) ?? []);
  const usual = usualValues(ask);
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

/** What the field that is written, or whose list gets an item, usually holds. */
function usualValues({ view, cursor, list, collector: { release } }: Ask): readonly string[] | undefined {
  const field = list ?? cursor.holder;
  const owner = field.parent && schemaPlaceOf(view.yaml, field.parent, release);
  return owner && knownValuesOf(owner.schemas, field.name);
}
