import { hasKey, keyOf } from '../yaml/yamlNode.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yamlNode.ts';
import { nearest } from './nearest.ts';
import type { SchemaPlan } from './plan.ts';
import { isMerge, isOver, mergedEntries, passes, placeOf, report } from './walk.ts';
import type { Counted, Walk } from './walk.ts';

/** Checks the entries of a mapping: which may be there, which must, and what each holds. */
export function checkMap(walk: Walk, map: YamlMap, schema: SchemaPlan, key: YamlNode | undefined): void {
  const { required, minProperties } = schema;
  const merged = restrictsEntries(schema) ? checkEntries(walk, { map, schema }) : mergedEntries(map);
  if (required !== undefined) {
    for (const name of required) {
      if (!hasValue(map, name, merged) && !isMisspelt(walk, map, name)) {
        report(walk, { kind: 'required', span: placeOf(map, key), key: name, node: map, map });
      }
    }
  }
  if (minProperties !== undefined && map.entries.length + merged.length < minProperties) {
    const limit = { word: 'minItems', value: minProperties } as const;
    report(walk, { kind: 'too-few', span: placeOf(map, key), limit, node: map });
  }
}

function restrictsEntries(schema: SchemaPlan): boolean {
  return (
    schema.properties !== undefined ||
    schema.additionalProperties !== undefined ||
    schema.patternProperties !== undefined ||
    schema.propertyNames !== undefined
  );
}

/** Answers with what is merged in: one look at each key has to do. */
function checkEntries(walk: Walk, place: Place): readonly Counted[] {
  let hasMerge = false;
  for (const entry of place.map.entries) {
    if (isOver(walk)) {
      return [];
    }
    const name = keyOf(entry);
    if (name === '<<' && isMerge(entry)) {
      hasMerge = true;
    } else if (name !== undefined) {
      checkEntry(walk, place, entry, name);
    }
  }
  const merged = hasMerge ? mergedEntries(place.map) : [];
  checkMerged(walk, place, merged);
  return merged;
}

interface Place {
  map: YamlMap;
  schema: SchemaPlan;
}

function checkMerged(walk: Walk, place: Place, merged: readonly Counted[]): void {
  for (const { entry, name, via } of merged) {
    const before = walk.alias;
    walk.alias ??= via;
    checkEntry(walk, place, entry, name);
    walk.alias = before;
  }
}

function checkEntry(walk: Walk, place: Place, entry: YamlEntry, name: string): void {
  const { properties, propertyNames, patternProperties, additionalProperties } = place.schema;
  if (propertyNames !== undefined) {
    checkName(walk, place, entry, propertyNames);
  }
  const own = properties?.get(name);
  if (own !== undefined) {
    checkValue(walk, place, entry, own, name);
  } else if (patternProperties === undefined || !checkPatterns(walk, place, entry, name)) {
    if (additionalProperties === false) {
      reportUnknown(walk, place, entry, name);
    } else if (additionalProperties !== undefined && additionalProperties !== true) {
      checkValue(walk, place, entry, additionalProperties, name);
    }
  }
}

function checkValue(walk: Walk, { map }: Place, entry: YamlEntry, schema: SchemaPlan, name: string): void {
  if (schema.deprecated === true) {
    report(walk, { kind: 'deprecated', span: spanOf(entry.key), key: name, entry, map }, name);
  }
  if (schema.not !== undefined && isAnything(schema.not) && !isNothing(entry.value)) {
    report(walk, { kind: 'forbidden', span: spanOf(entry.key), key: name, entry, map }, name);
  }
  if (entry.value !== undefined) {
    walk.path.push(name);
    walk.visit(walk, entry.value, schema, entry.key);
    walk.path.pop();
  }
}

/** Whether a pattern was for this key. */
function checkPatterns(walk: Walk, place: Place, entry: YamlEntry, name: string): boolean {
  let isKnown = false;
  for (const { pattern, plan } of place.schema.patternProperties ?? []) {
    if (pattern.test(name)) {
      isKnown = true;
      checkValue(walk, place, entry, plan, name);
    }
  }
  return isKnown;
}

function checkName(walk: Walk, { map }: Place, entry: YamlEntry, rule: SchemaPlan): void {
  const { key } = entry;
  const name = keyOf(entry) ?? '';
  if (key.kind === 'scalar' && !passes(walk, asText(key), rule, undefined)) {
    const suggestion = rule.enum && nearest(name, rule.enum.map(String));
    report(
      walk,
      {
        kind: 'bad-key',
        span: spanOf(key),
        key: name,
        entry,
        map,
        ...(rule.enum && { expected: rule.enum }),
        ...(rule.format !== undefined && { expected: [rule.format] }),
        ...(suggestion !== undefined && { suggestion }),
      },
      name,
    );
  }
}

/** A key is a string whatever it looks like. */
function asText(key: Extract<YamlNode, { kind: 'scalar' }>): YamlNode {
  return { kind: 'scalar', start: key.start, end: key.end, style: 'double', text: key.text, value: key.text };
}

function reportUnknown(walk: Walk, { map, schema }: Place, entry: YamlEntry, name: string): void {
  const known = [...(schema.properties?.keys() ?? [])];
  const present = new Set(map.entries.map(keyOf));
  const suggestion = nearest(
    name,
    known.filter((candidate) => !present.has(candidate)),
  );
  report(
    walk,
    {
      kind: 'unknown-key',
      span: spanOf(entry.key),
      key: name,
      expected: known,
      entry,
      map,
      ...(suggestion !== undefined && { suggestion }),
    },
    name,
  );
}

function hasValue(map: YamlMap, name: string, merged: readonly Counted[]): boolean {
  for (const entry of map.entries) {
    if (hasKey(entry, name) && !isNothing(entry.value)) {
      return true;
    }
  }
  return merged.some((counted) => counted.name === name && !isNothing(counted.entry.value));
}

/** Whether a key was already found to be most likely this one. */
function isMisspelt({ findings }: Walk, map: YamlMap, name: string): boolean {
  return findings.some(
    (finding) => finding.kind === 'unknown-key' && finding.suggestion === name && finding.map === map,
  );
}

/** What nobody tells from a key that is not there. */
function isNothing(value: YamlNode | undefined): boolean {
  return (
    value === undefined ||
    (value.kind === 'scalar' && value.style === 'plain' && value.tag === undefined && value.value === null)
  );
}

function isAnything({ schema }: SchemaPlan): boolean {
  return Object.keys(schema).length === 0;
}

function spanOf({ start, end }: YamlNode): { start: number; end: number } {
  return { start, end };
}
