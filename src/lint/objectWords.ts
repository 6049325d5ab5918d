import { valueAt } from '../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { Related, Span, TextEdit } from '../problem.ts';
import type { KubeObject } from '../manifest/objects/kubeObjects.ts';
import type { Written } from '../manifest/objects/workloads.ts';

/** `Deployment adot-collector` */
export function describe({ kind, name }: KubeObject): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

/** The namespace that a person reads: what names none goes to kubectl's, which is `default` unless somebody changed it. */
export function namespaceOf({ namespace }: KubeObject): string {
  return namespace ?? 'default';
}

/** The name of an object in its file, else its beginning. */
export function nameSpan({ root }: KubeObject): Span {
  return spanOf(valueAt(root, 'metadata', 'name') ?? keyOfFirst(root));
}

function keyOfFirst(root: KubeObject['root']): Span {
  return root.entries[0]?.key ?? root;
}

/** A node's place alone, without the node. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Another place that a message speaks of. */
export function relatedTo(object: KubeObject, at: YamlNode | undefined, message: string): Related {
  return { message, span: at === undefined ? nameSpan(object) : spanOf(at), file: object.file };
}

/** Puts a text in the place of a scalar, in quotes where it would not be read as a string. */
export function replacing({ node }: Pick<Written, 'node'>, text: string): TextEdit {
  const isPlain = /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return { start: node.start, end: node.end, text: isPlain ? text : JSON.stringify(text) };
}

/** How many characters stand before an offset on its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
