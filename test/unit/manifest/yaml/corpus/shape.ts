import type { YamlNode } from '../../../../../src/manifest/yaml/yamlNode.ts';

/** Everything a consumer can see of a node, as plain data; what an alias leads to by its place. */
export function shapeOf(node: YamlNode | undefined): unknown {
  if (node === undefined) {
    return undefined;
  }
  const { kind, start, end } = node;
  if (kind === 'alias') {
    return [kind, start, end, node.name, node.target?.start];
  }
  const named = [kind, start, end, node.tag, node.anchor];
  switch (kind) {
    case 'scalar':
      return node.style === 'literal' || node.style === 'folded'
        ? [...named, node.style, trimmed(node.text), typeof node.value]
        : [...named, node.style, node.text, node.value];
    case 'map':
      return [...named, node.isFlow, node.entries.map(({ key, value }) => [shapeOf(key), shapeOf(value)])];
    case 'sequence':
      return [...named, node.isFlow, node.items.map(shapeOf)];
  }
}

/** The `yaml` package leaves out lines that only have blanks at the end of a block, whatever their indentation. */
function trimmed(text: string): string {
  return text.replace(/[ \t\n]+$/, '');
}
