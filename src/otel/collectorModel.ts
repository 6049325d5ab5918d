import { entriesOf, entryOf, itemsOf, keyOf, resolved, textOf } from '../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { Span } from '../problem.ts';
import type { ComponentKind } from './collectorSchemas.ts';
import { componentIdText, parseComponentId } from './componentId.ts';
import { extensionReferences } from './extensionReferences.ts';
import type { ExtensionReferenceRole } from './extensionReferences.ts';

/** A component that a config defines. Spans are those of the config's root. */
export interface ComponentDefinition {
  kind: ComponentKind;
  /** As the collector compares it: `type/name` without blanks around the parts. */
  id: string;
  type: string;
  /** Behind the slash. */
  name: string | undefined;
  /** The id as it stands in the text. */
  keySpan: Span;
  /** From the id to the end of its settings. */
  span: Span;
  /** Its settings; `undefined` where nothing stands behind the colon. */
  value: YamlNode | undefined;
  /** Everything in the config that names it, in the order of the text. */
  uses: readonly Reference[];
}

/** A place in a config that names a component. */
export interface Reference {
  /** As the collector compares it. */
  id: string;
  span: Span;
  role: 'receiver' | 'processor' | 'exporter' | 'service-extension' | ExtensionReferenceRole;
  /** The pipeline or component that it stands in; `undefined` for `service.extensions`. */
  owner?: string;
}

/** A pipeline of `service.pipelines`. */
export interface Pipeline {
  id: string;
  /** `metrics` of `metrics/amp`, whatever it is. */
  signal: string;
  name: string | undefined;
  keySpan: Span;
  span: Span;
  receivers: readonly Reference[];
  processors: readonly Reference[];
  exporters: readonly Reference[];
}

/** What a config defines, and what names what. */
export interface CollectorModel {
  components: readonly ComponentDefinition[];
  pipelines: readonly Pipeline[];
  /** The items of `service.extensions`. */
  extensions: readonly Reference[];
  /** Extensions named by components: authenticators, storage, encodings, middlewares. */
  extensionUses: readonly Reference[];
  /** The definition of this id; the last one where there are several. */
  definition(kind: ComponentKind, id: string): ComponentDefinition | undefined;
  /** The definition that a reference leads to, connectors included; `undefined` where there is none. */
  target(reference: Reference): ComponentDefinition | undefined;
}

/** The sections of components in the order in which data and people go through them. */
export const componentKinds: readonly ComponentKind[] = [
  'extensions',
  'receivers',
  'processors',
  'exporters',
  'connectors',
];

const kindsOf: Readonly<Record<Reference['role'], readonly ComponentKind[]>> = {
  receiver: ['receivers', 'connectors'],
  processor: ['processors'],
  exporter: ['exporters', 'connectors'],
  'service-extension': ['extensions'],
  authenticator: ['extensions'],
  storage: ['extensions'],
  encoding: ['extensions'],
  middleware: ['extensions'],
};

/** The sections in which a reference's component may be defined. */
export function kindsOfReference({ role }: Reference): readonly ComponentKind[] {
  return kindsOf[role];
}

/** Reads what can be read of a config, half-written ones too; never throws. */
export function collectorModel(root: YamlNode | undefined): CollectorModel {
  const components: Defined[] = [];
  for (const kind of componentKinds) {
    for (const entry of entriesOf(entryOf(root, kind)?.value)) {
      const key = keyOf(entry);
      if (key !== undefined) {
        components.push(definedBy(kind, key, entry));
      }
    }
  }
  const service = entryOf(root, 'service')?.value;
  const extensions = referencesIn(entryOf(service, 'extensions')?.value, 'service-extension');
  const pipelines = entriesOf(entryOf(service, 'pipelines')?.value).flatMap(pipelineOf);
  const extensionUses = components.flatMap(extensionsNamedBy);
  const byId = definitionsById(components);
  const definition = (kind: ComponentKind, id: string): Defined | undefined => byId[kind].get(id);
  const target = ({ role, id }: Reference): Defined | undefined => {
    for (const kind of kindsOf[role]) {
      const found = definition(kind, id);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  };
  const all = [...extensions, ...extensionUses];
  for (const { receivers, processors, exporters } of pipelines) {
    all.push(...receivers, ...processors, ...exporters);
  }
  for (const use of all.sort((a, b) => a.span.start - b.span.start)) {
    target(use)?.uses.push(use);
  }
  return { components, pipelines, extensions, extensionUses, definition, target };
}

type Defined = ComponentDefinition & { uses: Reference[] };

function definedBy(kind: ComponentKind, key: string, entry: YamlEntry): Defined {
  const { type, name } = parseComponentId(key);
  const { keySpan, span } = spansOf(entry);
  return {
    kind,
    id: componentIdText({ type, name }),
    type,
    name,
    keySpan,
    span,
    value: entry.value,
    uses: [],
  };
}

/** The last definition of an id wins; those before it are used wherever it is. */
function definitionsById(components: readonly Defined[]): Record<ComponentKind, Map<string, Defined>> {
  const byId: Record<ComponentKind, Map<string, Defined>> = {
    extensions: new Map(),
    receivers: new Map(),
    processors: new Map(),
    exporters: new Map(),
    connectors: new Map(),
  };
  for (const one of components) {
    const before = byId[one.kind].get(one.id);
    if (before !== undefined) {
      one.uses = before.uses;
    }
    byId[one.kind].set(one.id, one);
  }
  return byId;
}

function extensionsNamedBy({ kind, id, type, value }: Defined): Reference[] {
  return extensionReferences(kind, type, value).map(({ role, node }) => reference(node, role, id));
}

function pipelineOf(entry: YamlEntry): Pipeline[] {
  const key = keyOf(entry);
  if (key === undefined) {
    return [];
  }
  const parts = parseComponentId(key);
  const owner = componentIdText(parts);
  const list = (section: string, role: Reference['role']): Reference[] =>
    referencesIn(entryOf(entry.value, section)?.value, role, owner);
  return [
    {
      id: owner,
      signal: parts.type,
      name: parts.name,
      ...spansOf(entry),
      receivers: list('receivers', 'receiver'),
      processors: list('processors', 'processor'),
      exporters: list('exporters', 'exporter'),
    },
  ];
}

/** The ids of a list. One scalar is meant as a list of one; that the collector refuses it says its schema. */
function referencesIn(node: YamlNode | undefined, role: Reference['role'], owner?: string): Reference[] {
  const list = resolved(node);
  const items = list?.kind === 'scalar' ? [list] : itemsOf(list);
  const found: Reference[] = [];
  for (const item of items) {
    const text = textOf(item);
    if (text !== undefined && text.trim() !== '') {
      found.push(reference(item, role, owner));
    }
  }
  return found;
}

function reference(node: YamlNode, role: Reference['role'], owner?: string): Reference {
  const id = componentIdText(parseComponentId(textOf(node) ?? ''));
  const span = { start: node.start, end: node.end };
  return owner === undefined ? { id, span, role } : { id, span, role, owner };
}

function spansOf({ key, value }: YamlEntry): { keySpan: Span; span: Span } {
  return {
    keySpan: { start: key.start, end: key.end },
    span: { start: key.start, end: Math.max(key.end, value?.end ?? 0) },
  };
}
