import type { ComponentType } from '../otel/collectorSchemas.ts';
import type { Definitions, Schemas } from './schemaSteps.ts';

/** Sentences that say what components, fields and labels mean, in one language. */
export interface Texts {
  /** `undefined` where there is no sentence. */
  component(component: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>): string | undefined;
  /** Of a key of a mapping; `undefined` where there is no sentence. */
  field(field: FieldPlace): string | undefined;
  /** Of a section or a key above components, such as `service.pipelines`. */
  section(path: readonly string[]): string | undefined;
  /** Of a label of a target. */
  label(name: string): string | undefined;
}

/** A key as texts are found by it. */
export interface FieldPlace {
  name: string;
  /** The schemas of the mapping that has the key. */
  owners: Schemas;
  definitions: Definitions;
  /** With the keys from its id down to the mapping, list indexes left out. */
  component?: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>;
  path: readonly string[];
}

/**
 * Texts by key: `receivers/otlp` for a component, `receivers/otlp.protocols` for a field of it, `confighttp.ClientConfig.endpoint`
 * for one of a definition that components share, `*.tls` for a key that means the same wherever it stands,
 * `label:__meta_kubernetes_pod_label_*` for labels.
 */
export function createTexts(sentences: Readonly<Record<string, string>>): Texts {
  const namesOf = definitionNames();
  const labels = Object.keys(sentences)
    .filter((key) => key.startsWith('label:') && key.endsWith('*'))
    .sort((a, b) => b.length - a.length);
  return {
    component: ({ kind, type, aliasOf }) =>
      sentences[`${kind}/${aliasOf ?? type}`] ?? sentences[`${kind}/${type}`],
    field: (field) => {
      for (const key of keysOf(field, namesOf(field.definitions))) {
        if (Object.hasOwn(sentences, key)) {
          return sentences[key];
        }
      }
      return undefined;
    },
    section: (path) => sentences[path.join('.')],
    label: (name) =>
      sentences[`label:${name}`] ??
      sentences[labels.find((key) => name.startsWith(key.slice('label:'.length, -1))) ?? ''],
  };
}

/** The keys that a field's sentence can stand under, the most particular first. */
function* keysOf(field: FieldPlace, names: ReadonlyMap<unknown, string>): Generator<string> {
  const { component, path, name } = field;
  if (component) {
    for (const type of new Set([component.aliasOf, component.type])) {
      if (type !== undefined) {
        yield [`${component.kind}/${type}`, ...path, name].join('.');
      }
    }
  }
  for (const owner of field.owners) {
    const definition = names.get(owner);
    if (definition !== undefined) {
      yield `${definition.replace(/^(?:optional|lenient)\./, '')}.${name}`;
    }
  }
  yield `*.${name}`;
}

/** The name of each definition by its schema, gathered once for each set of definitions. */
function definitionNames(): (definitions: Definitions) => ReadonlyMap<unknown, string> {
  const known = new WeakMap<Definitions, ReadonlyMap<unknown, string>>();
  return (definitions) => {
    const names =
      known.get(definitions) ??
      new Map<unknown, string>(Object.entries(definitions).map(([name, schema]) => [schema, name]));
    known.set(definitions, names);
    return names;
  };
}
