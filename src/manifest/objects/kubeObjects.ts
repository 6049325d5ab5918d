import type { YamlDocument } from '../yaml/yamlFile.ts';
import { entriesOf, itemsOf, keyOf, resolved, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlMap, YamlNode } from '../yaml/yamlNode.ts';

/** A Kubernetes object, or an eksctl ClusterConfig, as it stands in a file. */
export interface KubeObject {
  file: string;
  apiVersion: string;
  kind: string;
  /** `undefined` where it is not written, or is no text. */
  name: string | undefined;
  namespace: string | undefined;
  root: YamlMap;
}

/** More than any manifest has in one List; what a bomb of aliases makes of one is not worth reading. */
const mostItems = 5_000;

/** The objects of a document: one, none, or those of a List. */
export function objectsOf(file: string, { root }: YamlDocument): KubeObject[] {
  const map = resolved(root);
  if (map?.kind !== 'map') {
    return [];
  }
  const kind = textOf(valueAt(map, 'kind')) ?? '';
  if (kind.endsWith('List') && valueAt(map, 'items') !== undefined) {
    return itemsOf(valueAt(map, 'items'))
      .slice(0, mostItems)
      .flatMap((item) => objectOf(file, item));
  }
  return objectOf(file, map);
}

function objectOf(file: string, node: YamlNode): KubeObject[] {
  const root = resolved(node);
  const kind = textOf(valueAt(root, 'kind'));
  const apiVersion = textOf(valueAt(root, 'apiVersion'));
  if (root?.kind !== 'map' || kind === undefined || apiVersion === undefined) {
    return [];
  }
  const name = textOf(valueAt(root, 'metadata', 'name'));
  const namespace = textOf(valueAt(root, 'metadata', 'namespace'));
  return [{ file, apiVersion, kind, name, namespace, root }];
}

/** Labels, annotations, selectors: a mapping of texts. */
export type Texts = ReadonlyMap<string, string>;

/** The scalar values of a mapping by their keys, values as they are written. */
export function textsOf(node: YamlNode | undefined): Texts {
  return new Map(
    entriesOf(node).flatMap((entry): [string, string][] => {
      const key = keyOf(entry);
      const value = textOf(entry.value);
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

/** Whether two objects can be in one namespace: what names none goes wherever kubectl points to. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
/** Whether a selector, which must name something, takes pods with these labels. */
export function selectsPods(selector: Texts, labels: Texts): boolean {
  return selector.size > 0 && [...selector].every(([key, value]) => labels.get(key) === value);
}
