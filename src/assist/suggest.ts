import type { Spot } from '../manifest/loose/spot.ts';
import type { Suggestion } from '../problem.ts';
import { itemTexts } from './ask.ts';
import type { Ask, Offer, SuggestContext } from './ask.ts';
import { cursorAt } from './cursor.ts';
import { fitted } from './fit.ts';
import { isComponentKind, schemaPlaceOf } from './schemaPlace.ts';
import { stepInto, typesOf } from './schemaSteps.ts';
import type { Schemas } from './schemaSteps.ts';
import {
  componentOffers,
  extensionOffers,
  memberOffers,
  pipelineListOffers,
  pipelineOffers,
  sectionOffers,
  servantOffers,
} from './suggestComponents.ts';
import { fieldOffers, valueOffers } from './suggestFields.ts';
import { isSourceLabels, labelOffers } from './suggestLabels.ts';
import { environmentOffers, liveOffers } from './suggestLive.ts';
import { viewAt } from './view.ts';
import type { AssistFile } from './view.ts';

/**
 * What could be written at an offset of a file: sections, components, fields, values, references and labels, by the schema
 * of the config's own release. The most likely first, none outside of collector configs. Lines of a snippet after the first are indented relative
 * to the line that it is written in, as VS Code takes them.
 */
export function suggestAt(file: AssistFile, offset: number, context: SuggestContext = {}): Suggestion[] {
  const at = viewAt(file, offset);
  const cursor = at && cursorAt(at.view.yaml, at.offset);
  if (!at || !cursor) {
    return [];
  }
  const { view } = at;
  const { collector, yaml } = view;
  const place = schemaPlaceOf(yaml, cursor.holder, collector.release);
  const list = listAt(cursor.holder, place.path, place.schemas, cursor.where);
  const taken = list
    ? itemTexts(yaml.text, list, cursor.holder === list ? cursor.self : cursor.holder)
    : new Set(cursor.holder.children.filter((child) => child !== cursor.self).map((child) => child.name));
  const ask: Ask = { file, view, collector, cursor, place, context, list, taken };
  const environment = environmentOffers(ask, at.offset);
  const offers = environment.length > 0 ? environment : offersFor(ask);
  return offers
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .flatMap((offer) => fitted(ask, offer, at.offset) ?? [])
    .map((suggestion, order) => ({ ...suggestion, order }));
}

/** Lists of ids that no schema needs to tell of. */
function isIdList(path: readonly (string | number)[]): boolean {
  const [section, field] = path;
  const length = field === 'extensions' ? 2 : field === 'pipelines' ? 4 : undefined;
  return section === 'service' && path.length === length;
}

/** The list that the cursor adds an item to; `undefined` where it adds a key or a value. */
function listAt(
  holder: Spot,
  path: readonly (string | number)[],
  schemas: Schemas,
  where: Ask['cursor']['where'],
): Spot | undefined {
  if (where === 'key') {
    return undefined;
  }
  if (holder.kind === 'item') {
    return isIdList(path.slice(0, -1)) || !typesOf(schemas).includes('object') ? holder.parent : undefined;
  }
  const isList = holder.flow === 'sequence' || isIdList(path) || typesOf(schemas).includes('array');
  const isMap = holder.flow === 'map' || holder.children.some(({ kind }) => kind === 'entry');
  return isList && !isMap ? holder : undefined;
}

function offersFor(ask: Ask): Offer[] {
  return offersAbove(ask) ?? offersBySchema(ask);
}

/** Above and beside the components' own settings, where no schema tells. */
function offersAbove(ask: Ask): Offer[] | undefined {
  const { path } = ask.place;
  const [section, field, pipeline, list] = path;
  const isKey = ask.list === undefined;
  if (path.length === 0) {
    return sectionOffers(ask);
  }
  if (path.length === 1 && isComponentKind(String(section))) {
    return componentOffers(ask, String(section) as Parameters<typeof componentOffers>[1]);
  }
  if (section !== 'service') {
    return undefined;
  }
  if (field === 'extensions') {
    return extensionOffers(ask);
  }
  if (field !== 'pipelines') {
    return undefined;
  }
  return path.length === 2
    ? pipelineOffers(ask)
    : path.length === 3
      ? isKey
        ? pipelineListOffers(ask)
        : []
      : memberOffers(ask, String(list), String(pipeline));
}

function offersBySchema(ask: Ask): Offer[] {
  const { place, list, cursor } = ask;
  if (isSourceLabels(place.path)) {
    return labelOffers(ask);
  }
  const field = place.path.findLast((step) => typeof step === 'string') ?? '';
  if (cursor.where !== 'key' && !list) {
    const servants = isServant(place.path) ? servantOffers(ask, field) : [];
    if (servants.length > 0) {
      return servants;
    }
  }
  const isNewItem = list !== undefined && cursor.holder === list;
  const schemas = isNewItem ? stepInto(place.schemas, 0, place) : place.schemas;
  const isFilled = cursor.where === 'inline' && cursor.holder.kind === 'entry' && cursor.holder.value;
  const fields = isFilled ? [] : fieldOffers(ask, schemas);
  if (cursor.where === 'key') {
    return fields;
  }
  const live = liveOffers(ask);
  const known = live.length > 0 ? [] : valueOffers(ask, schemas, isNewItem ? undefined : place.fallback);
  return [...live, ...known, ...fields];
}

function isServant(path: readonly (string | number)[]): boolean {
  const [, , field] = path;
  const parent = path.at(-2);
  const last = path.at(-1);
  return (
    (last === 'authenticator' && parent === 'auth') ||
    (last === 'storage' && (parent === 'sending_queue' || (path.length === 3 && field === 'storage')))
  );
}
