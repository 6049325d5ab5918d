// Writes schemas/eksctl.json from eksctl's own schema, names, types and values only:
//   node schemas/generate/eksctl.ts PATH-TO/eksctl/pkg/apis/eksctl.io/v1alpha5/assets/schema.json
// https://github.com/eksctl-io/eksctl
import { readFileSync, writeFileSync } from 'node:fs';
import type { Schema } from '../../src/manifest/schema/schema.ts';

/**
 * What eksctl's code asks for and its schema does not say, by definition and field.
 * https://github.com/eksctl-io/eksctl/blob/main/pkg/apis/eksctl.io/v1alpha5/validation.go
 */
const rules: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  ClusterMeta: { name: { minLength: 1 }, region: { minLength: 1 } },
  ClusterCloudWatchLogging: {
    logRetentionInDays: {
      enum: [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653],
    },
  },
  FargateProfile: { name: { minLength: 1 } },
  FargateProfileSelector: { namespace: { minLength: 1 } },
  RollbackConfig: { timeoutMinutes: { minimum: 120, maximum: 10080 } },
};

const dropped = new Set([
  'description',
  'x-intellij-html-description',
  'preferredOrder',
  'examples',
  '$schema',
]);

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const [path] = process.argv.slice(2);
if (path === undefined) {
  throw new Error('which schema.json?');
}
const source = JSON.parse(readFileSync(path, 'utf8')) as { definitions: Record<string, Json> };

/** The schema without sentences; defaults come as text, and only those of scalars tell something. */
function facts(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(facts);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { type } = value as { type?: Json };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.has(key))
      .map(([key, own]) => [key, key === '$ref' && typeof own === 'string' ? shortRef(own) : facts(own)])
      .map(([key, own]) => [key, key === 'default' && typeof own === 'string' ? typed(own, type) : own])
      .filter(([, own]) => own !== undefined),
  ) as Json;
}

/** A default as what its type says it is; `undefined` for what is a sentence about it, or no scalar. */
function typed(text: string, type: Json | undefined): Json | undefined {
  if (type === 'boolean') {
    return text === 'true' ? true : text === 'false' ? false : undefined;
  }
  if (type === 'integer' || type === 'number') {
    return /^\d+$/.test(text) ? Number(text) : undefined;
  }
  return text === '{}' || text === '[]' ? undefined : text;
}

/** `github.com|aws|…|types.ResolveConflicts` is `types.ResolveConflicts` among friends. */
function shortName(name: string): string {
  return name.split(/[|/]/).at(-1) ?? name;
}

function shortRef(ref: string): string {
  return `#/definitions/${shortName(ref.replace('#/definitions/', ''))}`;
}

const definitions: Record<string, Schema> = {};
for (const [name, definition] of Object.entries(source.definitions)) {
  const schema = facts(definition) as Schema;
  const own = rules[shortName(name)] ?? {};
  const properties = { ...schema.properties };
  for (const [key, rule] of Object.entries(own)) {
    properties[key] = { ...properties[key], ...rule };
  }
  definitions[shortName(name)] = {
    ...schema,
    ...(schema.properties && { type: 'object', properties }),
  };
}

const rows = Object.entries(definitions)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
writeFileSync(
  new URL('../eksctl.json', import.meta.url),
  `{"$ref":"#/definitions/ClusterConfig",\n"definitions":{\n${rows.join(',\n')}\n}}\n`,
);
