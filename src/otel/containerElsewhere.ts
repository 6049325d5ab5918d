import type { CollectorConfig } from '../manifest/collectorConfigs.ts';
import { mayShareNamespace } from '../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../manifest/objects/kubeObjects.ts';
import { nearby } from '../manifest/objects/objectIndex.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import { containersOfObject } from './workloads.ts';
import type { CollectorContainer } from './workloads.ts';

/** A container of another file that runs a config. */
export interface ContainerElsewhere {
  file: string;
  container: CollectorContainer;
}

/** Who runs a config of a file, where that file does not tell; `undefined` where no other one of the folder does either. */
export type FindContainer = (path: string, config: CollectorConfig) => ContainerElsewhere | undefined;

/** The containers of objects as they were read, as long as anybody has these. */
export type ContainerMemo = WeakMap<YamlNode, readonly CollectorContainer[]>;

/**
 * Finds the container by the ConfigMap that it mounts: in the one workload that does, of the config's own directory or else
 * of the whole folder, whose image has to tell what it is. Where several workloads mount it, or it is one of the config's own file, nothing is found. `objects` are those of the folder;
 * nothing is read of them before somebody asks.
 */
export function containerFinder(
  objects: readonly KubeObject[],
  memo: ContainerMemo = new WeakMap(),
): FindContainer {
  let mounting: ReadonlyMap<string, readonly Mounting[]> | undefined;
  return (path, { kind, object }) => {
    if (kind !== 'configMap' || object?.name === undefined) {
      return undefined;
    }
    mounting ??= byConfigMap(objects, memo);
    const all = (mounting.get(object.name) ?? []).filter((one) =>
      mayShareNamespace(one.object.namespace, object.namespace),
    );
    const found = nearby(all, path, (one) => one.object.file);
    const [only] = found;
    const container = only?.containers.find(tells);
    return only && container && found.length === 1 && only.object.file !== path
      ? { file: only.object.file, container }
      : undefined;
  };
}

/** Whether a container's image says which collector it is. */
export function tells({ image }: CollectorContainer): boolean {
  return image.distribution === 'other' || (image.distribution === 'adot' && image.version !== undefined);
}

/** What an answer hangs on, to see whether it is another one now. */
export function keyOfContainer(found: ContainerElsewhere | undefined): string {
  return found === undefined ? '' : `${found.file}\n${found.container.imageText}`;
}

/** A workload with its containers that have a certain ConfigMap, ADOT's first. */
interface Mounting {
  object: KubeObject;
  containers: readonly CollectorContainer[];
}

function byConfigMap(objects: readonly KubeObject[], memo: ContainerMemo): Map<string, Mounting[]> {
  const found = new Map<string, Mounting[]>();
  for (const object of objects) {
    const containers = containersIn(object, memo);
    for (const name of new Set(containers.flatMap(({ configMaps }) => [...configMaps]))) {
      const own = containers.filter(({ configMaps }) => configMaps.has(name));
      const mounting = found.get(name) ?? [];
      mounting.push({ object, containers: own.sort((a, b) => rank(a) - rank(b)) });
      found.set(name, mounting);
    }
  }
  return found;
}

function rank({ image }: CollectorContainer): number {
  return image.distribution === 'adot' ? 0 : 1;
}

function containersIn({ root }: KubeObject, memo: ContainerMemo): readonly CollectorContainer[] {
  const containers = memo.get(root) ?? containersOfObject(root);
  memo.set(root, containers);
  return containers;
}
