import type { SchemaType } from './schema.ts';
import type { YamlScalar } from '../yaml/yamlNode.ts';
import type { SchemaFinding } from './finding.ts';
import { formats } from './formats.ts';
import { nearest } from './nearest.ts';
import type { SchemaPlan } from './plan.ts';
import { fits, isExpanded, isJson, typeOfScalar } from './scalarTypes.ts';
import type { ScalarType } from './scalarTypes.ts';
import { report } from './walk.ts';
import type { Walk } from './walk.ts';

/** Checks a scalar. Answers whether it is of the schema's type and what it is can be told at all. */
export function checkScalar(walk: Walk, node: YamlScalar, schema: SchemaPlan): boolean {
  const { dialect } = walk.context;
  const got = typeOfScalar(node, dialect);
  // A tag of somebody's own; null, which leaves the default in place; what is put in later.
  if (got === undefined || got === 'null') {
    return false;
  }
  if (isExpanded(node, dialect)) {
    walk.metOpen = true;
    return false;
  }
  const { type } = schema;
  if (type !== undefined && type !== got && !isOfType(walk, node, got, schema)) {
    say(walk, node, { kind: 'type', expected: typeof type === 'string' ? [type] : type, got });
    return false;
  }
  if (schema.const !== undefined && !equals(schema.const, node, schema)) {
    say(walk, node, { kind: 'enum', expected: [schema.const], got, ...near(node.text, [schema.const]) });
  }
  if (schema.enum !== undefined && !schema.enum.some((value) => equals(value, node, schema))) {
    say(walk, node, { kind: 'enum', expected: schema.enum, got, ...near(node.text, schema.enum) });
  }
  if (got === 'integer' || got === 'number') {
    checkRange(walk, node, schema);
  }
  checkText(walk, node, schema, got);
  return true;
}

/** A finding about the scalar itself. */
function say(walk: Walk, node: YamlScalar, finding: Omit<SchemaFinding, 'path' | 'span' | 'node'>): void {
  report(walk, { ...finding, span: { start: node.start, end: node.end }, node });
}

function isOfType(walk: Walk, node: YamlScalar, got: ScalarType, schema: SchemaPlan): boolean {
  const { dialect } = walk.context;
  const { type } = schema;
  const passesFor = (wanted: SchemaType): boolean =>
    fits(node, got, wanted, dialect) ||
    // Durations are integers of nanoseconds underneath.
    (wanted === 'string' && isGoDuration(schema) && isNumber(got) && !isJson(dialect)) ||
    // "a,b" is split into a list of strings.
    (wanted === 'array' && got === 'string' && dialect === 'collector' && isListOfStrings(schema.items));
  return typeof type === 'string' ? passesFor(type) : (type ?? []).some(passesFor);
}

function isGoDuration({ format }: SchemaPlan): boolean {
  return format === 'go-duration';
}

function isNumber(type: ScalarType): boolean {
  return type === 'integer' || type === 'number';
}

function isListOfStrings(items: SchemaPlan | undefined): boolean {
  return items?.type === 'string' && items.format !== 'component-id';
}

function equals(
  value: string | number | boolean | null,
  node: YamlScalar,
  { ignoreCase }: SchemaPlan,
): boolean {
  if (typeof value === 'string') {
    return value === node.text || (ignoreCase === true && value.toLowerCase() === node.text.toLowerCase());
  }
  return value === node.value;
}

function near(text: string, values: readonly (string | number | boolean | null)[]): { suggestion?: string } {
  const suggestion = nearest(text, values.map(String));
  return suggestion === undefined ? {} : { suggestion };
}

function checkRange(walk: Walk, node: YamlScalar, schema: SchemaPlan): void {
  const value = Number(node.value);
  const { minimum, exclusiveMinimum, maximum } = schema;
  if (minimum !== undefined && value < minimum) {
    say(walk, node, { kind: 'range', limit: { word: 'minimum', value: minimum } });
  } else if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    say(walk, node, { kind: 'range', limit: { word: 'exclusiveMinimum', value: exclusiveMinimum } });
  } else if (maximum !== undefined && value > maximum) {
    say(walk, node, { kind: 'range', limit: { word: 'maximum', value: maximum } });
  }
}

function checkText(walk: Walk, node: YamlScalar, schema: SchemaPlan, got: ScalarType): void {
  const { pattern, minLength, format } = schema;
  if (got === 'string') {
    if (minLength !== undefined && node.text.length < minLength) {
      say(walk, node, { kind: 'too-short', limit: { word: 'minLength', value: minLength } });
    } else if (pattern !== undefined && !pattern.test(literal(walk, node.text))) {
      say(walk, node, { kind: 'pattern', expected: [schema.schema.pattern ?? ''] });
    }
  }
  if (format !== undefined) {
    checkFormat(walk, node, format, got);
  }
}

function checkFormat(walk: Walk, node: YamlScalar, format: string, got: ScalarType): void {
  if (got !== 'string' && format === 'go-duration') {
    if (node.value !== 0) {
      say(walk, node, { kind: 'no-unit', expected: [format], got, suggestion: `${node.text}s` });
    }
    return;
  }
  if (got !== 'string' && !numeric.has(format)) {
    return; // A port's number where its name could stand.
  }
  const check = walk.context.formats?.[format] ?? formats[format];
  const fault = check?.(literal(walk, node.text));
  if (fault !== undefined && !placeholder.test(node.text)) {
    say(walk, node, { kind: 'format', expected: [format], got, ...fault });
  }
}

/** What is still to be filled in has a finding of its own. */
const placeholder = /<[A-Z][A-Z0-9_-]*>/;

const numeric: ReadonlySet<string> = new Set(['quantity', 'prometheus-duration', 'prometheus-size']);

/** `$$` is how the collector writes a dollar sign. */
function literal(walk: Walk, text: string): string {
  return isJson(walk.context.dialect) || !text.includes('$$') ? text : text.replaceAll('$$', '$');
}
