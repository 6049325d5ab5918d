import { keyOf, resolved } from './yamlNode.ts';
import type { YamlMap, YamlNode } from './yamlNode.ts';

/** Values that data may have when every alias is followed; what comes behind is left out. */
const maxValues = 200_000;

/**
 * Nodes as plain data: objects, arrays and scalars by YAML 1.2, aliases followed and merge keys applied
 * (https://yaml.org/type/merge.html). Keys that are no scalars are left out. `undefined` for no node.
 */
export function toData(node: YamlNode | undefined): unknown {
  return dataOf(node, { left: maxValues });
}

interface Budget {
  left: number;
}

function dataOf(node: YamlNode | undefined, budget: Budget): unknown {
  const value = resolved(node);
  budget.left -= 1;
  if (value === undefined || budget.left < 0) {
    return undefined;
  }
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'sequence':
      return value.items.map((item) => dataOf(item, budget) ?? null);
    case 'map':
      return recordOf(value, budget);
  }
}

function recordOf(map: YamlMap, budget: Budget): Record<string, unknown> {
  const own = new Map<string, unknown>();
  const merged = new Map<string, unknown>();
  for (const entry of map.entries) {
    const key = keyOf(entry);
    if (key === '<<' && entry.key.kind === 'scalar' && entry.key.style === 'plain') {
      mergeInto(merged, entry.value, budget);
    } else if (key !== undefined) {
      own.set(key, dataOf(entry.value, budget) ?? null);
    }
  }
  // `fromEntries` makes an own member of `__proto__` too.
  return Object.fromEntries([...own, ...[...merged].filter(([key]) => !own.has(key))]);
}

/** Of several mappings the first one that has a key gives its value. */
function mergeInto(merged: Map<string, unknown>, node: YamlNode | undefined, budget: Budget): void {
  const value = resolved(node);
  const sources = value?.kind === 'sequence' ? value.items : node === undefined ? [] : [node];
  for (const source of sources) {
    const map = resolved(source);
    const data = map?.kind === 'map' ? recordOf(map, budget) : {};
    for (const [key, one] of Object.entries(data)) {
      if (!merged.has(key)) {
        merged.set(key, one);
      }
    }
  }
}
