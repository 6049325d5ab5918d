import type { Schema } from '../../manifest/schema/schema.ts';
import { choicesOf, defaultOf, fieldsOf, requiredOf, typesOf } from '../schemaSteps.ts';
import type { Definitions, Schemas } from '../schemaSteps.ts';

/** Text as a snippet that stands for itself. */
export function literal(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** What a key's snippet has to keep to. */
export interface SnippetStyle {
  definitions: Definitions;
  /** What holds when the key is not written. */
  fallback: unknown;
  /** Inside brackets nothing goes on a line of its own. */
  inFlow: boolean;
}

/** What a key's snippet is, and whether the next list of suggestions is wanted at once. */
export interface KeySnippet {
  snippet: string;
  triggersNext?: boolean;
}

/** A key with what follows its colon: a default to overwrite, a new line for a mapping, brackets for a list of scalars. */
export function keySnippet(name: string, schemas: Schemas, style: SnippetStyle): KeySnippet {
  const key = literal(writtenKey(name));
  const types = typesOf(schemas);
  const isMap = types.includes('object') && !types.includes('string');
  if (isMap) {
    return style.inFlow ? { snippet: `${key}: {$0}`, triggersNext: true } : mapSnippet(key, schemas, style);
  }
  if (types.includes('array')) {
    const items = itemsOf(schemas, style.definitions);
    const ofMaps = typesOf(items).includes('object');
    return ofMaps && !style.inFlow
      ? { snippet: `${key}:\n  - ${requiredLines(items, style.definitions, '    ')}`, triggersNext: true }
      : { snippet: `${key}: [$0]`, triggersNext: choicesOf(items).length > 0 };
  }
  return scalarSnippet(key, schemas, style.fallback);
}

function scalarSnippet(key: string, schemas: Schemas, fallback: unknown): KeySnippet {
  const types = typesOf(schemas);
  if (types.length === 1 && types[0] === 'boolean') {
    return { snippet: `${key}: \${1:${fallback === true ? 'false' : 'true'}}` };
  }
  if (choicesOf(schemas).length > 0) {
    return { snippet: `${key}: $0`, triggersNext: true };
  }
  const written = scalarText(fallback);
  return written === undefined
    ? { snippet: `${key}: $0`, triggersNext: true }
    : { snippet: `${key}: \${1:${literal(written)}}` };
}

function mapSnippet(key: string, schemas: Schemas, { definitions }: SnippetStyle): KeySnippet {
  return { snippet: `${key}:\n  ${requiredLines(schemas, definitions, '  ')}`, triggersNext: true };
}

/** The required fields of a mapping, one a line, each with a place for its value. */
export function requiredLines(schemas: Schemas, definitions: Definitions, indent: string): string {
  const required = [...requiredOf(schemas)];
  const fields = fieldsOf(schemas, definitions);
  return required.length === 0
    ? '$0'
    : required
        .map(
          (name, index) => `${literal(writtenKey(name))}:${valueLine(index + 1, fields.get(name), indent)}`,
        )
        .join(`\n${indent}`);
}

/** Behind the colon, or below it where a mapping belongs. */
function valueLine(index: number, schemas: Schemas | undefined, indent: string): string {
  const types = schemas ? typesOf(schemas) : [];
  return types.includes('object') && !types.includes('string')
    ? `\n${indent}  $${index}`
    : ` ${placeholder(index, schemas)}`;
}

function placeholder(index: number, schemas: Schemas | undefined): string {
  const fallback = schemas && scalarText(defaultOf(schemas));
  return fallback === undefined ? `$${index}` : `\${${index}:${literal(fallback)}}`;
}

function itemsOf(schemas: Schemas, definitions: Definitions): Schemas {
  return schemas.flatMap(({ items }) => (items ? refs(items, definitions) : []));
}

function refs(schema: Schema, definitions: Definitions): Schema[] {
  const target =
    schema.$ref === undefined ? undefined : definitions[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
  return target ? [schema, target] : [schema];
}

/** A scalar as YAML; `undefined` for everything else and for the empty string, which says nothing. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return typeof value === 'string' && value !== '' ? writtenScalar(value) : undefined;
}

/** A string as a YAML scalar: plain where that reads back as the same string, else in double quotes. */
export function writtenScalar(value: string): string {
  const isPlain =
    /^[\w./$(<*+=~^-][^\n\r\t]*$/.test(value) &&
    !/^[-?](?:\s|$)|: |:$|\s#|\s$|^[*<=~]/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off|~|[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|\.inf|\.nan)$/i.test(
      value,
    );
  return isPlain ? value : JSON.stringify(value);
}

function writtenKey(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : JSON.stringify(name);
}
