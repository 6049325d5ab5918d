import type { ManifestSchemas } from '../manifest/kinds/manifestSchemas.ts';
import type { LooseYaml, Spot } from '../manifest/yaml/loose/spot.ts';
import { plainText } from '../manifest/yaml/loose/spot.ts';
import type { Collector } from '../otel/collector.ts';
import type { ComponentKind } from '../otel/collectorSchemas.ts';
import type { Suggestion, TextEdit } from '../problem.ts';
import type { Cursor } from './cursor.ts';
import type { Surroundings } from './navigate/objectLinks.ts';
import type { SchemaPlace } from './schemaPlace.ts';
import { typesOf } from './schemaSteps.ts';
import type { Texts } from './describe/texts.ts';
import type { AssistFile, ConfigView } from './view.ts';

/** Values that only a connection to AWS or to a cluster knows, as far as they are known by now. */
export interface LiveValues {
  /** Remote-write URLs of workspaces. */
  remoteWriteUrls(): readonly LiveUrl[];
  regions(): readonly string[];
  /** Namespaces of the cluster. */
  namespaces(): readonly string[];
}

export interface LiveUrl {
  url: string;
  /** The workspace's alias or id. */
  label: string;
  detail?: string;
}

export interface SuggestContext {
  live?: LiveValues;
  /** For documentation; without it suggestions have none. */
  texts?: Texts;
  /** Of the documents around collector configs; without them nothing is offered there. */
  manifests?: ManifestSchemas;
  /** What lies around the file, for names that are given there. */
  around?: Surroundings;
  /** `YYYY-MM-DD`: what is out of support by then is not offered. */
  today?: string;
}

/** A text that is written in, and how its edits become those of the file. */
export interface WrittenText {
  yaml: LooseYaml;
  /** `undefined` where the file cannot hold it. */
  toFileEdit: (edit: TextEdit) => TextEdit | undefined;
}

/** What is asked for at a cursor: where it stands, and what the schemas say of that place. */
export interface PlaceAsk {
  view: WrittenText;
  cursor: Cursor;
  place: SchemaPlace;
  context: SuggestContext;
  /** The list that gets one more item; `undefined` where none does. */
  list: Spot | undefined;
  /** What stands in that list, or the keys that stand in the mapping. */
  taken: ReadonlySet<string>;
}

/** The same in a collector config. */
export interface Ask extends PlaceAsk {
  file: AssistFile;
  view: ConfigView;
  collector: Collector;
}

/** Something to offer, before it is fitted to its place. */
export interface Offer extends Omit<Suggestion, 'replace' | 'snippet'> {
  /** A key with its value, which wants a line of its own, or a value. */
  form: 'key' | 'value';
  /** The key without what follows, or the value. */
  name: string;
  /** Lines after the first are indented from the key's column. */
  snippet: string;
  /** Only what stands from here on is replaced, not all of the word. */
  from?: number;
}

/** The list that a cursor adds to, and what is there already; `isList` tells of lists that no schema knows. */
export function surroundings(
  { yaml }: WrittenText,
  cursor: Cursor,
  { schemas }: SchemaPlace,
  isList: { ofHolder: boolean; ofParent: boolean },
): Pick<PlaceAsk, 'list' | 'taken'> {
  const { holder, self } = cursor;
  const list = listAt(cursor, typesOf(schemas), isList);
  const taken = list
    ? itemTexts(yaml.text, list, holder === list ? self : holder)
    : new Set(holder.children.filter((child) => child !== self).map((child) => child.name));
  return { list, taken };
}

function listAt(
  { holder, where }: Cursor,
  types: readonly string[],
  isList: { ofHolder: boolean; ofParent: boolean },
): Spot | undefined {
  if (where === 'key') {
    return undefined;
  }
  if (holder.kind === 'item') {
    return isList.ofParent || !types.includes('object') ? holder.parent : undefined;
  }
  const isMap = holder.flow === 'map' || holder.children.some(({ kind }) => kind === 'entry');
  return !isMap && (holder.flow === 'sequence' || isList.ofHolder || types.includes('array'))
    ? holder
    : undefined;
}

/** The scalars of a list without the one that is being written. */
export function itemTexts(text: string, list: Spot, self: Spot | undefined): ReadonlySet<string> {
  return new Set(
    list.children
      .filter((item) => item !== self && item.value && !item.flow)
      .map((item) => plainText(text, item.value)),
  );
}

/** The ids that a section of the config defines, in order, half-written ones left out. */
export function definedIds({ view }: Ask, kind: ComponentKind): string[] {
  const section = view.yaml.root.children.find(({ name }) => name === kind);
  return (section?.children ?? []).filter((child) => child.kind === 'entry').map(({ name }) => name);
}
