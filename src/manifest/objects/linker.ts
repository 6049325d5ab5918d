import type { Span } from '../../problem.ts';
import { entriesOf, entryOf, itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import { mayShareNamespace } from './kubeObjects.ts';
import type { KubeObject } from './kubeObjects.ts';
import { nearby } from './objectIndex.ts';
import type { ObjectIndex } from './objectIndex.ts';
import type { Written } from './workloads.ts';

/** A name in an object that means something else, such as the ConfigMap of a volume. */
export interface ObjectLink {
  /** Where the name stands, in the file of its object. */
  span: Span;
  /** What it means: more than one where several fit. */
  targets: readonly LinkTarget[];
}

export interface LinkTarget {
  file: string;
  /** The name that is meant, where it is given. */
  name: Span;
  /** All that goes by it. */
  whole: Span;
}

/** Makes links of an object's names; a name that leads nowhere here makes none. */
export interface Linker {
  index: ObjectIndex;
  object: KubeObject;
  /** To the objects of a kind in a namespace, or in none of their own. */
  toObject: (from: Written | undefined, kind: string, namespace: string | undefined) => ObjectLink[];
  toAll: (from: Span, targets: readonly LinkTarget[]) => ObjectLink[];
}

/** For the links of one object. */
export function linkerOf(index: ObjectIndex, object: KubeObject): Linker {
  const toAll = ({ start, end }: Span, targets: readonly LinkTarget[]): ObjectLink[] => {
    const near = nearby(targets, object.file, ({ file }) => file);
    return near.length === 0 ? [] : [{ span: { start, end }, targets: near }];
  };
  return {
    ...{ index, object, toAll },
    toObject: (from, kind, namespace) =>
      from === undefined
        ? []
        : toAll(
            from.node,
            index
              .named(kind, from.text)
              .filter((one) => mayShareNamespace(one.namespace, namespace))
              .flatMap(targetOf),
          ),
  };
}

/** The object by its name. */
function targetOf({ file, root }: KubeObject): LinkTarget[] {
  const name = valueAt(root, 'metadata', 'name');
  return name === undefined ? [] : [{ file, name: spanOf(name), whole: spanOf(root) }];
}

const dataFields: readonly string[] = ['data', 'stringData', 'binaryData'];

/** A key of a ConfigMap or Secret with its value. */
export function keyTarget({ file, root }: KubeObject, key: string): LinkTarget[] {
  return dataFields.flatMap((field) => {
    const entry = entryOf(valueAt(root, field), key);
    return entry === undefined ? [] : [entryTarget(file, entry)];
  });
}

function entryTarget(file: string, { key, value }: YamlEntry): LinkTarget {
  return {
    file,
    name: spanOf(key),
    whole: { start: key.start, end: Math.max(key.end, value?.end ?? 0) },
  };
}

/** The names that an object gives: its own, and its keys. */
export function givenBy(object: KubeObject): LinkTarget[] {
  const { file, root } = object;
  const keys = dataFields.flatMap((field) => entriesOf(valueAt(root, field)));
  return [...targetOf(object), ...keys.map((entry) => entryTarget(file, entry))];
}

/** What makes a service account: a manifest, eksctl, or an association with a role. */
export function accountTargets(
  { named, clusters }: ObjectIndex,
  name: string,
  namespace: string | undefined,
): LinkTarget[] {
  const fits = (own: string | undefined): boolean => mayShareNamespace(own, namespace);
  const inCluster = clusters.flatMap(({ object, serviceAccounts }) => [
    ...serviceAccounts
      .filter((one) => one.name.text === name && fits(one.namespace))
      .map((one) => targetAt(object, one.name.node, one.node)),
    ...itemsOf(valueAt(object.root, 'iam', 'podIdentityAssociations')).flatMap((one) => {
      const account = valueAt(one, 'serviceAccountName');
      const isMeant = textOf(account) === name && fits(textOf(valueAt(one, 'namespace')));
      return isMeant && account ? [targetAt(object, account, one)] : [];
    }),
  ]);
  const made = named('ServiceAccount', name).filter((one) => fits(one.namespace));
  return [...made.flatMap(targetOf), ...inCluster];
}

/** A name within an object. */
export function targetAt({ file }: KubeObject, name: Span, whole: Span): LinkTarget {
  return { file, name: spanOf(name), whole: spanOf(whole) };
}

/** A node's place alone, without the node. */
function spanOf({ start, end }: Span): Span {
  return { start, end };
}
