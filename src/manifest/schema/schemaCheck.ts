import type { Span } from '../../problem.ts';
import { checkAnyOf, checkNot, checkOneOf } from './branches.ts';
import type { SchemaContext, SchemaFinding } from './finding.ts';
import { createSchemaPlans } from './plan.ts';
import type { SchemaPlan } from './plan.ts';
import { checkMap } from './objects.ts';
import { checkScalar } from './scalars.ts';
import { budget, dereferenced, isOver, maxDepth, passes, placeOf, report } from './walk.ts';
import type { Walk } from './walk.ts';
import type { Schema } from './schema.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';

/**
 * Where a node is not what the schema says, in the order of the text where mappings allow it. What an alias brings in
 * is checked where the alias stands. Never throws; ends early on what would take forever.
 */
export function checkSchema(
  node: YamlNode | undefined,
  schema: Schema,
  context: SchemaContext,
): SchemaFinding[] {
  const plans = (context.plans ?? createSchemaPlans()).within(
    context.definitions ?? schema.definitions ?? noDefinitions,
  );
  const walk: Walk = {
    context,
    visit,
    plans,
    path: [],
    findings: [],
    isProbe: false,
    alias: undefined,
    metOpen: false,
    depth: 0,
    budget,
  };
  if (node !== undefined) {
    visit(walk, node, plans.of(schema), undefined);
  }
  return walk.findings;
}

const noDefinitions = {};

function visit(walk: Walk, node: YamlNode, schema: SchemaPlan, key: YamlNode | undefined): void {
  if (walk.alias !== undefined || walk.isProbe) {
    walk.budget -= 1;
  }
  if (walk.depth >= maxDepth || isOver(walk)) {
    return;
  }
  walk.depth += 1;
  if (node.kind === 'alias') {
    visitAlias(walk, node, schema, key);
  } else {
    if (schema.$ref !== undefined) {
      const target = walk.plans.referred(schema);
      if (target !== undefined) {
        visit(walk, node, target, key);
      }
    }
    if (schema.hasMore) {
      visitOwn(walk, node, schema, key);
    }
  }
  walk.depth -= 1;
}

function visitAlias(
  walk: Walk,
  node: Extract<YamlNode, { kind: 'alias' }>,
  schema: SchemaPlan,
  key: YamlNode | undefined,
): void {
  if (node.target !== undefined) {
    const before: Span | undefined = walk.alias;
    walk.alias ??= { start: node.start, end: node.end };
    visit(walk, node.target, schema, key);
    walk.alias = before;
  }
}

function visitOwn(
  walk: Walk,
  node: Exclude<YamlNode, { kind: 'alias' }>,
  schema: SchemaPlan,
  key: YamlNode | undefined,
): void {
  if (node.kind === 'scalar') {
    if (!checkScalar(walk, node, schema)) {
      return;
    }
  } else if (!checkCollection(walk, node, schema, key)) {
    return;
  }
  applyBranches(walk, node, schema, key);
}

/** Answers whether the node is of the schema's type. */
function checkCollection(
  walk: Walk,
  node: Extract<YamlNode, { kind: 'map' | 'sequence' }>,
  schema: SchemaPlan,
  key: YamlNode | undefined,
): boolean {
  const { type } = schema;
  const own = node.kind === 'map' ? 'object' : 'array';
  if (type !== undefined && type !== own && (typeof type === 'string' || !type.includes(own))) {
    const expected = typeof type === 'string' ? [type] : type;
    report(walk, { kind: 'type', span: placeOf(node, key), expected, got: node.kind, node });
    return false;
  }
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values !== undefined) {
    report(walk, { kind: 'enum', span: placeOf(node, key), expected: values, got: node.kind, node });
  }
  if (node.kind === 'map') {
    checkMap(walk, node, schema, key);
    return true;
  }
  const { items, minItems } = schema;
  if (items !== undefined) {
    for (let index = 0; index < node.items.length && !isOver(walk); index += 1) {
      const item = node.items[index];
      if (item !== undefined) {
        walk.path.push(index);
        visit(walk, itemOf(walk, item, items), items, undefined);
        walk.path.pop();
      }
    }
  }
  if (minItems !== undefined && node.items.length < minItems) {
    const limit = { word: 'minItems', value: minItems } as const;
    report(walk, { kind: 'too-few', span: placeOf(node, key), limit, node });
  }
  return true;
}

/** The collector makes an item without settings of a list's null. */
function itemOf(walk: Walk, item: YamlNode, items: SchemaPlan): YamlNode {
  const isNull = item.kind === 'scalar' && item.value === null && item.style === 'plain';
  return isNull && walk.context.dialect === 'collector' && dereferenced(walk, items)?.type === 'object'
    ? { kind: 'map', start: item.start, end: item.end, entries: [], isFlow: true }
    : item;
}

function applyBranches(walk: Walk, node: YamlNode, schema: SchemaPlan, key: YamlNode | undefined): void {
  const { allOf, anyOf, oneOf, not } = schema;
  if (allOf !== undefined) {
    for (const part of allOf) {
      visit(walk, node, part, key);
    }
  }
  if (anyOf !== undefined) {
    checkAnyOf(walk, node, anyOf, key);
  }
  if (oneOf !== undefined) {
    checkOneOf(walk, node, oneOf, key);
  }
  if (not !== undefined) {
    checkNot(walk, node, not, key);
  }
  if (schema.if !== undefined) {
    const before = walk.metOpen;
    walk.metOpen = false;
    const rest = passes(walk, node, schema.if, key) ? schema.then : schema.else;
    const isDecided = !walk.metOpen;
    walk.metOpen ||= before;
    if (rest !== undefined && isDecided) {
      visit(walk, node, rest, key);
    }
  }
}
