import type { Span } from '../../problem.ts';

/** A node of a YAML document as it stands in the text; spans leave anchors and tags out. */
export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar extends Span {
  kind: 'scalar';
  style: ScalarStyle;
  /** The string that the scalar stands for: folded, unescaped. */
  text: string;
  /** By YAML 1.2's core schema; what is quoted or a block is its `text`. */
  value: string | number | bigint | boolean | null;
  /** Whether `text` is that, where it can be told with less work than making `text`. */
  is?(text: string): boolean;
  /** As written, `!!str`. */
  tag?: string;
  anchor?: string;
}

export interface YamlMap extends Span {
  kind: 'map';
  entries: readonly YamlEntry[];
  isFlow: boolean;
  tag?: string;
  anchor?: string;
}

export interface YamlEntry {
  key: YamlNode;
  /** `undefined` where nothing stands behind the colon. */
  value: YamlNode | undefined;
}

export interface YamlSequence extends Span {
  kind: 'sequence';
  items: readonly YamlNode[];
  isFlow: boolean;
  tag?: string;
  anchor?: string;
}

export interface YamlAlias extends Span {
  kind: 'alias';
  name: string;
  /** `undefined` where no anchor of that name stands before it. */
  target: YamlNode | undefined;
}

/** The node itself, or what an alias leads to; `undefined` for aliases that lead nowhere. */
export function resolved(node: YamlNode | undefined): Exclude<YamlNode, YamlAlias> | undefined {
  if (node?.kind !== 'alias') {
    return node;
  }
  let at: YamlNode | undefined = node;
  for (let steps = 0; at?.kind === 'alias' && steps < 100; steps += 1) {
    at = at.target;
  }
  return at?.kind === 'alias' ? undefined : at;
}

/** The entry of a mapping with this key, the last one when there are several; `undefined` for all that is no mapping. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  const map = resolved(node);
  if (map?.kind !== 'map') {
    return undefined;
  }
  for (let index = map.entries.length - 1; index >= 0; index -= 1) {
    const entry = map.entries[index];
    if (entry !== undefined && hasKey(entry, key)) {
      return entry;
    }
  }
  return undefined;
}

/** Whether that is the key of the entry. */
export function hasKey({ key }: YamlEntry, text: string): boolean {
  const node = key.kind === 'alias' ? resolved(key) : key;
  return node?.kind === 'scalar' && (node.is?.(text) ?? node.text === text);
}

/** The value under a path of keys (strings) and indexes (numbers), aliases followed; `undefined` where a step is missing. */
export function valueAt(
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): Exclude<YamlNode, YamlAlias> | undefined {
  let at = resolved(node);
  for (let index = 0; index < path.length && at !== undefined; index += 1) {
    const step = path[index];
    at =
      typeof step === 'string'
        ? resolved(entryOf(at, step)?.value)
        : resolved(at.kind === 'sequence' && step !== undefined ? at.items[step] : undefined);
  }
  return at;
}

/** The key of an entry as text; `undefined` where it is no scalar. */
export function keyOf({ key }: YamlEntry): string | undefined {
  const node = key.kind === 'alias' ? resolved(key) : key;
  return node?.kind === 'scalar' ? node.text : undefined;
}

/** The text of a scalar; `undefined` for other nodes and for `null` written plainly. */
export function textOf(node: YamlNode | undefined): string | undefined {
  const scalar = resolved(node);
  return scalar?.kind === 'scalar' && scalar.value !== null ? scalar.text : undefined;
}

/** The entries of a mapping, in order; none for all that is no mapping. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  const map = resolved(node);
  return map?.kind === 'map' ? map.entries : [];
}

/** The items of a sequence, aliases followed; none for all that is no sequence. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  const sequence = resolved(node);
  return sequence?.kind === 'sequence' ? sequence.items : [];
}
