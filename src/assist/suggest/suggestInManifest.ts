import * as l10n from '@vscode/l10n';
import { eksSupport, eksVersions } from '../../manifest/kinds/eksVersions.ts';
import { valueBelow } from '../../manifest/yaml/loose/spot.ts';
import type { Spot } from '../../manifest/yaml/loose/spot.ts';
import { textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Suggestion } from '../../problem.ts';
import { surroundings } from '../ask.ts';
import type { Offer, PlaceAsk, SuggestContext } from '../ask.ts';
import { cursorAt } from '../cursor.ts';
import { suggestionsOf } from './fit.ts';
import { manifestFieldLore } from '../manifestFields.ts';
import { documentOffers } from './manifestStarters.ts';
import { namesFor } from '../manifestNames.ts';
import type { NamingField } from '../manifestNames.ts';
import { emptyDocumentAt, manifestPlaceOf, manifestViewAt } from '../manifestView.ts';
import type { ManifestPlace, ManifestView } from '../manifestView.ts';
import { ruledOut, stepInto, withoutAlternatives } from '../schemaSteps.ts';
import type { Schemas } from '../schemaSteps.ts';
import { literal, writtenScalar } from './snippets.ts';
import { fieldOffers, valueOffers } from './suggestFields.ts';
import type { AssistFile } from '../view.ts';

/** What is asked for at a cursor of a document that is no collector config. */
interface ManifestAsk extends PlaceAsk {
  file: AssistFile;
  place: ManifestPlace;
}

/**
 * What could be written in a document around collector configs: fields, their values, and whole documents where there is
 * nothing yet. None without schemas in the context, and none in documents of kinds that are not known.
 */
export function suggestInManifest(file: AssistFile, offset: number, context: SuggestContext): Suggestion[] {
  const { manifests } = context;
  if (!manifests) {
    return [];
  }
  const view = manifestViewAt(file, offset, manifests) ?? emptyDocumentAt(file, offset);
  const cursor = view && cursorAt(view.yaml, offset);
  const place = cursor && manifestPlaceOf(view, cursor.holder, manifests);
  if (!place) {
    return [];
  }
  const written = { yaml: view.yaml, toFileEdit: (edit: Suggestion['replace'] & { text: string }) => edit };
  const ask: ManifestAsk = {
    ...{ file, view: written, cursor, place, context },
    ...surroundings(written, cursor, place, { ofHolder: false, ofParent: false }),
  };
  const whole = isEmpty(view) ? documentOffers(manifests) : [];
  return suggestionsOf(ask, [...whole, ...offersIn(ask)], offset);
}

function isEmpty({ yaml }: ManifestView): boolean {
  return yaml.root.children.every(({ kind }) => kind === 'word');
}

function offersIn(ask: ManifestAsk): Offer[] {
  const { place, list, cursor } = ask;
  const isNewItem = list !== undefined && cursor.holder === list;
  const schemas = isNewItem ? stepInto(place.schemas, 0, place) : place.schemas;
  const isFilled = cursor.where === 'inline' && cursor.holder.kind === 'entry' && cursor.holder.value;
  const fields = isFilled ? [] : fieldsOf(ask, schemas);
  if (cursor.where === 'key') {
    return fields;
  }
  const known = knownOffers(ask);
  const values = known.length > 0 ? known : valueOffers(ask, schemas, isNewItem ? undefined : place.fallback);
  return [...values, ...fields];
}

function fieldsOf(ask: ManifestAsk, schemas: Schemas): Offer[] {
  const { isAllowed, ...lore } = manifestFieldLore(ask.place, ask.taken);
  const isRuledOut = ruledOut(schemas, ask.taken);
  return fieldOffers(ask, withoutAlternatives(schemas), {
    ...lore,
    isAllowed: (name) => isAllowed(name) && !isRuledOut.has(name),
  });
}

/** Names that the file, the cluster or the account has. */
function knownOffers(ask: ManifestAsk): Offer[] {
  const { place, list, cursor, context, file } = ask;
  const { path, kind } = place;
  const field = path.findLast((step) => typeof step === 'string');
  const isValue = cursor.where !== 'line' || list !== undefined;
  if (!isValue || field === undefined) {
    return [];
  }
  if (field === 'namespace') {
    const own = file.documents.flatMap(({ root }) => textOf(valueAt(root, 'metadata', 'namespace')) ?? []);
    return offered(ask, own, context.live?.namespaces());
  }
  if (kind === 'eksctl' && path.join('.') === 'metadata.region') {
    return offered(ask, [], context.live?.regions());
  }
  if (kind === 'eksctl' && path.join('.') === 'metadata.version') {
    return versionOffers(context.today);
  }
  if (field === 'name' && path.includes('volumeMounts')) {
    return offered(ask, namesOfVolumes(ask), undefined);
  }
  const names = kind === 'kubernetes' ? namesFor(file, namingField(ask), context.around) : [];
  return offered(ask, [], names);
}

function namingField({ cursor, view, place }: ManifestAsk): NamingField {
  const { holder } = cursor;
  const besides = (spot: Spot | undefined) => (name: string) =>
    spot ? valueBelow(view.yaml, spot, name) : undefined;
  return {
    path: place.path,
    namespace: place.namespace,
    beside: besides(holder.parent),
    besideList: besides(holder.parent?.parent?.parent),
  };
}

function offered(
  { taken }: ManifestAsk,
  own: readonly string[],
  live: readonly string[] | undefined,
): Offer[] {
  const names = [...new Set([...own, ...(live ?? [])])];
  return names
    .filter((name) => !taken.has(name))
    .map((name, order) => ({
      ...{ form: 'value', kind: 'live', label: name, name, order },
      snippet: literal(writtenScalar(name)),
      ...(own.includes(name) && { detail: l10n.t('in this file') }),
    }));
}

/** What EKS offers today, the newest first. */
function versionOffers(today: string | undefined): Offer[] {
  const offers = eksVersions.map(({ version }) => ({
    version,
    support: today === undefined ? 'unknown' : eksSupport(version, today),
  }));
  return offers
    .filter(({ support }) => support !== 'ended')
    .map(({ version, support }, order) => ({
      ...{ form: 'value', kind: 'value', label: version, name: version, order },
      snippet: literal(JSON.stringify(version)),
      ...(support === 'extended' && { detail: l10n.t('extended support, at a higher price') }),
    }));
}

/** The volumes of the pod that a mount is written for. */
function namesOfVolumes({ cursor, view }: ManifestAsk): string[] {
  let at: Spot | undefined = cursor.holder;
  while (at && !at.children.some(({ name }) => name === 'volumes')) {
    at = at.parent;
  }
  const volumes = at?.children.find(({ name }) => name === 'volumes');
  return (volumes?.children ?? []).flatMap((volume) => valueBelow(view.yaml, volume, 'name') ?? []);
}
