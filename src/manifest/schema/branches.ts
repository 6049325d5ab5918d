import type { SchemaType } from './schema.ts';
import { textOf } from '../yaml/yamlNode.ts';
import type { YamlMap, YamlNode } from '../yaml/yamlNode.ts';
import type { SchemaFinding } from './finding.ts';
import { nearest } from './nearest.ts';
import type { SchemaPlan } from './plan.ts';
import { countedEntries, dereferenced, findingsOf, isOver, passes, placeOf, report } from './walk.ts';
import type { Walk } from './walk.ts';

/** Checks that one of the schemas fits, and tells what is wrong by the one that was most likely meant. */
export function checkAnyOf(
  walk: Walk,
  node: YamlNode,
  branches: readonly SchemaPlan[],
  key: YamlNode | undefined,
): void {
  if (!branches.some((branch) => passes(walk, node, branch, key))) {
    reportBest(walk, node, branches, key);
  }
}

/**
 * As `checkAnyOf`; keys that make several fit exclude each other. Alternatives without keys that are asked for may overlap:
 * our schemas are looser than what they describe, so nothing follows from that.
 */
export function checkOneOf(
  walk: Walk,
  node: YamlNode,
  branches: readonly SchemaPlan[],
  key: YamlNode | undefined,
): void {
  const fitting = branches.filter((branch) => passes(walk, node, branch, key));
  if (fitting.length === 0) {
    reportBest(walk, node, branches, key);
  } else if (fitting.length > 1) {
    const keys = fitting.flatMap((branch) => dereferenced(walk, branch)?.required ?? []);
    if (keys.length > 0) {
      reportExclusive(walk, node, keys, key);
    }
  }
}

/** `not` is there for keys that exclude each other; for the rest nothing better can be said than that it does not fit. */
export function checkNot(walk: Walk, node: YamlNode, schema: SchemaPlan, key: YamlNode | undefined): void {
  const before = walk.metOpen;
  walk.metOpen = false;
  const isThere = Object.keys(schema.schema).length > 0 && passes(walk, node, schema, key) && !walk.metOpen;
  walk.metOpen ||= before;
  if (isThere) {
    const keys = schema.required ?? schema.anyOf?.flatMap((branch) => branch.required ?? []) ?? [];
    if (keys.length > 0) {
      reportExclusive(walk, node, keys, key);
    } else {
      report(walk, { kind: 'mismatch', span: placeOf(node, key), node });
    }
  }
}

function reportExclusive(
  walk: Walk,
  node: YamlNode,
  keys: readonly string[],
  key: YamlNode | undefined,
): void {
  const last =
    node.kind === 'map'
      ? countedEntries(node).findLast(({ name, via }) => keys.includes(name) && !via)
      : undefined;
  const span = last ? { start: last.entry.key.start, end: last.entry.key.end } : placeOf(node, key);
  report(walk, {
    kind: 'exclusive',
    span,
    expected: [...new Set(keys)],
    node,
    ...(last && { entry: last.entry, key: last.name }),
    ...(node.kind === 'map' && { map: node }),
  });
}

function reportBest(
  walk: Walk,
  node: YamlNode,
  branches: readonly SchemaPlan[],
  key: YamlNode | undefined,
): void {
  if (walk.isProbe) {
    report(walk, { kind: 'mismatch', span: placeOf(node, key) });
    return;
  }
  const resolved = branches.flatMap((branch) => dereferenced(walk, branch) ?? []);
  if (node.kind === 'map' && reportDiscriminator(walk, node, resolved, key)) {
    return;
  }
  const onlyRequired = resolved.every(
    (branch) => branch.required?.length === 1 && Object.keys(branch.schema).length === 1,
  );
  if (onlyRequired) {
    const expected = resolved.flatMap((branch) => branch.required ?? []);
    report(walk, { kind: 'one-required', span: placeOf(node, key), expected, node });
    return;
  }
  const likely = node.kind === 'map' ? discriminated(walk, node, resolved) : undefined;
  const tries = (likely ? [likely] : branches)
    .filter(() => !isOver(walk))
    .map((branch) => findingsOf(walk, node, branch, key));
  walk.findings.push(...best(walk, tries));
}

