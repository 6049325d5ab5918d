import type { Schema } from '../../src/manifest/schema/schema.ts';
import type { CollectorRelease, ComponentKind } from '../../src/otel/collectorSchemas.ts';

/** Where two readings of a release differ, as `receivers/otlp protocols grpc endpoint default: "a" is "b"`. */
export type Difference = string;

const kinds: readonly ComponentKind[] = ['receivers', 'processors', 'exporters', 'extensions'];

/** Compares what two readings say of the components that `theirs` has, and of the section service. */
export function differencesOf(ours: CollectorRelease, theirs: CollectorRelease): Difference[] {
  const found: Difference[] = [];
  for (const kind of kinds) {
    for (const type of theirs.types(kind)) {
      const [mine, other] = [ours.component(kind, type), theirs.component(kind, type)];
      compare(
        { aliasOf: mine?.aliasOf, stability: mine?.stability, schema: whole(ours, mine?.schema) },
        { aliasOf: other?.aliasOf, stability: other?.stability, schema: whole(theirs, other?.schema) },
        { path: `${kind}/${type}`, found },
      );
    }
  }
  compare(whole(ours, ours.service), whole(theirs, theirs.service), { path: 'service', found });
  return found;
}

/** A schema with all that its references lead to in their place; what holds itself ends where it comes again. */
function whole(release: CollectorRelease, schema: unknown, around: readonly string[] = []): unknown {
  if (Array.isArray(schema)) {
    return schema.map((item) => whole(release, item, around));
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const { $ref, title, ...words } = schema as Schema;
  const name = $ref?.replace('#/definitions/', '') ?? title;
  if (name !== undefined && around.includes(name)) {
    return 'again';
  }
  const inside = name === undefined ? around : [...around, name];
  if ($ref !== undefined) {
    return whole(release, { ...release.definitions[name ?? ''], title: undefined }, inside);
  }
  return Object.fromEntries(
    Object.entries(words).flatMap(([word, value]) => {
      if (word === 'default' || word === 'enum') {
        // The defaults of an object stand with its fields.
        return words.properties === undefined ? [[word, value]] : [];
      }
      return [[word, whole(release, value, inside)]];
    }),
  );
}

function compare(mine: unknown, other: unknown, at: { path: string; found: Difference[] }): void {
  if (isObject(mine) && isObject(other)) {
    for (const key of new Set([...Object.keys(mine), ...Object.keys(other)])) {
      const step = key === 'properties' || key === 'schema' ? '' : ` ${key}`;
      compare(mine[key], other[key], { ...at, path: at.path + step });
    }
  } else if (Array.isArray(mine) && Array.isArray(other) && mine.length === other.length) {
    mine.forEach((item, index) => compare(item, other[index], { ...at, path: `${at.path} ${index}` }));
  } else if (JSON.stringify(mine) !== JSON.stringify(other)) {
    at.found.push(`${at.path}: ${JSON.stringify(mine) ?? 'none'} is ${JSON.stringify(other) ?? 'none'}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
