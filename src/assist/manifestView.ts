import { documentSchema } from '../manifest/kinds/documentSchema.ts';
import type { ObjectNames } from '../manifest/kinds/documentSchema.ts';
import { kindOfObject } from '../manifest/kinds/kindOf.ts';
import type { DocumentKind } from '../manifest/kinds/kindOf.ts';
import type { ManifestSchemas } from '../manifest/kinds/manifestSchemas.ts';
import { readLoosely } from '../manifest/yaml/loose/readLoosely.ts';
import { nextLine } from '../manifest/yaml/loose/scan.ts';
import { valueBelow } from '../manifest/yaml/loose/spot.ts';
import type { LooseYaml, Spot } from '../manifest/yaml/loose/spot.ts';
import { chainOf, placeBelow, siblingsOf } from './schemaPlace.ts';
import type { SchemaPlace } from './schemaPlace.ts';
import { spread } from './schemaSteps.ts';
import { blockRegion } from './view.ts';
import type { AssistFile } from './view.ts';

/** A document around collector configs, read by its lines in the file's own text. */
export interface ManifestView {
  yaml: LooseYaml;
  kind: DocumentKind;
}

/** A place in a document, and the object that it is part of. */
export interface ManifestPlace extends SchemaPlace {
  kind: DocumentKind;
  names: ObjectNames;
  /** That the object says it is in. */
  namespace: string | undefined;
}

/** The document at an offset, or the Alertmanager configuration that lies in it; `undefined` where it is nothing to us. */
export function manifestViewAt(
  { text, documents }: AssistFile,
  offset: number,
  schemas: ManifestSchemas,
): ManifestView | undefined {
  const index = documents.findLastIndex(({ start }) => start <= offset);
  // White space at its end belongs to it, where the next line is about to be written.
  const end = documents[index + 1]?.start ?? text.length;
  const yaml = readLoosely(text, { start: documents[index]?.start ?? 0, end });
  const kind = kindByLines(yaml, schemas);
  const inner = kind === 'alertManagerDefinition' ? alertManagerAt(yaml, offset) : undefined;
  return inner ? { yaml: inner, kind: 'alertManager' } : kind && { yaml, kind };
}

/** The document at an offset when it holds nothing yet, or no more than the first word of a key. */
export function emptyDocumentAt({ text, documents }: AssistFile, offset: number): ManifestView | undefined {
  const index = documents.findLastIndex(({ start }) => start <= offset);
  const end = documents[index + 1]?.start ?? text.length;
  const yaml = readLoosely(text, { start: documents[index]?.start ?? 0, end });
  const { children } = yaml.root;
  const isOneWord = children.length === 1 && children[0]?.kind === 'word' && children[0].column === 0;
  return children.length === 0 || isOneWord ? { yaml, kind: 'kubernetes' } : undefined;
}

/** Alertmanager's configuration where it stands line by line. */
function alertManagerAt({ text, root }: LooseYaml, offset: number): LooseYaml | undefined {
  const holder = root.children.find(({ name }) => name === 'alertmanager_config');
  if (holder?.block === undefined || text.charAt(holder.value?.start ?? 0) !== '|') {
    return undefined;
  }
  const region = blockRegion(text, nextLine(text, holder.value?.start ?? 0, text.length));
  const isInside = region.start <= offset && offset <= region.end;
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return isInside && offset - line >= region.column ? readLoosely(text, region) : undefined;
}

/** What a document is, also while it cannot be parsed or says only half of it. `undefined`: nothing that we know. */
function kindByLines(yaml: LooseYaml, schemas: ManifestSchemas): DocumentKind | undefined {
  const { root } = yaml;
  const { apiVersion, kind } = namesOf(yaml, root);
  const has = (name: string): boolean => root.children.some((child) => child.name === name);
  if (apiVersion !== undefined || (kind !== undefined && (has('metadata') || isServed(schemas, kind)))) {
    return kindOfObject(apiVersion ?? '', kind ?? '');
  }
  if (has('apiVersion') || has('kind')) {
    return 'kubernetes';
  }
  if (has('alertmanager_config')) {
    return 'alertManagerDefinition';
  }
  const groups = root.children.find(({ name }) => name === 'groups')?.children ?? [];
  if (groups.some((group) => group.children.some(({ name }) => name === 'rules'))) {
    return 'ruleFile';
  }
  const receivers = root.children.find(({ name }) => name === 'receivers');
  return has('route') && receivers?.children[0]?.kind === 'item' ? 'alertManager' : undefined;
}

function isServed(schemas: ManifestSchemas, kind: string): boolean {
  return Object.values(schemas.kubernetes().served).some((kinds) => kinds.includes(kind));
}

/** What the schemas say of a spot's value. Objects of a List are told by their own names. */
export function manifestPlaceOf(
  { yaml, kind }: ManifestView,
  spot: Spot,
  schemas: ManifestSchemas,
): ManifestPlace | undefined {
  const chain = chainOf(spot);
  const [items, item] = chain;
  const isInList =
    kind === 'kubernetes' &&
    valueBelow(yaml, yaml.root, 'kind')?.endsWith('List') === true &&
    items?.name === 'items' &&
    item?.kind === 'item';
  const object = isInList ? item : yaml.root;
  const steps = isInList ? chain.slice(2) : chain;
  const names = namesOf(yaml, object);
  const found = documentSchema(schemas, kind, names);
  if (!found) {
    return undefined;
  }
  const { schema, definitions } = found;
  const start = spread(schema, definitions, siblingsOf(yaml, object));
  return {
    ...{ kind, names, definitions, namespace: namespaceOf(yaml, object) },
    path: steps.map((step) =>
      step.kind === 'entry' ? step.name : (step.parent?.children.indexOf(step) ?? 0),
    ),
    ...placeBelow(yaml, steps, { start, definitions }),
  };
}

function namespaceOf(yaml: LooseYaml, object: Spot): string | undefined {
  const metadata = object.children.find(({ name }) => name === 'metadata');
  return metadata && written(yaml, metadata, 'namespace');
}

function namesOf(yaml: LooseYaml, object: Spot): ObjectNames {
  return { apiVersion: written(yaml, object, 'apiVersion'), kind: written(yaml, object, 'kind') };
}

function written(yaml: LooseYaml, object: Spot, name: string): string | undefined {
  const value = valueBelow(yaml, object, name);
  return value === '' ? undefined : value;
}
