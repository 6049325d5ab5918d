import { podTemplateOf } from '../podTemplates.ts';
import { itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { textsOf } from './kubeObjects.ts';
import type { KubeObject, Texts } from './kubeObjects.ts';

/** An object that makes pods, or a pod. Nodes lie in its file. */
export interface Workload {
  object: KubeObject;
  /** With `metadata` and `spec` of its pods. */
  template: YamlNode;
  /** Of its pods. */
  labels: Texts;
  containers: readonly Container[];
  serviceAccount: { name: string; node: YamlNode | undefined };
}

export interface Container {
  object: KubeObject;
  template: YamlNode;
  node: YamlNode;
  image: Written | undefined;
  /** `command` and `args`. */
  args: readonly Written[];
  ports: readonly ContainerPort[];
  mounts: readonly Mount[];
}

/** A scalar and its text. */
export interface Written {
  text: string;
  node: YamlNode;
}

export interface ContainerPort extends Written {
  name: string | undefined;
}

/** A file or folder of a container that comes from a ConfigMap. */
export interface Mount {
  mountPath: string;
  /** The one file of the volume that stands at `mountPath`. */
  subPath: string | undefined;
  configMap: Written;
  /** Which keys become which files; without it every key is a file of its name. */
  items: readonly { key: Written; path: Written }[] | undefined;
}

/** The pods that an object makes; `undefined` for those that make none. */
export function workloadOf(object: KubeObject): Workload | undefined {
  const template = podTemplateOf(object.root);
  const spec = valueAt(template, 'spec');
  if (template === undefined || spec === undefined) {
    return undefined;
  }
  const account = valueAt(spec, 'serviceAccountName') ?? valueAt(spec, 'serviceAccount');
  return {
    object,
    template,
    labels: textsOf(valueAt(template, 'metadata', 'labels')),
    containers: itemsOf(valueAt(spec, 'containers')).map((node) => containerOf(object, template, node)),
    serviceAccount: { name: textOf(account) ?? 'default', node: account },
  };
}

function containerOf(object: KubeObject, template: YamlNode, node: YamlNode): Container {
  return {
    object,
    template,
    node,
    image: written(valueAt(node, 'image')),
    args: [...itemsOf(valueAt(node, 'command')), ...itemsOf(valueAt(node, 'args'))].flatMap(
      (item) => written(item) ?? [],
    ),
    ports: itemsOf(valueAt(node, 'ports')).flatMap((port) => {
      const number = written(valueAt(port, 'containerPort'));
      return number ? [{ ...number, name: textOf(valueAt(port, 'name')) }] : [];
    }),
    mounts: mountsOf(template, node),
  };
}

function mountsOf(template: YamlNode, container: YamlNode): Mount[] {
  const volumes = itemsOf(valueAt(template, 'spec', 'volumes'));
  return itemsOf(valueAt(container, 'volumeMounts')).flatMap((mount) => {
    const name = textOf(valueAt(mount, 'name'));
    const mountPath = textOf(valueAt(mount, 'mountPath'));
    const volume = volumes.find((one) => name !== undefined && textOf(valueAt(one, 'name')) === name);
    if (mountPath === undefined || volume === undefined) {
      return [];
    }
    const subPath = textOf(valueAt(mount, 'subPath'));
    const sources = [volume, ...itemsOf(valueAt(volume, 'projected', 'sources'))];
    return sources.flatMap((source) => {
      const configMap = written(valueAt(source, 'configMap', 'name'));
      return configMap ? [{ mountPath, subPath, configMap, items: volumeItems(source) }] : [];
    });
  });
}

function volumeItems(source: YamlNode): Mount['items'] {
  const items = valueAt(source, 'configMap', 'items');
  if (items === undefined) {
    return undefined;
  }
  return itemsOf(items).flatMap((item) => {
    const key = written(valueAt(item, 'key'));
    const path = written(valueAt(item, 'path'));
    return key && path ? [{ key, path }] : [];
  });
}

/** A scalar with its text; `undefined` for what is none. */
export function written(node: YamlNode | undefined): Written | undefined {
  const text = textOf(node);
  return node === undefined || text === undefined ? undefined : { text, node };
}
