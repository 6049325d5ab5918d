import { createSchemaPlans } from '../manifest/schema/plan.ts';
import type { Schema } from '../manifest/schema/schema.ts';
import { adotVersions } from './adotVersions.ts';
import type {
  CollectorRelease,
  CollectorSchemas,
  ComponentKind,
  ComponentType,
  Signal,
} from './collectorSchemas.ts';
import { patched } from './storedSchemas.ts';
import type { StoredComponent, StoredDifference, StoredRelease } from './storedSchemas.ts';

/** The files below schemas/ that `readCollectorSchemas` asks for, newest release first. */
export const collectorSchemaFiles: readonly string[] = adotVersions.map(({ version }) => fileOf(version));

/**
 * The schemas of all releases. `read` gives the parsed JSON of one of `collectorSchemaFiles`; it is called when a release is first
 * asked for, for that release and the newer ones. Throws what `read` throws.
 */
export function readCollectorSchemas(read: (name: string) => unknown): CollectorSchemas {
  const versions = adotVersions.map(({ version }) => version);
  const stored = new Map<number, StoredRelease>();
  const releases = new Map<string, CollectorRelease>();
  const storedAt = (index: number): StoredRelease => {
    let known = stored.get(index);
    if (known === undefined) {
      const file = read(fileOf(versions[index] ?? ''));
      known = index === 0 ? (file as StoredRelease) : older(storedAt(index - 1), file as StoredDifference);
      stored.set(index, known);
    }
    return known;
  };
  return {
    versions,
    release(version) {
      const index = versions.indexOf(version);
      const known = releases.get(version);
      if (index < 0 || known !== undefined) {
        return known;
      }
      const { upstream = '' } = adotVersions[index] ?? {};
      const release = releaseOf(version, upstream, storedAt(index));
      releases.set(version, release);
      return release;
    },
  };
}

function fileOf(version: string): string {
  return `collector/${version}.json`;
}

function older(newer: StoredRelease, difference: StoredDifference): StoredRelease {
  return {
    components: patched(newer.components, difference.components),
    definitions: patched(newer.definitions, difference.definitions),
    service: patched(newer.service, difference.service),
  };
}

const signals: readonly Signal[] = ['traces', 'metrics', 'logs', 'profiles'];

function releaseOf(version: string, upstream: string, stored: StoredRelease): CollectorRelease {
  const definitions = namedDefinitions(stored.definitions);
  const canonical = new Map<string, string>();
  for (const [name, { alias }] of Object.entries(stored.components)) {
    if (alias !== undefined) {
      canonical.set(`${name.slice(0, name.indexOf('/'))}/${alias}`, name);
    }
  }
  const types = typesByKind([...Object.keys(stored.components), ...canonical.keys()]);
  // By type, so that nothing is put together for what is asked for all the time.
  const components = new Map<ComponentKind, Map<string, ComponentType>>();
  const read = (kind: ComponentKind, type: string): ComponentType | undefined => {
    const name = `${kind}/${type}`;
    const own = canonical.get(name) ?? name;
    const found = Object.hasOwn(stored.components, own) ? stored.components[own] : undefined;
    const aliasOf = own === name ? undefined : own.slice(kind.length + 1);
    return found && componentOf(kind, type, { stored: found, definitions, aliasOf });
  };
  return {
    version,
    upstream,
    definitions,
    plans: createSchemaPlans(),
    service: withOwnDefaults(stored.service, definitions),
    types: (kind) => types.get(kind) ?? [],
    component(kind, type) {
      let ofKind = components.get(kind);
      if (ofKind === undefined) {
        ofKind = new Map();
        components.set(kind, ofKind);
      }
      let known = ofKind.get(type);
      if (known === undefined) {
        known = read(kind, type);
        // What there is not could be anything, and without end.
        if (known !== undefined) {
          ofKind.set(type, known);
        }
      }
      return known;
    },
  };
}

function componentOf(
  kind: ComponentKind,
  type: string,
  from: { stored: StoredComponent; definitions: Definitions; aliasOf: string | undefined },
): ComponentType {
  const { stability, schema } = from.stored;
  return {
    kind,
    type,
    ...(from.aliasOf !== undefined && { aliasOf: from.aliasOf }),
    signals: signals.filter((signal) => signal in stability),
    stability,
    schema: inPlace(schema, from.definitions),
  };
}

function typesByKind(names: readonly string[]): Map<string, string[]> {
  const byKind = new Map<string, string[]>();
  for (const name of names.toSorted()) {
    const slash = name.indexOf('/');
    const kind = name.slice(0, slash);
    byKind.set(kind, [...(byKind.get(kind) ?? []), name.slice(slash + 1)]);
  }
  return byKind;
}

type Definitions = Readonly<Record<string, Schema>>;

/** Definitions with their own name as `title`, by which a copy of one is known, and with the defaults of what they hold in place. */
function namedDefinitions(stored: Definitions): Record<string, Schema> {
  const definitions: Record<string, Schema> = {};
  for (const [name, definition] of Object.entries(stored)) {
    definitions[name] = { title: name, ...definition };
  }
  for (const [name, definition] of Object.entries(definitions)) {
    definitions[name] = withOwnDefaults(definition, definitions);
  }
  return definitions;
}

function withOwnDefaults(schema: Schema, definitions: Definitions): Schema {
  const { properties } = schema;
  const specific = Object.entries(properties ?? {}).filter(
    ([, property]) => property.$ref !== undefined && property.default !== undefined,
  );
  return specific.length === 0
    ? schema
    : {
        ...schema,
        properties: {
          ...properties,
          ...Object.fromEntries(specific.map(([key, property]) => [key, inPlace(property, definitions)])),
        },
      };
}

const refTo = '#/definitions/';

/** What a `$ref` leads to, with the defaults that stand beside it where each of them belongs. */
function inPlace(schema: Schema, definitions: Definitions): Schema {
  const definition = definitions[schema.$ref?.slice(refTo.length) ?? ''];
  if (definition === undefined) {
    return schema;
  }
  const own = withOwnDefaults(definition, definitions);
  const defaults = schema.default;
  return typeof defaults === 'object' && defaults !== null
    ? withDefaults(own, defaults as Readonly<Record<string, unknown>>, definitions)
    : own;
}

/** What is asked for where the reference stands. */
function wordsBeside({ allOf, anyOf }: Schema): Schema {
  return { ...(allOf && { allOf }), ...(anyOf && { anyOf }) };
}

/** As deep as the defaults are, which are ours. */
function withDefaults(
  schema: Schema,
  defaults: Readonly<Record<string, unknown>>,
  definitions: Definitions,
): Schema {
  const properties: Record<string, Schema> = { ...schema.properties };
  for (const [key, value] of Object.entries(defaults)) {
    const property = properties[key];
    if (property !== undefined) {
      properties[key] =
        property.$ref === undefined
          ? { ...property, default: value }
          : { ...inPlace({ $ref: property.$ref, default: value }, definitions), ...wordsBeside(property) };
    }
  }
  // What is there by default need not be written.
  const required = schema.required?.filter((key) => !(key in defaults));
  return { ...schema, properties, ...(required !== undefined && { required }), default: defaults };
}
