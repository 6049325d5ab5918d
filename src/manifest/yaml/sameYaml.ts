import type { YamlNode } from './yamlNode.ts';

/** Whether two nodes say the same: values, quotes, order, anchors and tags; where they stand does not count. */
export function isSameYaml(one: YamlNode | undefined, other: YamlNode | undefined): boolean {
  const waiting: [YamlNode | undefined, YamlNode | undefined][] = [[one, other]];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [a, b] = pair;
    if (!a || !b) {
      if (a !== b) {
        return false;
      }
      continue;
    }
    if (!isSameAlone(a, b)) {
      return false;
    }
    if (a.kind === 'map' && b.kind === 'map') {
      for (const [index, { key, value }] of a.entries.entries()) {
        waiting.push([key, b.entries[index]?.key], [value, b.entries[index]?.value]);
      }
    }
    if (a.kind === 'sequence' && b.kind === 'sequence') {
      for (const [index, item] of a.items.entries()) {
        waiting.push([item, b.items[index]]);
      }
    }
  }
  return true;
}

/** What is below a node left out; an alias is the same when it has the same name. */
function isSameAlone(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === 'alias') {
    return b.kind === 'alias' && a.name === b.name;
  }
  if (b.kind === 'alias') {
    return false;
  }
  if (a.tag !== b.tag || a.anchor !== b.anchor) {
    return false;
  }
  if (a.kind === 'scalar') {
    return b.kind === 'scalar' && a.style === b.style && a.text === b.text;
  }
  return a.kind === 'map'
    ? b.kind === 'map' && a.entries.length === b.entries.length && a.isFlow === b.isFlow
    : b.kind === 'sequence' && a.items.length === b.items.length && a.isFlow === b.isFlow;
}
