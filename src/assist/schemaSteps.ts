import type { Schema, SchemaType } from '../manifest/schema/schema.ts';

/** What may stand at a place: every schema that applies there, references followed and combinations taken apart. */
export type Schemas = readonly Schema[];

export type Definitions = Readonly<Record<string, Schema>>;

/** The scalars written beside a place, by key: they tell which of several forms is meant. */
export type Siblings = ReadonlyMap<string, string | undefined>;

const mostSchemas = 200;

/**
 * A schema with its `$ref`, `allOf`, `anyOf` and `oneOf` taken apart, the outer one first. Branches that what is written
 * contradicts (`action` has another `const`) are left out; `then` and `else` follow what is written.
 */
export function spread(schema: Schema | undefined, definitions: Definitions, siblings?: Siblings): Schemas {
  const found = new Set<Schema>();
  const waiting = schema ? [schema] : [];
  for (let next = waiting.shift(); next && found.size < mostSchemas; next = waiting.shift()) {
    if (found.has(next)) {
      continue;
    }
    found.add(next);
    const branches = [...(next.anyOf ?? []), ...(next.oneOf ?? [])];
    const target = next.$ref === undefined ? undefined : definitions[nameOfRef(next.$ref)];
    waiting.push(
      ...(target ? [target] : []),
      ...(next.allOf ?? []),
      ...branches.filter((branch) => !isContradicted(branch, definitions, siblings)),
      ...conditional(next, siblings),
    );
  }
  return [...found];
}

/** The name of the definition that a `$ref` leads to. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function conditional(schema: Schema, siblings: Siblings | undefined): Schema[] {
  if (!schema.if || !siblings) {
    return [];
  }
  const chosen = matches(schema.if, siblings) ? schema.then : schema.else;
  return chosen ? [chosen] : [];
}

/** Whether the written scalars are what the properties of a condition ask for; what is not written does not match. */
function matches(condition: Schema, siblings: Siblings): boolean {
  const isThere = (condition.required ?? []).every((name) => siblings.has(name));
  const isEqual = Object.entries(condition.properties ?? {}).every(([name, wanted]) => {
    const written = siblings.get(name);
    const values = valuesOf(wanted);
    return !siblings.has(name) || (values !== undefined && values.some((value) => String(value) === written));
  });
  return isThere && isEqual;
}

function isContradicted(branch: Schema, definitions: Definitions, siblings: Siblings | undefined): boolean {
  if (!siblings) {
    return false;
  }
  const target = branch.$ref === undefined ? branch : definitions[nameOfRef(branch.$ref)];
  return Object.entries(target?.properties ?? {}).some(([name, wanted]) => {
    const written = siblings.get(name);
    const values = valuesOf(wanted);
    return (
      written !== undefined &&
      written !== '' &&
      values !== undefined &&
      values.every((value) => String(value) !== written)
    );
  });
}

function valuesOf({ const: only, enum: values }: Schema): Schema['enum'] {
  return only === undefined ? values : [only];
}

/** What may stand one step further down: under a key, or in a list for a number. */
export function stepInto(
  schemas: Schemas,
  step: string | number,
  { definitions, siblings }: { definitions: Definitions; siblings?: Siblings },
): Schemas {
  const found: Schema[] = [];
  for (const schema of schemas) {
    const next = typeof step === 'number' ? schema.items : memberOf(schema, step);
    if (next) {
      found.push(...spread(next, definitions, siblings));
    }
  }
  return [...new Set(found)];
}

function memberOf(schema: Schema, key: string): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) {
    return schema.properties[key];
  }
  const pattern = Object.entries(schema.patternProperties ?? {}).find(([source]) =>
    new RegExp(source, 'u').test(key),
  );
  if (pattern) {
    return pattern[1];
  }
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** The keys that are known at a place, each with all that applies to it, in the order of the schemas. */
export function fieldsOf(schemas: Schemas, definitions: Definitions): Map<string, Schemas> {
  const fields = new Map<string, Schemas>();
  for (const { properties } of schemas) {
    for (const name of Object.keys(properties ?? {})) {
      if (!fields.has(name)) {
        fields.set(name, stepInto(schemas, name, { definitions }));
      }
    }
  }
  return fields;
}

/** The keys that have to be there. */
export function requiredOf(schemas: Schemas): ReadonlySet<string> {
  return new Set(schemas.flatMap(({ required }) => required ?? []));
}

/** Without what says no more than which fields would be enough: of these none is required by itself. */
export function withoutAlternatives(schemas: Schemas): Schemas {
  return schemas.filter((schema) => !isAlternative(schema));
}

function isAlternative(schema: Schema): boolean {
  return schema.required !== undefined && Object.keys(schema).length === 1;
}

/** The fields that one field of the mapping stands in for, so that both together are refused. */
export function ruledOut(schemas: Schemas, taken: ReadonlySet<string>): ReadonlySet<string> {
  const rivals = schemas.flatMap(({ oneOf }) =>
    oneOf?.every(isAlternative) ? [oneOf.flatMap(({ required }) => required ?? [])] : [],
  );
  return new Set(rivals.filter((names) => names.some((name) => taken.has(name))).flat());
}

/** The types that a place takes; none where the schema does not say. */
export function typesOf(schemas: Schemas): readonly SchemaType[] {
  return [...new Set(schemas.flatMap(({ type }) => type ?? []))];
}

/** The fixed values that a place takes. */
export function choicesOf(schemas: Schemas): readonly (string | number | boolean | null)[] {
  return [...new Set(schemas.flatMap((schema) => valuesOf(schema) ?? []))];
}

/** The first default among schemas; `undefined` where none is known. */
export function defaultOf(schemas: Schemas): unknown {
  return schemas.find((schema) => schema.default !== undefined)?.default;
}

/** What a default says of a key; `undefined` for list indexes, since lists have no items of their own by default. */
export function memberOfDefault(value: unknown, step: string | number): unknown {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping && typeof step === 'string' && Object.hasOwn(value, step)
    ? (value as Readonly<Record<string, unknown>>)[step]
    : undefined;
}
