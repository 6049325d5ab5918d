import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { checkSchema } from '../../../../src/manifest/schema/schemaCheck.ts';
import type { Schema } from '../../../../src/manifest/schema/schema.ts';
import type { SchemaContext, SchemaFinding } from '../../../../src/manifest/schema/finding.ts';

/** The findings of the first document of a text. */
export function findingsIn(
  text: string,
  schema: Schema,
  context: Partial<SchemaContext> = {},
): SchemaFinding[] {
  return checkSchema(readYamlFile(text)[0]?.root, schema, { dialect: 'collector', ...context });
}

/** A finding as one line: kind, path, what stands at its span, what it suggests. */
export function lines(text: string, schema: Schema, context: Partial<SchemaContext> = {}): string[] {
  return findingsIn(text, schema, context).map(({ kind, path, span, key, expected, suggestion }) =>
    [
      kind,
      path.join('.'),
      `at ${text.slice(span.start, span.end)}`,
      ...(key === undefined || kind === 'unknown-key' ? [] : [`key ${key}`]),
      ...(expected === undefined || kind === 'unknown-key' ? [] : [`expected ${expected.join('|')}`]),
      ...(suggestion === undefined ? [] : [`-> ${suggestion}`]),
    ].join(' '),
  );
}
