import { entryOf, keyOf, resolved, textOf, valueAt } from '../manifest/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../manifest/yamlNode.ts';
import type { Definition } from './definition.ts';
import type { AssistFile } from './view.ts';

/** The node at an offset with the mappings and lists around it, outermost first. */
interface Trail {
  nodes: readonly YamlNode[];
  /** Keys and list indexes that lead to it. */
  path: readonly (string | number)[];
}

/** What a name in an object means: an object of a kind, perhaps one of its keys. */
interface Target {
  kind: string;
  name: string | undefined;
  namespace: string | undefined;
  key?: string;
}

/**
 * The object of the file that a name in another one leads to: the ConfigMap of a volume and the key of its item, the
 * ServiceAccount of a pod or a binding, the role of a binding. `undefined` where the file does not have it.
 */
export function objectDefinitionAt(file: AssistFile, offset: number): Definition | undefined {
  const document = file.documents.find(({ start, end }) => start <= offset && offset <= end);
  const trail = trailAt(document?.root, offset);
  const name = trail?.nodes.at(-1);
  const target = trail && targetOf(trail, textOf(valueAt(document?.root, 'metadata', 'namespace')));
  if (!name || target?.name === undefined) {
    return undefined;
  }
  for (const { root } of file.documents) {
    const entry = isMeant(root, target) ? entryIn(root, target) : undefined;
    if (entry && root) {
      const { key, value } = entry;
      const whole =
        target.key === undefined ? root : { start: key.start, end: Math.max(key.end, value?.end ?? 0) };
      const marked = target.key === undefined ? (value ?? key) : key;
      return {
        origin: { start: name.start, end: name.end },
        target: { start: whole.start, end: whole.end },
        selection: { start: marked.start, end: marked.end },
      };
    }
  }
  return undefined;
}

function trailAt(root: YamlNode | undefined, offset: number): Trail | undefined {
  const nodes: YamlNode[] = [];
  const path: (string | number)[] = [];
  let at = root;
  while (at && at.start <= offset && offset <= at.end) {
    nodes.push(at);
    if (at.kind === 'map') {
      const entry: YamlEntry | undefined = at.entries.find(({ value }) => covers(value, offset));
      path.push(entry ? (keyOf(entry) ?? '') : '');
      at = entry?.value;
    } else if (at.kind === 'sequence') {
      const index = at.items.findIndex((item) => covers(item, offset));
      path.push(index);
      at = at.items[index];
    } else {
      return at.kind === 'scalar' ? { nodes, path } : undefined;
    }
  }
  return undefined;
}

function covers(node: YamlNode | undefined, offset: number): boolean {
  return node !== undefined && node.start <= offset && offset <= node.end;
}

function targetOf({ nodes, path }: Trail, namespace: string | undefined): Target | undefined {
  const name = textOf(nodes.at(-1));
  const around = nodes.at(-2);
  const last = path.at(-1);
  const above = String(path.findLast((step, index) => typeof step === 'string' && index < path.length - 1));
  if (last === 'serviceAccountName') {
    return { kind: 'ServiceAccount', name, namespace };
  }
  if (last === 'name' && /^configMap(?:Ref|KeyRef)?$/.test(above)) {
    return { kind: 'ConfigMap', name, namespace };
  }
  if (last === 'key' && above === 'items' && path.at(-4) === 'configMap') {
    const key = name;
    return {
      kind: 'ConfigMap',
      name: textOf(valueAt(nodes.at(-4), 'name')),
      namespace,
      ...(key !== undefined && { key }),
    };
  }
  if (last === 'name' && (above === 'subjects' || above === 'roleRef')) {
    const kind = textOf(valueAt(around, 'kind')) ?? '';
    const isClusterWide = kind === 'ClusterRole';
    return {
      kind,
      name,
      namespace: isClusterWide ? undefined : (textOf(valueAt(around, 'namespace')) ?? namespace),
    };
  }
  return undefined;
}

/** An object without namespace goes where it is applied to, which may be the same one. */
function isMeant(root: YamlNode | undefined, { kind, name, namespace }: Target): boolean {
  const own = textOf(valueAt(root, 'metadata', 'namespace'));
  return (
    textOf(valueAt(root, 'kind')) === kind &&
    textOf(valueAt(root, 'metadata', 'name')) === name &&
    (own === undefined || namespace === undefined || own === namespace)
  );
}

function entryIn(root: YamlNode | undefined, { key }: Target): YamlEntry | undefined {
  return key === undefined
    ? entryOf(valueAt(root, 'metadata'), 'name')
    : entryOf(resolved(entryOf(root, 'data')?.value), key);
}
