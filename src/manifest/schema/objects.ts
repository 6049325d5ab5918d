import type { Schema } from '../schema.ts';
import type { YamlMap, YamlNode } from '../yamlNode.ts';
import { nearest } from './nearest.ts';
import { countedEntries, isOver, passes, placeOf, report } from './walk.ts';
import type { Counted, Walk } from './walk.ts';

/** Checks the entries of a mapping: which may be there, which must, and what each holds. */
export function checkMap(walk: Walk, map: YamlMap, schema: Schema, key: YamlNode | undefined): void {
  const { properties, patternProperties, additionalProperties, propertyNames, required } = schema;
  const entries = countedEntries(map);
  if (properties ?? patternProperties ?? propertyNames ?? additionalProperties !== undefined) {
    for (const counted of entries) {
      if (isOver(walk)) {
        return;
      }
      checkEntry(walk, { map, schema, counted, entries });
    }
  }
  if (required !== undefined) {
    checkRequired(walk, map, required, { entries, key });
  }
  if (schema.minProperties !== undefined && entries.length < schema.minProperties) {
    report(walk, {
      kind: 'too-few',
      span: placeOf(map, key),
      limit: { word: 'minItems', value: schema.minProperties },
      node: map,
    });
  }
}

interface Place {
  map: YamlMap;
  schema: Schema;
  counted: Counted;
  entries: readonly Counted[];
}

function checkEntry(walk: Walk, place: Place): void {
  const { schema, counted } = place;
  const { name, via } = counted;
  const before = walk.alias;
  walk.alias ??= via;
  if (schema.propertyNames !== undefined) {
    checkName(walk, place, schema.propertyNames);
  }
  const own = schema.properties;
  if (own !== undefined && Object.hasOwn(own, name)) {
    checkValue(walk, place, own[name] ?? {});
  } else if (!checkPatterns(walk, place) && schema.additionalProperties !== undefined) {
    if (schema.additionalProperties === false) {
      reportUnknown(walk, place);
    } else if (schema.additionalProperties !== true) {
      checkValue(walk, place, schema.additionalProperties);
    }
  }
  walk.alias = before;
}

function checkValue(walk: Walk, place: Place, schema: Schema): void {
  const { counted, map } = place;
  const { entry, name } = counted;
  if (schema.deprecated === true) {
    report(walk, { kind: 'deprecated', span: spanOf(entry.key), key: name, entry, map }, name);
  }
  if (schema.not !== undefined && isAnything(schema.not)) {
    report(walk, { kind: 'forbidden', span: spanOf(entry.key), key: name, entry, map }, name);
  }
  if (entry.value !== undefined) {
    walk.path.push(name);
    walk.visit(walk, entry.value, schema, entry.key);
    walk.path.pop();
  }
}

/** Whether a pattern was for this key. */
function checkPatterns(walk: Walk, place: Place): boolean {
  let isKnown = false;
  const patterns = place.schema.patternProperties;
  for (const pattern in patterns) {
    if (new RegExp(pattern, 'u').test(place.counted.name)) {
      isKnown = true;
      checkValue(walk, place, patterns[pattern] ?? {});
    }
  }
  return isKnown;
}

function checkName(walk: Walk, { map, counted }: Place, rule: Schema): void {
  const { entry, name } = counted;
  const { key } = entry;
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

function reportUnknown(walk: Walk, { map, schema, counted, entries }: Place): void {
  const { entry, name } = counted;
  const known = Object.keys(schema.properties ?? {});
  const present = new Set(entries.map((other) => other.name));
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

function checkRequired(
  walk: Walk,
  map: YamlMap,
  required: readonly string[],
  around: { entries: readonly Counted[]; key: YamlNode | undefined },
): void {
  for (const name of required) {
    const isThere = around.entries.some(
      (counted) => counted.name === name && !isNothing(counted.entry.value),
    );
    if (!isThere && !isMisspelt(walk, map, name)) {
      report(walk, { kind: 'required', span: placeOf(map, around.key), key: name, node: map, map });
    }
  }
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

function isAnything(schema: Schema): boolean {
  return Object.keys(schema).length === 0;
}

function spanOf({ start, end }: YamlNode): { start: number; end: number } {
  return { start, end };
}
