import { clusterConfigOf } from './clusterConfigs.ts';
import type { ClusterConfig } from './clusterConfigs.ts';
import { mayShareNamespace } from './kubeObjects.ts';
import type { KubeObject } from './kubeObjects.ts';
import { workloadOf } from './workloads.ts';
import type { Workload } from './workloads.ts';

/** Objects of one file or of many, to be found by what they are called. */
export interface ObjectIndex {
  objects: readonly KubeObject[];
  /** The objects of a kind. */
  ofKind: (kind: string) => readonly KubeObject[];
  /** The objects of a kind with a name, in whichever namespace. */
  named: (kind: string, name: string) => readonly KubeObject[];
  workloads: readonly Workload[];
  clusters: readonly ClusterConfig[];
}

export function indexObjects(objects: readonly KubeObject[]): ObjectIndex {
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const byName = Map.groupBy(objects, ({ kind, name }) => keyOf(kind, name ?? ''));
  return {
    objects,
    ofKind: (kind) => byKind.get(kind) ?? [],
    named: (kind, name) => byName.get(keyOf(kind, name)) ?? [],
    workloads: objects.flatMap((object) => workloadOf(object) ?? []),
    clusters: (byKind.get('ClusterConfig') ?? []).flatMap((object) => clusterConfigOf(object) ?? []),
  };
}

function keyOf(kind: string, name: string): string {
  return `${kind}\n${name}`;
}

/** The ConfigMap that a pod of an object means by a name; `undefined` where none here is it. */
export function configMapOf(
  { named }: Pick<ObjectIndex, 'named'>,
  { namespace }: KubeObject,
  name: string,
): KubeObject | undefined {
  return named('ConfigMap', name).find((one) => mayShareNamespace(one.namespace, namespace));
}

/** Those in the same file, else in the same folder, else all. Folders often hold several copies of a recipe. */
export function nearby<T>(found: readonly T[], file: string, fileOf: (one: T) => string): readonly T[] {
  const inFile = found.filter((one) => fileOf(one) === file);
  if (inFile.length > 0) {
    return inFile;
  }
  const folder = folderOf(file);
  const inFolder = found.filter((one) => folderOf(fileOf(one)) === folder);
  return inFolder.length > 0 ? inFolder : found;
}

/** The path of a file up to its name. */
export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
