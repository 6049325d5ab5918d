/** From what the reader prints of a release to what is stored of it: what decoding cannot tell is laid over it. */
import type { StoredRelease } from '../../src/otel/storedSchemas.ts';
import { isObject } from './store.ts';

/** What a collector refuses after decoding, by definition: merged into it where the release has what it speaks of. */
export interface Overlay {
  /** Where the source says so. */
  source: string;
  definitions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A release with the overlays laid over it, and without definitions that nothing leads to. Its input stays as it is. */
export function shaped(dump: StoredRelease, overlays: readonly Overlay[]): StoredRelease {
  const release = structuredClone(dump) as StoredRelease & {
    definitions: Record<string, Record<string, unknown>>;
  };
  for (const { definitions } of overlays) {
    for (const [name, change] of Object.entries(definitions)) {
      for (const target of [name, `optional.${name}`]) {
        const definition = release.definitions[target];
        if (definition !== undefined) {
          lay(definition, change);
        }
      }
    }
  }
  return { ...release, definitions: reachable(release) };
}

/** Merges an overlay into a schema; properties that the schema lacks, and required ones among them, are left out. */
function lay(schema: Record<string, unknown>, change: Readonly<Record<string, unknown>>): void {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  for (const [word, value] of Object.entries(change)) {
    if (word === 'properties' && isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const property = properties[key];
        if (isObject(property) && isObject(inner)) {
          if (inner['replace'] === undefined) {
            lay(property, inner);
          } else {
            properties[key] = inner['replace'];
          }
        }
      }
    } else if (word === 'required' && Array.isArray(value)) {
      schema[word] = value.filter((key) => typeof key === 'string' && key in properties);
    } else if (word === 'items' && isObject(value) && isObject(schema['items'])) {
      lay(schema['items'], value);
    } else {
      schema[word] = value;
    }
  }
}

const reference = /^#\/definitions\/(.*)$/;

/** The definitions that components and the service section lead to. */
function reachable(release: StoredRelease): StoredRelease['definitions'] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (isObject(value)) {
      const [, name] = reference.exec(typeof value['$ref'] === 'string' ? value['$ref'] : '') ?? [];
      if (name !== undefined && !found.has(name)) {
        found.add(name);
        visit(release.definitions[name]);
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(release.components);
  visit(release.service);
  return Object.fromEntries(Object.entries(release.definitions).filter(([name]) => found.has(name)));
}
