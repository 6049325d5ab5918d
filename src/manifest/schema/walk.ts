import type { Span } from '../../problem.ts';
import { keyOf } from '../yaml/yamlNode.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yamlNode.ts';
import type { SchemaContext, SchemaFinding } from './finding.ts';
import type { PlanSet, SchemaPlan } from './plan.ts';

/** A check under way. One object for the whole of it, so that nothing is made for nodes without findings. */
export interface Walk {
  readonly context: SchemaContext;
  /** The door to everything: the files of a check do not import each other in a circle. */
  readonly visit: Visit;
  readonly plans: PlanSet;
  readonly path: (string | number)[];
  findings: SchemaFinding[];
  /** The first finding ends it: somebody only asks whether there is one. */
  isProbe: boolean;
  /** The alias that stands in the text for all that is below it. */
  alias: Span | undefined;
  /** Something was passed by that is put in later: nothing is decided by it. */
  metOpen: boolean;
  depth: number;
  /** How many more nodes are looked at through aliases and for alternatives, which can make many of few. */
  budget: number;
}

/** Deeper than any schema of ours leads, less deep than the stack. */
export const maxDepth = 200;
const maxFindings = 1000;

export const budget = 200_000;

/** Checks a node, whose key in the mapping around it is `key`, against a schema. */
export type Visit = (walk: Walk, node: YamlNode, schema: SchemaPlan, key: YamlNode | undefined) => void;

export function isOver(walk: Walk): boolean {
  return (
    (walk.isProbe && walk.findings.length > 0) || walk.findings.length >= maxFindings || walk.budget <= 0
  );
}

/** Adds a finding; where an alias stands for the place, it takes the alias's span and cannot be mended by its entry. */
export function report(
  walk: Walk,
  finding: Omit<SchemaFinding, 'path'>,
  ...below: (string | number)[]
): void {
  const path = [...walk.path, ...below];
  const { alias } = walk;
  if (alias === undefined) {
    walk.findings.push({ ...finding, path });
    return;
  }
  const brought: SchemaFinding = { ...finding, path, span: alias, origin: finding.span };
  delete brought.entry;
  delete brought.map;
  delete brought.node;
  walk.findings.push(brought);
}

/** What a check of the node would find. */
export function findingsOf(walk: Walk, ...[node, schema, key]: Checked): SchemaFinding[] {
  const { findings, isProbe } = walk;
  walk.findings = [];
  walk.isProbe = false;
  walk.visit(walk, node, schema, key);
  const found = walk.findings;
  walk.findings = findings;
  walk.isProbe = isProbe;
  return found;
}

/** Whether a check of the node finds nothing. */
export function passes(walk: Walk, ...[node, schema, key]: Checked): boolean {
  const { findings, isProbe } = walk;
  walk.findings = [];
  walk.isProbe = true;
  walk.visit(walk, node, schema, key);
  const hasPassed = walk.findings.length === 0;
  walk.findings = findings;
  walk.isProbe = isProbe;
  return hasPassed;
}

type Checked = [node: YamlNode, schema: SchemaPlan, key: YamlNode | undefined];

/** The schema itself, or what its `$ref`s lead to; `undefined` when they lead nowhere. */
export function dereferenced(walk: Walk, schema: SchemaPlan): SchemaPlan | undefined {
  let at: SchemaPlan | undefined = schema;
  for (let steps = 0; at?.$ref !== undefined && steps < 20; steps += 1) {
    at = walk.plans.referred(at);
  }
  return at;
}

/** An entry as it counts: its own, or merged in by `<<` at the alias. */
export interface Counted {
  entry: YamlEntry;
  name: string;
  via: Span | undefined;
}

/** The entries of a mapping with those that `<<` merges in. */
export function countedEntries(map: YamlMap): readonly Counted[] {
  const own = map.entries.flatMap((entry): Counted[] => {
    const name = keyOf(entry);
    return name === undefined || isMerge(entry) ? [] : [{ entry, name, via: undefined }];
  });
  return [...own, ...mergedEntries(map)];
}

/**
 * What `<<` merges into a mapping, which its own entries and earlier ones go before.
 * https://yaml.org/type/merge.html
 */
export function mergedEntries(map: YamlMap): readonly Counted[] {
  if (!map.entries.some(isMerge)) {
    return [];
  }
  const merges = map.entries.flatMap((entry) => (isMerge(entry) && entry.value ? [entry.value] : []));
  const own = map.entries.flatMap((entry) => (isMerge(entry) ? [] : (keyOf(entry) ?? [])));
  return merged(merges, new Set(own));
}

export function isMerge({ key }: YamlEntry): boolean {
  return key.kind === 'scalar' && key.text === '<<' && key.style === 'plain';
}

function merged(merges: readonly YamlNode[], taken: Set<string>): Counted[] {
  const found: Counted[] = [];
  const queue: { node: YamlNode; via: Span }[] = merges.map((node) => ({ node, via: node }));
  for (let steps = 0; steps < queue.length && steps < 1000; steps += 1) {
    const { node, via } = queue[steps] as (typeof queue)[number];
    if (node.kind === 'alias' && node.target) {
      queue.push({ node: node.target, via });
    } else if (node.kind === 'sequence') {
      queue.push(...node.items.map((item) => ({ node: item, via: item })));
    } else if (node.kind === 'map') {
      for (const entry of node.entries) {
        const name = keyOf(entry);
        if (isMerge(entry)) {
          queue.push(...(entry.value ? [{ node: entry.value, via }] : []));
        } else if (name !== undefined && !taken.has(name)) {
          taken.add(name);
          found.push({ entry, name, via });
        }
      }
    }
  }
  return found;
}

/** Where to say that something is missing in a node: at its key, else at its first token. */
export function placeOf(node: YamlNode, key: YamlNode | undefined): Span {
  if (key !== undefined) {
    return { start: key.start, end: key.end };
  }
  const first = node.kind === 'map' && !node.isFlow ? node.entries[0]?.key : undefined;
  if (first !== undefined) {
    return { start: first.start, end: first.end };
  }
  return { start: node.start, end: node.kind === 'scalar' ? node.end : Math.min(node.start + 1, node.end) };
}