/** The alternative that the node's own words choose, such as by its `type`. */
function discriminated(walk: Walk, node: YamlMap, branches: readonly SchemaPlan[]): SchemaPlan | undefined {
  const word = discriminator(walk, branches);
  const value = word === undefined ? undefined : valueOf(node, word);
  return word === undefined || value === undefined
    ? undefined
    : branches.find((branch) => constants(walk, branch, word).includes(value));
}

/** Whether the word that chooses between the alternatives chooses none of them. */
function reportDiscriminator(
  walk: Walk,
  node: YamlMap,
  branches: readonly SchemaPlan[],
  key: YamlNode | undefined,
): boolean {
  const word = discriminator(walk, branches);
  if (word === undefined) {
    return false;
  }
  const known = [...new Set(branches.flatMap((branch) => constants(walk, branch, word)))];
  const entry = countedEntries(node).find(({ name }) => name === word)?.entry;
  if (entry?.value === undefined) {
    report(walk, { kind: 'required', span: placeOf(node, key), key: word, expected: known, node, map: node });
    return true;
  }
  const value = textOf(entry.value);
  if (value !== undefined && known.includes(value)) {
    return false;
  }
  const suggestion = value === undefined ? undefined : nearest(value, known);
  const { start, end } = entry.value;
  report(
    walk,
    {
      kind: 'enum',
      span: { start, end },
      expected: known,
      node: entry.value,
      entry,
      map: node,
      ...(suggestion !== undefined && { suggestion }),
    },
    word,
  );
  return true;
}

/** The property that is a constant, a different one, in every alternative. */
function discriminator(walk: Walk, branches: readonly SchemaPlan[]): string | undefined {
  const [first] = branches;
  return [...(first?.properties?.keys() ?? [])].find((word) =>
    branches.every((branch) => constants(walk, branch, word).length > 0),
  );
}

function constants(walk: Walk, branch: SchemaPlan, word: string): string[] {
  const property = branch.properties?.get(word);
  const schema = property && dereferenced(walk, property);
  return schema?.const !== undefined ? [String(schema.const)] : (schema?.enum ?? []).map(String);
}

function valueOf(node: YamlMap, word: string): string | undefined {
  return textOf(countedEntries(node).find(({ name }) => name === word)?.entry.value);
}

/** The findings of the alternative that the node comes nearest to; its type alone when none takes its type. */
function best(walk: Walk, tries: readonly (readonly SchemaFinding[])[]): readonly SchemaFinding[] {
  const depth = walk.path.length;
  const isOwnType = ({ kind, path }: SchemaFinding): boolean => kind === 'type' && path.length === depth;
  const sameKind = tries.filter((findings) => !findings.some(isOwnType));
  if (sameKind.length === 0) {
    const [first] = tries;
    const expected = [...new Set(tries.flatMap((findings) => findings[0]?.expected ?? []))] as SchemaType[];
    return first?.[0] ? [{ ...first[0], expected }] : [];
  }
  const values = sameKind.flat().filter(({ kind, path }) => kind === 'enum' && path.length === depth);
  if (values.length === sameKind.length && values[0] !== undefined) {
    return [allValues(values[0], values)];
  }
  return sameKind.reduce((one, other) => (other.length < one.length ? other : one));
}

/** That none of the values of all alternatives is there. */
function allValues(first: SchemaFinding, values: readonly SchemaFinding[]): SchemaFinding {
  const expected = values.flatMap((finding) => finding.expected ?? []);
  const text = textOf(first.node);
  const suggestion = text === undefined ? undefined : nearest(text, expected.map(String));
  const all: SchemaFinding = { ...first, expected };
  delete all.suggestion;
  return suggestion === undefined ? all : { ...all, suggestion };
}
