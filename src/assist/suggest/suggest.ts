import type { Suggestion } from '../../problem.ts';
import { surroundings } from '../ask.ts';
import type { Ask, Offer, SuggestContext } from '../ask.ts';
import { cursorAt } from '../cursor.ts';
import { suggestionsOf } from './fit.ts';
import { isComponentKind, schemaPlaceOf } from '../schemaPlace.ts';
import { stepInto } from '../schemaSteps.ts';
import {
  componentOffers,
  extensionOffers,
  memberOffers,
  pipelineListOffers,
  pipelineOffers,
  sectionOffers,
  servantOffers,
} from './suggestComponents.ts';
import { componentFieldOffers, componentValueOffers } from './suggestFields.ts';
import { isSourceLabels, labelOffers } from './suggestLabels.ts';
import { environmentOffers, liveOffers } from './suggestLive.ts';
import { suggestInManifest } from './suggestInManifest.ts';
import { viewAt } from '../view.ts';
import type { AssistFile } from '../view.ts';

/**
 * What could be written at an offset of a file: sections, components, fields, values, references and labels, by the schema
 * of the config's own release; around configs, what the schemas of the context say. The most likely first. Lines of a snippet after the first are indented relative
 * to the line that it is written in, as VS Code takes them.
 */
export function suggestAt(file: AssistFile, offset: number, context: SuggestContext = {}): Suggestion[] {
  const at = viewAt(file, offset);
  if (!at) {
    return suggestInManifest(file, offset, context);
  }
  const cursor = cursorAt(at.view.yaml, at.offset);
  if (!cursor) {
    return [];
  }
  const { view } = at;
  const { collector, yaml } = view;
  const place = schemaPlaceOf(yaml, cursor.holder, collector.release);
  const isList = { ofHolder: isIdList(place.path), ofParent: isIdList(place.path.slice(0, -1)) };
  const ask: Ask = {
    ...{ file, view, collector, cursor, place, context },
    ...surroundings(view, cursor, place, isList),
  };
  const environment = environmentOffers(ask, at.offset);
  return suggestionsOf(ask, environment.length > 0 ? environment : offersFor(ask), at.offset);
}

/** Lists of ids that no schema needs to tell of. */
function isIdList(path: readonly (string | number)[]): boolean {
  const [section, field] = path;
  const length = field === 'extensions' ? 2 : field === 'pipelines' ? 4 : undefined;
  return section === 'service' && path.length === length;
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
  const fields = isFilled ? [] : componentFieldOffers(ask, schemas);
  if (cursor.where === 'key') {
    return fields;
  }
  const live = liveOffers(ask);
  const known =
    live.length > 0 ? [] : componentValueOffers(ask, schemas, isNewItem ? undefined : place.fallback);
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
